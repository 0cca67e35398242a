/* The pieces of XML: tags, texts, attributes, and values that no type declares. */

#ifndef SO_CARRIERS_XML_OUTPUT_H
#define SO_CARRIERS_XML_OUTPUT_H

#include "writer.h"

typedef struct {
    Writer base;
    Py_ssize_t longest_text;
    bool has_extensions; /* whether attributes of ours may stand there */
    bool uses_nil, uses_extensions;
} XmlWriter;

/* How an element is called, and the name of the member that it is for where that is another one. */
typedef struct {
    const char *element; /* `<name></name>` */
    Py_ssize_t size;     /* of the name */
    PyObject *member;    /* borrowed, or NULL */
} Tag;

/* Whether the text of an element may have so many characters; declines where it may not. */
static inline bool
is_within_limit(XmlWriter *writer, Py_ssize_t length)
{
    return length <= writer->longest_text || refuse(&writer->base, OUT_OF_RANGE);
}

#define TAG_OF(name) {"<" name "></" name ">", sizeof name - 1, NULL}

typedef enum { IN_TEXT, IN_ATTRIBUTE } TextPlace;

/* Writes a str as the content of an element, or between the quotation marks of an attribute. */
bool put_xml_text(XmlWriter *writer, PyObject *text, TextPlace place);

/* An extension attribute, with a blank before it; declines where there may be none. */
bool put_extension(XmlWriter *writer, const char *name, PyObject *text);

/* `<` and the name, which attributes may follow; a whole start tag; an end tag. */
bool begin_tag(XmlWriter *writer, const Tag *tag);
bool put_start_tag(XmlWriter *writer, const Tag *tag);
bool put_end_tag(XmlWriter *writer, const Tag *tag);

/* A whole element: without content, standing for null, with a text, with bytes that need no escape. */
bool put_empty_element(XmlWriter *writer, const Tag *tag);
bool put_null_element(XmlWriter *writer, const Tag *tag);
bool put_text_element(XmlWriter *writer, const Tag *tag, PyObject *text);
bool put_plain_element(XmlWriter *writer, const Tag *tag, const char *bytes, Py_ssize_t size);

/* Writes what an unknown member of that name holds. */
bool put_unknown_element(XmlWriter *writer, PyObject *name, PyObject *value);

#endif
