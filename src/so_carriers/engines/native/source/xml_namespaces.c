#include "xml_namespaces.h"

static const char SCHEMA_INSTANCE_NAME[] = "http://www.w3.org/2001/XMLSchema-instance";
static const char JSON_NAME[] = "urn:so-carriers:json";

static bool
is_usual_in_name(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')
           || byte == '.' || byte == '-' || byte == '_';
}

/* Whether the name of a namespace is a URI beyond doubt: a host and a path, or a URN. */
static bool
is_usual_uri(Span uri)
{
    static const char *const beginnings[] = {"http://", "https://", "urn:"};
    const unsigned char *at = NULL, *end = uri.text + uri.size;
    for (size_t i = 0; i < Py_ARRAY_LENGTH(beginnings); i++) {
        size_t size = strlen(beginnings[i]);
        if ((size_t)uri.size > size && memcmp(uri.text, beginnings[i], size) == 0) {
            at = uri.text + size;
        }
    }
    if (at == NULL || !is_usual_in_name(*at)) {
        return false;
    }
    unsigned char separator = uri.text[0] == 'u' ? ':' : '/';
    while (at < end && (is_usual_in_name(*at) || *at == separator)) {
        at++;
    }
    return at == end;
}

/* Whether a name belongs to XML itself, which has rules for it. */
static bool
is_reserved(Span name)
{
    return name.size >= 3 && (name.text[0] | 0x20) == 'x' && (name.text[1] | 0x20) == 'm'
           && (name.text[2] | 0x20) == 'l';
}

bool
declare_namespace(XmlCursor *cursor, Span prefix, const XmlText *value)
{
    Span uri = {value->text, value->size};
    bool is_of_xml =
        is_text(uri, "http://www.w3.org/XML/1998/namespace") || is_text(uri, "http://www.w3.org/2000/xmlns/");
    bool is_usual = is_usual_uri(uri) || (uri.size == 0 && prefix.size == 0);
    if (is_reserved(prefix) || is_of_xml || !is_usual || cursor->namespace_count == MOST_NAMESPACES) {
        return refuse(cursor, OTHER_MARKUP);
    }
    NamespaceKind kind = is_text(uri, SCHEMA_INSTANCE_NAME) ? SCHEMA_INSTANCE
                         : is_text(uri, JSON_NAME)          ? JSON_EXTENSIONS
                                                            : OTHER_NAMESPACE;
    cursor->namespaces[cursor->namespace_count++] = (Namespace){prefix, kind};
    return true;
}

const Namespace *
namespace_of(XmlCursor *cursor, Span prefix)
{
    for (int i = cursor->namespace_count - 1; i >= 0; i--) {
        if (is_same(cursor->namespaces[i].prefix, prefix)) {
            return &cursor->namespaces[i];
        }
    }
    return decline(&cursor->base, MALFORMED);
}
