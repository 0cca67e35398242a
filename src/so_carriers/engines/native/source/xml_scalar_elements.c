#include "xml_scalar_elements.h"

#include "scalar_texts.h"

/* Writes what a scalar of JSON is in XML as the reference engine says, with its spelling in an attribute
   where the text alone does not give it. */
static bool
write_node(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *node)
{
    PyObject *written = plan->kind == ENUM_VALUE && PyUnicode_CheckExact(node)
                            ? kept_result(plan->nodes_written, plan->write_node, node)
                            : PyObject_CallOneArg(plan->write_node, node);
    if (written == NULL) {
        return refuse_error(&writer->base);
    }
    PyObject *text = PyTuple_GET_ITEM(written, 0), *token = PyTuple_GET_ITEM(written, 1);
    bool is_written = PyUnicode_CheckExact(text) ? is_within_limit(writer, PyUnicode_GET_LENGTH(text))
                                                 : refuse(&writer->base, NEEDS_PYTHON);
    is_written = is_written && begin_tag(writer, tag);
    if (is_written && token != Py_None) {
        is_written = put_extension(writer, "token", token);
    }
    is_written = is_written && put_byte(&writer->base.output, '>') && put_xml_text(writer, text, IN_TEXT)
                 && put_end_tag(writer, tag);
    Py_DECREF(written);
    return is_written;
}

static bool
write_integer(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value)
{
    long long number;
    if (!integer_of_value(&writer->base, plan, value, &number)) {
        return false;
    }
    char digits[LONGEST_INTEGER], *end = digits + sizeof digits;
    const char *begin = digits_before(end, number);
    return put_plain_element(writer, tag, begin, end - begin);
}

static bool
write_boolean(XmlWriter *writer, const Tag *tag, PyObject *value)
{
    if (value == Py_True) {
        return put_plain_element(writer, tag, "true", 4);
    }
    return value == Py_False ? put_plain_element(writer, tag, "false", 5) : refuse(&writer->base, OTHER_TYPE);
}

/* Whether a canonical text is one that XML has as it is: its offset has no seconds, its year four digits. */
static bool
is_plain_date(const char *text, int size)
{
    int at = 19;
    if (size < at || text[4] != '-' || text[10] != 'T') {
        return false;
    }
    if (at < size && text[at] == '.') {
        at++;
        while (at < size && is_digit((unsigned char)text[at])) {
            at++;
        }
    }
    int zone = size - at;
    return zone == 0 || (zone == 1 && text[at] == 'Z') || (zone == 6 && text[at + 3] == ':');
}

static bool
write_date(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value)
{
    char text[LONGEST_DATE_TIME];
    int size = 0;
    PyObject *made;
    if (!date_time_text(&writer->base, value, text, &size, &made)) {
        return false;
    }
    if (made == NULL && is_plain_date(text, size)) {
        return put_plain_element(writer, tag, text, size);
    }
    made = made == NULL ? PyUnicode_FromStringAndSize(text, size) : made;
    bool is_written = made != NULL && write_node(writer, tag, plan, made);
    Py_XDECREF(made);
    return is_written;
}

static bool
is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_'
           || is_digit((unsigned char)byte);
}

/* Copies the text of an enum as XML has it, which separates flags by a blank alone; the length, or -1 for
   what is not made of plain names. */
static Py_ssize_t
copy_names(const char *text, Py_ssize_t size, bool is_flags, char *target)
{
    char *to = target;
    for (Py_ssize_t i = 0; i < size; i++) {
        bool is_separator = is_flags && text[i] == ',' && i > 0 && i + 2 < size && text[i + 1] == ' '
                            && is_letter(text[i + 2]);
        if (is_separator) {
            *to++ = ' ';
            i++;
        }
        else if (is_letter(text[i])) {
            *to++ = text[i];
        }
        else {
            return -1;
        }
    }
    return to - target;
}

enum { LONGEST_NAMES = 256 };

static bool
write_enum(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value)
{
    PyObject *text = enum_text(&writer->base, plan, value);
    if (text == NULL) {
        return false;
    }
    char names[LONGEST_NAMES];
    Py_ssize_t size = -1;
    if (PyUnicode_IS_COMPACT_ASCII(text) && PyUnicode_GET_LENGTH(text) <= LONGEST_NAMES) {
        size = copy_names(PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text), plan->is_flags, names);
    }
    bool is_written =
        size > 0 ? put_plain_element(writer, tag, names, size) : write_node(writer, tag, plan, text);
    Py_DECREF(text);
    return is_written;
}

bool
put_scalar_element(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value)
{
    switch (plan->kind) {
    case INTEGER_VALUE:
        return write_integer(writer, tag, plan, value);
    case BOOLEAN_VALUE:
        return write_boolean(writer, tag, value);
    case TEXT_VALUE:
        return put_text_element(writer, tag, value);
    case DATE_TIME_VALUE:
        return write_date(writer, tag, plan, value);
    case ENUM_VALUE:
        return write_enum(writer, tag, plan, value);
    default:
        return refuse(&writer->base, NEEDS_PYTHON);
    }
}

bool
put_spelled_element(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value,
                    PyObject *spelling)
{
    if (Py_TYPE(spelling) != writer->base.state->spelling_type || PyTuple_GET_ITEM(spelling, 0) != value) {
        return refuse(&writer->base, OTHER_SPELLING);
    }
    return write_node(writer, tag, plan, PyTuple_GET_ITEM(spelling, 1));
}
