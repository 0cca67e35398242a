#include "xml_writer.h"

#include "carrier_members.h"
#include "scalar_texts.h"
#include "xml_output.h"

static bool write_element(XmlWriter *writer, const Tag *tag, ValuePlan *plan, PyObject *value,
                          PyObject *spelling);

static Tag
tag_of(PyObject *name)
{
    return (Tag){PyBytes_AS_STRING(name), PyBytes_GET_SIZE(name), NULL};
}

/* --- scalars */

/* Writes what a scalar of JSON is in XML as the reference engine says, with its spelling in an attribute
   where the text alone does not give it. */
static bool
write_node(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *node)
{
    PyObject *written = PyObject_CallOneArg(plan->write_node, node);
    if (written == NULL) {
        return refuse_error(&writer->base);
    }
    PyObject *text = PyTuple_GET_ITEM(written, 0), *token = PyTuple_GET_ITEM(written, 1);
    bool is_written = PyUnicode_CheckExact(text) ? begin_tag(writer, tag)
                                                 : refuse(&writer->base, NEEDS_PYTHON);
    if (is_written && token != Py_None) {
        is_written = put_extension(writer, "token", token);
    }
    is_written = is_written && put_byte(&writer->base.output, '>') && put_xml_text(writer, text, IN_TEXT)
                 && put_end_tag(writer, tag);
    Py_DECREF(written);
    return is_written;
}

/* Writes a scalar as it came while it still is what was read; anything else Python judges. */
static bool
write_spelled(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    if (Py_TYPE(spelling) != writer->base.state->spelling_type || PyTuple_GET_ITEM(spelling, 0) != value) {
        return refuse(&writer->base, OTHER_SPELLING);
    }
    return write_node(writer, tag, plan, PyTuple_GET_ITEM(spelling, 1));
}

static bool
write_integer(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value)
{
    long long number;
    return integer_of_value(&writer->base, plan, value, &number) && put_start_tag(writer, tag)
           && put_integer(&writer->base.output, number) && put_end_tag(writer, tag);
}

static bool
write_boolean(XmlWriter *writer, const Tag *tag, PyObject *value)
{
    const char *text = boolean_text(&writer->base, value);
    return text != NULL && put_plain_element(writer, tag, text, (Py_ssize_t)strlen(text));
}

static bool
is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
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
        while (at < size && is_digit(text[at])) {
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
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || is_digit(byte);
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
    bool is_written = size > 0 ? put_plain_element(writer, tag, names, size)
                               : write_node(writer, tag, plan, text);
    Py_DECREF(text);
    return is_written;
}

/* --- lists and dictionaries */

/* The spelling that is kept for an item of a list or dictionary, borrowed, or NULL. */
static PyObject *
spelling_within(PyObject *spelling, PyObject *step)
{
    return spelling == NULL || step == NULL ? NULL : PyDict_GetItemWithError(spelling, step);
}

static bool
write_items(XmlWriter *writer, const ValuePlan *plan, PyObject *items, PyObject *spelling)
{
    Tag tag = tag_of(plan->item_element);
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(items, i));
        PyObject *step = spelling == NULL ? NULL : PyLong_FromSsize_t(i);
        bool is_written = write_element(writer, &tag, plan->item, item, spelling_within(spelling, step));
        Py_XDECREF(step);
        Py_DECREF(item);
        if (!is_written) {
            return false;
        }
    }
    return true;
}

static bool
write_list(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *items, PyObject *spelling)
{
    if (!PyList_CheckExact(items)) {
        return refuse(&writer->base, OTHER_TYPE);
    }
    if (PyList_GET_SIZE(items) == 0) {
        return put_empty_element(writer, tag);
    }
    return put_start_tag(writer, tag) && write_items(writer, plan, items, spelling)
           && put_end_tag(writer, tag);
}

static bool
write_entry(XmlWriter *writer, const ValuePlan *plan, PyObject *key, PyObject *value, PyObject *spelling)
{
    static const Tag key_tag = {"Key", 3, NULL}, value_tag = {"Value", 5, NULL};
    Tag tag = tag_of(plan->item_element);
    return put_start_tag(writer, &tag) && put_text_element(writer, &key_tag, key)
           && write_element(writer, &value_tag, plan->item, value, spelling_within(spelling, key))
           && put_end_tag(writer, &tag);
}

static bool
write_dictionary(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value,
                 PyObject *spelling)
{
    if (Py_TYPE(value) != plan->type && !PyDict_CheckExact(value)) {
        return refuse(&writer->base, OTHER_TYPE);
    }
    Py_ssize_t at = 0, size = PyDict_GET_SIZE(value);
    if (size > writer->base.members) {
        return refuse(&writer->base, TOO_MANY_MEMBERS);
    }
    if (size == 0) {
        return put_empty_element(writer, tag);
    }
    bool is_written = put_start_tag(writer, tag);
    PyObject *key, *item;
    while (is_written && PyDict_Next(value, &at, &key, &item)) {
        Py_INCREF(key);
        Py_INCREF(item);
        is_written = write_entry(writer, plan, key, item, spelling);
        Py_DECREF(key);
        Py_DECREF(item);
        if (PyDict_GET_SIZE(value) != size) { /* another thread changed it */
            return refuse(&writer->base, NEEDS_PYTHON);
        }
    }
    return is_written && put_end_tag(writer, tag);
}

/* --- carriers */

static bool
write_declared(XmlWriter *writer, const CarrierMember *member)
{
    static const char unnameable[] = "Member";
    const MemberPlan *plan = member->member;
    Tag tag = {plan->utf8, plan->utf8_size, NULL};
    if (!plan->is_element) {
        tag = (Tag){unnameable, sizeof unnameable - 1, member->name == NULL ? plan->name : member->name};
    }
    else if (member->name != NULL && PyUnicode_Compare(member->name, plan->name) != 0) {
        tag.member = member->name;
    }
    if (member->value == NULL) {
        return put_null_element(writer, &tag);
    }
    return write_element(writer, &tag, plan->value, member->value, member->spelling);
}

/* Whether an unknown member has the name of a declared one but for its case, which is for the reference
   engine to sort out. */
static bool
is_declared(const CarrierPlan *plan, PyObject *name)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(name, &size);
    if (text == NULL) {
        PyErr_Clear();
        return true;
    }
    return name_table_find(&plan->names, (const unsigned char *)text, size) != NULL;
}

static bool
write_members(XmlWriter *writer, const CarrierPlan *plan, CarrierMembers *members)
{
    CarrierMember member;
    while (next_member(members, &member)) {
        bool is_written;
        if (member.member != NULL) {
            is_written = write_declared(writer, &member);
        }
        else {
            is_written = is_declared(plan, member.name)
                             ? refuse(&writer->base, REPEATED_NAME)
                             : put_unknown_element(writer, member.name, member.value);
        }
        if (!is_written) {
            return false;
        }
    }
    return writer->base.declined == NOT_DECLINED && !PyErr_Occurred();
}

static bool
write_carrier(XmlWriter *writer, const Tag *tag, const CarrierPlan *plan, PyObject *carrier)
{
    Output *output = &writer->base.output;
    if (!put_start_tag(writer, tag)) {
        return false;
    }
    Py_ssize_t begin = output_size(output);
    CarrierMembers members;
    bool is_written
        = begin_members(&members, &writer->base, plan, carrier) && write_members(writer, plan, &members);
    end_members(&members);
    if (is_written && output_size(output) == begin) {
        output->at--; /* before the `>` */
        return put(output, "/>", 2);
    }
    return is_written && put_end_tag(writer, tag);
}

/* --- any value */

static bool
write_container(XmlWriter *writer, const Tag *tag, ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    if (!open_container(&writer->base)) {
        return false;
    }
    bool is_written = plan->kind == CARRIER_VALUE ? write_carrier(writer, tag, plan->carrier, value)
                      : plan->kind == LIST_VALUE  ? write_list(writer, tag, plan, value, spelling)
                                                  : write_dictionary(writer, tag, plan, value, spelling);
    close_container(&writer->base);
    return is_written;
}

static bool
write_scalar(XmlWriter *writer, const Tag *tag, const ValuePlan *plan, PyObject *value)
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

static bool
write_element(XmlWriter *writer, const Tag *tag, ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    if (value == Py_None) {
        return plan->nullable ? put_null_element(writer, tag) : refuse(&writer->base, OTHER_TYPE);
    }
    bool is_list = plan->kind == LIST_VALUE, is_dictionary = plan->kind == DICTIONARY_VALUE;
    if (spelling != NULL && (!(is_list || is_dictionary) || !PyDict_CheckExact(spelling))) {
        return plan->kind == CARRIER_VALUE || is_list || is_dictionary
                   ? refuse(&writer->base, OTHER_SPELLING)
                   : write_spelled(writer, tag, plan, value, spelling);
    }
    return is_list || is_dictionary || plan->kind == CARRIER_VALUE
               ? write_container(writer, tag, plan, value, spelling)
               : write_scalar(writer, tag, plan, value);
}

/* --- the root, with the namespaces that are used within */

static bool
put_namespaces(XmlWriter *writer, Py_ssize_t at)
{
    static const char xsi[] = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    static const char json[] = " xmlns:json=\"urn:so-carriers:json\"";
    Output *output = &writer->base.output;
    if (writer->uses_extensions && !output_insert(output, at, json, sizeof json - 1)) {
        return false;
    }
    return !writer->uses_nil || output_insert(output, at, xsi, sizeof xsi - 1);
}

PyObject *
write_xml(State *state, ValuePlan *plan, PyObject *value, const Limits *limits, bool has_extensions,
          Decline *declined)
{
    XmlWriter writer = {
        .base = {.state = state, .room = limits->depth, .members = limits->members},
        .longest_text = limits->text,
        .has_extensions = has_extensions,
    };
    PyObject *body = NULL;
    if (output_init(&writer.base.output) < 0) {
        return NULL;
    }
    Tag root = tag_of(plan->root_element);
    if (write_element(&writer, &root, plan, value, NULL) && put_namespaces(&writer, 1 + root.size)) {
        body = output_finish(&writer.base.output);
    }
    output_clear(&writer.base.output);
    *declined = writer.base.declined;
    return body;
}
