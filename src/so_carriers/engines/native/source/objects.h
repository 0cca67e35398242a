/* Objects on their way to be carriers: the names that they had, and what slots cannot say. */

#ifndef SO_CARRIERS_OBJECTS_H
#define SO_CARRIERS_OBJECTS_H

#include "cursor.h"
#include "plans.h"

enum { USUAL_NAMES = 64 };

typedef struct {
    CarrierPlan *plan;
    PyObject *carrier;
    PyObject *unknown;   /* dict, or NULL */
    PyObject *null;      /* frozenset of attributes, or NULL */
    PyObject *spellings; /* dict: attribute -> spellings, or NULL */
    NameInBody *names;
    Py_ssize_t count, room;
    int32_t expected;  /* the member behind the one that was named last */
    bool is_canonical; /* whether the names are the declared ones, in order, from the first */
    NameInBody usual_names[USUAL_NAMES];
} Object;

int object_init(Object *object, CarrierPlan *plan);
void object_clear(Object *object);
int object_grow(Object *object);

/* Keeps a name as it stands in the body, which has to stay there; -1 with MemoryError. */
static inline int
note_name(Object *object, const unsigned char *text, Py_ssize_t size, int32_t member)
{
    if (object->count == object->room && object_grow(object) < 0) {
        return -1;
    }
    object->is_canonical = object->is_canonical && member == object->count;
    object->names[object->count++] = (NameInBody){text, (uint32_t)size, member};
    if (member >= 0) {
        object->expected = member + 1;
    }
    return 0;
}

/* Keeps a name that was looked up: another way to write that of a member is no canonical one. */
int note_found_name(Object *object, const unsigned char *text, Py_ssize_t size, int32_t member);

/* The slot of a member, which has to be empty; NULL, declined, where the member was there before. */
static inline PyObject **
empty_slot(Cursor *cursor, Object *object, const MemberPlan *member)
{
    PyObject **slot = slot_of(object->carrier, member->offset);
    return *slot == NULL ? slot : decline(cursor, REPEATED_NAME);
}

/* Takes null against the type of a member: it reads its default, and the state remembers. -1 with an
   exception or declined, as of the next two. */
int take_null(Cursor *cursor, Object *object, const MemberPlan *member);

/* Keeps an unknown member; takes the references to its name and value, either of which may be NULL
   after a failure. */
int take_unknown(Cursor *cursor, Object *object, PyObject *name, PyObject *value);

/* The carrier of an object all of whose members were read, a new reference. */
PyObject *finish_object(Cursor *cursor, Object *object);

#endif
