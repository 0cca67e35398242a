/* What the files of the native engine share: the state of the module, and why a body is declined.

   The engine reads bytes straight into the slots of carriers, and writes them back, in one
   pass. It returns exactly what the reference engine would return, or it declines with a
   reason: it words no error and knows no odd spelling. `plans.h` tells what it knows of a
   type; the readers and writers of JSON and XML walk along such a plan. */

#ifndef SO_CARRIERS_NATIVE_H
#define SO_CARRIERS_NATIVE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdbool.h>
#include <stdint.h>

#include "kept_texts.h"
#include "plan_cache.h"

typedef enum {
    NOT_DECLINED,
    MALFORMED,
    TOO_DEEP,
    TOO_MANY_MEMBERS,
    REPEATED_NAME,
    OTHER_TYPE,
    OTHER_SPELLING,
    OTHER_MARKUP,
    OUT_OF_RANGE,
    NOT_UNICODE,
    NEEDS_PYTHON,
    DECLINE_COUNT,
    RAISED = DECLINE_COUNT, /* an exception is on its way instead */
} Decline;

/* The reason of what was met, unless there was one before, or an exception is on its way. */
static inline Decline
reason_after(Decline before, Decline reason)
{
    if (before != NOT_DECLINED) {
        return before;
    }
    return PyErr_Occurred() ? RAISED : reason;
}

/* What a caller allows, of `so_carriers.settings`. */
typedef struct {
    int depth;          /* containers within each other */
    Py_ssize_t members; /* names in one object */
    Py_ssize_t text;    /* characters of one value in XML */
} Limits;

typedef struct {
    PyTypeObject *value_plan_type;
    PyTypeObject *carrier_plan_type;
    PyTypeObject *declined_type;
    PyObject *declined[DECLINE_COUNT];
    Py_ssize_t counts[DECLINE_COUNT]; /* how many bodies were served (NOT_DECLINED) or declined */

    /* Of the values that fill slots: the classes, and where their slots are. */
    PyTypeObject *wire_state_type;
    Py_ssize_t absent_offset, null_offset, unknown_offset, order_offset, names_offset, spellings_offset,
        places_offset, respelled_offset;
    PyTypeObject *date_time_type;
    Py_ssize_t last_offset, digits_offset, text_offset;
    PyTypeObject *spelling_type;
    PyTypeObject *number_token_type;
    Py_ssize_t token_offset;
    PyTypeObject *limits_type;
    Py_ssize_t depth_offset, members_offset, longest_text_offset;
    PyObject *offset_zones;  /* dict: minutes -> zone */
    PyObject *offset_texts;  /* dict: zone -> text */
    PyObject *offset_zone;   /* function: minutes -> zone */
    PyObject *layout_of;     /* function: carrier -> places */
    PyObject *plan_of_type;  /* function: declared type -> ValuePlan, or None for one that is not ours */
    PyObject *plan_of_class; /* function: class -> CarrierPlan, or None for what is no carrier class */
    Py_ssize_t last_size;    /* of a body that was written, as the next one may be like it */
    PlanCache plans_of_types, plans_of_classes;
    PyObject *wire_text; /* the name of the method of DateTime that gives its text */
    PyObject *utc;
    PyObject *empty_frozenset;
    PyObject *digits[10];
    PyObject *no_arguments; /* an empty tuple */
    KeptTexts texts;
} State;

State *state_of(PyObject *module);

/* The object that sits in a slot; NULL in one that was not filled yet. */
static inline PyObject **
slot_of(PyObject *object, Py_ssize_t offset)
{
    return (PyObject **)((char *)object + offset);
}

/* Where the slot of that name is in instances of a class; -1 with an exception if it is none. */
Py_ssize_t slot_offset(PyTypeObject *type, const char *name);
Py_ssize_t named_slot_offset(PyTypeObject *type, PyObject *name);

#endif
