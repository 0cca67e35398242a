#include "xml_writer.h"

#include "carrier_members.h"
#include "spellings.h"
#include "xml_scalar_elements.h"

static bool write_element(XmlWriter *writer, const Tag *tag, ValuePlan *plan, PyObject *value,
                          PyObject *spelling);

/* The tag of an element as plans have it, `<name></name>`. */
static Tag
tag_of(PyObject *element)
{
    return (Tag){PyBytes_AS_STRING(element), (PyBytes_GET_SIZE(element) - 5) / 2, NULL};
}

/* --- lists and dictionaries */

static bool
write_items(XmlWriter *writer, const ValuePlan *plan, PyObject *items, PyObject *spelling)
{
    Tag tag = tag_of(plan->item_element);
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(items, i));
        PyObject *own = NULL;
        bool is_written =
            spelling_of_index(spelling, i, &own) && write_element(writer, &tag, plan->item, item, own);
        Py_XDECREF(own);
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
    static const Tag key_tag = TAG_OF("Key"), value_tag = TAG_OF("Value");
    Tag tag = tag_of(plan->item_element);
    if (!put_start_tag(writer, &tag) || !put_text_element(writer, &key_tag, key)) {
        return false;
    }
    PyObject *own = NULL;
    bool is_written = spelling_of_key(spelling, key, &own)
                      && write_element(writer, &value_tag, plan->item, value, own)
                      && put_end_tag(writer, &tag);
    Py_XDECREF(own);
    return is_written;
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
        is_written =
            write_entry(writer, plan, key, item, spelling) && is_as_it_was(&writer->base, value, size);
        Py_DECREF(key);
        Py_DECREF(item);
    }
    return is_written && put_end_tag(writer, tag);
}

/* --- carriers */

/* The element of a declared member that is spelled so, or as declared where that is NULL. */
static inline Tag
tag_of_member(const MemberPlan *member, PyObject *name)
{
    static const Tag unnameable = TAG_OF("Member");
    if (!member->is_element) {
        return (Tag){unnameable.element, unnameable.size, name == NULL ? member->name : name};
    }
    bool is_other = name != NULL && PyUnicode_Compare(name, member->name) != 0;
    return (Tag){PyBytes_AS_STRING(member->element), member->utf8_size, is_other ? name : NULL};
}

static bool
write_declared(XmlWriter *writer, const CarrierMember *member)
{
    Tag tag = tag_of_member(member->member, member->name);
    return member->value == NULL
               ? put_null_element(writer, &tag)
               : write_element(writer, &tag, member->member->value, member->value, member->spelling);
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

/* Writes the members of a carrier without a wire state, which most are: straight along its slots. */
static bool
write_all_members(XmlWriter *writer, const CarrierPlan *plan, PyObject *carrier)
{
    for (Py_ssize_t i = 0; i < plan->size; i++) {
        const MemberPlan *member = &plan->members[i];
        PyObject *value = *slot_of(carrier, member->offset);
        if (value == NULL) {
            return refuse(&writer->base, NEEDS_PYTHON);
        }
        Tag tag = tag_of_member(member, NULL);
        Py_INCREF(value);
        bool is_written = write_element(writer, &tag, member->value, value, NULL);
        Py_DECREF(value);
        if (!is_written) {
            return false;
        }
    }
    return plan->size <= writer->base.members || refuse(&writer->base, TOO_MANY_MEMBERS);
}

static bool
write_members_by_state(XmlWriter *writer, const CarrierPlan *plan, PyObject *carrier)
{
    CarrierMembers members;
    bool is_written =
        begin_members(&members, &writer->base, plan, carrier) && write_members(writer, plan, &members);
    end_members(&members);
    return is_written;
}

static bool
write_carrier(XmlWriter *writer, const Tag *tag, const CarrierPlan *plan, PyObject *carrier)
{
    if (!is_written_here(&writer->base, plan, carrier)) {
        return false;
    }
    PyObject *state = *slot_of(carrier, plan->state_offset);
    if (state == plan->all_absent_state) {
        return put_empty_element(writer, tag);
    }
    Output *output = &writer->base.output;
    if (!put_start_tag(writer, tag)) {
        return false;
    }
    Py_ssize_t begin = output_size(output);
    if (!(state == Py_None ? write_all_members(writer, plan, carrier)
                           : write_members_by_state(writer, plan, carrier))) {
        return false;
    }
    if (output_size(output) > begin) {
        return put_end_tag(writer, tag);
    }
    output->at--; /* before the `>` */
    return put(output, "/>", 2);
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
write_element(XmlWriter *writer, const Tag *tag, ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    if (value == Py_None) {
        return plan->nullable ? put_null_element(writer, tag) : refuse(&writer->base, OTHER_TYPE);
    }
    bool has_items = plan->kind == LIST_VALUE || plan->kind == DICTIONARY_VALUE;
    if (spelling != NULL && (!has_items || !PyDict_CheckExact(spelling))) {
        return is_container(plan) ? refuse(&writer->base, OTHER_SPELLING)
                                  : put_spelled_element(writer, tag, plan, value, spelling);
    }
    return is_container(plan) ? write_container(writer, tag, plan, value, spelling)
                              : put_scalar_element(writer, tag, plan, value);
}

/* --- the root, with the namespaces that are used within */

/* Declares the namespaces that are used; `tag` is the root's. */
static bool
put_namespaces(XmlWriter *writer, const Tag *tag)
{
    Py_ssize_t at = 1 + tag->size;
    static const char xsi[] = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    static const char json[] = " xmlns:json=\"urn:so-carriers:json\"";
    Output *output = &writer->base.output;
    if (writer->uses_extensions && !output_insert(output, at, json, sizeof json - 1)) {
        return false;
    }
    return !writer->uses_nil || output_insert(output, at, xsi, sizeof xsi - 1);
}

static bool
write_typed_root(XmlWriter *writer, ValuePlan *plan, PyObject *value)
{
    Tag tag = tag_of(plan->root_element);
    return write_element(writer, &tag, plan, value, NULL) && put_namespaces(writer, &tag);
}

/* Writes a carrier that states its type. */
static bool
write_root(XmlWriter *writer, PyObject *value)
{
    State *state = writer->base.state;
    CarrierPlan *plan =
        (CarrierPlan *)kept_plan(&state->plans_of_classes, (PyObject *)Py_TYPE(value), state->plan_of_class);
    if (plan == NULL || !plan->is_open) {
        Py_XDECREF(plan);
        return refuse(&writer->base, NEEDS_PYTHON);
    }
    Tag tag = tag_of(plan->element);
    bool is_written = open_container(&writer->base) && write_carrier(writer, &tag, plan, value)
                      && put_namespaces(writer, &tag);
    Py_DECREF(plan);
    return is_written;
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
    if (output_init(&writer.base.output, state->last_size + state->last_size / 8) < 0) {
        return NULL;
    }
    if (plan == NULL ? write_root(&writer, value) : write_typed_root(&writer, plan, value)) {
        state->last_size = output_size(&writer.base.output);
        body = output_finish(&writer.base.output);
    }
    output_clear(&writer.base.output);
    *declined = writer.base.declined;
    return body;
}
