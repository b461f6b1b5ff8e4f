// One key for the ways in which a name comes out of another script (q_key_sound). The rules
// were measured on pairs of spellings (docs/ACCURACY.md, People).
#include "archive/person/key.h"

struct rule {
    const char *from, *to;
    char where; // '^' at the start, '$' at the end, ' ' anywhere
};

// The first that fits is taken: longer ones first.
static const struct rule letters[] = {
    {"shch", "s", ' '}, {"stch", "s", ' '}, {"tsch", "c", ' '}, {"tch", "c", ' '},
    {"sch", "s", ' '},  {"dzh", "z", ' '},  {"off", "ov", '$'}, {"eff", "ev", '$'},
    {"of", "ov", '$'},  {"yov", "ev", '$'}, {"iev", "ev", '$'}, {"yev", "ev", '$'},
    {"jev", "ev", '$'}, {"der", "dr", '$'}, {"gue", "ge", ' '}, {"gui", "gi", ' '},
    {"ye", "e", '^'},   {"je", "e", '^'},   {"sh", "s", ' '},   {"sz", "s", ' '},
    {"ch", "c", ' '},   {"cz", "c", ' '},   {"zh", "z", ' '},   {"kh", "h", ' '},
    {"gh", "g", ' '},   {"th", "t", ' '},   {"ts", "c", ' '},   {"tz", "c", ' '},
    {"ph", "f", ' '},   {"ck", "k", ' '},   {"ou", "u", ' '},   {"oo", "u", ' '},
    {"qu", "kv", ' '},  {"x", "ks", ' '},   {"w", "v", ' '},    {"q", "k", ' '},
    {"y", "i", ' '},    {"j", "i", ' '},    {"ca", "ka", ' '},  {"co", "ko", ' '},
    {"cu", "ku", ' '},
};

// Behind them: "sergei", "sergi"; "nielsen", "neilsen".
static const struct rule vowels[] = {{"ei", "i", ' '}, {"ie", "i", ' '}};

static const struct rule *rule_at(const struct rule *rules, size_t count, quoth_str word,
                                  size_t at)
{
    quoth_str rest = q_str(word.ptr + at, word.len - at);
    for (size_t i = 0; i < count; i++) {
        if (rules[i].from[0] != *rest.ptr)
            continue;
        quoth_str from = q_str_from(rules[i].from);
        if (q_str_starts(rest, from) && (rules[i].where != '^' || at == 0) &&
            (rules[i].where != '$' || from.len == rest.len))
            return &rules[i];
    }
    return NULL;
}

// A letter that stands twice counts once.
static quoth_str apply(const struct rule *rules, size_t count, quoth_str word, char *out)
{
    size_t len = 0;
    for (size_t at = 0; at < word.len && len + 4 < Q_KEY_ROOM;) {
        const struct rule *rule = rule_at(rules, count, word, at);
        quoth_str put = rule ? q_str_from(rule->to) : q_str(word.ptr + at, 1);
        at += rule ? strlen(rule->from) : 1;
        for (size_t i = 0; i < put.len; i++)
            if (len == 0 || out[len - 1] != put.ptr[i])
                out[len++] = put.ptr[i];
    }
    return q_str(out, len);
}

quoth_str q_key_sound(quoth_str word, char *out)
{
    char room[Q_KEY_ROOM];
    quoth_str once = apply(letters, sizeof letters / sizeof *letters, word, room);
    return apply(vowels, sizeof vowels / sizeof *vowels, once, out);
}
