#include "objects.h"

#include <string.h>

#include "containers.h"

int
object_init(Object *object, CarrierPlan *plan)
{
    object->plan = plan;
    object->unknown = object->null = object->spelling = object->spelled = object->spellings = NULL;
    object->names = object->usual_names;
    object->count = 0;
    object->room = USUAL_NAMES;
    object->expected = 0;
    object->is_canonical = true;
    object->carrier = blank_carrier(plan);
    return object->carrier == NULL ? -1 : 0;
}

void
object_clear(Object *object)
{
    Py_XDECREF(object->carrier);
    Py_XDECREF(object->unknown);
    Py_XDECREF(object->null);
    Py_XDECREF(object->spelling);
    Py_XDECREF(object->spellings);
    if (object->names != object->usual_names) {
        PyMem_Free(object->names);
    }
}

static int
make_room(Object *object)
{
    bool was_usual = object->names == object->usual_names;
    NameInBody *more =
        PyMem_Realloc(was_usual ? NULL : object->names, 2 * (size_t)object->room * sizeof(NameInBody));
    if (more == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    if (was_usual) {
        memcpy(more, object->usual_names, sizeof(object->usual_names));
    }
    object->names = more;
    object->room *= 2;
    return 0;
}

/* Keeps the names that were counted only so far. */
static int
keep_counted_names(Object *object)
{
    object->is_canonical = false;
    for (Py_ssize_t i = 0; i < object->count; i++) {
        if (i == object->room && make_room(object) < 0) {
            return -1;
        }
        const MemberPlan *member = &object->plan->members[i];
        object->names[i] =
            (NameInBody){(const unsigned char *)member->utf8, (uint32_t)member->utf8_size, (int32_t)i};
    }
    return 0;
}

int
note_name(Object *object, const unsigned char *text, Py_ssize_t size, int32_t member)
{
    if (object->is_canonical && keep_counted_names(object) < 0) {
        return -1;
    }
    if (object->count == object->room && make_room(object) < 0) {
        return -1;
    }
    object->names[object->count++] = (NameInBody){text, (uint32_t)size, member};
    if (member >= 0) {
        object->expected = member + 1;
    }
    return 0;
}

int
note_found_name(Object *object, const unsigned char *text, Py_ssize_t size, int32_t member)
{
    const MemberPlan *found = member < 0 ? NULL : &object->plan->members[member];
    bool is_exact = found != NULL && found->utf8_size == size && memcmp(found->utf8, text, (size_t)size) == 0;
    if (is_exact && member == object->expected) {
        return note_expected_name(object) ? 0 : -1;
    }
    return note_name(object, text, size, member);
}

int
take_null(Cursor *cursor, Object *object, const MemberPlan *member)
{
    PyObject **slot = empty_slot(cursor, object, member);
    if (slot == NULL) {
        return -1;
    }
    if (object->null == NULL) {
        object->null = PyFrozenSet_New(NULL);
    }
    if (object->null == NULL || PySet_Add(object->null, member->attribute) < 0) {
        return -1;
    }
    *slot = default_of(cursor->state, member);
    if (*slot == NULL) {
        decline(cursor, NEEDS_PYTHON);
        return -1;
    }
    return 0;
}

int
take_unknown(Cursor *cursor, Object *object, PyObject *name, PyObject *value)
{
    if (value != NULL && object->unknown == NULL) {
        object->unknown = PyDict_New();
    }
    if (object->unknown == NULL) {
        Py_XDECREF(name);
        Py_XDECREF(value);
        return -1;
    }
    return add_entry(cursor, object->unknown, name, value, NULL, NULL);
}

/* Puts the one spelling among others. */
static int
spread_spelling(Object *object)
{
    PyObject *spelling = object->spelling;
    object->spelling = NULL;
    return keep_spelling(&object->spellings, object->spelled, spelling);
}

int
note_spelling(Object *object, const MemberPlan *member, PyObject *spelling)
{
    if (spelling == NULL) {
        return 0;
    }
    if (object->spelling == NULL && object->spellings == NULL) {
        object->spelling = spelling;
        object->spelled = member->attribute;
        return 0;
    }
    if (spread_spelling(object) < 0) {
        Py_DECREF(spelling);
        return -1;
    }
    return keep_spelling(&object->spellings, member->attribute, spelling);
}

/* Gives the members that are absent their defaults. */
static int
fill_absent(Cursor *cursor, Object *object)
{
    for (Py_ssize_t i = 0; i < object->plan->size; i++) {
        const MemberPlan *member = &object->plan->members[i];
        PyObject **slot = slot_of(object->carrier, member->offset);
        if (*slot == NULL && (*slot = default_of(cursor->state, member)) == NULL) {
            decline(cursor, NEEDS_PYTHON);
            return -1;
        }
    }
    return 0;
}

/* The wire state of an object that has all members, declared names in order and one spelling: that of rights
   with a mask such as FULL, which are many, is shared. */
static PyObject *
spelled_state(Cursor *cursor, Object *object)
{
    SpelledStates *states = &object->plan->spelled_states;
    for (int i = 0; i < SPELLED_STATES; i++) {
        if (states->kept[i].spelling == object->spelling && states->kept[i].attribute == object->spelled) {
            return Py_NewRef(states->kept[i].state);
        }
    }
    PyObject *spelling = Py_NewRef(object->spelling), *attribute = object->spelled;
    PyObject *state = NULL;
    if (spread_spelling(object) == 0) {
        state = wire_state(cursor->state, NULL, NULL, NULL, NULL, NULL, object->spellings);
    }
    /* What is kept of the items of a list has no bound. */
    if (state != NULL && Py_TYPE(spelling) == cursor->state->spelling_type) {
        spelled_states_keep(states, attribute, spelling, state);
    }
    Py_DECREF(spelling);
    return state;
}

/* The wire state of a whole object, a new reference. */
static PyObject *
state_of_object(Cursor *cursor, Object *object)
{
    CarrierPlan *plan = object->plan;
    bool is_whole = object->is_canonical && object->count == plan->size;
    bool is_plain = object->unknown == NULL && object->null == NULL && object->spellings == NULL;
    if (is_whole && is_plain) {
        return object->spelling == NULL ? Py_NewRef(Py_None) : spelled_state(cursor, object);
    }
    if (spread_spelling(object) < 0) {
        return NULL;
    }
    if (is_whole) {
        return wire_state(cursor->state, NULL, object->null, NULL, NULL, NULL, object->spellings);
    }
    if (object->is_canonical && keep_counted_names(object) < 0) {
        return NULL;
    }
    Shape *made = NULL;
    const Shape *shape = shape_of(cursor->state, plan, object->names, object->count, &made);
    if (shape == NULL) {
        return decline_text(cursor);
    }
    PyObject *state = is_plain && object->spellings == NULL
                          ? Py_NewRef(shape->state)
                          : wire_state(cursor->state, shape->absent, object->null, object->unknown,
                                       shape->order, shape->named, object->spellings);
    shape_free(made);
    return state;
}

PyObject *
finish_object(Cursor *cursor, Object *object)
{
    if (object->count > cursor->members) {
        decline(cursor, TOO_MANY_MEMBERS);
    }
    if (cursor->declined != NOT_DECLINED) {
        return NULL;
    }
    if (!(object->is_canonical && object->count == object->plan->size) && fill_absent(cursor, object) < 0) {
        return NULL;
    }
    PyObject *state = state_of_object(cursor, object);
    if (state == NULL) {
        return NULL;
    }
    *slot_of(object->carrier, object->plan->state_offset) = state;
    return Py_NewRef(object->carrier);
}
