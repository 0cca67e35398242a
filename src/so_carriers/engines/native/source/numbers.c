#include "numbers.h"

#include "bytes.h"

/* --- scanning */

static const unsigned char *
after_digits(const unsigned char *at)
{
    while (is_digit(*at)) {
        at++;
    }
    return at;
}

const unsigned char *
scan_number(const unsigned char *at, Number *number)
{
    number->text = at;
    bool is_negative = *at == '-';
    at += is_negative;
    const unsigned char *digits = at;
    uint64_t value = 0;
    while (is_digit(*at) && at - digits < 18) {
        value = value * 10 + (uint64_t)(*at++ - '0');
    }
    number->is_small = !is_digit(*at);
    at = after_digits(at);
    if (at == digits || (*digits == '0' && at - digits > 1)) {
        return NULL;
    }
    number->value = is_negative ? -(int64_t)value : (int64_t)value;
    number->is_integer = true;
    if (*at == '.') {
        digits = ++at;
        at = after_digits(at);
        if (at == digits) {
            return NULL;
        }
        number->is_integer = false;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '+' || *at == '-';
        digits = at;
        at = after_digits(at);
        if (at == digits) {
            return NULL;
        }
        number->is_integer = false;
    }
    number->size = at - number->text;
    return at;
}

/* --- values */

/* The interpreter converts longer texts to int only if its settings allow that. */
enum { MOST_DIGITS = 640 };

static PyObject *
number_token(Cursor *cursor, const char *token, Py_ssize_t size)
{
    State *state = cursor->state;
    double value = PyOS_string_to_double(token, NULL, NULL);
    if (value == -1.0 && PyErr_Occurred()) {
        return NULL;
    }
    PyObject *made = state->number_token_type->tp_alloc(state->number_token_type, 0);
    if (made == NULL) {
        return NULL;
    }
    ((PyFloatObject *)made)->ob_fval = value;
    PyObject *text = PyUnicode_FromStringAndSize(token, size);
    if (text == NULL) {
        Py_DECREF(made);
        return NULL;
    }
    *slot_of(made, state->token_offset) = text;
    return made;
}

static PyObject *
long_number(Cursor *cursor, const Number *number)
{
    char *token = PyMem_Malloc((size_t)number->size + 1);
    if (token == NULL) {
        return PyErr_NoMemory();
    }
    memcpy(token, number->text, (size_t)number->size);
    token[number->size] = '\0';
    PyObject *made = number->is_integer && number->size <= MOST_DIGITS
                         ? PyLong_FromString(token, NULL, 10)
                         : number_token(cursor, token, number->size);
    PyMem_Free(token);
    return made;
}

PyObject *
number_of(Cursor *cursor, const Number *number)
{
    return number->is_integer && number->is_small ? PyLong_FromLongLong(number->value)
                                                  : long_number(cursor, number);
}
