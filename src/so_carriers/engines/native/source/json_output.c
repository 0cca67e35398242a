#include "json_output.h"

#include "characters.h"
#include "json_scanner.h"

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
    Output *output = &writer->output;
    if (!has_room(output, size + 2)) {
        return false;
    }
    *output->at++ = '"';
    Py_ssize_t at = copy_unmarked(output->at, text, size, marks_of_escaped);
    output->at += at;
    for (; at < size; at++) {
        char escape[6];
        bool is_escaped = needs_escape((unsigned char)text[at]);
        Py_ssize_t written = is_escaped ? escape_of((unsigned char)text[at], escape) : 1;
        if (!put(output, is_escaped ? escape : &text[at], written)) {
            return false;
        }
    }
    return put_byte(output, '"');
}

static inline char *
put_json_character(char *target, Py_UCS4 character)
{
    if (character < 0x80 && needs_escape(character)) {
        return target + escape_of(character, target);
    }
    return is_surrogate(character) ? NULL : (char *)put_utf8((unsigned char *)target, character);
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
    return put_byte(&writer->output, '"') && put_characters(writer, text, put_json_character)
           && put_byte(&writer->output, '"');
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
write_any_array(Writer *writer, PyObject *items)
{
    if (!open_bracket(writer, '[')) {
        return false;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(items, i));
        bool is_written = (i == 0 || put_byte(&writer->output, ',')) && write_any(writer, item);
        Py_DECREF(item);
        if (!is_written) {
            return false;
        }
    }
    return close_bracket(writer, ']');
}

static bool
write_any_object(Writer *writer, PyObject *object)
{
    if (PyDict_GET_SIZE(object) > writer->members) {
        return refuse(writer, TOO_MANY_MEMBERS);
    }
    if (!open_bracket(writer, '{')) {
        return false;
    }
    Py_ssize_t at = 0, size = PyDict_GET_SIZE(object);
    PyObject *key, *value;
    bool is_first = true;
    while (PyDict_Next(object, &at, &key, &value)) {
        Py_INCREF(key);
        Py_INCREF(value);
        bool is_written = (is_first || put_byte(&writer->output, ',')) && write_key(writer, key)
                          && write_any(writer, value);
        Py_DECREF(key);
        Py_DECREF(value);
        if (!is_written || !is_as_it_was(writer, object, size)) {
            return false;
        }
        is_first = false;
    }
    return close_bracket(writer, '}');
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
    if (is_number(writer, value)) {
        return write_number(writer, value);
    }
    if (PyList_CheckExact(value)) {
        return write_any_array(writer, value);
    }
    if (PyDict_CheckExact(value)) {
        return write_any_object(writer, value);
    }
    return refuse(writer, OTHER_TYPE);
}
