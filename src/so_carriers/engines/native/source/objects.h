/* Objects on their way to be carriers: the names that they had, and what slots cannot say. */

#ifndef SO_CARRIERS_OBJECTS_H
#define SO_CARRIERS_OBJECTS_H

#include "cursor.h"
#include "plans.h"

typedef struct {
    CarrierPlan *plan;
    PyObject *carrier;
    PyObject *unknown;   /* dict, or NULL */
    PyObject *null;      /* frozenset of attributes, or NULL */
    PyObject *spelling;  /* how the one member `spelled` was spelled in its own way, or NULL */
    PyObject *spelled;   /* its attribute, borrowed */
    PyObject *spellings; /* once there are two, dict of all: attribute -> spellings; or NULL */
    Py_ssize_t first;    /* where its names begin in those of the cursor */
    Py_ssize_t count;    /* of its names */
    int32_t expected;    /* the member behind the one that was named last */
    bool is_canonical;   /* whether the names are the declared ones in order, which are counted alone */
    const Shape *guess;  /* the shape whose names its are so far, which are counted alone too; or NULL */
} Object;

int object_init(const Cursor *cursor, Object *object, CarrierPlan *plan);
void object_clear(Cursor *cursor, Object *object);

/* Keeps a name as it stands in the body, which has to stay there; -1 with an exception or declined, as of
   all that follow. */
int note_name(Cursor *cursor, Object *object, const unsigned char *text, Py_ssize_t size, int32_t member);

/* The same of the declared name of the member that is expected, or false. While all names are the declared
   ones in order, counting them is enough. */
static inline bool
note_expected_name(Cursor *cursor, Object *object)
{
    int32_t member = object->expected++;
    if (object->is_canonical && member == object->count) {
        object->count++;
        return true;
    }
    const MemberPlan *plan = &object->plan->members[member];
    return note_name(cursor, object, (const unsigned char *)plan->utf8, plan->utf8_size, member) == 0;
}

/* Keeps a name that was looked up: another way to write that of a member is no canonical one. */
int note_found_name(Cursor *cursor, Object *object, const unsigned char *text, Py_ssize_t size,
                    int32_t member);

/* The slot of a member, which has to be empty; NULL, declined, where the member was there before. */
static inline PyObject **
empty_slot(Cursor *cursor, Object *object, const MemberPlan *member)
{
    PyObject **slot = slot_of(object->carrier, member->offset);
    return *slot == NULL ? slot : decline(cursor, REPEATED_NAME);
}

/* Takes null against the type of a member: it reads its default, and the state remembers. */
int take_null(Cursor *cursor, Object *object, const MemberPlan *member);

/* Keeps how a member was spelled; takes the reference to that, which may be NULL for nothing. */
int note_spelling(Object *object, const MemberPlan *member, PyObject *spelling);

/* Keeps an unknown member; takes the references to its name and value, either of which may be NULL
   after a failure. */
int take_unknown(Cursor *cursor, Object *object, PyObject *name, PyObject *value);

/* The carrier of an object all of whose members were read, a new reference. */
PyObject *finish_object(Cursor *cursor, Object *object);

#endif
