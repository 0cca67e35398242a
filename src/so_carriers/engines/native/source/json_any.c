#include "json_any.h"

#include <string.h>

/* The interpreter converts longer texts to int only if its settings allow that. */
enum { LONGEST_INTEGER = 640 };

static PyObject *
number_token(Cursor *cursor, const char *token, Py_ssize_t size)
{
    State *state = cursor->state;
    double value = PyOS_string_to_double(token, NULL, NULL);
    if (value == -1.0 && PyErr_Occurred()) {
        return NULL;
    }
    PyObject *made = state->number_token_type->tp_alloc(state->number_token_type, 0);
    if (made == NULL) {
        return NULL;
    }
    ((PyFloatObject *)made)->ob_fval = value;
    PyObject *text = PyUnicode_FromStringAndSize(token, size);
    if (text == NULL) {
        Py_DECREF(made);
        return NULL;
    }
    *slot_of(made, state->token_offset) = text;
    return made;
}

static PyObject *
long_number(Cursor *cursor, const Number *number)
{
    char *token = PyMem_Malloc((size_t)number->size + 1);
    if (token == NULL) {
        return PyErr_NoMemory();
    }
    memcpy(token, number->text, (size_t)number->size);
    token[number->size] = '\0';
    PyObject *made = number->is_integer && number->size <= LONGEST_INTEGER
                         ? PyLong_FromString(token, NULL, 10)
                         : number_token(cursor, token, number->size);
    PyMem_Free(token);
    return made;
}

static PyObject *
read_any_number(Cursor *cursor)
{
    Number number;
    const unsigned char *end = scan_number(cursor->at, &number);
    if (end == NULL) {
        return decline(cursor, MALFORMED);
    }
    cursor->at = end;
    if (number.is_integer && number.is_small) {
        /* What -0 is, only the reference engine tells. */
        return number.value == 0 && number.size > 1 ? decline(cursor, OTHER_SPELLING)
                                                    : PyLong_FromLongLong(number.value);
    }
    return long_number(cursor, &number);
}

static PyObject *
read_any_string(Cursor *cursor)
{
    Quoted string;
    return take_string(cursor, &string) ? text_of(cursor, &string) : NULL;
}

static PyObject *
read_any_array(Cursor *cursor)
{
    if (!enter(cursor)) {
        return NULL;
    }
    PyObject *items = PyList_New(0);
    if (items == NULL) {
        return NULL;
    }
    if (next_byte(cursor) != ']') {
        do {
            PyObject *item = read_any(cursor);
            int failed = item == NULL ? -1 : PyList_Append(items, item);
            Py_XDECREF(item);
            if (failed < 0) {
                Py_DECREF(items);
                return NULL;
            }
        } while (take_comma(cursor, ']'));
    }
    if (cursor->declined != NOT_DECLINED) {
        Py_DECREF(items);
        return NULL;
    }
    leave(cursor);
    return items;
}

/* Reads one member into the dictionary. */
static int
read_any_member(Cursor *cursor, PyObject *object)
{
    PyObject *name = read_any_string(cursor);
    if (name == NULL) {
        return -1;
    }
    PyObject *value = take_colon(cursor) ? read_any(cursor) : NULL;
    Py_ssize_t size = PyDict_GET_SIZE(object);
    int failed = value == NULL ? -1 : PyDict_SetItem(object, name, value);
    Py_DECREF(name);
    Py_XDECREF(value);
    if (failed == 0 && PyDict_GET_SIZE(object) == size) {
        decline(cursor, REPEATED_NAME);
        return -1;
    }
    return failed;
}

static PyObject *
read_any_object(Cursor *cursor)
{
    if (!enter(cursor)) {
        return NULL;
    }
    PyObject *object = PyDict_New();
    if (object == NULL) {
        return NULL;
    }
    if (next_byte(cursor) != '}') {
        do {
            if (read_any_member(cursor, object) < 0) {
                Py_DECREF(object);
                return NULL;
            }
        } while (take_comma(cursor, '}'));
    }
    if (PyDict_GET_SIZE(object) > cursor->members) {
        decline(cursor, TOO_MANY_MEMBERS);
    }
    if (cursor->declined != NOT_DECLINED) {
        Py_DECREF(object);
        return NULL;
    }
    leave(cursor);
    return object;
}

PyObject *
read_any(Cursor *cursor)
{
    switch (*cursor->at) {
    case '"':
        return read_any_string(cursor);
    case '{':
        return read_any_object(cursor);
    case '[':
        return read_any_array(cursor);
    case 't':
        return take_literal(cursor, "true", 4) ? Py_NewRef(Py_True) : NULL;
    case 'f':
        return take_literal(cursor, "false", 5) ? Py_NewRef(Py_False) : NULL;
    case 'n':
        return take_literal(cursor, "null", 4) ? Py_NewRef(Py_None) : NULL;
    default:
        return read_any_number(cursor);
    }
}
