#include "scalar_texts.h"

bool
integer_of_value(Writer *writer, const ValuePlan *plan, PyObject *value, long long *number)
{
    if (!PyLong_CheckExact(value)) {
        return refuse(writer, OTHER_TYPE);
    }
    int overflow;
    *number = PyLong_AsLongLongAndOverflow(value, &overflow);
    bool is_in_range = overflow == 0 && *number >= plan->lowest && *number <= plan->highest;
    return is_in_range || refuse(writer, OUT_OF_RANGE);
}

/* What Python gave, if it is a str; takes the reference. */
static PyObject *
text_by_python(Writer *writer, PyObject *text)
{
    if (text == NULL) {
        refuse_error(writer);
    }
    else if (!PyUnicode_CheckExact(text)) {
        refuse(writer, NEEDS_PYTHON);
        Py_CLEAR(text);
    }
    return text;
}

PyObject *
enum_text(Writer *writer, const ValuePlan *plan, PyObject *value)
{
    if (PyUnicode_CheckExact(value)) {
        return Py_NewRef(value);
    }
    /* Enums of numbers have the hash of int; what others run to be found is Python's own affair. */
    if (Py_TYPE(value) != plan->type || plan->type->tp_hash != PyLong_Type.tp_hash) {
        refuse(writer, OTHER_TYPE);
        return NULL;
    }
    PyObject *text = PyDict_GetItemWithError(plan->texts, value);
    if (text != NULL || PyErr_Occurred()) {
        return Py_XNewRef(text);
    }
    return text_by_python(writer, PyObject_CallOneArg(plan->write_value, value));
}

bool
date_time_text(Writer *writer, PyObject *value, char target[LONGEST_DATE_TIME], int *size, PyObject **text)
{
    *text = NULL;
    if (Py_TYPE(value) != writer->state->date_time_type) {
        return refuse(writer, OTHER_TYPE);
    }
    *size = write_date_time(writer->state, value, target);
    if (*size == 0) {
        *text = text_by_python(writer, PyObject_CallMethodNoArgs(value, writer->state->wire_text));
        return *text != NULL;
    }
    return *size > 0;
}
