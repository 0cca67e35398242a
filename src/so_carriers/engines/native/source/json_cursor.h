/* Where the reader of one JSON text is, and why it declined. */

#ifndef SO_CARRIERS_JSON_CURSOR_H
#define SO_CARRIERS_JSON_CURSOR_H

#include "json_scanner.h"

typedef struct {
    State *state;
    const unsigned char *at;
    int room; /* how many more containers may stand within each other */
    Py_ssize_t members; /* how many an object may have */
    Decline declined;
    bool is_strict;     /* whether odd spellings are declined, which the reference engine refuses then */
    bool is_collecting; /* whether the garbage collector was on before the call */
} Cursor;

/* Declines, unless that was done or an exception is on its way; gives NULL. */
static inline void *
decline(Cursor *cursor, Decline reason)
{
    if (cursor->declined == NOT_DECLINED && !PyErr_Occurred()) {
        cursor->declined = reason;
    }
    return NULL;
}

/* The same after a text could not be made: bytes that are no UTF-8 are not ours to name. */
void *decline_text(Cursor *cursor);

/* Takes room for a container, whose opening bracket is stepped over; false where there is none. */
static inline bool
enter(Cursor *cursor)
{
    cursor->at++;
    if (--cursor->room < 0) {
        decline(cursor, TOO_DEEP);
        return false;
    }
    return true;
}

/* Gives it back, behind the closing bracket. */
static inline void
leave(Cursor *cursor)
{
    cursor->at++;
    cursor->room++;
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
