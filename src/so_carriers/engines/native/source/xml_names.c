#include "xml_names.h"

enum { NAME_START = 1, NAME_REST = 2 };

static inline int
class_of(unsigned char byte)
{
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_') {
        return NAME_START | NAME_REST;
    }
    return (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' ? NAME_REST : 0;
}

static const Py_UCS4 LETTERS[][2] = {
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x131},    {0x134, 0x13E},   {0x141, 0x148},
    {0x14A, 0x17E},   {0x388, 0x38A},   {0x38E, 0x3A1},   {0x3A3, 0x3CE},   {0x401, 0x40C},
    {0x40E, 0x44F},   {0x451, 0x45C},   {0x5D0, 0x5EA},   {0x621, 0x63A},   {0x641, 0x64A},
    {0x3041, 0x3094}, {0x30A1, 0x30FA}, {0x4E00, 0x9FA5}, {0xAC00, 0xD7A3},
};

static inline bool
is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* How many bytes the letter outside of ASCII takes that begins here; 0 for what is none. */
static int
size_of_letter(const unsigned char *at)
{
    Py_UCS4 character;
    int size;
    if ((at[0] & 0xE0) == 0xC0 && is_continuation(at[1])) {
        character = (Py_UCS4)(at[0] & 0x1F) << 6 | (at[1] & 0x3F);
        size = 2;
    }
    else if ((at[0] & 0xF0) == 0xE0 && is_continuation(at[1]) && is_continuation(at[2])) {
        character = (Py_UCS4)(at[0] & 0x0F) << 12 | (Py_UCS4)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
        size = character < 0x800 ? 0 : 3; /* longer than it has to be */
    }
    else {
        return 0;
    }
    for (size_t i = 0; i < Py_ARRAY_LENGTH(LETTERS); i++) {
        if (character >= LETTERS[i][0] && character <= LETTERS[i][1]) {
            return size;
        }
    }
    return 0;
}

const unsigned char *
after_name(const unsigned char *at)
{
    int wanted = NAME_START;
    const unsigned char *begin = at;
    for (;;) {
        int size = *at < 0x80 ? (class_of(*at) & wanted) != 0 : size_of_letter(at);
        if (size == 0) {
            return at == begin ? NULL : at;
        }
        at += size;
        wanted = NAME_REST;
    }
}

bool
is_element_name(const char *name, Py_ssize_t size)
{
    const unsigned char *begin = (const unsigned char *)name;
    return after_name(begin) == begin + size;
}
