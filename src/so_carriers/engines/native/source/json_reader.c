#include "json_reader.h"

#include <string.h>

#include "containers.h"
#include "json_any.h"
#include "json_cursor.h"
#include "json_text.h"
#include "objects.h"
#include "scalars.h"

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
    cursor->at = end;
    return integer_of(cursor, plan, &number);
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

static PyObject *
read_text(Cursor *cursor)
{
    Quoted string;
    return take_string(cursor, &string, OTHER_TYPE) ? text_of(cursor, &string) : NULL;
}

static PyObject *
read_escaped_date_time(Cursor *cursor, const Quoted *string)
{
    PyObject *text = text_of(cursor, string), *value = NULL;
    if (text != NULL) {
        value = PyUnicode_IS_COMPACT_ASCII(text)
                    ? date_time_of(cursor, PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text))
                    : decline(cursor, OTHER_SPELLING);
    }
    Py_XDECREF(text);
    return value;
}

static PyObject *
read_date_time(Cursor *cursor)
{
    Quoted string;
    if (!take_string(cursor, &string, OTHER_TYPE)) {
        return NULL;
    }
    return string.has_escapes ? read_escaped_date_time(cursor, &string)
                              : date_time_of(cursor, string.text, string.size);
}

static PyObject *
read_enum(Cursor *cursor, const ValuePlan *plan, PyObject **spelling)
{
    Quoted string;
    if (!take_string(cursor, &string, OTHER_TYPE)) {
        return NULL;
    }
    PyObject *value = string.has_escapes ? NULL : named_enum_of(plan, string.text, string.size);
    if (value != NULL) {
        return value;
    }
    PyObject *text = text_of(cursor, &string);
    if (text == NULL) {
        return NULL;
    }
    value = enum_of(cursor, plan, text, spelling);
    Py_DECREF(text);
    return value;
}

/* --- lists and dictionaries */

static int
read_item(Cursor *cursor, ValuePlan *plan, PyObject *items, PyObject **spellings)
{
    PyObject *spelling = NULL;
    PyObject *item = read_value(cursor, plan, &spelling);
    return add_item(items, item, spelling, spellings);
}

static PyObject *
read_list(Cursor *cursor, ValuePlan *plan, PyObject **spelling)
{
    if (*cursor->at != '[') {
        return decline(cursor, OTHER_TYPE);
    }
    PyObject *items = enter(cursor) ? PyList_New(0) : NULL;
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
    return leave(cursor, whole_container(cursor, items));
}

static int
read_entry(Cursor *cursor, ValuePlan *plan, PyObject *dictionary, PyObject **spellings)
{
    Quoted string;
    PyObject *key = take_string(cursor, &string, MALFORMED) ? key_of(cursor, &string) : NULL;
    PyObject *spelling = NULL;
    PyObject *value = key != NULL && take_colon(cursor) ? read_value(cursor, plan, &spelling) : NULL;
    return add_entry(cursor, dictionary, key, value, spelling, spellings);
}

static PyObject *
read_dictionary(Cursor *cursor, ValuePlan *plan, PyObject **spelling)
{
    if (*cursor->at != '{') {
        return decline(cursor, OTHER_TYPE);
    }
    PyObject *dictionary = enter(cursor) ? new_dictionary(cursor->state, plan->type) : NULL;
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
    return leave(cursor, whole_container(cursor, dictionary));
}

/* --- carriers */

/* The same where the names so far are those of the object before: the name that stood next there. */
static bool
take_guessed_name(Cursor *cursor, Object *object, bool has_comma)
{
    const NameInBody *name = &object->guess->names[object->count];
    if (object->count >= object->guess->count || name->member < 0) {
        return false;
    }
    const char *text = (const char *)name->text - 1 - has_comma;
    Py_ssize_t size = (Py_ssize_t)name->size + 3 + has_comma;
    if (!begins_with(cursor->at, cursor->end, text, size)) {
        return false;
    }
    cursor->at = after_blanks(cursor->at + size);
    object->count++;
    object->expected = name->member + 1;
    return true;
}

/* Steps over the name that is expected next, its colon and, if it has one, the comma before it, where that
   is what stands there. Most bodies name all members in order, or with some left out. */
static inline bool
take_expected_name(Cursor *cursor, Object *object, bool has_comma)
{
    if (object->guess != NULL) {
        return take_guessed_name(cursor, object, has_comma);
    }
    if (object->expected >= object->plan->size) {
        return false;
    }
    PyObject *key = object->plan->members[object->expected].json_key;
    const char *text = PyBytes_AS_STRING(key) + !has_comma;
    Py_ssize_t size = PyBytes_GET_SIZE(key) - !has_comma;
    if (!begins_with(cursor->at, cursor->end, text, size)) {
        return false;
    }
    cursor->at = after_blanks(cursor->at + size);
    return note_expected_name(cursor, object);
}

/* The member that a name in the body is in any ASCII case; -1 for an unknown one, -2 with an exception. */
static int32_t
member_named(const CarrierPlan *plan, const Quoted *string)
{
    if (!string->has_escapes) {
        return name_table_value(&plan->names, string->text, string->size);
    }
    unsigned char *text = PyMem_Malloc((size_t)string->size + 1);
    if (text == NULL) {
        PyErr_NoMemory();
        return -2;
    }
    Py_ssize_t size = without_escapes(string->text, string->size, text);
    int32_t index = size < 0 ? -1 : name_table_value(&plan->names, text, size);
    PyMem_Free(text);
    return index;
}

static int
read_declared(Cursor *cursor, Object *object, int32_t index)
{
    const MemberPlan *member = &object->plan->members[index];
    if (*cursor->at == 'n' && !member->value->nullable) {
        return take_literal(cursor, "null", 4) ? take_null(cursor, object, member) : -1;
    }
    PyObject **slot = empty_slot(cursor, object, member);
    if (slot == NULL) {
        return -1;
    }
    PyObject *spelling = NULL;
    *slot = read_value(cursor, member->value, &spelling);
    if (*slot == NULL) {
        Py_XDECREF(spelling);
        return -1;
    }
    return note_spelling(object, member, spelling);
}

static int
read_unknown(Cursor *cursor, Object *object, const Quoted *string)
{
    PyObject *name = key_of(cursor, string);
    PyObject *value = name != NULL && take_colon(cursor) ? read_any(cursor) : NULL;
    return take_unknown(cursor, object, name, value);
}

static int
read_other_member(Cursor *cursor, Object *object)
{
    Quoted string;
    if (!take_string(cursor, &string, MALFORMED)) {
        return -1;
    }
    int32_t index = member_named(object->plan, &string);
    if (index == -2 || note_found_name(cursor, object, string.text, string.size, index) < 0) {
        return -1;
    }
    if (index < 0) {
        return read_unknown(cursor, object, &string);
    }
    return take_colon(cursor) ? read_declared(cursor, object, index) : -1;
}

static int
read_member(Cursor *cursor, Object *object)
{
    return take_expected_name(cursor, object, false) ? read_declared(cursor, object, object->expected - 1)
                                                     : read_other_member(cursor, object);
}

/* Reads the members up to what is no comma; -1 with an exception or declined. */
static int
read_members(Cursor *cursor, Object *object)
{
    int failed = read_member(cursor, object);
    while (failed == 0) {
        if (take_expected_name(cursor, object, true)) {
            failed = read_declared(cursor, object, object->expected - 1);
        }
        else if (take_comma(cursor, '}')) {
            failed = read_member(cursor, object);
        }
        else {
            break;
        }
    }
    return failed;
}

static PyObject *
read_members_of(Cursor *cursor, CarrierPlan *plan)
{
    Object object;
    if (object_init(cursor, &object, plan) < 0) {
        return NULL;
    }
    PyObject *carrier = read_members(cursor, &object) == 0 ? finish_object(cursor, &object) : NULL;
    object_clear(cursor, &object);
    return leave(cursor, carrier);
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
        return read_members_of(cursor, plan);
    }
    PyObject *carrier = all_absent_carrier(cursor->state, plan);
    return leave(cursor, carrier == NULL ? decline(cursor, NEEDS_PYTHON) : carrier);
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
        return read_date_time(cursor);
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

PyObject *
read_json(State *state, ValuePlan *plan, PyObject *body, const Limits *limits, bool is_strict,
          Decline *declined)
{
    Cursor cursor = open_cursor(state, limits, is_strict, body);
    PyObject *spelling = NULL;
    skip_byte_order_mark(&cursor);
    next_byte(&cursor);
    PyObject *value = read_value(&cursor, plan, &spelling);
    Py_XDECREF(spelling);
    if (value != NULL && after_blanks(cursor.at) != cursor.end) {
        Py_CLEAR(value);
        decline(&cursor, MALFORMED);
    }
    close_cursor(&cursor);
    *declined = cursor.declined;
    return value;
}
