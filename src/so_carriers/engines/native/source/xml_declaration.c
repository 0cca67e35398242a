#include "xml_declaration.h"

/* Where `name = "value"` ends, with white space before it, if that is what stands there; else NULL. */
static const unsigned char *
after_pseudo_attribute(const XmlCursor *cursor, const unsigned char *at, const char *name, Span *value)
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
    const unsigned char *end =
        quote == '"' || quote == '\'' ? scan_attribute(at + 1, cursor->base.end, quote, &text) : NULL;
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
    at = after_pseudo_attribute(cursor, at + 5, "version", &version);
    if (at == NULL || !is_text(version, "1.0")) {
        return refuse(cursor, OTHER_MARKUP);
    }
    const unsigned char *next = after_pseudo_attribute(cursor, at, "encoding", &encoding);
    if (next != NULL && !is_utf8(encoding)) {
        return refuse(cursor, OTHER_MARKUP);
    }
    at = next == NULL ? at : next;
    next = after_pseudo_attribute(cursor, at, "standalone", &standalone);
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
