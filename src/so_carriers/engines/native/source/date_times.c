#include "date_times.h"

#include <datetime.h>
#include <string.h>

#include "bytes.h"

int
date_times_init(void)
{
    PyDateTime_IMPORT;
    return PyDateTimeAPI == NULL ? -1 : 0;
}

/* --- reading: YYYY-MM-DDTHH:MM:SS, up to seven fraction digits, and Z, an offset or nothing */

enum { LOCAL_SIZE = 19, MOST_DIGITS = 7, LONGEST_OFFSET = 14 * 60 };

typedef struct {
    int year, month, day, hour, minute, second, microsecond;
    int digits; /* how many the fraction has */
    int last;   /* the seventh */
} Fields;

/* The number of so many digits; a large negative one where something else stands there. */
static int
number_at(const unsigned char *text, int digits)
{
    int number = 0;
    for (int i = 0; i < digits; i++) {
        int digit = text[i] - '0';
        if (digit < 0 || digit > 9) {
            return -1000000;
        }
        number = number * 10 + digit;
    }
    return number;
}

static int
days_in(int year, int month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && is_leap ? 29 : days[month - 1];
}

static bool
read_local(const unsigned char *text, Fields *fields)
{
    if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
        return false;
    }
    fields->year = number_at(text, 4);
    fields->month = number_at(text + 5, 2);
    fields->day = number_at(text + 8, 2);
    fields->hour = number_at(text + 11, 2);
    fields->minute = number_at(text + 14, 2);
    fields->second = number_at(text + 17, 2);
    return fields->year >= 1 && fields->month >= 1 && fields->month <= 12 && fields->day >= 1
           && fields->day <= days_in(fields->year, fields->month) && fields->hour >= 0 && fields->hour <= 23
           && fields->minute >= 0 && fields->minute <= 59 && fields->second >= 0 && fields->second <= 59;
}

/* Where the fraction ends, which begins with a dot; NULL for none or too many digits. */
static const unsigned char *
read_fraction(const unsigned char *text, const unsigned char *end, Fields *fields)
{
    int ticks = 0;
    text++;
    while (text < end && is_digit(*text) && fields->digits < MOST_DIGITS) {
        ticks = ticks * 10 + (*text++ - '0');
        fields->digits++;
    }
    for (int i = fields->digits; i < MOST_DIGITS; i++) {
        ticks *= 10;
    }
    fields->microsecond = ticks / 10;
    fields->last = ticks % 10;
    return fields->digits == 0 ? NULL : text;
}

/* The zone that is so many minutes ahead of UTC, a new reference. */
static PyObject *
offset_zone(State *state, int minutes)
{
    PyObject *key = PyLong_FromLong(minutes);
    if (key == NULL) {
        return NULL;
    }
    PyObject *zone = PyDict_GetItemWithError(state->offset_zones, key);
    if (zone != NULL) {
        Py_INCREF(zone);
    }
    else if (!PyErr_Occurred()) {
        zone = PyObject_CallOneArg(state->offset_zone, key);
    }
    Py_DECREF(key);
    return zone;
}

/* The zone of a text, a new reference; NULL with an exception, or without one for what is none. */
static PyObject *
read_zone(State *state, const unsigned char *text, Py_ssize_t size)
{
    if (size == 0) {
        return Py_NewRef(Py_None);
    }
    if (size == 1 && *text == 'Z') {
        return Py_NewRef(state->utc);
    }
    if (size != 6 || (*text != '+' && *text != '-') || text[3] != ':') {
        return NULL;
    }
    int hours = number_at(text + 1, 2), minutes = number_at(text + 4, 2);
    int distance = 60 * hours + minutes;
    if (minutes < 0 || minutes > 59 || hours < 0 || distance > LONGEST_OFFSET
        || (distance == 0 && *text == '-')) { /* -00:00 is written +00:00 */
        return NULL;
    }
    return offset_zone(state, *text == '-' ? -distance : distance);
}

static PyObject *
make_date_time(State *state, const Fields *fields, PyObject *zone, const unsigned char *text, Py_ssize_t size)
{
    PyObject *value = PyDateTimeAPI->DateTime_FromDateAndTime(
        fields->year, fields->month, fields->day, fields->hour, fields->minute, fields->second,
        fields->microsecond, zone, state->date_time_type);
    if (value == NULL) {
        return NULL;
    }
    PyObject *written = PyUnicode_FromKindAndData(PyUnicode_1BYTE_KIND, text, size);
    if (written == NULL) {
        Py_DECREF(value);
        return NULL;
    }
    *slot_of(value, state->last_offset) = Py_NewRef(state->digits[fields->last]);
    *slot_of(value, state->digits_offset) = Py_NewRef(state->digits[fields->digits]);
    *slot_of(value, state->text_offset) = written;
    return value;
}

PyObject *
read_date_time(State *state, const unsigned char *text, Py_ssize_t size)
{
    Fields fields = {0};
    if (size < LOCAL_SIZE || !read_local(text, &fields)) {
        return NULL;
    }
    const unsigned char *end = text + size, *at = text + LOCAL_SIZE;
    if (at < end && *at == '.') {
        at = read_fraction(at, end, &fields);
        if (at == NULL) {
            return NULL;
        }
    }
    PyObject *zone = read_zone(state, at, end - at);
    if (zone == NULL) {
        return NULL;
    }
    PyObject *value = make_date_time(state, &fields, zone, text, size);
    Py_DECREF(zone);
    return value;
}

/* --- writing */

static char *
put_number(char *target, int number, int digits)
{
    for (int i = digits - 1; i >= 0; i--) {
        target[i] = (char)('0' + number % 10);
        number /= 10;
    }
    return target + digits;
}

static char *
put_local(char *at, PyObject *value)
{
    at = put_number(at, PyDateTime_GET_YEAR(value), 4);
    *at++ = '-';
    at = put_number(at, PyDateTime_GET_MONTH(value), 2);
    *at++ = '-';
    at = put_number(at, PyDateTime_GET_DAY(value), 2);
    *at++ = 'T';
    at = put_number(at, PyDateTime_DATE_GET_HOUR(value), 2);
    *at++ = ':';
    at = put_number(at, PyDateTime_DATE_GET_MINUTE(value), 2);
    *at++ = ':';
    return put_number(at, PyDateTime_DATE_GET_SECOND(value), 2);
}

/* As many fraction digits as were written, if any were, else as many as are needed. */
static char *
put_fraction(char *at, int ticks, int digits)
{
    if (digits <= 0) {
        for (digits = MOST_DIGITS; digits > 0 && ticks % 10 == 0; digits--) {
            ticks /= 10;
        }
    }
    else {
        for (int i = digits; i < MOST_DIGITS; i++) {
            ticks /= 10;
        }
    }
    if (digits > 0) {
        *at++ = '.';
        at = put_number(at, ticks, digits);
    }
    return at;
}

/* The text of a zone, borrowed; NULL with an exception, or without one where only Python knows. */
static PyObject *
zone_text(State *state, PyObject *zone)
{
    /* Other zones may have a hash of their own. */
    if (Py_TYPE(zone) != Py_TYPE(state->utc)) {
        return NULL;
    }
    return PyDict_GetItemWithError(state->offset_texts, zone);
}

/* The small number in a slot; -1 for None and whatever else. */
static int
small_number(PyObject *slot)
{
    if (slot == NULL || !PyLong_CheckExact(slot)) {
        return -1;
    }
    long number = PyLong_AsLong(slot);
    if (number == -1 && PyErr_Occurred()) {
        PyErr_Clear();
    }
    return number < 0 || number > 9 ? -1 : (int)number;
}

/* Writes a text into so much room; its size, or 0 for one that is too long or not ASCII. */
static int
put_text(PyObject *text, char *target, Py_ssize_t room)
{
    Py_ssize_t size;
    if (!PyUnicode_IS_COMPACT_ASCII(text) || (size = PyUnicode_GET_LENGTH(text)) > room) {
        return 0;
    }
    memcpy(target, PyUnicode_1BYTE_DATA(text), (size_t)size);
    return (int)size;
}

int
write_date_time(State *state, PyObject *value, char target[LONGEST_DATE_TIME])
{
    PyObject *text = *slot_of(value, state->text_offset);
    if (text != NULL && PyUnicode_CheckExact(text)) {
        return put_text(text, target, LONGEST_DATE_TIME);
    }
    PyObject *zone = PyDateTime_DATE_GET_TZINFO(value), *written = NULL;
    bool is_utc = zone == state->utc;
    if (zone != Py_None && !is_utc) {
        written = zone_text(state, zone);
        if (written == NULL) {
            return PyErr_Occurred() ? -1 : 0;
        }
    }
    int last = small_number(*slot_of(value, state->last_offset));
    int digits = small_number(*slot_of(value, state->digits_offset));
    if (last < 0 || digits > MOST_DIGITS) {
        return 0;
    }
    char *at = put_local(target, value);
    at = put_fraction(at, PyDateTime_DATE_GET_MICROSECOND(value) * 10 + last, digits);
    if (is_utc) {
        *at++ = 'Z';
    }
    else if (written != NULL) {
        int size = put_text(written, at, LONGEST_DATE_TIME - (at - target));
        if (size == 0) {
            return 0;
        }
        at += size;
    }
    return (int)(at - target);
}
