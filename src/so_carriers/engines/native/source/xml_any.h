/* Elements that no type declares, as unknown members hold them. */

#ifndef SO_CARRIERS_XML_ANY_H
#define SO_CARRIERS_XML_ANY_H

#include "xml_content.h"

/* Reads what an element holds, whose start tag was stepped over, by its looks or by its json:type: dict,
   list, str, int, bool, None, or NumberToken. */
PyObject *read_any_element(XmlCursor *cursor, const Element *element);

#endif
