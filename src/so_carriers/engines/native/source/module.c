/* The module `_native`: its functions, and what it looks up once, when it is imported. */

#include "native.h"

#include <structmember.h>

#include "date_times.h"
#include "json_reader.h"
#include "json_writer.h"
#include "plans.h"
#include "xml_reader.h"
#include "xml_writer.h"

/* --- reasons to decline */

static const char *const REASONS[DECLINE_COUNT] = {
    [NOT_DECLINED] = "served",
    [MALFORMED] = "malformed",
    [TOO_DEEP] = "depth",
    [TOO_MANY_MEMBERS] = "members",
    [REPEATED_NAME] = "repeated name",
    [OTHER_TYPE] = "other type",
    [OTHER_SPELLING] = "other spelling",
    [OTHER_MARKUP] = "other markup",
    [OUT_OF_RANGE] = "out of range",
    [NOT_UNICODE] = "not Unicode",
    [NEEDS_PYTHON] = "needs Python",
};

typedef struct {
    PyObject_HEAD
    PyObject *reason;
} DeclinedObject;

static void
declined_dealloc(DeclinedObject *declined)
{
    PyTypeObject *type = Py_TYPE(declined);
    Py_XDECREF(declined->reason);
    type->tp_free(declined);
    Py_DECREF(type);
}

static PyMemberDef declined_members[] = {
    {"reason", T_OBJECT_EX, offsetof(DeclinedObject, reason), READONLY, "Why, in a word or two."},
    {NULL, 0, 0, 0, NULL},
};

static PyType_Slot declined_slots[] = {
    {Py_tp_doc, "What is returned for a body or a value that the reference engine has to be asked about."},
    {Py_tp_dealloc, declined_dealloc},
    {Py_tp_members, declined_members},
    {0, NULL},
};

static PyType_Spec declined_spec = {
    .name = "so_carriers.engines.native._native.Declined",
    .basicsize = sizeof(DeclinedObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = declined_slots,
};

static int
make_declined(State *state)
{
    for (int i = MALFORMED; i < DECLINE_COUNT; i++) {
        PyTypeObject *type = state->declined_type;
        DeclinedObject *declined = (DeclinedObject *)type->tp_alloc(type, 0);
        if (declined == NULL) {
            return -1;
        }
        state->declined[i] = (PyObject *)declined;
        declined->reason = PyUnicode_InternFromString(REASONS[i]);
        if (declined->reason == NULL) {
            return -1;
        }
    }
    return 0;
}

/* --- slots of Python's classes */

State *
state_of(PyObject *module)
{
    return PyModule_GetState(module);
}

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

/* --- functions */

enum { DEEPEST = 200 }; /* of so_carriers.settings: deeper bodies would need more of the C stack */

typedef struct {
    ValuePlan *plan; /* NULL for None */
    Limits limits;
    bool has_extensions; /* of XML */
} Options;

/* The number in a slot of the limits; -1 with an exception. */
static Py_ssize_t
limit_at(PyObject *limits, Py_ssize_t offset)
{
    PyObject *limit = *slot_of(limits, offset);
    if (limit == NULL) {
        PyErr_SetString(PyExc_TypeError, "expected limits that are filled");
        return -1;
    }
    return PyLong_AsSsize_t(limit);
}

/* Reads (plan, body or value, limits, strict or extensions). */
static bool
read_options(State *state, PyObject *const *arguments, Py_ssize_t count, Options *options)
{
    if (count != 4 || (arguments[0] != Py_None && Py_TYPE(arguments[0]) != state->value_plan_type)
        || !PyObject_TypeCheck(arguments[2], state->limits_type)) {
        PyErr_SetString(PyExc_TypeError, "expected a plan, a body or value, limits and a bool");
        return false;
    }
    options->plan = arguments[0] == Py_None ? NULL : (ValuePlan *)arguments[0];
    Py_ssize_t depth = limit_at(arguments[2], state->depth_offset);
    options->limits.depth = depth > DEEPEST ? DEEPEST : (int)depth;
    options->limits.members = limit_at(arguments[2], state->members_offset);
    options->limits.text = limit_at(arguments[2], state->longest_text_offset);
    options->limits.is_strict = arguments[3] == Py_True;
    options->has_extensions = arguments[3] == Py_True;
    return !PyErr_Occurred();
}

/* What a call returns: the result, which is NULL with an exception or where it declined. */
static PyObject *
counted(State *state, PyObject *result, Decline declined)
{
    if (result != NULL || declined != NOT_DECLINED) {
        state->counts[declined]++;
    }
    return declined == NOT_DECLINED ? result : Py_NewRef(state->declined[declined]);
}

typedef PyObject *Read(State *, ValuePlan *, PyObject *, const Limits *, Decline *);

static PyObject *
decode(PyObject *module, PyObject *const *arguments, Py_ssize_t count, Read read)
{
    State *state = state_of(module);
    Options options;
    if (!read_options(state, arguments, count, &options)) {
        return NULL;
    }
    if (options.plan == NULL || !PyBytes_CheckExact(arguments[1])) {
        return counted(state, NULL, NEEDS_PYTHON);
    }
    Decline declined = NOT_DECLINED;
    PyObject *value = read(state, options.plan, arguments[1], &options.limits, &declined);
    return counted(state, value, declined);
}

static PyObject *
decode_json(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    return decode(module, arguments, count, read_json);
}

static PyObject *
decode_xml(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    return decode(module, arguments, count, read_xml);
}

static PyObject *
encode_json(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    State *state = state_of(module);
    Options options;
    if (!read_options(state, arguments, count, &options)) {
        return NULL;
    }
    Decline declined = NOT_DECLINED;
    PyObject *body = write_json(state, options.plan, arguments[1], &options.limits, &declined);
    return counted(state, body, declined);
}

static PyObject *
encode_xml(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    State *state = state_of(module);
    Options options;
    if (!read_options(state, arguments, count, &options)) {
        return NULL;
    }
    if (options.plan == NULL) {
        return counted(state, NULL, NEEDS_PYTHON);
    }
    Decline declined = NOT_DECLINED;
    PyObject *body = write_xml(state, options.plan, arguments[1], &options.limits, options.has_extensions,
                               &declined);
    return counted(state, body, declined);
}

/* counts(): how many bodies were served, and how many declined, by reason. */
static PyObject *
counts(PyObject *module, PyObject *unused)
{
    State *state = state_of(module);
    PyObject *found = PyDict_New();
    for (int i = 0; found != NULL && i < DECLINE_COUNT; i++) {
        if (state->counts[i] == 0) {
            continue;
        }
        PyObject *count = PyLong_FromSsize_t(state->counts[i]);
        if (count == NULL || PyDict_SetItemString(found, REASONS[i], count) < 0) {
            Py_CLEAR(found);
        }
        Py_XDECREF(count);
    }
    return found;
}

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

/* introduce(**names): the classes, tables and functions of the Python side. */
static PyObject *
introduce(PyObject *module, PyObject *arguments, PyObject *names)
{
    State *state = state_of(module);
    if (names == NULL || PyTuple_GET_SIZE(arguments) > 0) {
        PyErr_SetString(PyExc_TypeError, "expected keyword arguments alone");
        return NULL;
    }
    if (take_type(names, "WireState", &state->wire_state_type) < 0
        || take_type(names, "Spelling", &state->spelling_type) < 0
        || take_type(names, "DateTime", &state->date_time_type) < 0
        || take_type(names, "NumberToken", &state->number_token_type) < 0
        || take_type(names, "Limits", &state->limits_type) < 0
        || take_object(names, "offset_zones", &state->offset_zones) < 0
        || take_object(names, "offset_zone", &state->offset_zone) < 0
        || take_object(names, "offset_texts", &state->offset_texts) < 0
        || take_object(names, "layout_of", &state->layout_of) < 0
        || take_object(names, "plan_of", &state->plan_of) < 0
        || take_object(names, "utc", &state->utc) < 0 || take_offsets(state) < 0) {
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"introduce", (PyCFunction)(void (*)(void))introduce, METH_VARARGS | METH_KEYWORDS,
     "Tells the classes, tables and functions of the Python side, once."},
    {"decode_json", (PyCFunction)(void (*)(void))decode_json, METH_FASTCALL,
     "The value of a JSON text by its plan, or a Declined."},
    {"encode_json", (PyCFunction)(void (*)(void))encode_json, METH_FASTCALL,
     "The JSON text of a value by its plan, or a Declined."},
    {"decode_xml", (PyCFunction)(void (*)(void))decode_xml, METH_FASTCALL,
     "The value of an XML document by its plan, or a Declined."},
    {"encode_xml", (PyCFunction)(void (*)(void))encode_xml, METH_FASTCALL,
     "The XML of a value by its plan, or a Declined."},
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
    if (state->empty_frozenset == NULL || state->wire_text == NULL) {
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
    Py_VISIT(state->plan_of);
    Py_VISIT(state->utc);
    return 0;
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
    Py_CLEAR(state->plan_of);
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
