#include "xml_any.h"

#include <string.h>

#include "containers.h"
#include "json_scanner.h"
#include "numbers.h"

static PyObject *
read_any_text(XmlCursor *cursor, const Element *element)
{
    XmlText text;
    return take_text(cursor, element, &text) ? str_of(cursor, &text) : NULL;
}

/* --- literals, as JSON writes them */

static bool
is_literal(const XmlText *text, const char *literal)
{
    return text->size == (Py_ssize_t)strlen(literal) && memcmp(text->text, literal, (size_t)text->size) == 0;
}

static PyObject *
read_any_boolean(XmlCursor *cursor, const Element *element)
{
    XmlText text;
    if (!take_text(cursor, element, &text)) {
        return NULL;
    }
    if (is_literal(&text, "true")) {
        return Py_NewRef(Py_True);
    }
    return is_literal(&text, "false") ? Py_NewRef(Py_False) : decline(&cursor->base, OTHER_SPELLING);
}

static PyObject *
read_any_number(XmlCursor *cursor, const Element *element)
{
    XmlText text;
    if (!take_text(cursor, element, &text)) {
        return NULL;
    }
    Number number;
    if (scan_number(text.text, &number) != text.text + text.size) {
        return decline(&cursor->base, OTHER_SPELLING);
    }
    return number_of(&cursor->base, &number);
}

/* --- arrays and objects */

static PyObject *
read_any_array(XmlCursor *cursor, const Element *element)
{
    PyObject *items = take_room(&cursor->base) ? PyList_New(0) : NULL;
    while (items != NULL && has_child(cursor, element)) {
        Element child;
        PyObject *item = take_start_tag(cursor, &child) ? read_any_element(cursor, &child) : NULL;
        if (add_item(items, item, NULL, NULL) < 0) {
            Py_CLEAR(items);
        }
    }
    give_room(&cursor->base);
    return items == NULL ? NULL : whole_container(&cursor->base, items);
}

/* Reads a child; its name and its value get new references, or are NULL. */
static void
read_any_child(XmlCursor *cursor, PyObject **name, PyObject **value)
{
    Element child;
    *name = *value = NULL;
    if (!take_start_tag(cursor, &child)) {
        return;
    }
    Span span = member_name(cursor, &child);
    if (span.text == NULL) {
        return;
    }
    *name = name_of(cursor, span);
    *value = *name == NULL ? NULL : read_any_element(cursor, &child);
}

static PyObject *
read_any_object(XmlCursor *cursor, const Element *element)
{
    PyObject *object = take_room(&cursor->base) ? PyDict_New() : NULL;
    while (object != NULL && has_child(cursor, element)) {
        PyObject *name, *value;
        read_any_child(cursor, &name, &value);
        if (add_entry(&cursor->base, object, name, value, NULL, NULL) < 0) {
            Py_CLEAR(object);
        }
    }
    give_room(&cursor->base);
    return object == NULL ? NULL : whole_container(&cursor->base, object);
}

/* --- by their looks: children that all have one name are items, others are members */

typedef struct {
    PyObject *members; /* dict */
    PyObject *items;   /* list, as soon as there are two children of one name */
} Children;

/* Makes the one member that there is the first item. */
static int
begin_items(Children *children, PyObject *name)
{
    children->items = PyList_New(0);
    if (children->items == NULL) {
        return -1;
    }
    return PyList_Append(children->items, PyDict_GetItemWithError(children->members, name));
}

/* Adds a child, and takes both references. */
static int
add_child(XmlCursor *cursor, Children *children, PyObject *name, PyObject *value)
{
    int is_repeated = name == NULL || value == NULL ? -1 : PyDict_Contains(children->members, name);
    int failed = -1;
    if (is_repeated == 0 && children->items == NULL) {
        failed = PyDict_SetItem(children->members, name, value);
    }
    else if (is_repeated >= 0 && (is_repeated == 0 || PyDict_GET_SIZE(children->members) > 1)) {
        decline(&cursor->base, REPEATED_NAME);
    }
    else if (is_repeated == 1 && (children->items != NULL || begin_items(children, name) == 0)) {
        failed = PyList_Append(children->items, value);
    }
    Py_XDECREF(name);
    Py_XDECREF(value);
    return failed;
}

static PyObject *
read_children(XmlCursor *cursor, const Element *element)
{
    Children children = {take_room(&cursor->base) ? PyDict_New() : NULL, NULL};
    bool is_whole = children.members != NULL;
    while (is_whole && has_child(cursor, element)) {
        PyObject *name, *value;
        read_any_child(cursor, &name, &value);
        is_whole = add_child(cursor, &children, name, value) == 0;
    }
    give_room(&cursor->base);
    PyObject *found = children.items == NULL ? children.members : children.items;
    Py_XINCREF(found);
    Py_XDECREF(children.members);
    Py_XDECREF(children.items);
    if (found != NULL && !is_whole) {
        Py_CLEAR(found);
    }
    return found == NULL ? NULL : whole_container(&cursor->base, found);
}

static PyObject *
read_by_looks(XmlCursor *cursor, const Element *element)
{
    XmlText text;
    const unsigned char *begin = cursor->base.at;
    const unsigned char *end = element->is_empty ? NULL : scan_xml_text(begin, cursor->base.end, &text);
    bool is_text = element->is_empty || end == NULL || (end[0] == '<' && end[1] == '/');
    if (is_text) {
        return read_any_text(cursor, element);
    }
    if (after_blanks(begin) != end || end[1] == '!' || end[1] == '?') {
        return decline(&cursor->base, OTHER_MARKUP);
    }
    return read_children(cursor, element);
}

PyObject *
read_any_element(XmlCursor *cursor, const Element *element)
{
    if (element->is_null) {
        return close_null(cursor, element) ? Py_NewRef(Py_None) : NULL;
    }
    const XmlText *type = &element->type;
    if (!element->has_type) {
        return read_by_looks(cursor, element);
    }
    if (is_literal(type, "string")) {
        return read_any_text(cursor, element);
    }
    if (is_literal(type, "number")) {
        return read_any_number(cursor, element);
    }
    if (is_literal(type, "boolean")) {
        return read_any_boolean(cursor, element);
    }
    if (is_literal(type, "array")) {
        return read_any_array(cursor, element);
    }
    return is_literal(type, "object") ? read_any_object(cursor, element)
                                      : decline(&cursor->base, OTHER_SPELLING);
}
