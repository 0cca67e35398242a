/* Bytes that grow while a body is written. */

#ifndef SO_CARRIERS_OUTPUT_H
#define SO_CARRIERS_OUTPUT_H

#include "native.h"

#include "bytes.h"

typedef struct {
    PyObject *bytes; /* a bytes object that nobody else has, or NULL after a failure */
    char *at, *end;
} Output;

/* Begins with room for as many bytes as are expected, within reason; -1 with MemoryError. */
int output_init(Output *output, Py_ssize_t expected);
void output_clear(Output *output);

/* The bytes that were written, a new reference; the output is empty then. */
PyObject *output_finish(Output *output);

int output_grow(Output *output, Py_ssize_t size);

/* Room for so many bytes; false with MemoryError. */
static inline bool
has_room(Output *output, Py_ssize_t size)
{
    return output->end - output->at >= size || output_grow(output, size) == 0;
}

/* Writes bytes for which there is room. */
static inline void
put_within(Output *output, const char *bytes, Py_ssize_t size)
{
    copy_bytes(output->at, bytes, size);
    output->at += size;
}

static inline bool
put(Output *output, const char *bytes, Py_ssize_t size)
{
    if (!has_room(output, size)) {
        return false;
    }
    put_within(output, bytes, size);
    return true;
}

static inline bool
put_byte(Output *output, char byte)
{
    if (!has_room(output, 1)) {
        return false;
    }
    *output->at++ = byte;
    return true;
}

enum { LONGEST_INTEGER = 20 };

/* Writes the digits of a number so that they end at `end`; where they begin. */
char *digits_before(char *end, long long number);

bool put_integer(Output *output, long long number);

/* How many bytes were written. */
static inline Py_ssize_t
output_size(const Output *output)
{
    return output->at - PyBytes_AS_STRING(output->bytes);
}

/* Puts bytes before what stands so many bytes behind the beginning. */
bool output_insert(Output *output, Py_ssize_t at, const char *bytes, Py_ssize_t size);

#endif
