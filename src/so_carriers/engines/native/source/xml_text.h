/* Texts between the tags of XML, and values of attributes. */

#ifndef SO_CARRIERS_XML_TEXT_H
#define SO_CARRIERS_XML_TEXT_H

#include "native.h"

/* Some bytes of the body, which have no character that XML lacks. */
typedef struct {
    const unsigned char *text;
    Py_ssize_t size;
    bool is_ascii;
    bool has_references; /* of characters or entities, which were not looked at */
    bool has_returns;    /* carriage returns, which are read as line feeds */
} XmlText;

/* Reads the text that begins at `at`, of a body that ends with a zero byte at `end`; where it ends, which is
   at the next `<`, or NULL for what is no text of XML. */
const unsigned char *scan_xml_text(const unsigned char *at, const unsigned char *end, XmlText *text);

/* Reads the value of an attribute that begins behind its quotation mark; where it ends, at the other
   one, or NULL. */
const unsigned char *scan_attribute(const unsigned char *at, const unsigned char *end, unsigned char quote,
                                    XmlText *text);

/* The str of a text, a new reference; NULL with UnicodeDecodeError or MemoryError, or without an
   exception for references that are none of ours. */
PyObject *xml_text(const XmlText *text);

/* The same of the value of an attribute, in which all white space is read as blanks (section 3.3.3). */
PyObject *attribute_text(const XmlText *text);

#endif
