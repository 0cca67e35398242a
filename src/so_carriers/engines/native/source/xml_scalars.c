#include "xml_scalars.h"

#include "scalars.h"

static PyObject *
read_integer(XmlCursor *cursor, const ValuePlan *plan, const XmlText *text)
{
    Number number;
    if (scan_number(text->text, &number) != text->text + text->size) {
        return decline(&cursor->base, OTHER_SPELLING);
    }
    return integer_of(&cursor->base, plan, &number);
}

static PyObject *
read_boolean(XmlCursor *cursor, const XmlText *text)
{
    if (text->size == 4 && memcmp(text->text, "true", 4) == 0) {
        return Py_NewRef(Py_True);
    }
    if (text->size == 5 && memcmp(text->text, "false", 5) == 0) {
        return Py_NewRef(Py_False);
    }
    return decline(&cursor->base, OTHER_SPELLING);
}

static inline bool
is_blank(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

/* The names of flags with a comma and a blank between them, where XML has a blank alone; a new reference. */
static PyObject *
flags_text(XmlCursor *cursor, const XmlText *text)
{
    unsigned char *joined = PyMem_Malloc(2 * (size_t)text->size + 1);
    if (joined == NULL) {
        return PyErr_NoMemory();
    }
    unsigned char *to = joined;
    bool is_odd = false;
    for (Py_ssize_t i = 0; i < text->size; i++) {
        unsigned char byte = text->text[i];
        if (is_blank(byte)) {
            *to++ = ',';
            is_odd = is_odd || is_blank(text->text[i + 1]);
        }
        is_odd = is_odd || byte == ',';
        *to++ = is_blank(byte) ? ' ' : byte;
    }
    PyObject *made = is_odd ? decline(&cursor->base, OTHER_SPELLING)
                            : PyUnicode_DecodeUTF8((const char *)joined, to - joined, NULL);
    PyMem_Free(joined);
    return made == NULL ? decline_text(&cursor->base) : made;
}

static PyObject *
read_enum(XmlCursor *cursor, const ValuePlan *plan, const XmlText *text, PyObject **spelling)
{
    bool is_padded = text->size > 0 && (is_blank(text->text[0]) || is_blank(text->text[text->size - 1]));
    if (is_padded) {
        return decline(&cursor->base, OTHER_SPELLING);
    }
    /* A text of several flags is not what JSON has for them; one with a blank in it may look like a name. */
    bool is_name = !plan->is_flags || memchr(text->text, ' ', (size_t)text->size) == NULL;
    PyObject *value = is_name ? named_enum_of(plan, text->text, text->size) : NULL;
    if (value != NULL) {
        return value;
    }
    PyObject *name = plan->is_flags ? flags_text(cursor, text) : str_of(cursor, text);
    if (name == NULL) {
        return NULL;
    }
    value = enum_of(&cursor->base, plan, name, spelling);
    Py_DECREF(name);
    return value;
}

/* What Python makes of a scalar of which json:token tells how JSON spelled it. */
static PyObject *
spelled_by_python(XmlCursor *cursor, const ValuePlan *plan, PyObject *text, PyObject *token,
                  PyObject **spelling)
{
    PyObject *arguments[] = {text, token, cursor->base.is_strict ? Py_True : Py_False};
    enter_python(&cursor->base);
    PyObject *pair = PyObject_Vectorcall(plan->read_spelled, arguments, 3, NULL);
    leave_python(&cursor->base);
    if (pair == NULL || pair == Py_None) {
        Py_XDECREF(pair);
        return decline(&cursor->base, OTHER_SPELLING);
    }
    PyObject *value = Py_NewRef(PyTuple_GET_ITEM(pair, 0));
    if (PyTuple_GET_ITEM(pair, 1) != Py_None) {
        *spelling = Py_NewRef(PyTuple_GET_ITEM(pair, 1));
    }
    Py_DECREF(pair);
    return value;
}

static PyObject *
read_spelled(XmlCursor *cursor, const ValuePlan *plan, const XmlText *text, const XmlText *token,
             PyObject **spelling)
{
    PyObject *text_str = str_of(cursor, text), *value = NULL;
    PyObject *token_str = text_str == NULL ? NULL : attribute_text(token);
    if (token_str == NULL) {
        decline_text(&cursor->base);
    }
    else {
        value = spelled_by_python(cursor, plan, text_str, token_str, spelling);
    }
    Py_XDECREF(text_str);
    Py_XDECREF(token_str);
    return value;
}

PyObject *
read_scalar_element(XmlCursor *cursor, const ValuePlan *plan, const Element *element, PyObject **spelling)
{
    XmlText text;
    if (!take_text(cursor, element, &text)) {
        return NULL;
    }
    if (plan->kind == TEXT_VALUE) {
        return str_of(cursor, &text);
    }
    if (element->has_token) {
        return read_spelled(cursor, plan, &text, &element->token, spelling);
    }
    if (text.has_references || text.has_returns) {
        return decline(&cursor->base, OTHER_SPELLING);
    }
    switch (plan->kind) {
    case INTEGER_VALUE:
        return read_integer(cursor, plan, &text);
    case BOOLEAN_VALUE:
        return read_boolean(cursor, &text);
    case DATE_TIME_VALUE:
        return date_time_of(&cursor->base, text.text, text.size);
    case ENUM_VALUE:
        return read_enum(cursor, plan, &text, spelling);
    default:
        return decline(&cursor->base, NEEDS_PYTHON);
    }
}
