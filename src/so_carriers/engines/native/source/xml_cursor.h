/* Steps that readers of XML take: tags with their attributes and namespaces, comments, white space.

   What is stepped over is well-formed, with regard to namespaces too; all else declines. */

#ifndef SO_CARRIERS_XML_CURSOR_H
#define SO_CARRIERS_XML_CURSOR_H

#include "cursor.h"
#include "json_scanner.h"
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
    Py_ssize_t longest_text;
    PyObject *names; /* list: what names of members were resolved to, or NULL */
    int namespace_count;
    Namespace namespaces[MOST_NAMESPACES]; /* that are declared here, the innermost ones last */
} XmlCursor;

typedef struct {
    Span name;                            /* as the end tag repeats it */
    Span local;                           /* without its prefix */
    bool is_empty;                        /* whether the tag ends itself */
    bool is_null;                         /* xsi:nil */
    bool has_member, has_token, has_type; /* whether there are the next three */
    int namespaces;                       /* how many were declared outside */
    XmlText member;                       /* json:name */
    XmlText token;                        /* json:token */
    XmlText type;                         /* json:type */
} Element;

static inline bool
is_text(Span span, const char *text)
{
    return span.size == (Py_ssize_t)strlen(text) && memcmp(span.text, text, (size_t)span.size) == 0;
}

static inline bool
is_same(Span one, Span other)
{
    return one.size == other.size && memcmp(one.text, other.text, (size_t)one.size) == 0;
}

/* Declines, as `decline`; gives false. */
static inline bool
refuse(XmlCursor *cursor, Decline reason)
{
    decline(&cursor->base, reason);
    return false;
}

/* Declines what stands here: markup that is not read here, or what is none. Gives false. */
bool refuse_markup(XmlCursor *cursor);

bool skip_comments(XmlCursor *cursor);

/* Steps over white space and comments; false, declined, for a comment that is not well-formed. */
static inline bool
skip_blanks_and_comments(XmlCursor *cursor)
{
    const unsigned char *at = after_blanks(cursor->base.at);
    cursor->base.at = at;
    return !(at[0] == '<' && at[1] == '!') || skip_comments(cursor);
}

/* Steps over the start tag, or the tag of an empty element, that has to stand here. */
bool take_start_tag(XmlCursor *cursor, Element *element);

bool take_spaced_end_tag(XmlCursor *cursor, const Element *element);

/* Steps over the end tag of an element that is not empty, which has to stand here. */
static inline bool
take_end_tag(XmlCursor *cursor, const Element *element)
{
    const unsigned char *at = cursor->base.at;
    const char *name = (const char *)element->name.text;
    Py_ssize_t size = element->name.size;
    if (at[0] != '<' || at[1] != '/' || !begins_with(at + 2, cursor->base.end, name, size)) {
        return refuse_markup(cursor);
    }
    if (at[2 + size] != '>') {
        return take_spaced_end_tag(cursor, element);
    }
    cursor->base.at = at + size + 3;
    cursor->namespace_count = element->namespaces;
    return true;
}

/* Steps over the tag of an element, given as `<name></name>` with the length of the name, if it has no
   attribute and stands here. */
static inline bool
take_plain_tag(XmlCursor *cursor, const char *wanted, Py_ssize_t size, Element *element)
{
    const unsigned char *at = cursor->base.at;
    if (!begins_with(at, cursor->base.end, wanted, size + 1)) {
        return false;
    }
    const unsigned char *behind = at + 1 + size;
    bool is_empty = behind[0] == '/' && behind[1] == '>';
    if (!is_empty && behind[0] != '>') {
        return false;
    }
    element->name = element->local = (Span){at + 1, size};
    element->is_empty = is_empty;
    element->is_null = element->has_member = element->has_token = element->has_type = false;
    element->namespaces = cursor->namespace_count;
    cursor->base.at = behind + 1 + is_empty;
    return true;
}

/* The same of what plans have, where the tag need not be plain and the name may be another one. */
static inline bool
take_usual_tag(XmlCursor *cursor, PyObject *usual, Element *element)
{
    return take_plain_tag(cursor, PyBytes_AS_STRING(usual), (PyBytes_GET_SIZE(usual) - 5) / 2, element)
           || take_start_tag(cursor, element);
}

/* Whether an end tag stands here. */
static inline bool
is_at_end_tag(const XmlCursor *cursor)
{
    return cursor->base.at[0] == '<' && cursor->base.at[1] == '/';
}

#endif
