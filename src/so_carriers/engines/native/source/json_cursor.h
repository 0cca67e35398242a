/* Steps that readers of JSON take. */

#ifndef SO_CARRIERS_JSON_CURSOR_H
#define SO_CARRIERS_JSON_CURSOR_H

#include "cursor.h"
#include "json_scanner.h"
#include "json_text.h"

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
static inline bool
take_literal(Cursor *cursor, const char *literal, Py_ssize_t size)
{
    if (!begins_with(cursor->at, cursor->end, literal, size)) {
        decline(cursor, MALFORMED);
        return false;
    }
    cursor->at += size;
    return true;
}

/* Steps over the string that has to stand here, or declines for that reason. */
static inline bool
take_string(Cursor *cursor, Quoted *string, Decline otherwise)
{
    if (*cursor->at != '"') {
        decline(cursor, otherwise);
        return false;
    }
    const unsigned char *end = scan_string(cursor->at + 1, cursor->end, string);
    if (end == NULL) {
        decline(cursor, MALFORMED);
        return false;
    }
    cursor->at = end;
    return true;
}

/* Steps over the colon behind a name and the white space around it. */
bool take_colon(Cursor *cursor);

/* Steps over the comma before another item and the white space around it; false at the closing
   bracket, which stays, and at anything else, declined. */
static inline bool
take_comma(Cursor *cursor, char closing)
{
    unsigned char next = next_byte(cursor);
    if (next == ',') {
        cursor->at = after_blanks(cursor->at + 1);
        return true;
    }
    if (next != (unsigned char)closing) {
        decline(cursor, MALFORMED);
    }
    return false;
}

PyObject *odd_text_of(Cursor *cursor, const Quoted *string);

/* The text of a string, a new reference. */
static inline PyObject *
text_of(Cursor *cursor, const Quoted *string)
{
    return string->is_ascii && !string->has_escapes ? ascii_text(string->text, string->size)
                                                    : odd_text_of(cursor, string);
}

/* The same of one that may come again and again, such as a key. */
PyObject *key_of(Cursor *cursor, const Quoted *string);

#endif
