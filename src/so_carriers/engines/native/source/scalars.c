#include "scalars.h"

#include <string.h>

#include "bytes.h"
#include "date_times.h"

PyObject *
integer_of(Cursor *cursor, const ValuePlan *plan, const Number *number)
{
    bool is_negative_zero = number->value == 0 && number->size > 1;
    if (!number->is_integer || is_negative_zero) {
        return decline(cursor, OTHER_SPELLING);
    }
    if (!number->is_small || number->value < plan->lowest || number->value > plan->highest) {
        return decline(cursor, OUT_OF_RANGE);
    }
    return PyLong_FromLongLong(number->value);
}

/* Whether a fraction ends with a zero, which the canonical text does not have. */
static bool
is_loose_date(const unsigned char *text, Py_ssize_t size)
{
    if (size <= 20 || text[19] != '.') {
        return false;
    }
    const unsigned char *at = text + 20, *end = text + size;
    while (at < end && is_digit(*at)) {
        at++;
    }
    return at[-1] == '0';
}

PyObject *
date_time_of(Cursor *cursor, const unsigned char *text, Py_ssize_t size)
{
    PyObject *value = NULL;
    if (!(cursor->is_strict && is_loose_date(text, size))) {
        value = read_date_time(cursor->state, text, size);
    }
    return value == NULL ? decline(cursor, OTHER_SPELLING) : value;
}

PyObject *
named_enum_of(const ValuePlan *plan, const unsigned char *text, Py_ssize_t size)
{
    const Name *name = name_table_find(&plan->names, text, size);
    if (name == NULL || memcmp(name->text, text, (size_t)size) != 0) {
        return NULL;
    }
    return Py_NewRef(plan->values[name->value]);
}

/* What Python makes of a text: a sum of flags, a name in other letters, an unknown one. */
static PyObject *
enum_by_python(Cursor *cursor, const ValuePlan *plan, PyObject *text, PyObject **spelling)
{
    enter_python(cursor);
    PyObject *pair = kept_result(plan->texts_read, plan->read_text, text);
    leave_python(cursor);
    if (pair == NULL) {
        return NULL;
    }
    PyObject *value = Py_NewRef(PyTuple_GET_ITEM(pair, 0));
    if (PyTuple_GET_ITEM(pair, 1) != Py_None) {
        *spelling = Py_NewRef(PyTuple_GET_ITEM(pair, 1));
    }
    Py_DECREF(pair);
    return value;
}

PyObject *
enum_of(Cursor *cursor, const ValuePlan *plan, PyObject *text, PyObject **spelling)
{
    PyObject *value = PyDict_GetItemWithError(plan->canonical, text);
    if (value != NULL) {
        return Py_NewRef(value);
    }
    if (PyErr_Occurred()) {
        return NULL;
    }
    return cursor->is_strict ? decline(cursor, OTHER_SPELLING) : enum_by_python(cursor, plan, text, spelling);
}
