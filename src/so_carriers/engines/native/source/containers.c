#include "containers.h"

int
keep_spelling(PyObject **spellings, PyObject *step, PyObject *spelling)
{
    if (spelling == NULL) {
        return 0;
    }
    if (step != NULL && *spellings == NULL) {
        *spellings = PyDict_New();
    }
    int failed = step == NULL || *spellings == NULL ? -1 : PyDict_SetItem(*spellings, step, spelling);
    Py_DECREF(spelling);
    return failed;
}

int
add_item(PyObject *items, PyObject *item, PyObject *spelling, PyObject **spellings)
{
    if (item == NULL) {
        Py_XDECREF(spelling);
        return -1;
    }
    int failed = PyList_Append(items, item);
    Py_DECREF(item);
    if (spelling == NULL) {
        return failed;
    }
    PyObject *index = failed < 0 ? NULL : PyLong_FromSsize_t(PyList_GET_SIZE(items) - 1);
    failed = keep_spelling(spellings, index, spelling);
    Py_XDECREF(index);
    return failed;
}

int
add_entry(Cursor *cursor, PyObject *dictionary, PyObject *key, PyObject *value, PyObject *spelling,
          PyObject **spellings)
{
    Py_ssize_t size = PyDict_GET_SIZE(dictionary);
    int failed = key == NULL || value == NULL ? -1 : PyDict_SetItem(dictionary, key, value);
    if (failed == 0 && PyDict_GET_SIZE(dictionary) == size) {
        decline(cursor, REPEATED_NAME);
        failed = -1;
    }
    if (failed == 0) {
        failed = keep_spelling(spellings, key, spelling);
    }
    else {
        Py_XDECREF(spelling);
    }
    Py_XDECREF(value);
    Py_XDECREF(key);
    return failed;
}

PyObject *
whole_container(Cursor *cursor, PyObject *container)
{
    if (PyDict_Check(container) && PyDict_GET_SIZE(container) > cursor->members) {
        decline(cursor, TOO_MANY_MEMBERS);
    }
    if (cursor->declined != NOT_DECLINED) {
        Py_DECREF(container);
        return NULL;
    }
    return container;
}
