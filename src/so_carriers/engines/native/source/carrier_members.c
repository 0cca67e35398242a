#include "carrier_members.h"

/* Slots may be empty where somebody made a wire state without filling it. */
static inline bool
is_dict(PyObject *object)
{
    return object != NULL && PyDict_CheckExact(object);
}

static inline bool
is_frozenset(PyObject *object)
{
    return object != NULL && PyFrozenSet_CheckExact(object);
}

static PyObject *
filled_or_null(PyObject *dict)
{
    return PyDict_GET_SIZE(dict) == 0 ? NULL : dict;
}

/* Takes the parts of the wire state; asks Python for the places of members where it says more than which
   are absent. */
static bool
take_state(CarrierMembers *members, PyObject *state)
{
    State *types = members->writer->state;
    if (state == NULL || Py_TYPE(state) != types->wire_state_type) {
        return refuse(members->writer, NEEDS_PYTHON);
    }
    members->state = Py_NewRef(state);
    PyObject *names = *slot_of(state, types->names_offset);
    PyObject *null = *slot_of(state, types->null_offset);
    PyObject *spellings = *slot_of(state, types->spellings_offset);
    members->absent = *slot_of(state, types->absent_offset);
    members->unknown = *slot_of(state, types->unknown_offset);
    if (!is_dict(names) || !is_dict(members->unknown) || !is_dict(spellings) || !is_frozenset(members->absent)
        || !is_frozenset(null)) {
        return refuse(members->writer, NEEDS_PYTHON);
    }
    members->spellings = filled_or_null(spellings);
    bool has_places = PyDict_GET_SIZE(names) > 0 || PyDict_GET_SIZE(members->unknown) > 0
                      || PySet_GET_SIZE(null) > 0 || *slot_of(state, types->order_offset) != Py_None;
    if (!has_places) {
        return true;
    }
    members->places = PyObject_CallOneArg(types->layout_of, members->carrier);
    if (members->places == NULL) {
        return false;
    }
    return PyTuple_GET_SIZE(members->places) <= members->writer->members
           || refuse(members->writer, TOO_MANY_MEMBERS);
}

bool
begin_members(CarrierMembers *members, Writer *writer, const CarrierPlan *plan, PyObject *carrier)
{
    *members = (CarrierMembers){.writer = writer, .plan = plan, .carrier = carrier};
    return take_state(members, *slot_of(carrier, plan->state_offset));
}

void
end_members(CarrierMembers *members)
{
    Py_CLEAR(members->value);
    Py_CLEAR(members->spelling);
    Py_CLEAR(members->places);
    Py_CLEAR(members->state);
}

/* --- members of carriers with a wire state */

/* Fills in the value of a declared member and the spelling that is kept for it. */
static bool
take_value(CarrierMembers *members, CarrierMember *member)
{
    members->value = Py_XNewRef(*slot_of(members->carrier, member->member->offset));
    member->value = members->value;
    if (member->value == NULL) {
        return refuse(members->writer, NEEDS_PYTHON);
    }
    if (members->spellings == NULL) {
        return true;
    }
    members->spelling = Py_XNewRef(PyDict_GetItemWithError(members->spellings, member->member->attribute));
    member->spelling = members->spelling;
    return member->spelling != NULL || !PyErr_Occurred();
}

static bool
next_declared(CarrierMembers *members, CarrierMember *member)
{
    bool has_absent = PySet_GET_SIZE(members->absent) > 0;
    for (; members->at < members->plan->size; members->at++) {
        const MemberPlan *plan = &members->plan->members[members->at];
        int is_absent = has_absent ? PySet_Contains(members->absent, plan->attribute) : 0;
        if (is_absent < 0) {
            return false;
        }
        if (is_absent == 0) {
            members->at++;
            members->count++;
            *member = (CarrierMember){.member = plan};
            return take_value(members, member);
        }
    }
    return members->count > members->writer->members && refuse(members->writer, TOO_MANY_MEMBERS);
}

/* The plan of a member that is the schema's own; NULL for none. Places stand in order mostly. */
static const MemberPlan *
plan_of_member(CarrierMembers *members, PyObject *own)
{
    const CarrierPlan *plan = members->plan;
    for (Py_ssize_t i = 0; i < plan->size; i++) {
        Py_ssize_t index = (members->expected + i) % plan->size;
        if (plan->members[index].member == own) {
            members->expected = index + 1;
            return &plan->members[index];
        }
    }
    return NULL;
}

static bool
next_place(CarrierMembers *members, CarrierMember *member)
{
    if (members->at == PyTuple_GET_SIZE(members->places)) {
        return false;
    }
    PyObject *place = PyTuple_GET_ITEM(members->places, members->at++);
    PyObject *own = PyTuple_GET_ITEM(place, 1);
    *member = (CarrierMember){.name = PyTuple_GET_ITEM(place, 0)};
    if (!PyUnicode_CheckExact(member->name)) {
        return refuse(members->writer, OTHER_TYPE);
    }
    if (own == Py_None) {
        members->value = Py_XNewRef(PyDict_GetItemWithError(members->unknown, member->name));
        member->value = members->value;
        return member->value != NULL || refuse(members->writer, NEEDS_PYTHON);
    }
    member->member = plan_of_member(members, own);
    if (member->member == NULL) {
        return refuse(members->writer, NEEDS_PYTHON);
    }
    bool is_null = PyTuple_GET_ITEM(place, 2) == Py_True;
    return is_null || take_value(members, member);
}

bool
next_member(CarrierMembers *members, CarrierMember *member)
{
    Py_CLEAR(members->value);
    Py_CLEAR(members->spelling);
    return members->places == NULL ? next_declared(members, member) : next_place(members, member);
}
