#include "spellings.h"

bool
spelling_of_key(PyObject *spellings, PyObject *key, PyObject **spelling)
{
    if (spellings == NULL) {
        return true;
    }
    *spelling = Py_XNewRef(PyDict_GetItemWithError(spellings, key));
    return *spelling != NULL || !PyErr_Occurred();
}

bool
spelling_of_index(PyObject *spellings, Py_ssize_t index, PyObject **spelling)
{
    if (spellings == NULL) {
        return true;
    }
    PyObject *key = PyLong_FromSsize_t(index);
    bool is_known = key != NULL && spelling_of_key(spellings, key, spelling);
    Py_XDECREF(key);
    return is_known;
}
