#include "output.h"

enum { USUAL_SIZE = 1024 };

int
output_init(Output *output)
{
    output->bytes = PyBytes_FromStringAndSize(NULL, USUAL_SIZE);
    if (output->bytes == NULL) {
        return -1;
    }
    output->at = PyBytes_AS_STRING(output->bytes);
    output->end = output->at + USUAL_SIZE;
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
    Py_ssize_t written = output->at - PyBytes_AS_STRING(output->bytes);
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
    Py_ssize_t written = output->at - PyBytes_AS_STRING(output->bytes);
    _PyBytes_Resize(&output->bytes, written);
    PyObject *bytes = output->bytes;
    output->bytes = NULL;
    return bytes;
}
