#include "json_reader.h"

#include <string.h>

#include "date_times.h"
#include "json_any.h"
#include "json_text.h"

static PyObject *read_value(Cursor *cursor, ValuePlan *plan, PyObject **spelling);

/* --- scalars */

static PyObject *
read_integer(Cursor *cursor, const ValuePlan *plan)
{
    Number number;
    const unsigned char *end = scan_number(cursor->at, &number);
    if (end == NULL) {
        return decline(cursor, OTHER_TYPE);
    }
    if (!number.is_integer || (number.value == 0 && number.size > 1)) {
        return decline(cursor, OTHER_SPELLING);
    }
    if (!number.is_small || number.value < plan->lowest || number.value > plan->highest) {
        return decline(cursor, OUT_OF_RANGE);
    }
    cursor->at = end;
    return PyLong_FromLongLong(number.value);
}

static PyObject *
read_boolean(Cursor *cursor)
{
    if (*cursor->at == 't' && take_literal(cursor, "true", 4)) {
        return Py_NewRef(Py_True);
    }
    if (*cursor->at == 'f' && take_literal(cursor, "false", 5)) {
        return Py_NewRef(Py_False);
    }
    return decline(cursor, OTHER_TYPE);
}

/* Steps over a string that has to stand here. */
static bool
take_typed_string(Cursor *cursor, Quoted *string)
{
    if (*cursor->at != '"') {
        decline(cursor, OTHER_TYPE);
        return false;
    }
    return take_string(cursor, string);
}

static PyObject *
read_text(Cursor *cursor)
{
    Quoted string;
    return take_typed_string(cursor, &string) ? text_of(cursor, &string) : NULL;
}

/* Whether a fraction ends with a zero, which the canonical text does not have. */
static bool
is_loose_date(const Quoted *string)
{
    if (string->size <= 20 || string->text[19] != '.') {
        return false;
    }
    const unsigned char *at = string->text + 20, *end = string->text + string->size;
    while (at < end && *at >= '0' && *at <= '9') {
        at++;
    }
    return at[-1] == '0';
}

static PyObject *
read_date(Cursor *cursor)
{
    Quoted string;
    if (!take_typed_string(cursor, &string)) {
        return NULL;
    }
    PyObject *value = NULL;
    if (!string.has_escapes && !(cursor->is_strict && is_loose_date(&string))) {
        value = read_date_time(cursor->state, string.text, string.size);
    }
    return value == NULL ? decline(cursor, OTHER_SPELLING) : value;
}

/* What Python makes of the text of an enum: a sum of flags, a name in other letters, an unknown one.
   Its code runs with the garbage collector as the caller had it. */
static PyObject *
read_enum_by_python(Cursor *cursor, const ValuePlan *plan, PyObject *text, PyObject **spelling)
{
    if (cursor->is_collecting) {
        PyGC_Enable();
    }
    PyObject *pair = PyObject_CallOneArg(plan->read_text, text);
    if (cursor->is_collecting) {
        PyGC_Disable();
    }
    if (pair == NULL) {
        return NULL;
    }
    PyObject *value = Py_NewRef(PyTuple_GET_ITEM(pair, 0));
    if (PyTuple_GET_ITEM(pair, 1) != Py_None) {
        *spelling = Py_NewRef(PyTuple_GET_ITEM(pair, 1));
    }
    Py_DECREF(pair);
    return value;
}

static PyObject *
read_enum(Cursor *cursor, const ValuePlan *plan, PyObject **spelling)
{
    Quoted string;
    if (!take_typed_string(cursor, &string)) {
        return NULL;
    }
    if (!string.has_escapes) {
        const Name *name = name_table_find(&plan->names, string.text, string.size);
        if (name != NULL && memcmp(name->text, string.text, (size_t)string.size) == 0) {
            return Py_NewRef(plan->values[name->value]);
        }
    }
    PyObject *text = text_of(cursor, &string);
    if (text == NULL) {
        return NULL;
    }
    PyObject *value = PyDict_GetItemWithError(plan->canonical, text);
    if (value != NULL) {
        Py_INCREF(value);
    }
    else if (cursor->is_strict) {
        decline(cursor, OTHER_SPELLING);
    }
    else if (!PyErr_Occurred()) {
        value = read_enum_by_python(cursor, plan, text, spelling);
    }
    Py_DECREF(text);
    return value;
}

/* --- lists and dictionaries */

/* Keeps the spelling of an item under its index or key; takes the reference to the spelling. */
static int
keep_spelling(PyObject **spellings, PyObject *step, PyObject *spelling)
{
    int failed = -1;
    if (*spellings == NULL) {
        *spellings = PyDict_New();
    }
    if (*spellings != NULL && step != NULL) {
        failed = PyDict_SetItem(*spellings, step, spelling);
    }
    Py_DECREF(spelling);
    return failed;
}

static int
read_item(Cursor *cursor, ValuePlan *plan, PyObject *items, PyObject **spellings)
{
    PyObject *spelling = NULL;
    PyObject *item = read_value(cursor, plan, &spelling);
    if (item == NULL) {
        Py_XDECREF(spelling);
        return -1;
    }
    int failed = PyList_Append(items, item);
    Py_DECREF(item);
    if (spelling != NULL) {
        PyObject *index = PyLong_FromSsize_t(PyList_GET_SIZE(items) - 1);
        failed |= keep_spelling(spellings, index, spelling);
        Py_XDECREF(index);
    }
    return failed;
}

static PyObject *
read_list(Cursor *cursor, ValuePlan *plan, PyObject **spelling)
{
    if (*cursor->at != '[') {
        return decline(cursor, OTHER_TYPE);
    }
    if (!enter(cursor)) {
        return NULL;
    }
    PyObject *items = PyList_New(0);
    if (items == NULL) {
        return NULL;
    }
    if (next_byte(cursor) != ']') {
        do {
            if (read_item(cursor, plan->item, items, spelling) < 0) {
                Py_DECREF(items);
                return NULL;
            }
        } while (take_comma(cursor, ']'));
    }
    if (cursor->declined != NOT_DECLINED) {
        Py_DECREF(items);
        return NULL;
    }
    leave(cursor);
    return items;
}

static int
read_entry(Cursor *cursor, ValuePlan *plan, PyObject *dictionary, PyObject **spellings)
{
    Quoted string;
    PyObject *key = take_string(cursor, &string) ? text_of(cursor, &string) : NULL;
    if (key == NULL) {
        return -1;
    }
    PyObject *spelling = NULL;
    PyObject *value = take_colon(cursor) ? read_value(cursor, plan, &spelling) : NULL;
    Py_ssize_t size = PyDict_GET_SIZE(dictionary);
    int failed = value == NULL ? -1 : PyDict_SetItem(dictionary, key, value);
    if (failed == 0 && PyDict_GET_SIZE(dictionary) == size) {
        decline(cursor, REPEATED_NAME);
        failed = -1;
    }
    if (spelling != NULL) {
        failed |= keep_spelling(spellings, key, spelling);
    }
    Py_XDECREF(value);
    Py_DECREF(key);
    return failed;
}

static PyObject *
read_dictionary(Cursor *cursor, ValuePlan *plan, PyObject **spelling)
{
    if (*cursor->at != '{') {
        return decline(cursor, OTHER_TYPE);
    }
    if (!enter(cursor)) {
        return NULL;
    }
    PyObject *dictionary = PyObject_CallNoArgs((PyObject *)plan->type);
    if (dictionary == NULL) {
        return NULL;
    }
    if (next_byte(cursor) != '}') {
        do {
            if (read_entry(cursor, plan->item, dictionary, spelling) < 0) {
                Py_DECREF(dictionary);
                return NULL;
            }
        } while (take_comma(cursor, '}'));
    }
    if (PyDict_GET_SIZE(dictionary) > cursor->members) {
        decline(cursor, TOO_MANY_MEMBERS);
    }
    if (cursor->declined != NOT_DECLINED) {
        Py_DECREF(dictionary);
        return NULL;
    }
    leave(cursor);
    return dictionary;
}

/* --- carriers */

enum { USUAL_NAMES = 64 };

/* One object on its way to be a carrier: the names that it had, and what its slots cannot say. */
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

static int
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

static void
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

static int
make_room(Object *object)
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

static int
note_name(Object *object, const unsigned char *text, Py_ssize_t size, int32_t member)
{
    if (object->count == object->room && make_room(object) < 0) {
        return -1;
    }
    object->is_canonical = object->is_canonical && member == object->count;
    object->names[object->count++] = (NameInBody){text, (uint32_t)size, member};
    if (member >= 0) {
        object->expected = member + 1;
    }
    return 0;
}

/* The member whose name is the very one expected next, with its colon, both stepped over; -1 if it is
   another. Most bodies name all members in order, or with some left out. */
static inline int32_t
take_expected_name(Cursor *cursor, Object *object)
{
    const CarrierPlan *plan = object->plan;
    int32_t next = object->expected;
    if (next >= plan->size) {
        return -1;
    }
    PyObject *key = plan->members[next].json_key;
    size_t size = (size_t)PyBytes_GET_SIZE(key);
    if (strncmp((const char *)cursor->at, PyBytes_AS_STRING(key), size) != 0) {
        return -1;
    }
    if (note_name(object, cursor->at + 1, (Py_ssize_t)size - 3, next) < 0) {
        return -1;
    }
    cursor->at = after_blanks(cursor->at + size);
    return next;
}

/* The member that a name in the body is in any ASCII case; -1 for an unknown one, -2 with an exception. */
static int32_t
member_named(const CarrierPlan *plan, const Quoted *string)
{
    if (!string->has_escapes) {
        const Name *name = name_table_find(&plan->names, string->text, string->size);
        return name == NULL ? -1 : name->value;
    }
    unsigned char *text = PyMem_Malloc((size_t)string->size + 1);
    if (text == NULL) {
        PyErr_NoMemory();
        return -2;
    }
    Py_ssize_t size = without_escapes(string->text, string->size, text);
    const Name *name = size < 0 ? NULL : name_table_find(&plan->names, text, size);
    PyMem_Free(text);
    return name == NULL ? -1 : name->value;
}

static int
read_unknown(Cursor *cursor, Object *object, const Quoted *string)
{
    PyObject *name = text_of(cursor, string);
    if (name == NULL) {
        return -1;
    }
    int failed = -1;
    PyObject *value = take_colon(cursor) ? read_any(cursor) : NULL;
    if (value != NULL && object->unknown == NULL) {
        object->unknown = PyDict_New();
    }
    if (value != NULL && object->unknown != NULL) {
        Py_ssize_t size = PyDict_GET_SIZE(object->unknown);
        failed = PyDict_SetItem(object->unknown, name, value);
        if (failed == 0 && PyDict_GET_SIZE(object->unknown) == size) {
            decline(cursor, REPEATED_NAME);
            failed = -1;
        }
    }
    Py_DECREF(name);
    Py_XDECREF(value);
    return failed;
}

/* Null against the type of a member: it reads its default, and the state remembers. */
static PyObject *
read_null(Cursor *cursor, Object *object, const MemberPlan *member)
{
    if (!take_literal(cursor, "null", 4)) {
        return NULL;
    }
    if (object->null == NULL) {
        object->null = PyFrozenSet_New(NULL);
    }
    if (object->null == NULL || PySet_Add(object->null, member->attribute) < 0) {
        return NULL;
    }
    PyObject *value = default_of(cursor->state, member);
    return value == NULL ? decline(cursor, NEEDS_PYTHON) : value;
}

static int
read_declared(Cursor *cursor, Object *object, int32_t index)
{
    const MemberPlan *member = &object->plan->members[index];
    PyObject **slot = slot_of(object->carrier, member->offset);
    if (*slot != NULL) {
        decline(cursor, REPEATED_NAME);
        return -1;
    }
    if (*cursor->at == 'n' && !member->value->nullable) {
        *slot = read_null(cursor, object, member);
        return *slot == NULL ? -1 : 0;
    }
    PyObject *spelling = NULL;
    *slot = read_value(cursor, member->value, &spelling);
    if (*slot == NULL) {
        Py_XDECREF(spelling);
        return -1;
    }
    return spelling == NULL ? 0 : keep_spelling(&object->spellings, member->attribute, spelling);
}

static int
read_member(Cursor *cursor, Object *object)
{
    int32_t index = take_expected_name(cursor, object);
    if (index >= 0) {
        return read_declared(cursor, object, index);
    }
    Quoted string;
    if (!take_string(cursor, &string)) {
        return -1;
    }
    index = member_named(object->plan, &string);
    object->is_canonical = false;
    if (index == -2 || note_name(object, string.text, string.size, index) < 0) {
        return -1;
    }
    if (index < 0) {
        return read_unknown(cursor, object, &string);
    }
    return take_colon(cursor) ? read_declared(cursor, object, index) : -1;
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

/* Fills what is not filled yet, and gives the carrier its wire state; -1 with an exception or declined. */
static int
finish(Cursor *cursor, Object *object)
{
    if (object->count > cursor->members) {
        decline(cursor, TOO_MANY_MEMBERS);
    }
    if (cursor->declined != NOT_DECLINED || fill_absent(cursor, object) < 0) {
        return -1;
    }
    PyObject *state = state_of_object(cursor, object);
    if (state == NULL) {
        return -1;
    }
    *slot_of(object->carrier, object->plan->state_offset) = state;
    leave(cursor);
    return 0;
}

static PyObject *
read_members(Cursor *cursor, CarrierPlan *plan)
{
    Object object;
    if (object_init(&object, plan) < 0) {
        return NULL;
    }
    bool is_whole = true;
    do {
        is_whole = read_member(cursor, &object) == 0;
    } while (is_whole && take_comma(cursor, '}'));
    PyObject *carrier = NULL;
    if (is_whole && finish(cursor, &object) == 0) {
        carrier = Py_NewRef(object.carrier);
    }
    object_clear(&object);
    return carrier;
}

static PyObject *
read_carrier(Cursor *cursor, CarrierPlan *plan)
{
    if (*cursor->at != '{') {
        return decline(cursor, OTHER_TYPE);
    }
    if (!plan->is_open) {
        return decline(cursor, NEEDS_PYTHON);
    }
    if (!enter(cursor)) {
        return NULL;
    }
    if (next_byte(cursor) != '}') {
        return read_members(cursor, plan);
    }
    leave(cursor);
    PyObject *carrier = all_absent_carrier(cursor->state, plan);
    return carrier == NULL ? decline(cursor, NEEDS_PYTHON) : carrier;
}

/* --- any value */

static PyObject *
read_value(Cursor *cursor, ValuePlan *plan, PyObject **spelling)
{
    if (*cursor->at == 'n') {
        if (!plan->nullable) {
            return decline(cursor, OTHER_TYPE);
        }
        return take_literal(cursor, "null", 4) ? Py_NewRef(Py_None) : NULL;
    }
    switch (plan->kind) {
    case INTEGER_VALUE:
        return read_integer(cursor, plan);
    case BOOLEAN_VALUE:
        return read_boolean(cursor);
    case TEXT_VALUE:
        return read_text(cursor);
    case DATE_TIME_VALUE:
        return read_date(cursor);
    case ENUM_VALUE:
        return read_enum(cursor, plan, spelling);
    case CARRIER_VALUE:
        return read_carrier(cursor, plan->carrier);
    case LIST_VALUE:
        return read_list(cursor, plan, spelling);
    case DICTIONARY_VALUE:
        return read_dictionary(cursor, plan, spelling);
    default:
        return decline(cursor, NEEDS_PYTHON);
    }
}

/* Whether a byte-order mark stands there (RFC 8259, section 8.1, allows to ignore it). */
static bool
is_byte_order_mark(const unsigned char *at)
{
    return at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF;
}

PyObject *
read_json(State *state, ValuePlan *plan, PyObject *body, int depth, Py_ssize_t members, bool is_strict,
          Decline *declined)
{
    Cursor cursor = {
        .state = state,
        .at = (const unsigned char *)PyBytes_AS_STRING(body),
        .room = depth,
        .members = members,
        .is_strict = is_strict,
        .is_collecting = PyGC_Disable() != 0,
    };
    const unsigned char *end = cursor.at + PyBytes_GET_SIZE(body);
    PyObject *spelling = NULL;
    if (is_byte_order_mark(cursor.at)) {
        cursor.at += 3;
    }
    next_byte(&cursor);
    PyObject *value = read_value(&cursor, plan, &spelling);
    Py_XDECREF(spelling);
    if (value != NULL && after_blanks(cursor.at) != end) {
        Py_CLEAR(value);
        decline(&cursor, MALFORMED);
    }
    if (cursor.is_collecting) {
        PyGC_Enable();
    }
    *declined = cursor.declined;
    return value;
}
