/* JSON strings to Python's, once it is known where they end. */

#ifndef SO_CARRIERS_JSON_TEXT_H
#define SO_CARRIERS_JSON_TEXT_H

#include "bytes.h"

/* The text between two quotes, escapes and all. NULL with UnicodeDecodeError or MemoryError, or
   without an exception for an escape that JSON does not have and for half a surrogate pair. */
PyObject *json_text(const unsigned char *text, Py_ssize_t size);

/* The same where there are no escapes and all is ASCII. */
static inline PyObject *
ascii_text(const unsigned char *text, Py_ssize_t size)
{
    PyObject *made = PyUnicode_New(size, 127);
    if (made != NULL && size > 0) {
        copy_bytes((char *)PyUnicode_1BYTE_DATA(made), (const char *)text, size);
    }
    return made;
}

/* The bytes of a text as UTF-8 with its escapes resolved, in `target`, which has room for `size`;
   how many there are, or -1 for an escape that is none. */
Py_ssize_t without_escapes(const unsigned char *text, Py_ssize_t size, unsigned char *target);

#endif
