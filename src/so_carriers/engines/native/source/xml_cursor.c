#include "xml_cursor.h"

#include "xml_names.h"
#include "xml_namespaces.h"

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
    while (at < cursor->base.end && !(at[0] == '-' && at[1] == '-')) {
        /* What looks like a document type is no comment to everybody. */
        if (at[0] == '<' && at[1] == '!') {
            return refuse(cursor, OTHER_MARKUP);
        }
        at++;
    }
    if (at >= cursor->base.end || at[2] != '>' || !are_characters(cursor, text, at)) { /* production 15 */
        return refuse(cursor, MALFORMED);
    }
    cursor->base.at = at + 3;
    return true;
}

bool
skip_comments(XmlCursor *cursor)
{
    while (begins_with(cursor->base.at, cursor->base.end, "<!--", 4)) {
        if (!skip_comment(cursor)) {
            return false;
        }
        cursor->base.at = after_blanks(cursor->base.at);
    }
    return true;
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
    at = quote == '"' || quote == '\'' ? scan_attribute(at + 1, cursor->base.end, quote, &attribute->value)
                                       : NULL;
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
            element->has_member = true;
            element->member = attribute->value;
        }
        else if (is_text(attribute->local, "token")) {
            element->has_token = true;
            element->token = attribute->value;
        }
        else if (is_text(attribute->local, "type")) {
            element->has_type = true;
            element->type = attribute->value;
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
            if (!declare_namespace(cursor, prefix, &attribute->value)) {
                return false;
            }
        }
        count++;
    }
    for (int i = 0; i < count; i++) {
        const Attribute *attribute = &attributes[i];
        bool is_plain = is_declaration(attribute) || attribute->prefix.size == 0;
        if (!(is_plain ? is_well_formed(cursor, &attribute->value)
                       : take_meaning(cursor, attribute, element))) {
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
    element->is_null = element->has_member = element->has_token = element->has_type = false;
    element->namespaces = cursor->namespace_count;
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
take_spaced_end_tag(XmlCursor *cursor, const Element *element)
{
    const unsigned char *at = after_blanks(cursor->base.at + 2 + element->name.size);
    if (*at != '>') {
        return refuse(cursor, MALFORMED);
    }
    cursor->base.at = at + 1;
    cursor->namespace_count = element->namespaces;
    return true;
}
