#include "json_output.h"

bool
refuse(Writer *writer, Decline reason)
{
    if (writer->declined == NOT_DECLINED && !PyErr_Occurred()) {
        writer->declined = reason;
    }
    return false;
}

bool
put_integer(Output *output, long long number)
{
    char digits[24];
    char *end = digits + sizeof digits, *at = end;
    unsigned long long rest = number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        *--at = '-';
    }
    return put(output, at, end - at);
}

/* --- texts */

static inline bool
needs_escape(Py_UCS4 character)
{
    return character < ' ' || character == '"' || character == '\\';
}

/* The escape of a character, of which there are six bytes at most. */
static Py_ssize_t
escape_of(Py_UCS4 character, char target[6])
{
    static const char short_escapes[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    target[0] = '\\';
    for (const char *pair = short_escapes; *pair != '\0'; pair += 2) {
        if ((Py_UCS4)(unsigned char)pair[0] == character) {
            target[1] = pair[1];
            return 2;
        }
    }
    static const char hexadecimal[] = "0123456789abcdef";
    memcpy(target + 1, "u00", 3);
    target[4] = hexadecimal[character >> 4];
    target[5] = hexadecimal[character & 15];
    return 6;
}

static bool
write_ascii(Writer *writer, const char *text, Py_ssize_t size)
{
    /* Six for each at worst, and the quotes. */
    if (size > PY_SSIZE_T_MAX / 6 - 2 || !has_room(&writer->output, size + 2)) {
        return false;
    }
    char *at = writer->output.at;
    *at++ = '"';
    const char *end = text + size, *from = text;
    while (from < end && !needs_escape((unsigned char)*from)) {
        *at++ = *from++;
    }
    writer->output.at = at;
    while (from < end) {
        char escape[6];
        bool is_escaped = needs_escape((unsigned char)*from);
        Py_ssize_t written = is_escaped ? escape_of((unsigned char)*from, escape) : 1;
        if (!put(&writer->output, is_escaped ? escape : from, written)) {
            return false;
        }
        from++;
    }
    return put_byte(&writer->output, '"');
}

static Py_ssize_t
utf8_of(Py_UCS4 character, char target[6])
{
    if (character < 0x800) {
        target[0] = (char)(0xC0 | character >> 6);
        target[1] = (char)(0x80 | (character & 0x3F));
        return 2;
    }
    if (character < 0x10000) {
        target[0] = (char)(0xE0 | character >> 12);
        target[1] = (char)(0x80 | (character >> 6 & 0x3F));
        target[2] = (char)(0x80 | (character & 0x3F));
        return 3;
    }
    target[0] = (char)(0xF0 | character >> 18);
    target[1] = (char)(0x80 | (character >> 12 & 0x3F));
    target[2] = (char)(0x80 | (character >> 6 & 0x3F));
    target[3] = (char)(0x80 | (character & 0x3F));
    return 4;
}

static bool
write_any_text(Writer *writer, PyObject *text)
{
    if (!put_byte(&writer->output, '"')) {
        return false;
    }
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    for (Py_ssize_t i = 0; i < length; i++) {
        Py_UCS4 character = PyUnicode_READ(kind, data, i);
        if (character >= 0xD800 && character <= 0xDFFF) {
            return refuse(writer, NOT_UNICODE);
        }
        char bytes[6] = {(char)character};
        Py_ssize_t size = needs_escape(character) ? escape_of(character, bytes)
                          : character < 0x80      ? 1
                                                  : utf8_of(character, bytes);
        if (!put(&writer->output, bytes, size)) {
            return false;
        }
    }
    return put_byte(&writer->output, '"');
}

bool
write_text(Writer *writer, PyObject *text)
{
#if PY_VERSION_HEX < 0x030C0000
    if (PyUnicode_READY(text) < 0) { /* made by an old C interface */
        return false;
    }
#endif
    if (PyUnicode_IS_COMPACT_ASCII(text)) {
        return write_ascii(writer, PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text));
    }
    return write_any_text(writer, text);
}

bool
write_key(Writer *writer, PyObject *key)
{
    if (!PyUnicode_CheckExact(key)) {
        return refuse(writer, OTHER_TYPE);
    }
    return write_text(writer, key) && put_byte(&writer->output, ':');
}

/* --- values that no type declares */

static bool
write_any_integer(Writer *writer, PyObject *value)
{
    int overflow;
    long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow == 0) {
        return put_integer(&writer->output, number);
    }
    PyObject *text = PyObject_Str(value);
    if (text == NULL) { /* longer than the interpreter's settings allow */
        PyErr_Clear();
        return refuse(writer, OUT_OF_RANGE);
    }
    bool is_written = put(&writer->output, PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text));
    Py_DECREF(text);
    return is_written;
}

static bool
write_token(Writer *writer, PyObject *value)
{
    PyObject *token = *slot_of(value, writer->state->token_offset);
    if (token == NULL || !PyUnicode_CheckExact(token) || !PyUnicode_IS_COMPACT_ASCII(token)) {
        return refuse(writer, NEEDS_PYTHON);
    }
    return put(&writer->output, PyUnicode_DATA(token), PyUnicode_GET_LENGTH(token));
}

static bool
write_any_array(Writer *writer, PyObject *items)
{
    if (!open_container(writer, '[')) {
        return false;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items); i++) {
        if ((i > 0 && !put_byte(&writer->output, ',')) || !write_any(writer, PyList_GET_ITEM(items, i))) {
            return false;
        }
    }
    return close_container(writer, ']');
}

static bool
write_any_object(Writer *writer, PyObject *object)
{
    if (PyDict_GET_SIZE(object) > writer->members) {
        return refuse(writer, TOO_MANY_MEMBERS);
    }
    if (!open_container(writer, '{')) {
        return false;
    }
    Py_ssize_t at = 0;
    PyObject *key, *value;
    bool is_first = true;
    while (PyDict_Next(object, &at, &key, &value)) {
        if ((!is_first && !put_byte(&writer->output, ',')) || !write_key(writer, key)
            || !write_any(writer, value)) {
            return false;
        }
        is_first = false;
    }
    return close_container(writer, '}');
}

bool
write_any(Writer *writer, PyObject *value)
{
    if (PyUnicode_CheckExact(value)) {
        return write_text(writer, value);
    }
    if (value == Py_None) {
        return put(&writer->output, "null", 4);
    }
    if (value == Py_True) {
        return put(&writer->output, "true", 4);
    }
    if (value == Py_False) {
        return put(&writer->output, "false", 5);
    }
    if (PyLong_CheckExact(value)) {
        return write_any_integer(writer, value);
    }
    if (Py_TYPE(value) == writer->state->number_token_type) {
        return write_token(writer, value);
    }
    if (PyList_CheckExact(value)) {
        return write_any_array(writer, value);
    }
    if (PyDict_CheckExact(value)) {
        return write_any_object(writer, value);
    }
    return refuse(writer, OTHER_TYPE);
}
