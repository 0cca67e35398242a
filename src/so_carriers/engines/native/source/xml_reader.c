#include "xml_reader.h"

#include "containers.h"
#include "objects.h"
#include "xml_any.h"
#include "xml_content.h"
#include "xml_declaration.h"
#include "xml_scalars.h"

static PyObject *read_element(XmlCursor *cursor, ValuePlan *plan, const Element *element,
                              PyObject **spelling);

/* --- lists and dictionaries */

/* A part of an entry, as `<name></name>`, and the size of its name. */
typedef struct {
    const char *element;
    Py_ssize_t size;
} Part;

static const Part KEY = {"<Key></Key>", 3}, VALUE = {"<Value></Value>", 5};

static int
read_item(XmlCursor *cursor, const ValuePlan *plan, PyObject *items, PyObject **spellings)
{
    Element element;
    PyObject *spelling = NULL;
    PyObject *item = take_usual_tag(cursor, plan->item_element, &element)
                         ? read_element(cursor, plan->item, &element, &spelling)
                         : NULL;
    return add_item(items, item, spelling, spellings);
}

static PyObject *
read_list(XmlCursor *cursor, ValuePlan *plan, const Element *element, PyObject **spellings)
{
    PyObject *items = take_room(&cursor->base) ? PyList_New(0) : NULL;
    while (items != NULL && has_child(cursor, element)) {
        if (read_item(cursor, plan, items, spellings) < 0) {
            Py_CLEAR(items);
        }
    }
    give_room(&cursor->base);
    return items == NULL ? NULL : whole_container(&cursor->base, items);
}

/* Steps over the start tag of a part of an entry; false, declined, where another stands there. */
static bool
take_part(XmlCursor *cursor, const Part *wanted, Element *element)
{
    if (!skip_blanks_and_comments(cursor)) {
        return false;
    }
    if (take_plain_tag(cursor, wanted->element, wanted->size, element)) {
        return true;
    }
    if (!take_start_tag(cursor, element)) {
        return false;
    }
    bool is_wanted = element->local.size == wanted->size
                     && memcmp(element->local.text, wanted->element + 1, (size_t)wanted->size) == 0;
    if (!is_wanted) {
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
    if (!take_part(cursor, &KEY, &element)) {
        return NULL;
    }
    if (element.is_null) {
        return decline(&cursor->base, OTHER_TYPE);
    }
    return take_text(cursor, &element, &text) ? shared_str_of(cursor, &text) : NULL;
}

static int
read_entry(XmlCursor *cursor, const ValuePlan *plan, PyObject *dictionary, PyObject **spellings)
{
    Element entry, element;
    if (!take_usual_tag(cursor, plan->item_element, &entry)) {
        return -1;
    }
    if (entry.is_empty || entry.is_null) {
        decline(&cursor->base, OTHER_TYPE);
        return -1;
    }
    PyObject *key = read_key(cursor), *value = NULL, *spelling = NULL;
    if (key != NULL && take_part(cursor, &VALUE, &element)) {
        value = read_element(cursor, plan->item, &element, &spelling);
    }
    if (value != NULL && (!skip_blanks_and_comments(cursor) || !take_end_tag(cursor, &entry))) {
        Py_CLEAR(value);
    }
    return add_entry(&cursor->base, dictionary, key, value, spelling, spellings);
}

static PyObject *
read_dictionary(XmlCursor *cursor, ValuePlan *plan, const Element *element, PyObject **spellings)
{
    PyObject *dictionary = take_room(&cursor->base) ? new_dictionary(cursor->base.state, plan->type) : NULL;
    while (dictionary != NULL && has_child(cursor, element)) {
        if (read_entry(cursor, plan, dictionary, spellings) < 0) {
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
    return note_spelling(object, member, spelling);
}

static int
read_unknown(XmlCursor *cursor, Object *object, Span span, const Element *element)
{
    PyObject *name = name_of(cursor, span);
    if (name == NULL) {
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
    if (note_found_name(&cursor->base, object, name.text, name.size, index) < 0) {
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
    if (!member->is_element
        || !take_plain_tag(cursor, PyBytes_AS_STRING(member->element), member->utf8_size, &element)) {
        return read_other_member(cursor, object);
    }
    return note_expected_name(&cursor->base, object) ? read_declared(cursor, object, next, &element) : -1;
}

static PyObject *
read_members(XmlCursor *cursor, CarrierPlan *plan, const Element *element)
{
    Object object;
    if (object_init(&cursor->base, &object, plan) < 0) {
        return NULL;
    }
    bool is_whole = true;
    do {
        is_whole = read_member(cursor, &object) == 0;
    } while (is_whole && has_child(cursor, element));
    PyObject *carrier = is_whole ? finish_object(&cursor->base, &object) : NULL;
    object_clear(&cursor->base, &object);
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
        return read_scalar_element(cursor, plan, element, spelling);
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
    if (!skip_blanks_and_comments(cursor) || cursor->base.at != cursor->base.end) {
        Py_CLEAR(value);
        refuse_markup(cursor);
    }
    return value;
}

PyObject *
read_xml(State *state, ValuePlan *plan, PyObject *body, const Limits *limits, bool is_strict,
         Decline *declined)
{
    XmlCursor cursor;
    cursor.base = open_cursor(state, limits, is_strict, body);
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
