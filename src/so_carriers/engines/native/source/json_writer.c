#include "json_writer.h"

#include "carrier_members.h"
#include "json_output.h"
#include "json_scalars.h"
#include "spellings.h"

static bool write_value(Writer *writer, ValuePlan *plan, PyObject *value, PyObject *spelling);
static bool write_root(Writer *writer, PyObject *value);

/* --- containers */

static bool
write_list(Writer *writer, ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    if (!PyList_CheckExact(value)) {
        return refuse(writer, OTHER_TYPE);
    }
    if (!open_bracket(writer, '[')) {
        return false;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(value); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(value, i));
        PyObject *own = NULL;
        bool is_written = (i == 0 || put_byte(&writer->output, ',')) && spelling_of_index(spelling, i, &own)
                          && write_value(writer, plan->item, item, own);
        Py_XDECREF(own);
        Py_DECREF(item);
        if (!is_written) {
            return false;
        }
    }
    return close_bracket(writer, ']');
}

static bool
write_dictionary(Writer *writer, ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    if (Py_TYPE(value) != plan->type && !PyDict_CheckExact(value)) {
        return refuse(writer, OTHER_TYPE);
    }
    if (PyDict_GET_SIZE(value) > writer->members) {
        return refuse(writer, TOO_MANY_MEMBERS);
    }
    if (!open_bracket(writer, '{')) {
        return false;
    }
    Py_ssize_t at = 0, size = PyDict_GET_SIZE(value);
    PyObject *key, *item;
    bool is_first = true;
    while (PyDict_Next(value, &at, &key, &item)) {
        Py_INCREF(key);
        Py_INCREF(item);
        PyObject *own = NULL;
        bool is_written = (is_first || put_byte(&writer->output, ',')) && write_key(writer, key)
                          && spelling_of_key(spelling, key, &own)
                          && write_value(writer, plan->item, item, own);
        Py_XDECREF(own);
        Py_DECREF(key);
        Py_DECREF(item);
        if (!is_written || !is_as_it_was(writer, value, size)) {
            return false;
        }
        is_first = false;
    }
    return close_bracket(writer, '}');
}

/* --- carriers */

static bool
write_name(Writer *writer, const CarrierMember *member, bool has_comma)
{
    if (member->name != NULL) {
        return (!has_comma || put_byte(&writer->output, ',')) && write_key(writer, member->name);
    }
    PyObject *key = member->member->json_key;
    return put(&writer->output, PyBytes_AS_STRING(key) + !has_comma, PyBytes_GET_SIZE(key) - !has_comma);
}

static bool
write_member(Writer *writer, const CarrierMember *member, bool has_comma)
{
    if (!write_name(writer, member, has_comma)) {
        return false;
    }
    if (member->value == NULL) {
        return put(&writer->output, "null", 4);
    }
    return member->member == NULL
               ? write_any(writer, member->value)
               : write_value(writer, member->member->value, member->value, member->spelling);
}

static bool
write_members(Writer *writer, CarrierMembers *members)
{
    CarrierMember member;
    bool is_first = true;
    while (next_member(members, &member)) {
        if (!write_member(writer, &member, !is_first)) {
            return false;
        }
        is_first = false;
    }
    return writer->declined == NOT_DECLINED && !PyErr_Occurred();
}

/* Writes the members of a carrier without a wire state, which most are: straight along its slots. */
static bool
write_all_members(Writer *writer, const CarrierPlan *plan, PyObject *carrier)
{
    for (Py_ssize_t i = 0; i < plan->size; i++) {
        const MemberPlan *member = &plan->members[i];
        PyObject *value = *slot_of(carrier, member->offset);
        if (value == NULL) {
            return refuse(writer, NEEDS_PYTHON);
        }
        bool has_comma = i > 0;
        if (!put(&writer->output, PyBytes_AS_STRING(member->json_key) + !has_comma,
                 PyBytes_GET_SIZE(member->json_key) - !has_comma)) {
            return false;
        }
        Py_INCREF(value);
        bool is_written = write_value(writer, member->value, value, NULL);
        Py_DECREF(value);
        if (!is_written) {
            return false;
        }
    }
    return plan->size <= writer->members || refuse(writer, TOO_MANY_MEMBERS);
}

static bool
write_members_by_state(Writer *writer, const CarrierPlan *plan, PyObject *carrier)
{
    CarrierMembers members;
    bool is_written = begin_members(&members, writer, plan, carrier) && write_members(writer, &members);
    end_members(&members);
    return is_written;
}

static bool
write_carrier(Writer *writer, const CarrierPlan *plan, PyObject *carrier)
{
    if (!is_written_here(writer, plan, carrier)) {
        return false;
    }
    PyObject *state = *slot_of(carrier, plan->state_offset);
    bool is_written = open_bracket(writer, '{');
    if (is_written && state != plan->all_absent_state) {
        is_written = state == Py_None ? write_all_members(writer, plan, carrier)
                                      : write_members_by_state(writer, plan, carrier);
    }
    return is_written && close_bracket(writer, '}');
}

/* --- any value */

/* Writes a scalar as it came while it still is what was read; anything else Python judges. */
static bool
write_spelled(Writer *writer, PyObject *value, PyObject *spelling)
{
    if (Py_TYPE(spelling) != writer->state->spelling_type || PyTuple_GET_ITEM(spelling, 0) != value) {
        return refuse(writer, OTHER_SPELLING);
    }
    return write_any(writer, PyTuple_GET_ITEM(spelling, 1));
}

static bool
write_container(Writer *writer, ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    return plan->kind == CARRIER_VALUE ? write_carrier(writer, plan->carrier, value)
           : plan->kind == LIST_VALUE  ? write_list(writer, plan, value, spelling)
                                       : write_dictionary(writer, plan, value, spelling);
}

static bool
write_value(Writer *writer, ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    if (value == Py_None) {
        return plan->nullable ? put(&writer->output, "null", 4) : refuse(writer, OTHER_TYPE);
    }
    if (spelling != NULL) {
        bool has_items = plan->kind == LIST_VALUE || plan->kind == DICTIONARY_VALUE;
        if (!has_items || !PyDict_CheckExact(spelling)) {
            return write_spelled(writer, value, spelling);
        }
    }
    return is_container(plan) ? write_container(writer, plan, value, spelling)
                              : write_scalar(writer, plan, value);
}

/* --- values whose type was not said */

static bool
write_known(Writer *writer, PyObject *value)
{
    State *state = writer->state;
    PyObject *plan = kept_plan(&state->plans_of_classes, (PyObject *)Py_TYPE(value), state->plan_of_class);
    if (plan == NULL) {
        return refuse(writer, NEEDS_PYTHON);
    }
    bool is_written = write_carrier(writer, (CarrierPlan *)plan, value);
    Py_DECREF(plan);
    return is_written;
}

static bool
write_root_list(Writer *writer, PyObject *items)
{
    if (!open_bracket(writer, '[')) {
        return false;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(items, i));
        bool is_written = (i == 0 || put_byte(&writer->output, ',')) && write_root(writer, item);
        Py_DECREF(item);
        if (!is_written) {
            return false;
        }
    }
    return close_bracket(writer, ']');
}

static bool
write_root(Writer *writer, PyObject *value)
{
    return PyList_CheckExact(value) ? write_root_list(writer, value) : write_known(writer, value);
}

PyObject *
write_json(State *state, ValuePlan *plan, PyObject *value, const Limits *limits, Decline *declined)
{
    Writer writer = {.state = state, .room = limits->depth, .members = limits->members};
    PyObject *body = NULL;
    if (output_init(&writer.output, state->last_size + state->last_size / 8) < 0) {
        return NULL;
    }
    if (plan == NULL ? write_root(&writer, value) : write_value(&writer, plan, value, NULL)) {
        state->last_size = output_size(&writer.output);
        body = output_finish(&writer.output);
    }
    output_clear(&writer.output);
    *declined = writer.declined;
    return body;
}
