#include "cursor.h"

Cursor
open_cursor(State *state, const Limits *limits, bool is_strict, PyObject *body)
{
    return (Cursor){
        .state = state,
        .at = (const unsigned char *)PyBytes_AS_STRING(body),
        .end = (const unsigned char *)PyBytes_AS_STRING(body) + PyBytes_GET_SIZE(body),
        .room = limits->depth,
        .members = limits->members,
        .is_strict = is_strict,
        .is_collecting = PyGC_Disable() != 0,
    };
}

void
close_cursor(Cursor *cursor)
{
    PyMem_Free(cursor->names);
    if (cursor->is_collecting) {
        PyGC_Enable();
    }
}

void
enter_python(Cursor *cursor)
{
    if (cursor->is_collecting) {
        PyGC_Enable();
    }
}

void
leave_python(Cursor *cursor)
{
    cursor->is_collecting = PyGC_Disable() != 0;
}

void *
decline_text(Cursor *cursor)
{
    if (!PyErr_ExceptionMatches(PyExc_UnicodeDecodeError)) {
        return decline(cursor, MALFORMED);
    }
    PyErr_Clear();
    return decline(cursor, NOT_UNICODE);
}

void
skip_byte_order_mark(Cursor *cursor)
{
    const unsigned char *at = cursor->at;
    if (at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF) {
        cursor->at += 3;
    }
}
