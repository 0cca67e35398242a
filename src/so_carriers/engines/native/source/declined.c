#include "declined.h"

#include <structmember.h>

/* clang-format off */
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
/* clang-format on */

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

PyType_Spec declined_spec = {
    .name = "so_carriers.engines.native._native.Declined",
    .basicsize = sizeof(DeclinedObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = declined_slots,
};

int
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

PyObject *
counted(State *state, PyObject *result, Decline declined)
{
    if (PyErr_Occurred()) {
        Py_XDECREF(result);
        return NULL;
    }
    bool is_served = result != NULL && declined == NOT_DECLINED;
    bool has_reason = declined > NOT_DECLINED && declined < DECLINE_COUNT;
    Decline reason = is_served ? NOT_DECLINED : has_reason ? declined : NEEDS_PYTHON;
    state->counts[reason]++;
    if (is_served) {
        return result;
    }
    Py_XDECREF(result);
    return Py_NewRef(state->declined[reason]);
}

PyObject *
counts_by_reason(State *state)
{
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
