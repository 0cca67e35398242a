#include "json_scanner.h"

/* Whether a byte of a string needs no closer look: quotes, backslashes, control characters and all that
   is not ASCII do. */
static inline bool
is_plain(unsigned char byte)
{
    return byte >= ' ' && byte < 0x80 && byte != '"' && byte != '\\';
}

const unsigned char *
scan_string(const unsigned char *at, Quoted *string)
{
    string->text = at;
    string->is_ascii = true;
    string->has_escapes = false;
    for (;;) {
        while (is_plain(*at)) {
            at++;
        }
        if (*at == '"') {
            string->size = at - string->text;
            return at + 1;
        }
        if (*at >= 0x80) {
            string->is_ascii = false;
            at++;
        }
        else if (*at == '\\' && at[1] != '\0') {
            string->has_escapes = true;
            at += 2;
        }
        else {
            return NULL;
        }
    }
}

static inline bool
is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static const unsigned char *
after_digits(const unsigned char *at)
{
    while (is_digit(*at)) {
        at++;
    }
    return at;
}

const unsigned char *
scan_number(const unsigned char *at, Number *number)
{
    number->text = at;
    bool is_negative = *at == '-';
    at += is_negative;
    const unsigned char *digits = at;
    uint64_t value = 0;
    while (is_digit(*at) && at - digits < 18) {
        value = value * 10 + (uint64_t)(*at++ - '0');
    }
    number->is_small = !is_digit(*at);
    at = after_digits(at);
    if (at == digits || (*digits == '0' && at - digits > 1)) {
        return NULL;
    }
    number->value = is_negative ? -(int64_t)value : (int64_t)value;
    number->is_integer = true;
    if (*at == '.') {
        digits = ++at;
        at = after_digits(at);
        if (at == digits) {
            return NULL;
        }
        number->is_integer = false;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '+' || *at == '-';
        digits = at;
        at = after_digits(at);
        if (at == digits) {
            return NULL;
        }
        number->is_integer = false;
    }
    number->size = at - number->text;
    return at;
}
