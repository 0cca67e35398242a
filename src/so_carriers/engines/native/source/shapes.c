#include "shapes.h"

#include <string.h>

#include "json_text.h"
#include "plans.h"

enum { MOST_CHARACTERS = 4096 };

/* --- wire states */

static int
store(PyObject *wire_state, Py_ssize_t offset, PyObject *part)
{
    *slot_of(wire_state, offset) = part;
    return part == NULL ? -1 : 0;
}

static PyObject *
dict_or_new(PyObject *dict)
{
    return dict == NULL ? PyDict_New() : Py_NewRef(dict);
}

PyObject *
wire_state(State *state, PyObject *absent, PyObject *null, PyObject *unknown, PyObject *order,
           PyObject *named, PyObject *spellings)
{
    PyObject *made = state->wire_state_type->tp_alloc(state->wire_state_type, 0);
    if (made == NULL) {
        return NULL;
    }
    if (store(made, state->absent_offset, Py_NewRef(absent == NULL ? state->empty_frozenset : absent)) < 0
        || store(made, state->null_offset, Py_NewRef(null == NULL ? state->empty_frozenset : null)) < 0
        || store(made, state->unknown_offset, dict_or_new(unknown)) < 0
        || store(made, state->order_offset, Py_NewRef(order == NULL ? Py_None : order)) < 0
        || store(made, state->names_offset, dict_or_new(named)) < 0
        || store(made, state->spellings_offset, dict_or_new(spellings)) < 0
        || store(made, state->places_offset, Py_NewRef(Py_None)) < 0
        || store(made, state->respelled_offset, Py_NewRef(Py_None)) < 0) {
        Py_CLEAR(made);
    }
    return made;
}

/* --- making a shape */

static PyObject *
absent_members(const CarrierPlan *plan, const bool *is_there)
{
    PyObject *absent = PyFrozenSet_New(NULL);
    if (absent == NULL) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < plan->size; i++) {
        if (!is_there[i] && PySet_Add(absent, plan->members[i].attribute) < 0) {
            Py_DECREF(absent);
            return NULL;
        }
    }
    return absent;
}

static PyObject *
names_in_order(const NameInBody *names, Py_ssize_t count)
{
    PyObject *order = PyTuple_New(count);
    if (order == NULL) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *name = json_text(names[i].text, names[i].size);
        if (name == NULL) {
            Py_DECREF(order);
            return NULL;
        }
        PyTuple_SET_ITEM(order, i, name);
    }
    return order;
}

/* Whether the names stand in declared order, with the unknown ones last. */
static bool
is_usual_order(const NameInBody *names, Py_ssize_t count)
{
    int32_t last = -1;
    Py_ssize_t i = 0;
    for (; i < count && names[i].member > last; i++) {
        last = names[i].member;
    }
    for (; i < count && names[i].member < 0; i++) {
    }
    return i == count;
}

static PyObject *
respelled_names(const CarrierPlan *plan, const NameInBody *names, Py_ssize_t count)
{
    PyObject *named = PyDict_New();
    if (named == NULL) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        if (names[i].member < 0) {
            continue;
        }
        const MemberPlan *member = &plan->members[names[i].member];
        PyObject *name = json_text(names[i].text, names[i].size);
        if (name == NULL) {
            Py_DECREF(named);
            return NULL;
        }
        bool is_other = PyUnicode_Compare(name, member->name) != 0;
        int failed = is_other ? PyDict_SetItem(named, member->attribute, name) : 0;
        Py_DECREF(name);
        if (failed < 0) {
            Py_DECREF(named);
            return NULL;
        }
    }
    return named;
}

static int
fill_parts(State *state, const CarrierPlan *plan, const NameInBody *names, Py_ssize_t count, Shape *shape)
{
    bool *is_there = PyMem_Calloc((size_t)plan->size + 1, sizeof(bool));
    if (is_there == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        if (names[i].member >= 0) {
            is_there[names[i].member] = true;
        }
    }
    shape->absent = absent_members(plan, is_there);
    PyMem_Free(is_there);
    if (shape->absent == NULL) {
        return -1;
    }
    shape->order = is_usual_order(names, count) ? Py_NewRef(Py_None) : names_in_order(names, count);
    if (shape->order == NULL) {
        return -1;
    }
    shape->named = respelled_names(plan, names, count);
    if (shape->named == NULL) {
        return -1;
    }
    bool is_plain =
        PySet_GET_SIZE(shape->absent) == 0 && shape->order == Py_None && PyDict_GET_SIZE(shape->named) == 0;
    shape->state = is_plain ? Py_NewRef(Py_None)
                            : wire_state(state, shape->absent, NULL, NULL, shape->order, shape->named, NULL);
    return shape->state == NULL ? -1 : 0;
}

/* What a key of JSON has around its name: a comma, quotation marks and a colon. */
enum { KEY_BYTES = 4 };

/* Writes a name as such a key; where the name begins in it. */
static unsigned char *
put_key(unsigned char *target, const NameInBody *name)
{
    memcpy(target, ",\"", 2);
    memcpy(target + 2, name->text, name->size);
    memcpy(target + 2 + name->size, "\":", 2);
    return target + 2;
}

static int
keep_names(Shape *shape, const NameInBody *names, Py_ssize_t count, Py_ssize_t characters)
{
    shape->names = PyMem_Calloc((size_t)count + 1, sizeof(NameInBody));
    shape->texts = PyMem_Malloc((size_t)characters + KEY_BYTES * (size_t)count + 1);
    if (shape->names == NULL || shape->texts == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    unsigned char *at = shape->texts;
    for (Py_ssize_t i = 0; i < count; i++) {
        shape->names[i] = names[i];
        shape->names[i].text = put_key(at, &names[i]);
        at += KEY_BYTES + names[i].size;
    }
    shape->count = count;
    return 0;
}

static Py_ssize_t
count_canonical(const CarrierPlan *plan, const NameInBody *names, Py_ssize_t count)
{
    Py_ssize_t i = 0;
    while (i < count && names[i].member == i && names[i].size == (size_t)plan->members[i].utf8_size
           && memcmp(names[i].text, plan->members[i].utf8, names[i].size) == 0) {
        i++;
    }
    return i;
}

static Shape *
make_shape(State *state, const CarrierPlan *plan, const NameInBody *names, Py_ssize_t count,
           Py_ssize_t characters)
{
    Shape *shape = PyMem_Calloc(1, sizeof(Shape));
    if (shape == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    if (keep_names(shape, names, count, characters) < 0 || fill_parts(state, plan, names, count, shape) < 0) {
        shape_free(shape);
        return NULL;
    }
    shape->canonical = count_canonical(plan, names, count);
    return shape;
}

void
shape_free(Shape *shape)
{
    if (shape == NULL) {
        return;
    }
    Py_XDECREF(shape->absent);
    Py_XDECREF(shape->order);
    Py_XDECREF(shape->named);
    Py_XDECREF(shape->state);
    PyMem_Free(shape->names);
    PyMem_Free(shape->texts);
    PyMem_Free(shape);
}

/* --- the cache */

static uint64_t
hash_of(const NameInBody *names, Py_ssize_t count)
{
    uint64_t hash = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        uint64_t piece = (uint64_t)(uint32_t)names[i].member << 32 | names[i].size << 8;
        hash = (hash ^ piece ^ names[i].text[0]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return hash;
}

bool
has_name_at(const Shape *shape, Py_ssize_t index, const NameInBody *name)
{
    if (index >= shape->count) {
        return false;
    }
    const NameInBody *own = &shape->names[index];
    return own->member == name->member && own->size == name->size
           && memcmp(own->text, name->text, own->size) == 0;
}

static bool
is_shape(const Shape *shape, uint64_t hash, const NameInBody *names, Py_ssize_t count)
{
    if (shape->hash != hash || shape->count != count) {
        return false;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        if (!has_name_at(shape, i, &names[i])) {
            return false;
        }
    }
    return true;
}

const Shape *
shape_of(State *state, CarrierPlan *plan, const NameInBody *names, Py_ssize_t count, Shape **made)
{
    uint64_t hash = hash_of(names, count);
    ShapeCache *cache = &plan->shapes;
    for (int i = 0; i < cache->count; i++) {
        if (is_shape(cache->kept[i], hash, names, count)) {
            cache->last = cache->kept[i];
            return cache->last;
        }
    }
    Py_ssize_t characters = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        characters += names[i].size;
    }
    Shape *shape = make_shape(state, plan, names, count, characters);
    if (shape == NULL) {
        return NULL;
    }
    shape->hash = hash;
    if (cache->count < (int)Py_ARRAY_LENGTH(cache->kept) && characters <= MOST_CHARACTERS) {
        cache->kept[cache->count++] = shape;
        cache->last = shape;
    }
    else {
        *made = shape;
    }
    return shape;
}

void
shapes_free(ShapeCache *cache)
{
    cache->last = NULL;
    while (cache->count > 0) {
        shape_free(cache->kept[--cache->count]);
    }
}

int
shapes_visit(ShapeCache *cache, visitproc visit, void *arg)
{
    for (int i = 0; i < cache->count; i++) {
        Py_VISIT(cache->kept[i]->state);
    }
    return 0;
}

/* --- states of one spelling */

void
spelled_states_keep(SpelledStates *states, PyObject *attribute, PyObject *spelling, PyObject *state)
{
    int place = states->next;
    states->next = (place + 1) % SPELLED_STATES;
    Py_XSETREF(states->kept[place].attribute, Py_NewRef(attribute));
    Py_XSETREF(states->kept[place].spelling, Py_NewRef(spelling));
    Py_XSETREF(states->kept[place].state, Py_NewRef(state));
}

void
spelled_states_clear(SpelledStates *states)
{
    for (int i = 0; i < SPELLED_STATES; i++) {
        Py_CLEAR(states->kept[i].attribute);
        Py_CLEAR(states->kept[i].spelling);
        Py_CLEAR(states->kept[i].state);
    }
}

int
spelled_states_visit(SpelledStates *states, visitproc visit, void *arg)
{
    for (int i = 0; i < SPELLED_STATES; i++) {
        Py_VISIT(states->kept[i].spelling);
        Py_VISIT(states->kept[i].state);
    }
    return 0;
}
