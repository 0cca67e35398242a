#include "xml_cursor.h"

#include <string.h>

#include "json_scanner.h"
#include "xml_names.h"

static bool
is_text(Span span, const char *text)
{
    return span.size == (Py_ssize_t)strlen(text) && memcmp(span.text, text, (size_t)span.size) == 0;
}

static bool
is_same(Span one, Span other)
{
    return one.size == other.size && memcmp(one.text, other.text, (size_t)one.size) == 0;
}

static bool
refuse(XmlCursor *cursor, Decline reason)
{
    decline(&cursor->base, reason);
    return false;
}

bool
refuse_markup(XmlCursor *cursor)
{
    const unsigned char *at = cursor->base.at;
    return refuse(cursor, at[0] == '<' && (at[1] == '!' || at[1] == '?') ? OTHER_MARKUP : MALFORMED);
}

/* --- white space and comments */

/* Whether the bytes have no character that XML lacks. */
static bool
are_characters(XmlCursor *cursor, const unsigned char *text, const unsigned char *end)
{
    bool is_ascii = true;
    for (const unsigned char *at = text; at < end; at++) {
        if ((*at < ' ' && *at != '\t' && *at != '\n' && *at != '\r')
            || (*at == 0xEF && at[1] == 0xBF && at[2] >= 0xBE)) {
            return false;
        }
        is_ascii = is_ascii && *at < 0x80;
    }
    if (is_ascii) {
        return true;
    }
    PyObject *made = PyUnicode_DecodeUTF8((const char *)text, end - text, NULL);
    if (made == NULL) {
        decline_text(&cursor->base);
    }
    Py_XDECREF(made);
    return made != NULL;
}

static bool
skip_comment(XmlCursor *cursor)
{
    const unsigned char *text = cursor->base.at + 4, *at = text;
    while (at < cursor->end && !(at[0] == '-' && at[1] == '-')) {
        /* What looks like a document type is no comment to everybody. */
        if (at[0] == '<' && at[1] == '!') {
            return refuse(cursor, OTHER_MARKUP);
        }
        at++;
    }
    if (at >= cursor->end || at[2] != '>' || !are_characters(cursor, text, at)) { /* production 15 */
        return refuse(cursor, MALFORMED);
    }
    cursor->base.at = at + 3;
    return true;
}

bool
skip_blanks_and_comments(XmlCursor *cursor)
{
    for (;;) {
        cursor->base.at = after_blanks(cursor->base.at);
        if (strncmp((const char *)cursor->base.at, "<!--", 4) != 0) {
            return true;
        }
        if (!skip_comment(cursor)) {
            return false;
        }
    }
}

/* --- the XML declaration (production 23) */

/* Where `name = "value"` ends, with white space before it, if that is what stands there; else NULL. */
static const unsigned char *
after_pseudo_attribute(const unsigned char *at, const char *name, Span *value)
{
    const unsigned char *begin = after_blanks(at);
    size_t size = strlen(name);
    if (begin == at || strncmp((const char *)begin, name, size) != 0) {
        return NULL;
    }
    at = after_blanks(begin + size);
    if (*at != '=') {
        return NULL;
    }
    at = after_blanks(at + 1);
    XmlText text;
    unsigned char quote = *at;
    const unsigned char *end = quote == '"' || quote == '\'' ? scan_attribute(at + 1, quote, &text) : NULL;
    if (end == NULL) {
        return NULL;
    }
    *value = (Span){text.text, text.size};
    return end + 1;
}

static bool
is_utf8(Span charset)
{
    static const char name[] = "utf-8";
    bool is_it = charset.size == 5;
    for (int i = 0; is_it && i < 5; i++) {
        unsigned char byte = charset.text[i];
        is_it = (byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte) == name[i];
    }
    return is_it;
}

bool
skip_declaration(XmlCursor *cursor)
{
    const unsigned char *at = cursor->base.at;
    if (strncmp((const char *)at, "<?xml", 5) != 0) {
        return true;
    }
    Span version, encoding, standalone;
    at = after_pseudo_attribute(at + 5, "version", &version);
    if (at == NULL || !is_text(version, "1.0")) {
        return refuse(cursor, OTHER_MARKUP);
    }
    const unsigned char *next = after_pseudo_attribute(at, "encoding", &encoding);
    if (next != NULL && !is_utf8(encoding)) {
        return refuse(cursor, OTHER_MARKUP);
    }
    at = next == NULL ? at : next;
    next = after_pseudo_attribute(at, "standalone", &standalone);
    if (next != NULL && !is_text(standalone, "yes") && !is_text(standalone, "no")) {
        return refuse(cursor, OTHER_MARKUP);
    }
    at = after_blanks(next == NULL ? at : next);
    if (at[0] != '?' || at[1] != '>' || at - cursor->base.at > 1000) { /* the charset is sought no further */
        return refuse(cursor, OTHER_MARKUP);
    }
    cursor->base.at = at + 2;
    return true;
}

/* --- namespaces */

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

static bool
declare(XmlCursor *cursor, Span prefix, const XmlText *value)
{
    Span uri = {value->text, value->size};
    bool is_of_xml = is_text(uri, "http://www.w3.org/XML/1998/namespace")
                     || is_text(uri, "http://www.w3.org/2000/xmlns/");
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

/* The namespace of a prefix; NULL, declined, for one that is not declared. */
static const Namespace *
namespace_of(XmlCursor *cursor, Span prefix)
{
    for (int i = cursor->namespace_count - 1; i >= 0; i--) {
        if (is_same(cursor->namespaces[i].prefix, prefix)) {
            return &cursor->namespaces[i];
        }
    }
    return decline(&cursor->base, MALFORMED);
}

/* --- names and attributes */

typedef struct {
    Span prefix, local;
    XmlText value;
} Attribute;

/* libxml2 has bounds of its own, which depend on its version; these are below all of them. */
enum { LONGEST_NAME = 10000, LONGEST_ATTRIBUTE = 1000000 };

/* Steps over a name with or without a prefix, whose `size` is 0 then. */
static bool
take_name(XmlCursor *cursor, Span *prefix, Span *local)
{
    const unsigned char *begin = cursor->base.at, *end = after_name(begin);
    *prefix = (Span){begin, 0};
    if (end != NULL && *end == ':') {
        *prefix = (Span){begin, end - begin};
        begin = end + 1;
        end = after_name(begin);
    }
    if (end == NULL || *end == ':' || *end >= 0x80) {
        return refuse(cursor, MALFORMED);
    }
    *local = (Span){begin, end - begin};
    bool is_long = end - cursor->base.at > LONGEST_NAME;
    cursor->base.at = end;
    return !is_long || refuse(cursor, OUT_OF_RANGE);
}

static bool
take_attribute(XmlCursor *cursor, Attribute *attribute)
{
    if (!take_name(cursor, &attribute->prefix, &attribute->local)) {
        return false;
    }
    const unsigned char *at = after_blanks(cursor->base.at);
    if (*at != '=') {
        return refuse(cursor, MALFORMED);
    }
    at = after_blanks(at + 1);
    unsigned char quote = *at;
    at = quote == '"' || quote == '\'' ? scan_attribute(at + 1, quote, &attribute->value) : NULL;
    if (at == NULL) {
        return refuse(cursor, MALFORMED);
    }
    cursor->base.at = at + 1;
    return attribute->value.size <= LONGEST_ATTRIBUTE || refuse(cursor, OUT_OF_RANGE);
}

/* Whether a value that nobody reads is well-formed. */
static bool
is_well_formed(XmlCursor *cursor, const XmlText *value)
{
    if (value->is_ascii && !value->has_references) {
        return true;
    }
    PyObject *text = attribute_text(value);
    if (text == NULL) {
        decline_text(&cursor->base);
    }
    Py_XDECREF(text);
    return text != NULL;
}

/* xsi:nil, of which the white space around it means nothing. */
static bool
take_null(XmlCursor *cursor, const XmlText *value, Element *element)
{
    const unsigned char *at = after_blanks(value->text), *end = value->text + value->size;
    while (end > at && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\n' || end[-1] == '\r')) {
        end--;
    }
    Span truth = {at, end - at};
    if (is_text(truth, "true") || is_text(truth, "1")) {
        element->is_null = true;
        return true;
    }
    return is_text(truth, "false") || is_text(truth, "0") || refuse(cursor, OTHER_SPELLING);
}

static bool
take_meaning(XmlCursor *cursor, const Attribute *attribute, Element *element)
{
    const Namespace *namespace = namespace_of(cursor, attribute->prefix);
    if (namespace == NULL) {
        return false;
    }
    if (namespace->kind == SCHEMA_INSTANCE && is_text(attribute->local, "nil")) {
        return take_null(cursor, &attribute->value, element);
    }
    if (namespace->kind == JSON_EXTENSIONS) {
        if (is_text(attribute->local, "name")) {
            element->member = attribute->value;
        }
        else if (is_text(attribute->local, "token")) {
            element->token = attribute->value;
        }
        else if (is_text(attribute->local, "type")) {
            element->json_type = attribute->value;
        }
    }
    return is_well_formed(cursor, &attribute->value);
}

static bool
is_declaration(const Attribute *attribute)
{
    return attribute->prefix.size == 0 ? is_text(attribute->local, "xmlns")
                                       : is_text(attribute->prefix, "xmlns");
}

/* Reads what stands between the name and the end of a tag. */
static bool
take_attributes(XmlCursor *cursor, Element *element)
{
    Attribute attributes[MOST_ATTRIBUTES];
    int count = 0;
    for (;;) {
        const unsigned char *at = after_blanks(cursor->base.at);
        bool has_blank = at > cursor->base.at;
        cursor->base.at = at;
        if (*at == '>' || *at == '/') {
            break;
        }
        if (!has_blank || count == MOST_ATTRIBUTES) {
            return refuse(cursor, has_blank ? OTHER_MARKUP : MALFORMED);
        }
        Attribute *attribute = &attributes[count];
        if (!take_attribute(cursor, attribute)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            /* Two prefixes of one namespace would make the same attribute twice. */
            if (is_same(attributes[i].local, attribute->local)) {
                return refuse(cursor, OTHER_MARKUP);
            }
        }
        if (is_declaration(attribute)) {
            Span prefix = attribute->prefix.size == 0 ? attribute->prefix : attribute->local;
            if (!declare(cursor, prefix, &attribute->value)) {
                return false;
            }
        }
        count++;
    }
    for (int i = 0; i < count; i++) {
        const Attribute *attribute = &attributes[i];
        bool is_plain = is_declaration(attribute) || attribute->prefix.size == 0;
        if (!(is_plain ? is_well_formed(cursor, &attribute->value) : take_meaning(cursor, attribute, element))) {
            return false;
        }
    }
    return true;
}

/* --- tags */

bool
take_start_tag(XmlCursor *cursor, Element *element)
{
    const unsigned char *begin = cursor->base.at + 1;
    if (*cursor->base.at != '<' || *begin == '!' || *begin == '?') {
        return refuse(cursor, *cursor->base.at == '<' ? OTHER_MARKUP : OTHER_TYPE);
    }
    cursor->base.at = begin;
    Span prefix;
    *element = (Element){.namespaces = cursor->namespace_count};
    if (!take_name(cursor, &prefix, &element->local)) {
        return false;
    }
    element->name = (Span){begin, cursor->base.at - begin};
    if (*cursor->base.at != '>' && !take_attributes(cursor, element)) {
        return false;
    }
    if (prefix.size > 0 && namespace_of(cursor, prefix) == NULL) {
        return false;
    }
    element->is_empty = *cursor->base.at == '/';
    cursor->base.at += element->is_empty;
    if (*cursor->base.at != '>') {
        return refuse(cursor, MALFORMED);
    }
    cursor->base.at++;
    if (element->is_empty) {
        cursor->namespace_count = element->namespaces;
    }
    return true;
}

bool
take_plain_tag(XmlCursor *cursor, const char *name, Py_ssize_t size, Element *element)
{
    const unsigned char *at = cursor->base.at;
    if (cursor->end - at < size + 3 || *at != '<' || memcmp(at + 1, name, (size_t)size) != 0) {
        return false;
    }
    const unsigned char *behind = at + 1 + size;
    bool is_empty = behind[0] == '/' && behind[1] == '>';
    if (!is_empty && behind[0] != '>') {
        return false;
    }
    Span span = {at + 1, size};
    *element = (Element){
        .name = span, .local = span, .is_empty = is_empty, .namespaces = cursor->namespace_count};
    cursor->base.at = behind + 1 + is_empty;
    return true;
}

bool
take_end_tag(XmlCursor *cursor, const Element *element)
{
    const unsigned char *at = cursor->base.at;
    Span name = element->name;
    if (cursor->end - at < name.size + 3 || at[0] != '<' || at[1] != '/'
        || memcmp(at + 2, name.text, (size_t)name.size) != 0) {
        return refuse_markup(cursor);
    }
    at = after_blanks(at + 2 + name.size);
    if (*at != '>') {
        return refuse(cursor, MALFORMED);
    }
    cursor->base.at = at + 1;
    cursor->namespace_count = element->namespaces;
    return true;
}
