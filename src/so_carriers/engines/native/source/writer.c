#include "writer.h"

static bool
write_integer(Writer *writer, PyObject *value)
{
    int overflow;
    long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow == 0) {
        return put_integer(&writer->output, number);
    }
    PyObject *text = PyObject_Str(value);
    if (text == NULL) { /* ValueError: longer than the interpreter's settings allow */
        return refuse_error(writer);
    }
    bool is_written = put(&writer->output, PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text));
    Py_DECREF(text);
    return is_written;
}

static bool
write_token(Writer *writer, PyObject *value)
{
    PyObject *token = *slot_of(value, writer->state->token_offset);
    if (token == NULL || !PyUnicode_CheckExact(token) || !PyUnicode_IS_COMPACT_ASCII(token)) {
        return refuse(writer, NEEDS_PYTHON);
    }
    return put(&writer->output, PyUnicode_DATA(token), PyUnicode_GET_LENGTH(token));
}

bool
write_number(Writer *writer, PyObject *value)
{
    return PyLong_CheckExact(value) ? write_integer(writer, value) : write_token(writer, value);
}
