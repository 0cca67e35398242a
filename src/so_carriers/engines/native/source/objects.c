#include "objects.h"

#include <string.h>

#include "containers.h"

int
object_init(Object *object, CarrierPlan *plan)
{
    object->plan = plan;
    object->unknown = object->null = object->spellings = NULL;
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
    Py_XDECREF(object->spellings);
    if (object->names != object->usual_names) {
        PyMem_Free(object->names);
    }
}

int
object_grow(Object *object)
{
    bool was_usual = object->names == object->usual_names;
    NameInBody *more = PyMem_Realloc(was_usual ? NULL : object->names,
                                     2 * (size_t)object->room * sizeof(NameInBody));
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

int
note_found_name(Object *object, const unsigned char *text, Py_ssize_t size, int32_t member)
{
    const MemberPlan *found = member < 0 ? NULL : &object->plan->members[member];
    bool is_exact = found != NULL && found->utf8_size == size && memcmp(found->utf8, text, (size_t)size) == 0;
    object->is_canonical = object->is_canonical && is_exact;
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

/* The wire state of a whole object, a new reference. */
static PyObject *
state_of_object(Cursor *cursor, Object *object)
{
    CarrierPlan *plan = object->plan;
    bool is_lone = object->unknown == NULL && object->null == NULL && object->spellings == NULL;
    if (object->is_canonical && object->count == plan->size) {
        return is_lone ? Py_NewRef(Py_None)
                       : wire_state(cursor->state, NULL, object->null, NULL, NULL, NULL, object->spellings);
    }
    Shape *made = NULL;
    const Shape *shape = shape_of(cursor->state, plan, object->names, object->count, &made);
    if (shape == NULL) {
        return decline_text(cursor);
    }
    PyObject *state = is_lone ? Py_NewRef(shape->state)
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
