#include "output.h"

enum { LEAST_SIZE = 512, MOST_SIZE = 65536 };

int
output_init(Output *output, Py_ssize_t expected)
{
    Py_ssize_t size = expected < LEAST_SIZE ? LEAST_SIZE : expected > MOST_SIZE ? MOST_SIZE : expected;
    output->bytes = PyBytes_FromStringAndSize(NULL, size);
    if (output->bytes == NULL) {
        return -1;
    }
    output->at = PyBytes_AS_STRING(output->bytes);
    output->end = output->at + size;
    return 0;
}

void
output_clear(Output *output)
{
    Py_CLEAR(output->bytes);
}

int
output_grow(Output *output, Py_ssize_t size)
{
    Py_ssize_t written = output_size(output);
    if (size > PY_SSIZE_T_MAX / 4 - written) {
        PyErr_NoMemory();
        return -1;
    }
    Py_ssize_t wanted = 2 * (written + size);
    if (_PyBytes_Resize(&output->bytes, wanted) < 0) {
        return -1;
    }
    output->at = PyBytes_AS_STRING(output->bytes) + written;
    output->end = PyBytes_AS_STRING(output->bytes) + wanted;
    return 0;
}

PyObject *
output_finish(Output *output)
{
    Py_ssize_t written = output_size(output);
    _PyBytes_Resize(&output->bytes, written);
    PyObject *bytes = output->bytes;
    output->bytes = NULL;
    return bytes;
}

char *
digits_before(char *end, long long number)
{
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
        "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
        "8081828384858687888990919293949596979899";
    unsigned long long rest = number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number;
    for (; rest >= 100; rest /= 100) {
        end -= 2;
        memcpy(end, pairs + 2 * (rest % 100), 2);
    }
    if (rest >= 10) {
        end -= 2;
        memcpy(end, pairs + 2 * rest, 2);
    }
    else {
        *--end = (char)('0' + rest);
    }
    if (number < 0) {
        *--end = '-';
    }
    return end;
}

bool
put_integer(Output *output, long long number)
{
    char digits[LONGEST_INTEGER], *end = digits + sizeof digits;
    const char *begin = digits_before(end, number);
    return put(output, begin, end - begin);
}

bool
output_insert(Output *output, Py_ssize_t at, const char *bytes, Py_ssize_t size)
{
    if (!has_room(output, size)) {
        return false;
    }
    char *place = PyBytes_AS_STRING(output->bytes) + at;
    memmove(place + size, place, (size_t)(output->at - place));
    memcpy(place, bytes, (size_t)size);
    output->at += size;
    return true;
}
