/* Texts written character by character, as each format has them. */

#ifndef SO_CARRIERS_CHARACTERS_H
#define SO_CARRIERS_CHARACTERS_H

#include "utf8.h"
#include "writer.h"

enum { LONGEST_CHARACTER = 6, CHARACTERS_AT_ONCE = 64 };

/* Writes a character for which there is room; where its bytes end, at most LONGEST_CHARACTER behind, or NULL
   for one that the format has no place for. */
typedef char *PutCharacter(char *target, Py_UCS4 character);

static inline char *
put_run(char *target, int kind, const void *data, Py_ssize_t from, Py_ssize_t to, PutCharacter put_character)
{
    for (Py_ssize_t i = from; i < to && target != NULL; i++) {
        target = put_character(target, PyUnicode_READ(kind, data, i));
    }
    return target;
}

/* Writes all characters of a str; declines where one has no place. */
static inline bool
put_characters(Writer *writer, PyObject *text, PutCharacter put_character)
{
    Output *output = &writer->output;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    for (Py_ssize_t from = 0, to; from < length; from = to) {
        to = length - from > CHARACTERS_AT_ONCE ? from + CHARACTERS_AT_ONCE : length;
        if (!has_room(output, LONGEST_CHARACTER * (to - from))) {
            return false;
        }
        /* One loop for each kind: what the kind is, is then known within. */
        char *at = output->at;
        at = kind == PyUnicode_1BYTE_KIND ? put_run(at, PyUnicode_1BYTE_KIND, data, from, to, put_character)
             : kind == PyUnicode_2BYTE_KIND
                 ? put_run(at, PyUnicode_2BYTE_KIND, data, from, to, put_character)
                 : put_run(at, PyUnicode_4BYTE_KIND, data, from, to, put_character);
        if (at == NULL) {
            return refuse(writer, NOT_UNICODE);
        }
        output->at = at;
    }
    return true;
}

#endif
