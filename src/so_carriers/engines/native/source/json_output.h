/* The pieces of a JSON text: brackets, keys, texts, numbers, and values that no type declares. */

#ifndef SO_CARRIERS_JSON_OUTPUT_H
#define SO_CARRIERS_JSON_OUTPUT_H

#include "output.h"

typedef struct {
    State *state;
    Output output;
    int room;           /* how many more containers may stand within each other */
    Py_ssize_t members; /* how many an object may have */
    PyObject *plan;     /* of the carrier at the root that was written last */
    Decline declined;
} Writer;

/* Declines, unless that was done or an exception is on its way; gives false. */
bool refuse(Writer *writer, Decline reason);

static inline bool
open_container(Writer *writer, char bracket)
{
    return --writer->room >= 0 ? put_byte(&writer->output, bracket) : refuse(writer, TOO_DEEP);
}

static inline bool
close_container(Writer *writer, char bracket)
{
    writer->room++;
    return put_byte(&writer->output, bracket);
}

bool put_integer(Output *output, long long number);

/* Writes a str with its quotes, as UTF-8 with the escapes that RFC 8259 asks for and no other. */
bool write_text(Writer *writer, PyObject *text);

/* The same of what has to be a plain str, with the colon behind it. */
bool write_key(Writer *writer, PyObject *key);

/* Writes what an unknown member holds. */
bool write_any(Writer *writer, PyObject *value);

#endif
