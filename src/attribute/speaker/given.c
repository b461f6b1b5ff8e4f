#include "attribute/speaker/given.h"

#include "base/str.h"

// Lines in byte order, "jane f": looked up where they lie.
extern const char q_given_names[], q_given_names_end[];

static size_t line_start(size_t at)
{
    while (at > 0 && q_given_names[at - 1] != '\n')
        at--;
    return at;
}

enum q_gender q_given_gender(quoth_str name)
{
    enum { LONGEST = 32 };
    char key[LONGEST + 1];
    if (!name.len || name.len >= LONGEST || *name.ptr == '#') // a comment
        return Q_GENDER_NONE;
    for (size_t i = 0; i < name.len; i++)
        key[i] = q_lower(name.ptr[i]);
    key[name.len] = ' ';
    size_t low = 0, high = (size_t)(q_given_names_end - q_given_names);
    while (low < high) {
        size_t start = line_start(low + (high - low) / 2), end = start;
        while (q_given_names[end] != '\n')
            end++;
        quoth_str line = q_str(q_given_names + start, end - start);
        size_t shared = line.len < name.len + 1 ? line.len : name.len + 1;
        int order = memcmp(line.ptr, key, shared);
        if (order == 0 && shared == name.len + 1)
            return line.ptr[shared] == 'f' ? Q_GENDER_WOMAN : Q_GENDER_MAN;
        if (order < 0 || (order == 0 && shared < name.len + 1))
            low = end + 1;
        else
            high = start;
    }
    return Q_GENDER_NONE;
}
