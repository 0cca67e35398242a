#include "plans.h"

#include "xml_names.h"

/* --- plans of carriers */

static PyObject *
carrier_plan_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    static char *names[] = {"carrier", NULL};
    PyObject *class;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "O!:CarrierPlan", names, &PyType_Type, &class)) {
        return NULL;
    }
    CarrierPlan *plan = (CarrierPlan *)type->tp_alloc(type, 0);
    if (plan != NULL) {
        plan->type = (PyTypeObject *)Py_NewRef(class);
    }
    return (PyObject *)plan;
}

static int
fill_member(CarrierPlan *plan, MemberPlan *member, PyObject *description, PyTypeObject *value_plan_type)
{
    PyObject *attribute, *name, *own, *value, *default_value;
    int default_kind;
    if (!PyArg_ParseTuple(description, "UUOO!iO", &attribute, &name, &own, value_plan_type, &value,
                          &default_kind, &default_value)) {
        return -1;
    }
    member->attribute = Py_NewRef(attribute);
    member->name = Py_NewRef(name);
    member->member = Py_NewRef(own);
    member->value = (ValuePlan *)Py_NewRef(value);
    member->default_kind = (DefaultKind)default_kind;
    member->default_value = Py_NewRef(default_value);
    /* One after the other: nothing may be asked of Python while an exception is on its way. */
    member->utf8 = PyUnicode_AsUTF8AndSize(name, &member->utf8_size);
    member->json_key = member->utf8 == NULL ? NULL : PyBytes_FromFormat(",\"%s\":", member->utf8);
    member->element =
        member->json_key == NULL ? NULL : PyBytes_FromFormat("<%s></%s>", member->utf8, member->utf8);
    member->offset = member->element == NULL ? -1 : named_slot_offset(plan->type, attribute);
    if (member->offset < 0) {
        return -1;
    }
    member->is_element = is_element_name(member->utf8, member->utf8_size);
    return 0;
}

static void
forget_members(CarrierPlan *plan)
{
    for (Py_ssize_t i = 0; i < plan->size; i++) {
        MemberPlan *member = &plan->members[i];
        Py_CLEAR(member->attribute);
        Py_CLEAR(member->name);
        Py_CLEAR(member->member);
        Py_CLEAR(member->value);
        Py_CLEAR(member->default_value);
        Py_CLEAR(member->json_key);
        Py_CLEAR(member->element);
    }
    plan->size = 0;
    PyMem_Free(plan->members);
    plan->members = NULL;
    name_table_free(&plan->names);
}

static int
take_members(State *state, CarrierPlan *plan, PyObject *descriptions)
{
    Py_ssize_t size = PyList_GET_SIZE(descriptions);
    plan->state_offset = slot_offset(plan->type, "_wire_state");
    if (plan->state_offset < 0 || name_table_init(&plan->names, size) < 0) {
        return -1;
    }
    plan->members = PyMem_Calloc((size_t)size + 1, sizeof(MemberPlan));
    if (plan->members == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        MemberPlan *member = &plan->members[i];
        plan->size = i + 1;
        if (fill_member(plan, member, PyList_GET_ITEM(descriptions, i), state->value_plan_type) < 0) {
            return -1;
        }
        name_table_add(&plan->names, member->utf8, member->utf8_size, (int32_t)i);
    }
    return 0;
}

/* fill(members, all_absent_state, element): from now on the engine reads and writes carriers of the class. */
static PyObject *
carrier_plan_fill(CarrierPlan *plan, PyTypeObject *defining_class, PyObject *const *arguments,
                  Py_ssize_t count, PyObject *keywords)
{
    State *state = PyType_GetModuleState(defining_class);
    if (count != 3 || !PyList_Check(arguments[0]) || !PyBytes_Check(arguments[2]) || plan->is_open) {
        PyErr_SetString(PyExc_TypeError, "fill takes a list of members, a wire state and an element, once");
        return NULL;
    }
    forget_members(plan); /* of a call that failed */
    if (take_members(state, plan, arguments[0]) < 0) {
        forget_members(plan);
        return NULL;
    }
    plan->all_absent_state = Py_NewRef(arguments[1]);
    plan->element = Py_NewRef(arguments[2]);
    plan->is_open = true;
    Py_RETURN_NONE;
}

static int
carrier_plan_traverse(CarrierPlan *plan, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(plan));
    Py_VISIT(plan->type);
    Py_VISIT(plan->all_absent_state);
    for (Py_ssize_t i = 0; i < plan->size; i++) {
        Py_VISIT(plan->members[i].member);
        Py_VISIT(plan->members[i].value);
        Py_VISIT(plan->members[i].default_value);
    }
    int visited = shapes_visit(&plan->shapes, visit, arg);
    return visited != 0 ? visited : spelled_states_visit(&plan->spelled_states, visit, arg);
}

static int
carrier_plan_clear(CarrierPlan *plan)
{
    plan->is_open = false;
    forget_members(plan);
    shapes_free(&plan->shapes);
    spelled_states_clear(&plan->spelled_states);
    Py_CLEAR(plan->all_absent_state);
    Py_CLEAR(plan->element);
    Py_CLEAR(plan->type);
    return 0;
}

static void
carrier_plan_dealloc(CarrierPlan *plan)
{
    PyTypeObject *type = Py_TYPE(plan);
    PyObject_GC_UnTrack(plan);
    carrier_plan_clear(plan);
    type->tp_free(plan);
    Py_DECREF(type);
}

static PyMethodDef carrier_plan_methods[] = {
    {"fill", (PyCFunction)(void (*)(void))carrier_plan_fill, METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "Tells the members, once, the wire state of a carrier without any, and the element of a carrier."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot carrier_plan_slots[] = {
    {Py_tp_doc, "The members of a carrier class, as the native engine sees them."},
    {Py_tp_new, carrier_plan_new},
    {Py_tp_traverse, carrier_plan_traverse},
    {Py_tp_clear, carrier_plan_clear},
    {Py_tp_dealloc, carrier_plan_dealloc},
    {Py_tp_methods, carrier_plan_methods},
    {0, NULL},
};

PyType_Spec carrier_plan_spec = {
    .name = "so_carriers.engines.native._native.CarrierPlan",
    .basicsize = sizeof(CarrierPlan),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = carrier_plan_slots,
};

/* --- carriers by their plan */

PyObject *
blank_carrier(const CarrierPlan *plan)
{
    return plan->type->tp_alloc(plan->type, 0);
}

PyObject *
new_dictionary(State *state, PyTypeObject *type)
{
    return type->tp_new(type, state->no_arguments, NULL);
}

PyObject *
default_of(State *state, const MemberPlan *member)
{
    switch (member->default_kind) {
    case CONSTANT_DEFAULT:
        return Py_NewRef(member->default_value);
    case LIST_DEFAULT:
        return PyList_New(0);
    case DICTIONARY_DEFAULT:
        return new_dictionary(state, (PyTypeObject *)member->default_value);
    case CARRIER_DEFAULT:
        return all_absent_carrier(state, (CarrierPlan *)member->default_value);
    case PYTHON_DEFAULT:
        break;
    }
    return NULL;
}

PyObject *
all_absent_carrier(State *state, CarrierPlan *plan)
{
    if (!plan->is_open) {
        return NULL;
    }
    PyObject *carrier = blank_carrier(plan);
    if (carrier == NULL) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < plan->size; i++) {
        const MemberPlan *member = &plan->members[i];
        PyObject *value = default_of(state, member);
        if (value == NULL) {
            Py_DECREF(carrier);
            return NULL;
        }
        *slot_of(carrier, member->offset) = value;
    }
    *slot_of(carrier, plan->state_offset) = Py_NewRef(plan->all_absent_state);
    return carrier;
}
