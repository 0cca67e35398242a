#include "json_scalars.h"

#include "json_output.h"
#include "scalar_texts.h"

static bool
write_integer(Writer *writer, const ValuePlan *plan, PyObject *value)
{
    long long number;
    return integer_of_value(writer, plan, value, &number) && put_integer(&writer->output, number);
}

static bool
write_boolean(Writer *writer, PyObject *value)
{
    if (value == Py_True) {
        return put(&writer->output, "true", 4);
    }
    return value == Py_False ? put(&writer->output, "false", 5) : refuse(writer, OTHER_TYPE);
}

/* Writes a text, and takes the reference, which may be NULL. */
static bool
write_made_text(Writer *writer, PyObject *text)
{
    bool is_written = text != NULL && write_text(writer, text);
    Py_XDECREF(text);
    return is_written;
}

static bool
write_date_time_value(Writer *writer, PyObject *value)
{
    char text[LONGEST_DATE_TIME + 2];
    int size;
    PyObject *made;
    if (!date_time_text(writer, value, text + 1, &size, &made)) {
        return false;
    }
    if (made != NULL) {
        return write_made_text(writer, made);
    }
    text[0] = text[size + 1] = '"';
    return put(&writer->output, text, size + 2);
}

static bool
write_enum(Writer *writer, const ValuePlan *plan, PyObject *value)
{
    return write_made_text(writer, enum_text(writer, plan, value));
}

bool
write_scalar(Writer *writer, const ValuePlan *plan, PyObject *value)
{
    switch (plan->kind) {
    case INTEGER_VALUE:
        return write_integer(writer, plan, value);
    case BOOLEAN_VALUE:
        return write_boolean(writer, value);
    case TEXT_VALUE:
        return PyUnicode_CheckExact(value) ? write_text(writer, value) : refuse(writer, OTHER_TYPE);
    case DATE_TIME_VALUE:
        return write_date_time_value(writer, value);
    case ENUM_VALUE:
        return write_enum(writer, plan, value);
    default:
        return refuse(writer, NEEDS_PYTHON);
    }
}
