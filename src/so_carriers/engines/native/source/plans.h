/* What the engine knows of the types of values: a plan per type, one per carrier class.

   Python makes them (engines/native/plans.py): a ValuePlan says what a value may be, a
   CarrierPlan names the members of a class, where their slots are, and what they hold
   while they are absent. */

#ifndef SO_CARRIERS_PLANS_H
#define SO_CARRIERS_PLANS_H

#include "name_table.h"
#include "shapes.h"

typedef enum {
    INTEGER_VALUE,
    BOOLEAN_VALUE,
    TEXT_VALUE,
    DATE_TIME_VALUE,
    ENUM_VALUE,
    CARRIER_VALUE,
    LIST_VALUE,
    DICTIONARY_VALUE,
    OTHER_VALUE, /* of which the engine knows nothing */
    VALUE_KIND_COUNT,
} ValueKind;

typedef struct CarrierPlan CarrierPlan;
typedef struct ValuePlan ValuePlan;

struct ValuePlan {
    PyObject_HEAD
    ValueKind kind;
    bool nullable;
    int64_t lowest, highest; /* INTEGER_VALUE */
    PyTypeObject *type;      /* ENUM_VALUE: the enum; DICTIONARY_VALUE: the class of dictionaries */
    PyObject *canonical;     /* ENUM_VALUE: dict, canonical text -> member; it grows */
    PyObject *texts;         /* ENUM_VALUE: dict, member -> canonical text; it grows */
    PyObject *read_text;     /* ENUM_VALUE: function, text -> (value, spelling or None) */
    PyObject *texts_read;    /* ENUM_VALUE: dict, text -> what that gave; it is bounded, as the next one is */
    PyObject *write_value;   /* ENUM_VALUE: function, member -> canonical text */
    bool is_flags;           /* ENUM_VALUE: whether its texts join names */
    PyObject *read_spelled;  /* scalars: function, text in XML, JSON token, strict -> (value, spelling) */
    PyObject *write_node;    /* scalars: function, JSON scalar -> (text in XML, JSON token or None) */
    PyObject *nodes_written; /* ENUM_VALUE: dict, text -> what that gave */
    PyObject *root_element;  /* bytes: <name></name>, the element of such a value where no member names it */
    PyObject *item_element;  /* LIST_VALUE, DICTIONARY_VALUE, bytes: the same of an item or entry */
    NameTable names;         /* ENUM_VALUE: canonical texts that were there from the beginning */
    PyObject **values;       /* ENUM_VALUE: what they stand for */
    PyObject *value_list;    /* ENUM_VALUE: owner of those and their texts */
    ValuePlan *item;         /* LIST_VALUE, DICTIONARY_VALUE */
    CarrierPlan *carrier;    /* CARRIER_VALUE */
};

typedef enum {
    CONSTANT_DEFAULT,
    LIST_DEFAULT,       /* a new list */
    DICTIONARY_DEFAULT, /* a new dictionary of the class that is told */
    CARRIER_DEFAULT,    /* a carrier without a member */
    PYTHON_DEFAULT,     /* somebody's function: only Python may call it */
} DefaultKind;

typedef struct {
    PyObject *attribute; /* interned */
    PyObject *name;      /* on the wire */
    PyObject *member;    /* the schema's own */
    ValuePlan *value;
    Py_ssize_t offset;
    DefaultKind default_kind;
    PyObject *default_value; /* the constant, the class of dictionaries or the plan of the carrier */
    PyObject *json_key;      /* bytes: ,"Name": */
    PyObject *element;       /* bytes: <Name></Name> */
    const char *utf8;        /* of the name */
    Py_ssize_t utf8_size;
    bool is_element; /* whether an element can bear it */
} MemberPlan;

struct CarrierPlan {
    PyObject_HEAD
    PyTypeObject *type;
    Py_ssize_t state_offset;
    Py_ssize_t size;
    MemberPlan *members;
    NameTable names;
    PyObject *all_absent_state;
    PyObject *element; /* bytes: <Name></Name>, of such a carrier where no member names it */
    ShapeCache shapes;
    SpelledStates spelled_states;
    bool is_open; /* whether the engine reads and writes such carriers */
};

extern PyType_Spec value_plan_spec;
extern PyType_Spec carrier_plan_spec;

/* Whether values of a type hold others. */
static inline bool
is_container(const ValuePlan *plan)
{
    return plan->kind == CARRIER_VALUE || plan->kind == LIST_VALUE || plan->kind == DICTIONARY_VALUE;
}

/* What `function(text)` gives, which is kept in the dict for a short text; a new reference. */
PyObject *kept_result(PyObject *kept, PyObject *function, PyObject *text);

/* A new reference to what a member holds while it is absent; NULL with an exception, or without one
   where only Python can tell. */
PyObject *default_of(State *state, const MemberPlan *member);

/* An empty dictionary of a class that makes and fills them as dict does. */
PyObject *new_dictionary(State *state, PyTypeObject *type);

/* A carrier with all slots but that of its wire state empty. */
PyObject *blank_carrier(const CarrierPlan *plan);

/* A carrier whose members are all absent; NULL as default_of. */
PyObject *all_absent_carrier(State *state, CarrierPlan *plan);

#endif
