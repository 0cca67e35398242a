/* Where a writer is, and why it declined. */

#ifndef SO_CARRIERS_WRITER_H
#define SO_CARRIERS_WRITER_H

#include "output.h"

typedef struct {
    State *state;
    Output output;
    int room;           /* how many more containers may stand within each other */
    Py_ssize_t members; /* how many an object may have */
    Decline declined;
} Writer;

/* Declines, unless that was done or an exception is on its way; gives false. */
static inline bool
refuse(Writer *writer, Decline reason)
{
    writer->declined = reason_after(writer->declined, reason);
    return false;
}

/* The same after a function of Python failed: what that refused is for the reference engine to name. */
static inline bool
refuse_error(Writer *writer)
{
    if (PyErr_ExceptionMatches(PyExc_ValueError)) {
        PyErr_Clear();
    }
    return refuse(writer, NEEDS_PYTHON);
}

/* Whether a dictionary that is being gone through has as many entries as before; declines where other code
   that ran meanwhile, a thread or a signal's handler, has changed that. */
static inline bool
is_as_it_was(Writer *writer, PyObject *dictionary, Py_ssize_t size)
{
    return PyDict_GET_SIZE(dictionary) == size || refuse(writer, NEEDS_PYTHON);
}

static inline bool
open_container(Writer *writer)
{
    return --writer->room >= 0 || refuse(writer, TOO_DEEP);
}

static inline void
close_container(Writer *writer)
{
    writer->room++;
}

/* Whether a value that no type declares is a number: int or NumberToken. */
static inline bool
is_number(const Writer *writer, PyObject *value)
{
    return PyLong_CheckExact(value) || Py_TYPE(value) == writer->state->number_token_type;
}

/* Writes such a number as JSON has it. */
bool write_number(Writer *writer, PyObject *value);

#endif
