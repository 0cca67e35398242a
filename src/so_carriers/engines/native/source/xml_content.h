/* What stands between the tags of one element, read as a whole. */

#ifndef SO_CARRIERS_XML_CONTENT_H
#define SO_CARRIERS_XML_CONTENT_H

#include "xml_cursor.h"

/* Reads the text of an element that has nothing else, and its end tag; false where it declined. */
bool take_text(XmlCursor *cursor, const Element *element, XmlText *text);

/* The str of a text, a new reference; NULL with an exception or declined. */
PyObject *str_of(XmlCursor *cursor, const XmlText *text);

/* The same of a text that may come again and again, such as a key. */
PyObject *shared_str_of(XmlCursor *cursor, const XmlText *text);

/* The same of a name that `member_name` gave. */
PyObject *name_of(XmlCursor *cursor, Span name);

/* Steps over what is left of an element that stands for null, which has no content. */
bool close_null(XmlCursor *cursor, const Element *element);

/* Whether another child stands here, after white space and comments; where none does, the end tag is
   stepped over, unless the element is empty or that is not what stands here, which declines. */
bool has_child(XmlCursor *cursor, const Element *element);

/* The name of the member that an element is for, as `json_text` reads names; its `text` is NULL where it
   declined or with an exception. */
Span member_name(XmlCursor *cursor, const Element *element);

#endif
