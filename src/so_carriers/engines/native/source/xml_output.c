#include "xml_output.h"

#include "characters.h"
#include "xml_names.h"

/* --- texts */

typedef enum { AS_IT_IS, ESCAPED, FORBIDDEN } Treatment;

/* How the characters up to U+007F are written (productions 2, 10 and 14; sections 2.11 and 3.3.3). */
static inline Treatment
treatment_of(Py_UCS4 character, TextPlace place)
{
    if (character >= ' ') {
        bool is_special = character == '&' || character == '<' || character == '>';
        return is_special || (place == IN_ATTRIBUTE && character == '"') ? ESCAPED : AS_IT_IS;
    }
    if (character == '\t' || character == '\n') {
        return place == IN_ATTRIBUTE ? ESCAPED : AS_IT_IS;
    }
    return character == '\r' ? ESCAPED : FORBIDDEN;
}

static const char *
reference_to(Py_UCS4 character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    default:
        return "&#13;";
    }
}

static inline char *
put_xml_character(char *target, Py_UCS4 character, TextPlace place)
{
    Treatment treatment = character < 0x80 ? treatment_of(character, place) : AS_IT_IS;
    if (treatment == ESCAPED) {
        const char *reference = reference_to(character);
        size_t size = strlen(reference);
        memcpy(target, reference, size);
        return target + size;
    }
    bool is_no_character = is_surrogate(character) || character == 0xFFFE || character == 0xFFFF;
    return treatment == FORBIDDEN || is_no_character ? NULL
                                                     : (char *)put_utf8((unsigned char *)target, character);
}

static inline char *
put_in_text(char *target, Py_UCS4 character)
{
    return put_xml_character(target, character, IN_TEXT);
}

static inline char *
put_in_attribute(char *target, Py_UCS4 character)
{
    return put_xml_character(target, character, IN_ATTRIBUTE);
}

static bool
put_any_text(XmlWriter *writer, PyObject *text, TextPlace place)
{
    return place == IN_TEXT ? put_characters(&writer->base, text, put_in_text)
                            : put_characters(&writer->base, text, put_in_attribute);
}

/* What may have to be escaped, wherever it stands. */
static inline uint64_t
marks_of_special(uint64_t word)
{
    /* < and > differ by the bit of value 2. */
    return marks_of_unprintable(word) | marks_of_zero((word & ~EACH_BYTE(2)) ^ EACH_BYTE('<'))
           | marks_of_zero(word ^ EACH_BYTE('&')) | marks_of_zero(word ^ EACH_BYTE('"'));
}

bool
put_xml_text(XmlWriter *writer, PyObject *text, TextPlace place)
{
    if (!PyUnicode_CheckExact(text)) {
        return refuse(&writer->base, OTHER_TYPE);
    }
#if PY_VERSION_HEX < 0x030C0000
    if (PyUnicode_READY(text) < 0) { /* made by an old C interface */
        return false;
    }
#endif
    if (!PyUnicode_IS_COMPACT_ASCII(text)) {
        return put_any_text(writer, text, place);
    }
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    Output *output = &writer->base.output;
    if (!has_room(output, size)) {
        return false;
    }
    if (copy_unmarked(output->at, PyUnicode_DATA(text), size, marks_of_special) < size) {
        return put_any_text(writer, text, place); /* over what was copied */
    }
    output->at += size;
    return true;
}

/* --- tags */

bool
put_extension(XmlWriter *writer, const char *name, PyObject *text)
{
    if (!writer->has_extensions) {
        return refuse(&writer->base, OTHER_MARKUP);
    }
    writer->uses_extensions = true;
    Output *output = &writer->base.output;
    return put(output, " json:", 6) && put(output, name, (Py_ssize_t)strlen(name)) && put(output, "=\"", 2)
           && put_xml_text(writer, text, IN_ATTRIBUTE) && put_byte(output, '"');
}

bool
begin_tag(XmlWriter *writer, const Tag *tag)
{
    return put(&writer->base.output, tag->element, 1 + tag->size)
           && (tag->member == NULL || put_extension(writer, "name", tag->member));
}

bool
put_start_tag(XmlWriter *writer, const Tag *tag)
{
    return tag->member == NULL ? put(&writer->base.output, tag->element, tag->size + 2)
                               : begin_tag(writer, tag) && put_byte(&writer->base.output, '>');
}

bool
put_end_tag(XmlWriter *writer, const Tag *tag)
{
    return put(&writer->base.output, tag->element + tag->size + 2, tag->size + 3);
}

/* --- elements */

bool
put_empty_element(XmlWriter *writer, const Tag *tag)
{
    return begin_tag(writer, tag) && put(&writer->base.output, "/>", 2);
}

bool
put_null_element(XmlWriter *writer, const Tag *tag)
{
    static const char nil[] = " xsi:nil=\"true\"/>";
    writer->uses_nil = true;
    return begin_tag(writer, tag) && put(&writer->base.output, nil, sizeof nil - 1);
}

/* Writes an element with a text of so many bytes that are copied as long as nothing marks them; false,
   without an exception, where something does, and `output->at` stays before the element. */
static inline bool
put_at_once(Output *output, const Tag *tag, const char *bytes, Py_ssize_t size, MarksOf marks_of)
{
    if (!has_room(output, size + 2 * tag->size + 5)) {
        return false;
    }
    char *begin = output->at;
    put_within(output, tag->element, tag->size + 2);
    if (copy_unmarked(output->at, bytes, size, marks_of) < size) {
        output->at = begin;
        return false;
    }
    output->at += size;
    put_within(output, tag->element + tag->size + 2, tag->size + 3);
    return true;
}

bool
put_text_element(XmlWriter *writer, const Tag *tag, PyObject *text)
{
    if (!PyUnicode_CheckExact(text)) {
        return refuse(&writer->base, OTHER_TYPE);
    }
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    if (!is_within_limit(writer, length)) {
        return false;
    }
    if (tag->member == NULL && PyUnicode_IS_COMPACT_ASCII(text)
        && put_at_once(&writer->base.output, tag, PyUnicode_DATA(text), length, marks_of_special)) {
        return true;
    }
    return !PyErr_Occurred() && put_start_tag(writer, tag) && put_xml_text(writer, text, IN_TEXT)
           && put_end_tag(writer, tag);
}

static inline uint64_t
marks_of_nothing(uint64_t word)
{
    (void)word;
    return 0;
}

bool
put_plain_element(XmlWriter *writer, const Tag *tag, const char *bytes, Py_ssize_t size)
{
    if (!is_within_limit(writer, size)) {
        return false;
    }
    if (tag->member == NULL) {
        return put_at_once(&writer->base.output, tag, bytes, size, marks_of_nothing);
    }
    return put_start_tag(writer, tag) && put(&writer->base.output, bytes, size) && put_end_tag(writer, tag);
}

/* --- values that no type declares */

static bool put_any_element(XmlWriter *writer, const Tag *tag, PyObject *value);

/* Begins an element whose looks do not tell what it holds. */
static bool
begin_typed(XmlWriter *writer, const Tag *tag, const char *type)
{
    if (!writer->has_extensions) {
        return refuse(&writer->base, OTHER_MARKUP);
    }
    writer->uses_extensions = true;
    Output *output = &writer->base.output;
    return begin_tag(writer, tag) && put(output, " json:type=\"", 12)
           && put(output, type, (Py_ssize_t)strlen(type)) && put_byte(output, '"');
}

static bool
put_any_boolean(XmlWriter *writer, const Tag *tag, PyObject *value)
{
    const char *text = value == Py_True ? ">true" : ">false";
    Py_ssize_t size = (Py_ssize_t)strlen(text);
    return begin_typed(writer, tag, "boolean") && is_within_limit(writer, size - 1)
           && put(&writer->base.output, text, size) && put_end_tag(writer, tag);
}

static bool
put_any_number(XmlWriter *writer, const Tag *tag, PyObject *value)
{
    Output *output = &writer->base.output;
    if (!begin_typed(writer, tag, "number") || !put_byte(output, '>')) {
        return false;
    }
    Py_ssize_t begin = output_size(output);
    return write_number(&writer->base, value) && is_within_limit(writer, output_size(output) - begin)
           && put_end_tag(writer, tag);
}

static bool
put_any_array(XmlWriter *writer, const Tag *tag, PyObject *items)
{
    static const Tag item_tag = TAG_OF("item");
    Py_ssize_t size = PyList_GET_SIZE(items);
    if (size == 0) {
        return begin_typed(writer, tag, "array") && put(&writer->base.output, "/>", 2);
    }
    if (!(size == 1 ? begin_typed(writer, tag, "array") : begin_tag(writer, tag))
        || !put_byte(&writer->base.output, '>')) {
        return false;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(items, i));
        bool is_written = put_any_element(writer, &item_tag, item);
        Py_DECREF(item);
        if (!is_written) {
            return false;
        }
    }
    return put_end_tag(writer, tag);
}

static bool
put_any_object(XmlWriter *writer, const Tag *tag, PyObject *object)
{
    if (PyDict_GET_SIZE(object) > writer->base.members) {
        return refuse(&writer->base, TOO_MANY_MEMBERS);
    }
    if (PyDict_GET_SIZE(object) == 0) {
        return begin_typed(writer, tag, "object") && put(&writer->base.output, "/>", 2);
    }
    if (!put_start_tag(writer, tag)) {
        return false;
    }
    Py_ssize_t at = 0, size = PyDict_GET_SIZE(object);
    PyObject *name, *value;
    while (PyDict_Next(object, &at, &name, &value)) {
        Py_INCREF(name);
        Py_INCREF(value);
        bool is_written =
            put_unknown_element(writer, name, value) && is_as_it_was(&writer->base, object, size);
        Py_DECREF(name);
        Py_DECREF(value);
        if (!is_written) {
            return false;
        }
    }
    return put_end_tag(writer, tag);
}

static bool
put_any_element(XmlWriter *writer, const Tag *tag, PyObject *value)
{
    if (value == Py_None) {
        return put_null_element(writer, tag);
    }
    if (PyUnicode_CheckExact(value)) {
        return put_text_element(writer, tag, value);
    }
    if (PyBool_Check(value)) {
        return put_any_boolean(writer, tag, value);
    }
    if (is_number(&writer->base, value)) {
        return put_any_number(writer, tag, value);
    }
    bool is_list = PyList_CheckExact(value);
    if (!is_list && !PyDict_CheckExact(value)) {
        return refuse(&writer->base, OTHER_TYPE);
    }
    bool is_written = open_container(&writer->base)
                      && (is_list ? put_any_array(writer, tag, value) : put_any_object(writer, tag, value));
    close_container(&writer->base);
    return is_written;
}

bool
put_unknown_element(XmlWriter *writer, PyObject *name, PyObject *value)
{
    static const Tag unnameable = TAG_OF("Member");
    if (!PyUnicode_CheckExact(name)) {
        return refuse(&writer->base, OTHER_TYPE);
    }
    Tag tag = unnameable;
    tag.member = name;
    PyObject *element = NULL;
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(name, &size);
    if (text == NULL) {
        return refuse_error(&writer->base);
    }
    if (is_element_name(text, size)) {
        element = PyBytes_FromFormat("<%s></%s>", text, text);
        if (element == NULL) {
            return false;
        }
        tag = (Tag){PyBytes_AS_STRING(element), size, NULL};
    }
    bool is_written = put_any_element(writer, &tag, value);
    Py_XDECREF(element);
    return is_written;
}
