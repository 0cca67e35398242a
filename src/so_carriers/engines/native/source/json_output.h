/* The pieces of a JSON text: brackets, keys, texts, numbers, and values that no type declares. */

#ifndef SO_CARRIERS_JSON_OUTPUT_H
#define SO_CARRIERS_JSON_OUTPUT_H

#include "writer.h"

static inline bool
open_bracket(Writer *writer, char bracket)
{
    return open_container(writer) && put_byte(&writer->output, bracket);
}

static inline bool
close_bracket(Writer *writer, char bracket)
{
    close_container(writer);
    return put_byte(&writer->output, bracket);
}

/* Writes a str with its quotes, as UTF-8 with the escapes that RFC 8259 asks for and no other. */
bool write_text(Writer *writer, PyObject *text);

/* The same of what has to be a plain str, with the colon behind it. */
bool write_key(Writer *writer, PyObject *key);

/* Writes what an unknown member holds. */
bool write_any(Writer *writer, PyObject *value);

#endif
