/* Where a reader is in its body, what it may still do, and why it declined. */

#ifndef SO_CARRIERS_CURSOR_H
#define SO_CARRIERS_CURSOR_H

#include "native.h"

typedef struct {
    State *state;
    const unsigned char *at;
    int room; /* how many more containers may stand within each other */
    Py_ssize_t members; /* how many an object may have */
    Decline declined;
    bool is_strict;     /* whether odd spellings are declined, which the reference engine refuses then */
    bool is_collecting; /* whether the garbage collector was on before the call */
} Cursor;

/* A cursor at the beginning of a body. The garbage collector rests until `close_cursor`: all that is
   made meanwhile is on its way to the caller. */
Cursor open_cursor(State *state, const Limits *limits, PyObject *body);
void close_cursor(Cursor *cursor);

/* Calls a function of Python with the garbage collector as the caller had it. */
PyObject *call_python(Cursor *cursor, PyObject *function, PyObject *const *arguments, size_t count);

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

/* Takes room for a container; false, declined, where there is none. */
static inline bool
take_room(Cursor *cursor)
{
    if (--cursor->room < 0) {
        decline(cursor, TOO_DEEP);
        return false;
    }
    return true;
}

static inline void
give_room(Cursor *cursor)
{
    cursor->room++;
}

/* Steps over a byte-order mark, which says UTF-8. */
void skip_byte_order_mark(Cursor *cursor);

#endif
