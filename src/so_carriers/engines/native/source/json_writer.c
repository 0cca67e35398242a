#include "json_writer.h"

#include "date_times.h"
#include "json_output.h"

static bool write_value(Writer *writer, ValuePlan *plan, PyObject *value, PyObject *spelling);
static bool write_root(Writer *writer, PyObject *value);

/* --- scalars */

static bool
write_integer(Writer *writer, const ValuePlan *plan, PyObject *value)
{
    if (!PyLong_CheckExact(value)) {
        return refuse(writer, OTHER_TYPE);
    }
    int overflow;
    long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow != 0 || number < plan->lowest || number > plan->highest) {
        return refuse(writer, OUT_OF_RANGE);
    }
    return put_integer(&writer->output, number);
}

static bool
write_boolean(Writer *writer, PyObject *value)
{
    if (value == Py_True) {
        return put(&writer->output, "true", 4);
    }
    return value == Py_False ? put(&writer->output, "false", 5) : refuse(writer, OTHER_TYPE);
}

/* Writes the text that Python gave, and takes the reference; what it refused is for the reference engine
   to name. */
static bool
write_by_python(Writer *writer, PyObject *text)
{
    if (text == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_ValueError)) {
            return false;
        }
        PyErr_Clear();
        return refuse(writer, NEEDS_PYTHON);
    }
    bool is_written = PyUnicode_CheckExact(text) ? write_text(writer, text) : refuse(writer, NEEDS_PYTHON);
    Py_DECREF(text);
    return is_written;
}

static bool
write_date(Writer *writer, PyObject *value)
{
    if (Py_TYPE(value) != writer->state->date_time_type) {
        return refuse(writer, OTHER_TYPE);
    }
    char text[LONGEST_DATE_TIME + 2];
    int size = write_date_time(writer->state, value, text + 1);
    if (size <= 0) {
        return size == 0 && write_by_python(writer, PyObject_CallMethodNoArgs(value, writer->state->wire_text));
    }
    text[0] = text[size + 1] = '"';
    return put(&writer->output, text, size + 2);
}

static bool
write_enum(Writer *writer, const ValuePlan *plan, PyObject *value)
{
    if (PyUnicode_CheckExact(value)) {
        return write_text(writer, value);
    }
    /* Enums of numbers have the hash of int; what others run to be found is Python's own affair. */
    if (Py_TYPE(value) != plan->type || plan->type->tp_hash != PyLong_Type.tp_hash) {
        return refuse(writer, OTHER_TYPE);
    }
    PyObject *text = PyDict_GetItemWithError(plan->texts, value);
    if (text != NULL) {
        return write_text(writer, text);
    }
    return !PyErr_Occurred() && write_by_python(writer, PyObject_CallOneArg(plan->write_value, value));
}

/* --- containers */

/* The spelling that is kept for an item of a list or dictionary, borrowed, or NULL. */
static PyObject *
spelling_within(PyObject *spelling, PyObject *step)
{
    return spelling == NULL ? NULL : PyDict_GetItemWithError(spelling, step);
}

static PyObject *
spelling_of_item(PyObject *spelling, Py_ssize_t index)
{
    if (spelling == NULL) {
        return NULL;
    }
    PyObject *step = PyLong_FromSsize_t(index);
    PyObject *found = step == NULL ? NULL : PyDict_GetItemWithError(spelling, step);
    Py_XDECREF(step);
    return found;
}

static bool
write_list(Writer *writer, ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    if (!PyList_CheckExact(value)) {
        return refuse(writer, OTHER_TYPE);
    }
    if (!open_container(writer, '[')) {
        return false;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(value); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(value, i));
        bool is_written = (i == 0 || put_byte(&writer->output, ','))
                          && write_value(writer, plan->item, item, spelling_of_item(spelling, i));
        Py_DECREF(item);
        if (!is_written) {
            return false;
        }
    }
    return close_container(writer, ']');
}

static bool
write_dictionary(Writer *writer, ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    if (Py_TYPE(value) != plan->type && !PyDict_CheckExact(value)) {
        return refuse(writer, OTHER_TYPE);
    }
    if (PyDict_GET_SIZE(value) > writer->members) {
        return refuse(writer, TOO_MANY_MEMBERS);
    }
    if (!open_container(writer, '{')) {
        return false;
    }
    Py_ssize_t at = 0, size = PyDict_GET_SIZE(value);
    PyObject *key, *item;
    bool is_first = true;
    while (PyDict_Next(value, &at, &key, &item)) {
        Py_INCREF(key);
        Py_INCREF(item);
        bool is_written = (is_first || put_byte(&writer->output, ',')) && write_key(writer, key)
                          && write_value(writer, plan->item, item, spelling_within(spelling, key));
        Py_DECREF(key);
        Py_DECREF(item);
        if (!is_written) {
            return false;
        }
        if (PyDict_GET_SIZE(value) != size) { /* another thread changed it */
            return refuse(writer, NEEDS_PYTHON);
        }
        is_first = false;
    }
    return close_container(writer, '}');
}

/* --- carriers */

static bool
write_member(Writer *writer, const MemberPlan *member, PyObject *carrier, PyObject *spellings)
{
    PyObject *value = *slot_of(carrier, member->offset);
    if (value == NULL) {
        return refuse(writer, NEEDS_PYTHON);
    }
    PyObject *spelling = NULL;
    if (spellings != NULL) {
        spelling = PyDict_GetItemWithError(spellings, member->attribute);
        if (spelling == NULL && PyErr_Occurred()) {
            return false;
        }
    }
    Py_INCREF(value);
    bool is_written = write_value(writer, member->value, value, spelling);
    Py_DECREF(value);
    return is_written;
}

static bool
write_declared_key(Writer *writer, const MemberPlan *member, bool is_first)
{
    PyObject *key = member->json_key;
    return (is_first || put_byte(&writer->output, ','))
           && put(&writer->output, PyBytes_AS_STRING(key), PyBytes_GET_SIZE(key));
}

/* Writes the members in declared order, without those that are absent. */
static bool
write_declared(Writer *writer, const CarrierPlan *plan, PyObject *carrier, PyObject *absent,
               PyObject *spellings)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < plan->size; i++) {
        const MemberPlan *member = &plan->members[i];
        int is_absent = absent == NULL ? 0 : PySet_Contains(absent, member->attribute);
        if (is_absent < 0) {
            return false;
        }
        if (is_absent) {
            continue;
        }
        if (!write_declared_key(writer, member, count == 0)
            || !write_member(writer, member, carrier, spellings)) {
            return false;
        }
        count++;
    }
    return count <= writer->members || refuse(writer, TOO_MANY_MEMBERS);
}

/* The member of a plan that is the schema's own; -1 for none. Places stand in order mostly. */
static Py_ssize_t
index_of(const CarrierPlan *plan, PyObject *member, Py_ssize_t expected)
{
    for (Py_ssize_t i = 0; i < plan->size; i++) {
        Py_ssize_t index = (expected + i) % plan->size;
        if (plan->members[index].member == member) {
            return index;
        }
    }
    return -1;
}

static bool
write_place(Writer *writer, const CarrierPlan *plan, PyObject *carrier, PyObject *place, PyObject *unknown,
            PyObject *spellings, Py_ssize_t *expected)
{
    PyObject *name = PyTuple_GET_ITEM(place, 0), *member = PyTuple_GET_ITEM(place, 1);
    if (!write_key(writer, name)) {
        return false;
    }
    if (member == Py_None) {
        PyObject *value = PyDict_GetItemWithError(unknown, name);
        return value == NULL ? refuse(writer, NEEDS_PYTHON) : write_any(writer, value);
    }
    if (PyTuple_GET_ITEM(place, 2) == Py_True) {
        return put(&writer->output, "null", 4);
    }
    Py_ssize_t index = index_of(plan, member, *expected);
    if (index < 0) {
        return refuse(writer, NEEDS_PYTHON);
    }
    *expected = index + 1;
    return write_member(writer, &plan->members[index], carrier, spellings);
}

/* Writes what is there as `layout_of` says, which knows names, order and unknown members. */
static bool
write_places(Writer *writer, const CarrierPlan *plan, PyObject *carrier, PyObject *state, PyObject *spellings)
{
    PyObject *places = PyObject_CallOneArg(writer->state->layout_of, carrier);
    if (places == NULL) {
        return false;
    }
    PyObject *unknown = *slot_of(state, writer->state->unknown_offset);
    Py_ssize_t expected = 0;
    bool is_written = PyTuple_GET_SIZE(places) <= writer->members || refuse(writer, TOO_MANY_MEMBERS);
    for (Py_ssize_t i = 0; is_written && i < PyTuple_GET_SIZE(places); i++) {
        is_written = (i == 0 || put_byte(&writer->output, ','))
                     && write_place(writer, plan, carrier, PyTuple_GET_ITEM(places, i), unknown, spellings,
                                    &expected);
    }
    Py_DECREF(places);
    return is_written;
}

static PyObject *
filled_or_null(PyObject *dict)
{
    return PyDict_GET_SIZE(dict) == 0 ? NULL : dict;
}

static bool
write_with_state(Writer *writer, const CarrierPlan *plan, PyObject *carrier, PyObject *state)
{
    State *types = writer->state;
    PyObject *names = *slot_of(state, types->names_offset);
    PyObject *unknown = *slot_of(state, types->unknown_offset);
    PyObject *spellings = *slot_of(state, types->spellings_offset);
    PyObject *absent = *slot_of(state, types->absent_offset);
    PyObject *null = *slot_of(state, types->null_offset);
    if (!PyDict_CheckExact(names) || !PyDict_CheckExact(unknown) || !PyDict_CheckExact(spellings)
        || !PyFrozenSet_CheckExact(absent) || !PyFrozenSet_CheckExact(null)) {
        return refuse(writer, NEEDS_PYTHON);
    }
    spellings = filled_or_null(spellings);
    if (PyDict_GET_SIZE(names) > 0 || PyDict_GET_SIZE(unknown) > 0 || PySet_GET_SIZE(null) > 0
        || *slot_of(state, types->order_offset) != Py_None) {
        return write_places(writer, plan, carrier, state, spellings);
    }
    return write_declared(writer, plan, carrier, absent, spellings);
}

static bool
write_carrier(Writer *writer, CarrierPlan *plan, PyObject *carrier)
{
    if (Py_TYPE(carrier) != plan->type) {
        return refuse(writer, OTHER_TYPE);
    }
    if (!plan->is_open) {
        return refuse(writer, NEEDS_PYTHON);
    }
    if (!open_container(writer, '{')) {
        return false;
    }
    PyObject *state = *slot_of(carrier, plan->state_offset);
    bool is_written;
    if (state == Py_None) {
        is_written = write_declared(writer, plan, carrier, NULL, NULL);
    }
    else if (state == plan->all_absent_state) {
        is_written = true;
    }
    else if (state == NULL || Py_TYPE(state) != writer->state->wire_state_type) {
        is_written = refuse(writer, NEEDS_PYTHON);
    }
    else {
        Py_INCREF(state);
        is_written = write_with_state(writer, plan, carrier, state);
        Py_DECREF(state);
    }
    return is_written && close_container(writer, '}');
}

/* --- any value */

/* Writes a scalar as it came while it still is what was read; anything else Python judges. */
static bool
write_spelled(Writer *writer, PyObject *value, PyObject *spelling)
{
    if (Py_TYPE(spelling) != writer->state->spelling_type || PyTuple_GET_ITEM(spelling, 0) != value) {
        return refuse(writer, OTHER_SPELLING);
    }
    return write_any(writer, PyTuple_GET_ITEM(spelling, 1));
}

static bool
write_value(Writer *writer, ValuePlan *plan, PyObject *value, PyObject *spelling)
{
    if (value == Py_None) {
        return plan->nullable ? put(&writer->output, "null", 4) : refuse(writer, OTHER_TYPE);
    }
    bool is_list = plan->kind == LIST_VALUE, is_dictionary = plan->kind == DICTIONARY_VALUE;
    if (spelling != NULL && (!(is_list || is_dictionary) || !PyDict_CheckExact(spelling))) {
        return write_spelled(writer, value, spelling);
    }
    switch (plan->kind) {
    case INTEGER_VALUE:
        return write_integer(writer, plan, value);
    case BOOLEAN_VALUE:
        return write_boolean(writer, value);
    case TEXT_VALUE:
        return PyUnicode_CheckExact(value) ? write_text(writer, value) : refuse(writer, OTHER_TYPE);
    case DATE_TIME_VALUE:
        return write_date(writer, value);
    case ENUM_VALUE:
        return write_enum(writer, plan, value);
    case CARRIER_VALUE:
        return write_carrier(writer, plan->carrier, value);
    case LIST_VALUE:
        return write_list(writer, plan, value, spelling);
    case DICTIONARY_VALUE:
        return write_dictionary(writer, plan, value, spelling);
    default:
        return refuse(writer, NEEDS_PYTHON);
    }
}

/* --- values whose type was not said */

static bool
write_known(Writer *writer, PyObject *value)
{
    State *state = writer->state;
    CarrierPlan *plan = (CarrierPlan *)writer->plan;
    if (plan == NULL || plan->type != Py_TYPE(value)) {
        PyObject *found = PyObject_CallOneArg(state->plan_of, (PyObject *)Py_TYPE(value));
        if (found == NULL) {
            return false;
        }
        if (Py_TYPE(found) != state->carrier_plan_type) {
            Py_DECREF(found);
            return refuse(writer, NEEDS_PYTHON);
        }
        Py_XSETREF(writer->plan, found);
        plan = (CarrierPlan *)found;
    }
    return write_carrier(writer, plan, value);
}

static bool
write_root_list(Writer *writer, PyObject *items)
{
    if (!open_container(writer, '[')) {
        return false;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(items, i));
        bool is_written = (i == 0 || put_byte(&writer->output, ',')) && write_root(writer, item);
        Py_DECREF(item);
        if (!is_written) {
            return false;
        }
    }
    return close_container(writer, ']');
}

static bool
write_root(Writer *writer, PyObject *value)
{
    return PyList_CheckExact(value) ? write_root_list(writer, value) : write_known(writer, value);
}

PyObject *
write_json(State *state, ValuePlan *plan, PyObject *value, int depth, Py_ssize_t members, Decline *declined)
{
    Writer writer = {.state = state, .room = depth, .members = members};
    PyObject *body = NULL;
    if (output_init(&writer.output) < 0) {
        return NULL;
    }
    if (plan == NULL ? write_root(&writer, value) : write_value(&writer, plan, value, NULL)) {
        body = output_finish(&writer.output);
    }
    output_clear(&writer.output);
    Py_XDECREF(writer.plan);
    *declined = writer.declined;
    return body;
}
