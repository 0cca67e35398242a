/* Where a reader is in its body, what it may still do, and why it declined. */

#ifndef SO_CARRIERS_CURSOR_H
#define SO_CARRIERS_CURSOR_H

#include "native.h"
#include "shapes.h"

typedef struct {
    State *state;
    const unsigned char *at, *end;
    int room;           /* how many more containers may stand within each other */
    Py_ssize_t members; /* how many an object may have */
    Decline declined;
    bool is_strict;     /* whether odd spellings are declined, which the reference engine refuses then */
    bool is_collecting; /* whether the garbage collector is on where Python's code runs */
    NameInBody *names;  /* of the objects that are being read: those of one behind those that hold it */
    Py_ssize_t name_count, name_room;
} Cursor;

/* A cursor at the beginning of a body. The garbage collector rests until `close_cursor` while no code of
   Python runs: all that is made meanwhile is on its way to the caller. */
Cursor open_cursor(State *state, const Limits *limits, bool is_strict, PyObject *body);
void close_cursor(Cursor *cursor);

/* While Python's code runs, the garbage collector is as the caller had it, or as that code sets it. */
void enter_python(Cursor *cursor);
void leave_python(Cursor *cursor);

/* Declines, unless that was done or an exception is on its way; gives NULL. */
static inline void *
decline(Cursor *cursor, Decline reason)
{
    cursor->declined = reason_after(cursor->declined, reason);
    return NULL;
}

/* The same after a text could not be made: of bytes that are no UTF-8, of an escape or reference that is
   none, for want of memory. */
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
