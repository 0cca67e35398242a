/* Steps that readers of XML take: tags with their attributes and namespaces, comments, white space.

   What is stepped over is well-formed, with regard to namespaces too; all else declines. */

#ifndef SO_CARRIERS_XML_CURSOR_H
#define SO_CARRIERS_XML_CURSOR_H

#include "cursor.h"
#include "xml_text.h"

typedef struct {
    const unsigned char *text;
    Py_ssize_t size;
} Span;

typedef enum { OTHER_NAMESPACE, SCHEMA_INSTANCE, JSON_EXTENSIONS } NamespaceKind;

typedef struct {
    Span prefix;
    NamespaceKind kind;
} Namespace;

enum { MOST_NAMESPACES = 32, MOST_ATTRIBUTES = 16 };

typedef struct {
    Cursor base;
    const unsigned char *end;
    Py_ssize_t longest_text;
    PyObject *names; /* list: what names of members were resolved to, or NULL */
    int namespace_count;
    Namespace namespaces[MOST_NAMESPACES]; /* that are declared here, the innermost ones last */
} XmlCursor;

typedef struct {
    Span name;           /* as the end tag repeats it */
    Span local;          /* without its prefix */
    bool is_empty;       /* whether the tag ends itself */
    bool is_null;        /* xsi:nil */
    int namespaces;      /* how many were declared outside */
    XmlText member;      /* json:name */
    XmlText token;       /* json:token */
    XmlText json_type;   /* json:type; of these three `text` is NULL where it is not there */
} Element;

/* Declines what stands here: markup that is not read here, or what is none. Gives false. */
bool refuse_markup(XmlCursor *cursor);

/* Steps over white space and comments; false, declined, for a comment that is not well-formed. */
bool skip_blanks_and_comments(XmlCursor *cursor);

/* Steps over the XML declaration, if one stands there. */
bool skip_declaration(XmlCursor *cursor);

/* Steps over the start tag, or the tag of an empty element, that has to stand here. */
bool take_start_tag(XmlCursor *cursor, Element *element);

/* Steps over the tag of an element of that name, if it has no attribute and stands here. */
bool take_plain_tag(XmlCursor *cursor, const char *name, Py_ssize_t size, Element *element);

/* Steps over the end tag of an element that is not empty, which has to stand here. */
bool take_end_tag(XmlCursor *cursor, const Element *element);

/* Whether an end tag stands here. */
static inline bool
is_at_end_tag(const XmlCursor *cursor)
{
    return cursor->base.at[0] == '<' && cursor->base.at[1] == '/';
}

#endif
