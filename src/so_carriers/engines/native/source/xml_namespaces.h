/* Namespaces in XML 1.0: which are declared where the cursor is. */

#ifndef SO_CARRIERS_XML_NAMESPACES_H
#define SO_CARRIERS_XML_NAMESPACES_H

#include "xml_cursor.h"

/* Declares a namespace; false, declined, for a name that is not beyond doubt, and for too many. */
bool declare_namespace(XmlCursor *cursor, Span prefix, const XmlText *value);

/* The namespace of a prefix; NULL, declined, for one that is not declared. */
const Namespace *namespace_of(XmlCursor *cursor, Span prefix);

#endif
