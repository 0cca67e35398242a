#include "spellings.h"

PyObject *
spelling_of_key(PyObject *spellings, PyObject *key)
{
    return spellings == NULL ? NULL : Py_XNewRef(PyDict_GetItemWithError(spellings, key));
}

PyObject *
spelling_of_index(PyObject *spellings, Py_ssize_t index)
{
    PyObject *key = spellings == NULL ? NULL : PyLong_FromSsize_t(index);
    PyObject *found = key == NULL ? NULL : spelling_of_key(spellings, key);
    Py_XDECREF(key);
    return found;
}
