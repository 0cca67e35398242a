/* The module `_native`: its functions, and what it looks up once, when it is imported. */

#include "native.h"

#include "date_times.h"
#include "declined.h"
#include "introduction.h"
#include "json_reader.h"
#include "json_writer.h"
#include "plans.h"
#include "xml_reader.h"
#include "xml_writer.h"

State *
state_of(PyObject *module)
{
    return PyModule_GetState(module);
}

/* --- functions */

enum { DEEPEST = 200 }; /* of so_carriers.settings: deeper bodies would need more of the C stack */

/* What a function is called with: a body or value, its declared type, limits, and one word more. */
typedef struct {
    PyObject *subject;
    ValuePlan *plan; /* owned, or NULL */
    bool is_planned; /* whether there is a plan, or no type was declared */
    Limits limits;
    bool choice; /* decoding: strict; encoding: whether XML may have extensions */
} Call;

/* The number in a slot of the limits, which may be greater than any body can be; -1 with an exception. */
static Py_ssize_t
limit_at(PyObject *limits, Py_ssize_t offset)
{
    PyObject *limit = *slot_of(limits, offset);
    if (limit == NULL) {
        PyErr_SetString(PyExc_TypeError, "expected limits that are filled");
        return -1;
    }
    Py_ssize_t number = PyLong_AsSsize_t(limit);
    if (number == -1 && PyErr_ExceptionMatches(PyExc_OverflowError)) {
        PyErr_Clear();
        number = PY_SSIZE_T_MAX;
    }
    return number;
}

static bool
takes_choice(PyObject *keywords, const char *name)
{
    return PyTuple_GET_SIZE(keywords) == 1
           && PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(keywords, 0), name) == 0;
}

/* Reads (subject, declared, limits), and a bool of that name behind them unless `choice` is NULL. */
static bool
read_call(State *state, PyObject *const *arguments, Py_ssize_t count, PyObject *keywords, const char *choice,
          Call *call)
{
    Py_ssize_t wanted = choice == NULL ? 3 : 4;
    bool is_whole =
        keywords == NULL ? count == wanted : choice != NULL && count == 3 && takes_choice(keywords, choice);
    if (!is_whole || !PyObject_TypeCheck(arguments[2], state->limits_type)) {
        PyErr_Format(PyExc_TypeError, "expected a body or value, a type, limits%s%s",
                     choice == NULL ? "" : " and ", choice == NULL ? "" : choice);
        return false;
    }
    int is_chosen = choice == NULL ? 0 : PyObject_IsTrue(arguments[3]);
    PyObject *limits = arguments[2], *declared = arguments[1];
    Py_ssize_t depth = limit_at(limits, state->depth_offset);
    call->subject = arguments[0];
    call->limits = (Limits){
        .depth = depth > DEEPEST ? DEEPEST : (int)depth,
        .members = limit_at(limits, state->members_offset),
        .text = limit_at(limits, state->longest_text_offset),
    };
    call->choice = is_chosen > 0;
    if (PyErr_Occurred()) {
        return false;
    }
    call->plan = declared == Py_None
                     ? NULL
                     : (ValuePlan *)kept_plan(&state->plans_of_types, declared, state->plan_of_type);
    call->is_planned = call->plan != NULL || declared == Py_None;
    return !PyErr_Occurred();
}

typedef PyObject *Read(State *, ValuePlan *, PyObject *, const Limits *, bool, Decline *);

static PyObject *
decode(PyObject *module, PyObject *const *arguments, Py_ssize_t count, PyObject *keywords, Read read)
{
    State *state = state_of(module);
    Call call;
    if (!read_call(state, arguments, count, keywords, "strict", &call)) {
        return NULL;
    }
    Decline declined = NOT_DECLINED;
    PyObject *value = NULL;
    if (call.plan == NULL || !PyBytes_CheckExact(call.subject)) {
        declined = NEEDS_PYTHON;
    }
    else {
        value = read(state, call.plan, call.subject, &call.limits, call.choice, &declined);
    }
    Py_XDECREF(call.plan);
    return counted(state, value, declined);
}

static PyObject *
decode_json(PyObject *module, PyObject *const *arguments, Py_ssize_t count, PyObject *keywords)
{
    return decode(module, arguments, count, keywords, read_json);
}

static PyObject *
decode_xml(PyObject *module, PyObject *const *arguments, Py_ssize_t count, PyObject *keywords)
{
    return decode(module, arguments, count, keywords, read_xml);
}

static PyObject *
encode_json(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    State *state = state_of(module);
    Call call;
    if (!read_call(state, arguments, count, NULL, NULL, &call)) {
        return NULL;
    }
    Decline declined = call.is_planned ? NOT_DECLINED : NEEDS_PYTHON;
    PyObject *body = NULL;
    if (call.is_planned) {
        body = write_json(state, call.plan, call.subject, &call.limits, &declined);
    }
    Py_XDECREF(call.plan);
    return counted(state, body, declined);
}

static PyObject *
encode_xml(PyObject *module, PyObject *const *arguments, Py_ssize_t count, PyObject *keywords)
{
    State *state = state_of(module);
    Call call;
    if (!read_call(state, arguments, count, keywords, "extensions", &call)) {
        return NULL;
    }
    Decline declined = call.is_planned ? NOT_DECLINED : NEEDS_PYTHON;
    PyObject *body = NULL;
    if (call.is_planned) {
        body = write_xml(state, call.plan, call.subject, &call.limits, call.choice, &declined);
    }
    Py_XDECREF(call.plan);
    return counted(state, body, declined);
}

/* counts(): how many bodies were served, and how many declined, by reason. */
static PyObject *
counts(PyObject *module, PyObject *unused)
{
    return counts_by_reason(state_of(module));
}

/* introduce(**names): the classes, tables and functions of the Python side. */
static PyObject *
introduce(PyObject *module, PyObject *arguments, PyObject *names)
{
    if (names == NULL || PyTuple_GET_SIZE(arguments) > 0) {
        PyErr_SetString(PyExc_TypeError, "expected keyword arguments alone");
        return NULL;
    }
    if (take_introduction(state_of(module), names) < 0) {
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"introduce", (PyCFunction)(void (*)(void))introduce, METH_VARARGS | METH_KEYWORDS,
     "Tells the classes, tables and functions of the Python side, once."},
    {"decode_json", (PyCFunction)(void (*)(void))decode_json, METH_FASTCALL | METH_KEYWORDS,
     "The value of a JSON text as a declared type, or a Declined."},
    {"encode_json", (PyCFunction)(void (*)(void))encode_json, METH_FASTCALL,
     "The compact JSON text of a value, or a Declined."},
    {"decode_xml", (PyCFunction)(void (*)(void))decode_xml, METH_FASTCALL | METH_KEYWORDS,
     "The value of an XML document in UTF-8 as a declared type, or a Declined."},
    {"encode_xml", (PyCFunction)(void (*)(void))encode_xml, METH_FASTCALL | METH_KEYWORDS,
     "The XML of a value, not indented, or a Declined."},
    {"counts", counts, METH_NOARGS, "How many bodies were served, and how many declined, by reason."},
    {NULL, NULL, 0, NULL},
};

/* --- the module */

static int
add_type(PyObject *module, PyType_Spec *spec, PyTypeObject **type)
{
    *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, spec, NULL);
    return *type == NULL ? -1 : PyModule_AddType(module, *type);
}

static int
execute(PyObject *module)
{
    State *state = state_of(module);
    if (date_times_init() < 0 || add_type(module, &value_plan_spec, &state->value_plan_type) < 0
        || add_type(module, &carrier_plan_spec, &state->carrier_plan_type) < 0
        || add_type(module, &declined_spec, &state->declined_type) < 0 || make_declined(state) < 0) {
        return -1;
    }
    state->empty_frozenset = PyFrozenSet_New(NULL);
    state->wire_text = PyUnicode_InternFromString("wire_text");
    state->no_arguments = PyTuple_New(0);
    if (state->empty_frozenset == NULL || state->wire_text == NULL || state->no_arguments == NULL) {
        return -1;
    }
    for (int i = 0; i < 10; i++) {
        state->digits[i] = PyLong_FromLong(i);
        if (state->digits[i] == NULL) {
            return -1;
        }
    }
    return 0;
}

static int
module_traverse(PyObject *module, visitproc visit, void *arg)
{
    State *state = state_of(module);
    Py_VISIT(state->value_plan_type);
    Py_VISIT(state->carrier_plan_type);
    Py_VISIT(state->declined_type);
    Py_VISIT(state->wire_state_type);
    Py_VISIT(state->spelling_type);
    Py_VISIT(state->date_time_type);
    Py_VISIT(state->number_token_type);
    Py_VISIT(state->limits_type);
    Py_VISIT(state->offset_zones);
    Py_VISIT(state->offset_zone);
    Py_VISIT(state->offset_texts);
    Py_VISIT(state->layout_of);
    Py_VISIT(state->plan_of_type);
    Py_VISIT(state->plan_of_class);
    Py_VISIT(state->utc);
    int visited = plan_cache_visit(&state->plans_of_types, visit, arg);
    return visited != 0 ? visited : plan_cache_visit(&state->plans_of_classes, visit, arg);
}

static int
module_clear(PyObject *module)
{
    State *state = state_of(module);
    for (int i = 0; i < DECLINE_COUNT; i++) {
        Py_CLEAR(state->declined[i]);
    }
    for (int i = 0; i < 10; i++) {
        Py_CLEAR(state->digits[i]);
    }
    plan_cache_clear(&state->plans_of_types);
    plan_cache_clear(&state->plans_of_classes);
    kept_texts_clear(&state->texts);
    Py_CLEAR(state->no_arguments);
    Py_CLEAR(state->empty_frozenset);
    Py_CLEAR(state->wire_text);
    Py_CLEAR(state->value_plan_type);
    Py_CLEAR(state->carrier_plan_type);
    Py_CLEAR(state->declined_type);
    Py_CLEAR(state->wire_state_type);
    Py_CLEAR(state->spelling_type);
    Py_CLEAR(state->date_time_type);
    Py_CLEAR(state->number_token_type);
    Py_CLEAR(state->limits_type);
    Py_CLEAR(state->offset_zones);
    Py_CLEAR(state->offset_zone);
    Py_CLEAR(state->offset_texts);
    Py_CLEAR(state->layout_of);
    Py_CLEAR(state->plan_of_type);
    Py_CLEAR(state->plan_of_class);
    Py_CLEAR(state->utc);
    return 0;
}

static void
module_free(void *module)
{
    module_clear(module);
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, execute},
#if PY_VERSION_HEX >= 0x030C0000
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
#endif
    {0, NULL},
};

static PyModuleDef module_definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_native",
    .m_doc = "The native engine: bytes to the slots of carriers and back, in one pass.",
    .m_size = sizeof(State),
    .m_methods = functions,
    .m_slots = module_slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
    .m_free = module_free,
};

PyMODINIT_FUNC
PyInit__native(void)
{
    return PyModuleDef_Init(&module_definition);
}
