#include "json_any.h"

#include "containers.h"
#include "json_cursor.h"
#include "numbers.h"

static PyObject *
read_any_number(Cursor *cursor)
{
    Number number;
    const unsigned char *end = scan_number(cursor->at, &number);
    if (end == NULL) {
        return decline(cursor, MALFORMED);
    }
    cursor->at = end;
    return number_of(cursor, &number);
}

static PyObject *
read_any_string(Cursor *cursor)
{
    Quoted string;
    return take_string(cursor, &string, MALFORMED) ? text_of(cursor, &string) : NULL;
}

static PyObject *
read_any_array(Cursor *cursor)
{
    PyObject *items = enter(cursor) ? PyList_New(0) : NULL;
    if (items == NULL) {
        return NULL;
    }
    if (next_byte(cursor) != ']') {
        do {
            if (add_item(items, read_any(cursor), NULL, NULL) < 0) {
                Py_DECREF(items);
                return NULL;
            }
        } while (take_comma(cursor, ']'));
    }
    return leave(cursor, whole_container(cursor, items));
}

/* Reads one member into the dictionary. */
static int
read_any_member(Cursor *cursor, PyObject *object)
{
    Quoted string;
    PyObject *name = take_string(cursor, &string, MALFORMED) ? key_of(cursor, &string) : NULL;
    PyObject *value = name != NULL && take_colon(cursor) ? read_any(cursor) : NULL;
    return add_entry(cursor, object, name, value, NULL, NULL);
}

static PyObject *
read_any_object(Cursor *cursor)
{
    PyObject *object = enter(cursor) ? PyDict_New() : NULL;
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
    return leave(cursor, whole_container(cursor, object));
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
