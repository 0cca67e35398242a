#include "plans.h"

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
    static char *names[] = {"kind",         "nullable",  "lowest",       "highest",    "is_flags",
                            "type",         "canonical", "texts",        "read_text",  "write_value",
                            "item",         "carrier",   "read_spelled", "write_node", "root_element",
                            "item_element", NULL};
    int kind, nullable, is_flags;
    long long lowest, highest;
    PyObject *class, *canonical, *texts, *read_text, *write_value, *item, *carrier, *read_spelled,
        *write_node, *root_element, *item_element;
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
    plan->texts_read = PyDict_New();
    plan->nodes_written = PyDict_New();
    if (plan->texts_read == NULL || plan->nodes_written == NULL
        || (plan->kind == ENUM_VALUE && keep_enum_names(plan) < 0)) {
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
    Py_VISIT(plan->texts_read);
    Py_VISIT(plan->nodes_written);
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
    Py_CLEAR(plan->texts_read);
    Py_CLEAR(plan->nodes_written);
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

enum { MOST_RESULTS = 256, LONGEST_KEPT_TEXT = 200 }; /* the texts are the peer's */

PyObject *
kept_result(PyObject *kept, PyObject *function, PyObject *text)
{
    PyObject *result = PyDict_GetItemWithError(kept, text);
    if (result != NULL || PyErr_Occurred()) {
        return Py_XNewRef(result);
    }
    result = PyObject_CallOneArg(function, text);
    bool is_kept = result != NULL && PyDict_GET_SIZE(kept) < MOST_RESULTS && PyUnicode_CheckExact(text)
                   && PyUnicode_GET_LENGTH(text) <= LONGEST_KEPT_TEXT;
    if (is_kept && PyDict_SetItem(kept, text, result) < 0) {
        Py_CLEAR(result);
    }
    return result;
}
