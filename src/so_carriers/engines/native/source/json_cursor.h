/* Steps that readers of JSON take. */

#ifndef SO_CARRIERS_JSON_CURSOR_H
#define SO_CARRIERS_JSON_CURSOR_H

#include "cursor.h"
#include "json_scanner.h"

/* Takes room for a container, whose opening bracket is stepped over; false where there is none. */
static inline bool
enter(Cursor *cursor)
{
    cursor->at++;
    return take_room(cursor);
}

/* Gives it back, behind the closing bracket, unless there is no container after all; gives that. */
static inline PyObject *
leave(Cursor *cursor, PyObject *container)
{
    if (container != NULL) {
        cursor->at++;
        give_room(cursor);
    }
    return container;
}

/* Steps over white space; what stands there then. */
static inline unsigned char
next_byte(Cursor *cursor)
{
    cursor->at = after_blanks(cursor->at);
    return *cursor->at;
}

/* Steps over a literal such as `null`; false, declined, where something else stands there. */
bool take_literal(Cursor *cursor, const char *literal, size_t size);

/* Steps over the string that begins here. */
bool take_string(Cursor *cursor, Quoted *string);

/* Steps over the colon behind a name and the white space around it. */
bool take_colon(Cursor *cursor);

/* Steps over the comma before another item and the white space around it; false at the closing
   bracket, which stays, and at anything else, declined. */
bool take_comma(Cursor *cursor, char closing);

/* The text of a string, a new reference. */
PyObject *text_of(Cursor *cursor, const Quoted *string);

#endif
