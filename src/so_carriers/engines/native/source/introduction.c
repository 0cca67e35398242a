#include "introduction.h"

#include <structmember.h>

/* --- slots of Python's classes */

Py_ssize_t
named_slot_offset(PyTypeObject *type, PyObject *name)
{
    PyObject *found = PyObject_GetAttr((PyObject *)type, name);
    if (found == NULL) {
        return -1;
    }
    Py_ssize_t offset = -1;
    if (Py_TYPE(found) == &PyMemberDescr_Type) {
        PyMemberDef *member = ((PyMemberDescrObject *)found)->d_member;
        offset = member->type == T_OBJECT_EX ? member->offset : -1;
    }
    Py_DECREF(found);
    if (offset < 0) {
        PyErr_Format(PyExc_TypeError, "%s.%U is no slot", type->tp_name, name);
    }
    return offset;
}

Py_ssize_t
slot_offset(PyTypeObject *type, const char *name)
{
    PyObject *text = PyUnicode_InternFromString(name);
    if (text == NULL) {
        return -1;
    }
    Py_ssize_t offset = named_slot_offset(type, text);
    Py_DECREF(text);
    return offset;
}

/* --- what is told */

static int
take_type(PyObject *names, const char *name, PyTypeObject **target)
{
    PyObject *found = PyDict_GetItemString(names, name);
    if (found == NULL || !PyType_Check(found)) {
        PyErr_Format(PyExc_TypeError, "expected the class %s", name);
        return -1;
    }
    Py_XSETREF(*target, (PyTypeObject *)Py_NewRef(found));
    return 0;
}

static int
take_object(PyObject *names, const char *name, PyObject **target)
{
    PyObject *found = PyDict_GetItemString(names, name);
    if (found == NULL) {
        PyErr_Format(PyExc_TypeError, "expected %s", name);
        return -1;
    }
    Py_XSETREF(*target, Py_NewRef(found));
    return 0;
}

static int
take_offsets(State *state)
{
    struct {
        PyTypeObject *type;
        const char *name;
        Py_ssize_t *offset;
    } slots[] = {
        {state->wire_state_type, "absent", &state->absent_offset},
        {state->wire_state_type, "null", &state->null_offset},
        {state->wire_state_type, "unknown", &state->unknown_offset},
        {state->wire_state_type, "order", &state->order_offset},
        {state->wire_state_type, "names", &state->names_offset},
        {state->wire_state_type, "spellings", &state->spellings_offset},
        {state->wire_state_type, "places", &state->places_offset},
        {state->wire_state_type, "respelled", &state->respelled_offset},
        {state->date_time_type, "_last", &state->last_offset},
        {state->date_time_type, "_digits", &state->digits_offset},
        {state->date_time_type, "_text", &state->text_offset},
        {state->number_token_type, "token", &state->token_offset},
        {state->limits_type, "depth", &state->depth_offset},
        {state->limits_type, "members", &state->members_offset},
        {state->limits_type, "text", &state->longest_text_offset},
    };
    for (size_t i = 0; i < Py_ARRAY_LENGTH(slots); i++) {
        *slots[i].offset = slot_offset(slots[i].type, slots[i].name);
        if (*slots[i].offset < 0) {
            return -1;
        }
    }
    return 0;
}

int
take_introduction(State *state, PyObject *names)
{
    bool is_missing = take_type(names, "WireState", &state->wire_state_type) < 0
                      || take_type(names, "Spelling", &state->spelling_type) < 0
                      || take_type(names, "DateTime", &state->date_time_type) < 0
                      || take_type(names, "NumberToken", &state->number_token_type) < 0
                      || take_type(names, "Limits", &state->limits_type) < 0
                      || take_object(names, "offset_zones", &state->offset_zones) < 0
                      || take_object(names, "offset_zone", &state->offset_zone) < 0
                      || take_object(names, "offset_texts", &state->offset_texts) < 0
                      || take_object(names, "layout_of", &state->layout_of) < 0
                      || take_object(names, "plan_of_type", &state->plan_of_type) < 0
                      || take_object(names, "plan_of_class", &state->plan_of_class) < 0
                      || take_object(names, "utc", &state->utc) < 0 || take_offsets(state) < 0;
    return is_missing ? -1 : 0;
}
