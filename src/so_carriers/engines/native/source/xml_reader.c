#include "xml_reader.h"

#include <string.h>

#include "containers.h"
#include "json_text.h"
#include "objects.h"
#include "scalars.h"
#include "xml_any.h"
#include "xml_content.h"

static PyObject *read_element(XmlCursor *cursor, ValuePlan *plan, const Element *element,
                              PyObject **spelling);

/* --- scalars */

static PyObject *
read_integer(XmlCursor *cursor, const ValuePlan *plan, const XmlText *text)
{
    Number number;
    if (scan_number(text->text, &number) != text->text + text->size) {
        return decline(&cursor->base, OTHER_SPELLING);
    }
    return integer_of(&cursor->base, plan, &number);
}

static PyObject *
read_boolean(XmlCursor *cursor, const XmlText *text)
{
    if (text->size == 4 && memcmp(text->text, "true", 4) == 0) {
        return Py_NewRef(Py_True);
    }
    if (text->size == 5 && memcmp(text->text, "false", 5) == 0) {
        return Py_NewRef(Py_False);
    }
    return decline(&cursor->base, OTHER_SPELLING);
}

static inline bool
is_blank(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

/* The names of flags with a comma and a blank between them, where XML has a blank alone; a new reference. */
static PyObject *
flags_text(XmlCursor *cursor, const XmlText *text)
{
    unsigned char *joined = PyMem_Malloc(2 * (size_t)text->size + 1);
    if (joined == NULL) {
        return PyErr_NoMemory();
    }
    unsigned char *to = joined;
    bool is_odd = false;
    for (Py_ssize_t i = 0; i < text->size; i++) {
        unsigned char byte = text->text[i];
        if (is_blank(byte)) {
            *to++ = ',';
            is_odd = is_odd || is_blank(text->text[i + 1]);
        }
        is_odd = is_odd || byte == ',';
        *to++ = is_blank(byte) ? ' ' : byte;
    }
    PyObject *made = is_odd ? decline(&cursor->base, OTHER_SPELLING)
                            : PyUnicode_DecodeUTF8((const char *)joined, to - joined, NULL);
    PyMem_Free(joined);
    return made == NULL ? decline_text(&cursor->base) : made;
}

static PyObject *
read_enum(XmlCursor *cursor, const ValuePlan *plan, const XmlText *text, PyObject **spelling)
{
    PyObject *value = named_enum_of(plan, text->text, text->size);
    if (value != NULL) {
        return value;
    }
    bool is_padded = text->size > 0 && (is_blank(text->text[0]) || is_blank(text->text[text->size - 1]));
    if (is_padded) {
        return decline(&cursor->base, OTHER_SPELLING);
    }
    PyObject *name = plan->is_flags ? flags_text(cursor, text) : str_of(cursor, text);
    if (name == NULL) {
        return NULL;
    }
    value = enum_of(&cursor->base, plan, name, spelling);
    Py_DECREF(name);
    return value;
}

/* What Python makes of a scalar of which json:token tells how JSON spelled it. */
static PyObject *
read_spelled(XmlCursor *cursor, const ValuePlan *plan, const XmlText *text, const XmlText *token,
             PyObject **spelling)
{
    PyObject *arguments[] = {str_of(cursor, text), attribute_text(token),
                             cursor->base.is_strict ? Py_True : Py_False};
    PyObject *value = NULL;
    if (arguments[0] == NULL || arguments[1] == NULL) {
        decline_text(&cursor->base);
    }
    else {
        PyObject *pair = call_python(&cursor->base, plan->read_spelled, arguments, 3);
        if (pair == Py_None) {
            decline(&cursor->base, OTHER_SPELLING);
        }
        else if (pair != NULL) {
            value = Py_NewRef(PyTuple_GET_ITEM(pair, 0));
            if (PyTuple_GET_ITEM(pair, 1) != Py_None) {
                *spelling = Py_NewRef(PyTuple_GET_ITEM(pair, 1));
            }
        }
        Py_XDECREF(pair);
    }
    Py_XDECREF(arguments[0]);
    Py_XDECREF(arguments[1]);
    return value;
}

static PyObject *
read_scalar(XmlCursor *cursor, const ValuePlan *plan, const Element *element, PyObject **spelling)
{
    XmlText text;
    if (!take_text(cursor, element, &text)) {
        return NULL;
    }
    if (plan->kind == TEXT_VALUE) {
        return str_of(cursor, &text);
    }
    if (element->token.text != NULL) {
        return read_spelled(cursor, plan, &text, &element->token, spelling);
    }
    if (text.has_references || text.has_returns) {
        return decline(&cursor->base, OTHER_SPELLING);
    }
    switch (plan->kind) {
    case INTEGER_VALUE:
        return read_integer(cursor, plan, &text);
    case BOOLEAN_VALUE:
        return read_boolean(cursor, &text);
    case DATE_TIME_VALUE:
        return date_time_of(&cursor->base, text.text, text.size);
    case ENUM_VALUE:
        return read_enum(cursor, plan, &text, spelling);
    default:
        return decline(&cursor->base, NEEDS_PYTHON);
    }
}

/* --- lists and dictionaries */

static int
read_item(XmlCursor *cursor, ValuePlan *plan, PyObject *items, PyObject **spellings)
{
    Element element;
    PyObject *spelling = NULL;
    PyObject *item = take_start_tag(cursor, &element) ? read_element(cursor, plan, &element, &spelling) : NULL;
    return add_item(items, item, spelling, spellings);
}

static PyObject *
read_list(XmlCursor *cursor, ValuePlan *plan, const Element *element, PyObject **spellings)
{
    PyObject *items = take_room(&cursor->base) ? PyList_New(0) : NULL;
    while (items != NULL && has_child(cursor, element)) {
        if (read_item(cursor, plan->item, items, spellings) < 0) {
            Py_CLEAR(items);
        }
    }
    give_room(&cursor->base);
    return items == NULL ? NULL : whole_container(&cursor->base, items);
}

/* Steps over the start tag of a part of an entry; false, declined, where another stands there. */
static bool
take_part(XmlCursor *cursor, const char *name, Element *element)
{
    Py_ssize_t size = (Py_ssize_t)strlen(name);
    if (!skip_blanks_and_comments(cursor) || !take_start_tag(cursor, element)) {
        return false;
    }
    if (element->local.size != size || memcmp(element->local.text, name, (size_t)size) != 0) {
        decline(&cursor->base, OTHER_SPELLING);
        return false;
    }
    return true;
}

static PyObject *
read_key(XmlCursor *cursor)
{
    Element element;
    XmlText text;
    if (!take_part(cursor, "Key", &element)) {
        return NULL;
    }
    if (element.is_null) {
        return decline(&cursor->base, OTHER_TYPE);
    }
    return take_text(cursor, &element, &text) ? str_of(cursor, &text) : NULL;
}

static int
read_entry(XmlCursor *cursor, ValuePlan *plan, PyObject *dictionary, PyObject **spellings)
{
    Element entry, element;
    if (!take_start_tag(cursor, &entry)) {
        return -1;
    }
    if (entry.is_empty || entry.is_null) {
        decline(&cursor->base, OTHER_TYPE);
        return -1;
    }
    PyObject *key = read_key(cursor), *value = NULL, *spelling = NULL;
    if (key != NULL && take_part(cursor, "Value", &element)) {
        value = read_element(cursor, plan, &element, &spelling);
    }
    if (value != NULL && (!skip_blanks_and_comments(cursor) || !take_end_tag(cursor, &entry))) {
        Py_CLEAR(value);
    }
    return add_entry(&cursor->base, dictionary, key, value, spelling, spellings);
}

static PyObject *
read_dictionary(XmlCursor *cursor, ValuePlan *plan, const Element *element, PyObject **spellings)
{
    PyObject *dictionary = take_room(&cursor->base) ? PyObject_CallNoArgs((PyObject *)plan->type) : NULL;
    while (dictionary != NULL && has_child(cursor, element)) {
        if (read_entry(cursor, plan->item, dictionary, spellings) < 0) {
            Py_CLEAR(dictionary);
        }
    }
    give_room(&cursor->base);
    return dictionary == NULL ? NULL : whole_container(&cursor->base, dictionary);
}

/* --- carriers */

static int
read_declared(XmlCursor *cursor, Object *object, int32_t index, const Element *element)
{
    const MemberPlan *member = &object->plan->members[index];
    if (element->is_null && !member->value->nullable) {
        return close_null(cursor, element) ? take_null(&cursor->base, object, member) : -1;
    }
    PyObject **slot = empty_slot(&cursor->base, object, member);
    if (slot == NULL) {
        return -1;
    }
    PyObject *spelling = NULL;
    *slot = read_element(cursor, member->value, element, &spelling);
    if (*slot == NULL) {
        Py_XDECREF(spelling);
        return -1;
    }
    return keep_spelling(&object->spellings, member->attribute, spelling);
}

static int
read_unknown(XmlCursor *cursor, Object *object, Span span, const Element *element)
{
    PyObject *name = json_text(span.text, span.size);
    if (name == NULL) {
        decline_text(&cursor->base);
        return -1;
    }
    return take_unknown(&cursor->base, object, name, read_any_element(cursor, element));
}

/* Reads a member whose name is not the one that is expected, or whose tag says more. */
static int
read_other_member(XmlCursor *cursor, Object *object)
{
    Element element;
    if (!take_start_tag(cursor, &element)) {
        return -1;
    }
    Span name = member_name(cursor, &element);
    if (name.text == NULL) {
        return -1;
    }
    int32_t index = name_table_value(&object->plan->names, name.text, name.size);
    if (note_found_name(object, name.text, name.size, index) < 0) {
        return -1;
    }
    return index < 0 ? read_unknown(cursor, object, name, &element)
                     : read_declared(cursor, object, index, &element);
}

static int
read_member(XmlCursor *cursor, Object *object)
{
    int32_t next = object->expected;
    if (next >= object->plan->size) {
        return read_other_member(cursor, object);
    }
    const MemberPlan *member = &object->plan->members[next];
    Element element;
    if (!member->is_element || !take_plain_tag(cursor, member->utf8, member->utf8_size, &element)) {
        return read_other_member(cursor, object);
    }
    if (note_name(object, element.local.text, element.local.size, next) < 0) {
        return -1;
    }
    return read_declared(cursor, object, next, &element);
}

static PyObject *
read_members(XmlCursor *cursor, CarrierPlan *plan, const Element *element)
{
    Object object;
    if (object_init(&object, plan) < 0) {
        return NULL;
    }
    bool is_whole = true;
    do {
        is_whole = read_member(cursor, &object) == 0;
    } while (is_whole && has_child(cursor, element));
    PyObject *carrier = is_whole ? finish_object(&cursor->base, &object) : NULL;
    object_clear(&object);
    return carrier;
}

static PyObject *
read_carrier(XmlCursor *cursor, CarrierPlan *plan, const Element *element)
{
    if (!plan->is_open) {
        return decline(&cursor->base, NEEDS_PYTHON);
    }
    if (!take_room(&cursor->base)) {
        return NULL;
    }
    PyObject *carrier = NULL;
    if (has_child(cursor, element)) {
        carrier = read_members(cursor, plan, element);
    }
    else if (cursor->base.declined == NOT_DECLINED) {
        carrier = all_absent_carrier(cursor->base.state, plan);
        carrier = carrier == NULL ? decline(&cursor->base, NEEDS_PYTHON) : carrier;
    }
    give_room(&cursor->base);
    return carrier;
}

/* --- any element */

static PyObject *
read_element(XmlCursor *cursor, ValuePlan *plan, const Element *element, PyObject **spelling)
{
    if (element->is_null) {
        if (!plan->nullable) {
            return decline(&cursor->base, OTHER_TYPE);
        }
        return close_null(cursor, element) ? Py_NewRef(Py_None) : NULL;
    }
    switch (plan->kind) {
    case CARRIER_VALUE:
        return read_carrier(cursor, plan->carrier, element);
    case LIST_VALUE:
        return read_list(cursor, plan, element, spelling);
    case DICTIONARY_VALUE:
        return read_dictionary(cursor, plan, element, spelling);
    default:
        return read_scalar(cursor, plan, element, spelling);
    }
}

static PyObject *
read_root(XmlCursor *cursor, ValuePlan *plan)
{
    Element root;
    PyObject *spelling = NULL, *value = NULL;
    if (skip_declaration(cursor) && skip_blanks_and_comments(cursor) && take_start_tag(cursor, &root)) {
        value = read_element(cursor, plan, &root, &spelling);
    }
    Py_XDECREF(spelling);
    if (value == NULL) {
        return NULL;
    }
    if (!skip_blanks_and_comments(cursor) || cursor->base.at != cursor->end) {
        Py_CLEAR(value);
        refuse_markup(cursor);
    }
    return value;
}

PyObject *
read_xml(State *state, ValuePlan *plan, PyObject *body, const Limits *limits, Decline *declined)
{
    XmlCursor cursor;
    cursor.base = open_cursor(state, limits, body);
    cursor.end = cursor.base.at + PyBytes_GET_SIZE(body);
    cursor.longest_text = limits->text;
    cursor.namespace_count = 0;
    cursor.names = NULL;
    skip_byte_order_mark(&cursor.base);
    PyObject *value = read_root(&cursor, plan);
    Py_XDECREF(cursor.names);
    close_cursor(&cursor.base);
    *declined = cursor.base.declined;
    return value;
}
