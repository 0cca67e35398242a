/* The shapes of objects: which members are there, under which names, in which order.

   Bodies of one server repeat a few shapes, so what a shape leaves in the wire state is
   worked out once and shared; at most 64 of a class are kept, since the names are the peer's.
   An object is likely to have the shape of the one before, so that each of its names is
   compared with that one's first, and looked up only where it is another one. */

#ifndef SO_CARRIERS_SHAPES_H
#define SO_CARRIERS_SHAPES_H

#include "native.h"

/* One name of an object as it stood in the body. */
typedef struct {
    const unsigned char *text; /* between its quotes, escapes and all */
    uint32_t size;
    int32_t member; /* its index; -1 for an unknown one */
} NameInBody;

typedef struct {
    uint64_t hash;
    Py_ssize_t count;
    Py_ssize_t canonical; /* how many names at its beginning are the declared ones in order */
    NameInBody *names;    /* their texts are in `texts`, each as a key of JSON with the comma before it */
    unsigned char *texts;
    PyObject *absent; /* frozenset of attributes */
    PyObject *order;  /* tuple of names, or None */
    PyObject *named;  /* dict: attribute -> name in the body */
    PyObject *state;  /* the wire state of an object that has nothing else to keep, or None */
} Shape;

typedef struct {
    Shape *kept[64];
    int count;
    const Shape *last; /* that was found or kept, or NULL */
} ShapeCache;

/* Whether a name is the one of that index in a shape. */
bool has_name_at(const Shape *shape, Py_ssize_t index, const NameInBody *name);

struct CarrierPlan;

/* The shape of an object with these names, borrowed from the cache or put into `*made`, which
   the caller frees; NULL with an exception. */
const Shape *shape_of(State *state, struct CarrierPlan *plan, const NameInBody *names, Py_ssize_t count,
                      Shape **made);
void shape_free(Shape *shape);
void shapes_free(ShapeCache *cache);
int shapes_visit(ShapeCache *cache, visitproc visit, void *arg);

/* A new wire state of these parts, which are all borrowed; an empty one stands for each that is NULL. */
PyObject *wire_state(State *state, PyObject *absent, PyObject *null, PyObject *unknown, PyObject *order,
                     PyObject *named, PyObject *spellings);

/* Wire states that say of one member how it was spelled, and nothing else; a few are kept. */
enum { SPELLED_STATES = 8 };

typedef struct {
    struct {
        PyObject *attribute, *spelling, *state;
    } kept[SPELLED_STATES];
    int next; /* the place of the one that is kept next */
} SpelledStates;

/* Keeps a wire state in place of the oldest one; takes no reference. */
void spelled_states_keep(SpelledStates *states, PyObject *attribute, PyObject *spelling, PyObject *state);
void spelled_states_clear(SpelledStates *states);
int spelled_states_visit(SpelledStates *states, visitproc visit, void *arg);

#endif
