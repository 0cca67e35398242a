#include "objects.h"

#include <string.h>

#include "containers.h"

int
object_init(const Cursor *cursor, Object *object, CarrierPlan *plan)
{
    *object = (Object){.plan = plan, .first = cursor->name_count, .is_canonical = true};
    object->carrier = blank_carrier(plan);
    return object->carrier == NULL ? -1 : 0;
}

void
object_clear(Cursor *cursor, Object *object)
{
    Py_XDECREF(object->carrier);
    Py_XDECREF(object->unknown);
    Py_XDECREF(object->null);
    Py_XDECREF(object->spelling);
    Py_XDECREF(object->spellings);
    cursor->name_count = object->first;
}

/* --- names */

enum { LEAST_NAMES = 64 };

static int
push_name(Cursor *cursor, NameInBody name)
{
    if (cursor->name_count == cursor->name_room) {
        Py_ssize_t room = cursor->name_room == 0 ? LEAST_NAMES : 2 * cursor->name_room;
        NameInBody *more = PyMem_Realloc(cursor->names, (size_t)room * sizeof(NameInBody));
        if (more == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        cursor->names = more;
        cursor->name_room = room;
    }
    cursor->names[cursor->name_count++] = name;
    return 0;
}

static NameInBody
declared_name(const Object *object, Py_ssize_t index)
{
    const MemberPlan *member = &object->plan->members[index];
    return (NameInBody){(const unsigned char *)member->utf8, (uint32_t)member->utf8_size, (int32_t)index};
}

/* Keeps the names that were counted only so far. */
static int
keep_counted_names(Cursor *cursor, Object *object)
{
    const Shape *guess = object->guess;
    if (guess == NULL && !object->is_canonical) {
        return 0;
    }
    object->guess = NULL;
    object->is_canonical = false;
    for (Py_ssize_t i = 0; i < object->count; i++) {
        if (push_name(cursor, guess == NULL ? declared_name(object, i) : guess->names[i]) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Whether a name is what the shape of the object before makes one expect, if all names before it were so. */
static bool
is_guessed(Object *object, const NameInBody *name)
{
    const Shape *last = object->plan->shapes.last;
    if (object->is_canonical && last != NULL && last->canonical >= object->count) {
        object->guess = has_name_at(last, object->count, name) ? last : NULL;
        object->is_canonical = object->guess == NULL;
        return object->guess != NULL;
    }
    return object->guess != NULL && has_name_at(object->guess, object->count, name);
}

int
note_name(Cursor *cursor, Object *object, const unsigned char *text, Py_ssize_t size, int32_t member)
{
    if ((uint64_t)size > UINT32_MAX) {
        decline(cursor, OUT_OF_RANGE);
        return -1;
    }
    NameInBody name = {text, (uint32_t)size, member};
    if (!is_guessed(object, &name)
        && (keep_counted_names(cursor, object) < 0 || push_name(cursor, name) < 0)) {
        return -1;
    }
    object->count++;
    if (member >= 0) {
        object->expected = member + 1;
    }
    return 0;
}

int
note_found_name(Cursor *cursor, Object *object, const unsigned char *text, Py_ssize_t size, int32_t member)
{
    const MemberPlan *found = member < 0 ? NULL : &object->plan->members[member];
    bool is_exact = found != NULL && found->utf8_size == size && memcmp(found->utf8, text, (size_t)size) == 0;
    if (is_exact && member == object->expected) {
        return note_expected_name(cursor, object) ? 0 : -1;
    }
    return note_name(cursor, object, text, size, member);
}

/* --- what slots cannot say */

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

/* Puts the spellings into the order in which the members are declared. */
static int
sort_spellings(Object *object)
{
    if (object->spellings == NULL || PyDict_GET_SIZE(object->spellings) < 2) {
        return 0;
    }
    PyObject *sorted = PyDict_New();
    for (Py_ssize_t i = 0; sorted != NULL && i < object->plan->size; i++) {
        PyObject *attribute = object->plan->members[i].attribute;
        PyObject *spelling = PyDict_GetItemWithError(object->spellings, attribute);
        if (spelling != NULL && PyDict_SetItem(sorted, attribute, spelling) < 0) {
            Py_CLEAR(sorted);
        }
    }
    if (sorted != NULL) {
        Py_SETREF(object->spellings, sorted);
    }
    return sorted == NULL ? -1 : 0;
}

/* The shape of a whole object, as of `shape_of`. */
static const Shape *
shape_of_object(Cursor *cursor, Object *object, Shape **made)
{
    if (object->guess != NULL && object->count == object->guess->count) {
        return object->guess;
    }
    if (keep_counted_names(cursor, object) < 0) {
        return NULL;
    }
    return shape_of(cursor->state, object->plan, cursor->names + object->first, object->count, made);
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
    if (sort_spellings(object) < 0) {
        return NULL;
    }
    Shape *made = NULL;
    const Shape *shape = shape_of_object(cursor, object, &made);
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
