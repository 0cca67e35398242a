#include "plans.h"

#include <string.h>

#include "xml_names.h"

/* --- plans of values */

static int
keep_enum_names(ValuePlan *plan)
{
    /* What is there now is looked up by bytes; sums of flags that are met later only in the dict. */
    plan->value_list = PyDict_Items(plan->canonical);
    if (plan->value_list == NULL) {
        return -1;
    }
    Py_ssize_t count = PyList_GET_SIZE(plan->value_list);
    plan->values = PyMem_Calloc((size_t)count + 1, sizeof(PyObject *));
    if (plan->values == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    if (name_table_init(&plan->names, count) < 0) {
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *item = PyList_GET_ITEM(plan->value_list, i);
        Py_ssize_t size;
        const char *text = PyUnicode_AsUTF8AndSize(PyTuple_GET_ITEM(item, 0), &size);
        if (text == NULL) {
            return -1;
        }
        plan->values[i] = PyTuple_GET_ITEM(item, 1);
        name_table_add(&plan->names, text, size, (int32_t)i);
    }
    return 0;
}

static PyObject *
new_reference_or_null(PyObject *object)
{
    return object == Py_None ? NULL : Py_NewRef(object);
}

static PyObject *
value_plan_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    static char *names[] = {"kind",        "nullable",  "lowest",       "highest",    "is_flags",
                            "type",        "canonical", "texts",        "read_text",  "write_value",
                            "item",        "carrier",   "read_spelled", "write_node", "root_element",
                            "item_element", NULL};
    int kind, nullable, is_flags;
    long long lowest, highest;
    PyObject *class, *canonical, *texts, *read_text, *write_value, *item, *carrier, *read_spelled, *write_node,
        *root_element, *item_element;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "ipLLpOOOOOOOOOSS:ValuePlan", names, &kind,
                                     &nullable, &lowest, &highest, &is_flags, &class, &canonical, &texts,
                                     &read_text, &write_value, &item, &carrier, &read_spelled, &write_node,
                                     &root_element, &item_element)) {
        return NULL;
    }
    if (kind < 0 || kind >= VALUE_KIND_COUNT) {
        return PyErr_Format(PyExc_ValueError, "there is no kind %d", kind);
    }
    ValuePlan *plan = (ValuePlan *)type->tp_alloc(type, 0);
    if (plan == NULL) {
        return NULL;
    }
    plan->kind = (ValueKind)kind;
    plan->nullable = nullable;
    plan->lowest = lowest;
    plan->highest = highest;
    plan->is_flags = is_flags;
    plan->type = (PyTypeObject *)new_reference_or_null(class);
    plan->canonical = new_reference_or_null(canonical);
    plan->texts = new_reference_or_null(texts);
    plan->read_text = new_reference_or_null(read_text);
    plan->write_value = new_reference_or_null(write_value);
    plan->item = (ValuePlan *)new_reference_or_null(item);
    plan->carrier = (CarrierPlan *)new_reference_or_null(carrier);
    plan->read_spelled = Py_NewRef(read_spelled);
    plan->write_node = Py_NewRef(write_node);
    plan->root_element = Py_NewRef(root_element);
    plan->item_element = Py_NewRef(item_element);
    if (plan->kind == ENUM_VALUE && keep_enum_names(plan) < 0) {
        Py_DECREF(plan);
        return NULL;
    }
    return (PyObject *)plan;
}

static int
value_plan_traverse(ValuePlan *plan, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(plan));
    Py_VISIT(plan->type);
    Py_VISIT(plan->canonical);
    Py_VISIT(plan->texts);
    Py_VISIT(plan->read_text);
    Py_VISIT(plan->write_value);
    Py_VISIT(plan->read_spelled);
    Py_VISIT(plan->write_node);
    Py_VISIT(plan->value_list);
    Py_VISIT(plan->item);
    Py_VISIT(plan->carrier);
    return 0;
}

static int
value_plan_clear(ValuePlan *plan)
{
    Py_CLEAR(plan->type);
    Py_CLEAR(plan->canonical);
    Py_CLEAR(plan->texts);
    Py_CLEAR(plan->read_text);
    Py_CLEAR(plan->write_value);
    Py_CLEAR(plan->read_spelled);
    Py_CLEAR(plan->write_node);
    Py_CLEAR(plan->root_element);
    Py_CLEAR(plan->item_element);
    Py_CLEAR(plan->value_list);
    Py_CLEAR(plan->item);
    Py_CLEAR(plan->carrier);
    return 0;
}

static void
value_plan_dealloc(ValuePlan *plan)
{
    PyTypeObject *type = Py_TYPE(plan);
    PyObject_GC_UnTrack(plan);
    value_plan_clear(plan);
    name_table_free(&plan->names);
    PyMem_Free(plan->values);
    type->tp_free(plan);
    Py_DECREF(type);
}

static PyType_Slot value_plan_slots[] = {
    {Py_tp_doc, "What a value may be, as the native engine sees it."},
    {Py_tp_new, value_plan_new},
    {Py_tp_traverse, value_plan_traverse},
    {Py_tp_clear, value_plan_clear},
    {Py_tp_dealloc, value_plan_dealloc},
    {0, NULL},
};

PyType_Spec value_plan_spec = {
    .name = "so_carriers.engines.native._native.ValuePlan",
    .basicsize = sizeof(ValuePlan),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = value_plan_slots,
};

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

static PyObject *
json_key_of(PyObject *name)
{
    /* A name that JSON cannot hold as it is makes no key; members with such a name are not ours. */
    PyObject *utf8 = PyUnicode_AsUTF8String(name);
    if (utf8 == NULL) {
        return NULL;
    }
    PyObject *key = PyBytes_FromFormat("\"%s\":", PyBytes_AS_STRING(utf8));
    Py_DECREF(utf8);
    return key;
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
    member->utf8 = PyUnicode_AsUTF8AndSize(name, &member->utf8_size);
    member->json_key = json_key_of(name);
    member->offset = named_slot_offset(plan->type, attribute);
    if (member->utf8 == NULL || member->json_key == NULL || member->offset < 0) {
        return -1;
    }
    member->is_element = is_element_name(member->utf8, member->utf8_size);
    return 0;
}

/* fill(members, all_absent_state): from now on the engine reads and writes carriers of the class. */
static PyObject *
carrier_plan_fill(CarrierPlan *plan, PyTypeObject *defining_class, PyObject *const *arguments,
                  Py_ssize_t count, PyObject *keywords)
{
    State *state = PyType_GetModuleState(defining_class);
    if (count != 2 || !PyList_Check(arguments[0]) || plan->members != NULL) {
        PyErr_SetString(PyExc_TypeError, "fill takes a list of members and a wire state, once");
        return NULL;
    }
    plan->state_offset = slot_offset(plan->type, "_wire_state");
    if (plan->state_offset < 0) {
        return NULL;
    }
    Py_ssize_t size = PyList_GET_SIZE(arguments[0]);
    plan->members = PyMem_Calloc((size_t)size + 1, sizeof(MemberPlan));
    if (plan->members == NULL) {
        return PyErr_NoMemory();
    }
    if (name_table_init(&plan->names, size) < 0) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        MemberPlan *member = &plan->members[i];
        plan->size = i + 1;
        if (fill_member(plan, member, PyList_GET_ITEM(arguments[0], i), state->value_plan_type) < 0) {
            return NULL;
        }
        name_table_add(&plan->names, member->utf8, member->utf8_size, (int32_t)i);
    }
    plan->all_absent_state = Py_NewRef(arguments[1]);
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
    return shapes_visit(&plan->shapes, visit, arg);
}

static int
carrier_plan_clear(CarrierPlan *plan)
{
    plan->is_open = false;
    for (Py_ssize_t i = 0; i < plan->size; i++) {
        MemberPlan *member = &plan->members[i];
        Py_CLEAR(member->attribute);
        Py_CLEAR(member->name);
        Py_CLEAR(member->member);
        Py_CLEAR(member->value);
        Py_CLEAR(member->default_value);
        Py_CLEAR(member->json_key);
    }
    plan->size = 0;
    shapes_free(&plan->shapes);
    Py_CLEAR(plan->all_absent_state);
    Py_CLEAR(plan->type);
    return 0;
}

static void
carrier_plan_dealloc(CarrierPlan *plan)
{
    PyTypeObject *type = Py_TYPE(plan);
    PyObject_GC_UnTrack(plan);
    carrier_plan_clear(plan);
    name_table_free(&plan->names);
    PyMem_Free(plan->members);
    type->tp_free(plan);
    Py_DECREF(type);
}

static PyMethodDef carrier_plan_methods[] = {
    {"fill", (PyCFunction)(void (*)(void))carrier_plan_fill, METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "Tells the members, once, and the wire state of a carrier that has none of them."},
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
default_of(State *state, const MemberPlan *member)
{
    switch (member->default_kind) {
    case CONSTANT_DEFAULT:
        return Py_NewRef(member->default_value);
    case LIST_DEFAULT:
        return PyList_New(0);
    case DICTIONARY_DEFAULT:
        return PyObject_CallNoArgs(member->default_value);
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
