/* The XML declaration, `<?xml version="1.0" encoding="utf-8"?>` (production 23). */

#ifndef SO_CARRIERS_XML_DECLARATION_H
#define SO_CARRIERS_XML_DECLARATION_H

#include "xml_cursor.h"

/* Steps over it, if one stands there; false, declined, for one that says another charset or version. */
bool skip_declaration(XmlCursor *cursor);

#endif
