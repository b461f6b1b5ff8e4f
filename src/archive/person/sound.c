// One key for the ways in which a name comes out of another script (q_key_sound). The rules
// were measured on pairs of spellings (docs/ACCURACY.md, People).
#include "archive/person/key.h"

struct rule {
    const char *from, *to;
    char where; // '^' at the start, '$' at the end, ' ' anywhere
};

// The first that fits is taken: longer ones first.
static const struct rule rules[] = {
    {"shch", "s", ' '},  {"stch", "s", ' '},  {"tsch", "c", ' '}, {"dzh", "z", ' '},
    {"tch", "c", ' '},   {"sch", "s", ' '},   {"iy", "i", '$'},   {"yy", "i", '$'},
    {"ij", "i", '$'},    {"yi", "i", '$'},    {"ii", "i", '$'},   {"ei", "ei", '$'},
    {"off", "ov", '$'},  {"eff", "ev", '$'},  {"yov", "ev", '$'}, {"iev", "ev", '$'},
    {"yev", "ev", '$'},  {"jev", "ev", '$'},  {"der", "dr", '$'}, {"aia", "aia", '$'},
    {"aya", "aia", '$'}, {"aja", "aia", '$'}, {"ye", "e", '^'},   {"je", "e", '^'},
    {"yo", "io", ' '},   {"jo", "io", ' '},   {"sh", "s", ' '},   {"sz", "s", ' '},
    {"ch", "c", ' '},    {"cz", "c", ' '},    {"zh", "z", ' '},   {"kh", "h", ' '},
    {"ts", "c", ' '},    {"tz", "c", ' '},    {"ph", "f", ' '},   {"ck", "k", ' '},
    {"ou", "u", ' '},    {"ya", "ia", ' '},   {"ja", "ia", ' '},  {"yu", "iu", ' '},
    {"ju", "iu", ' '},   {"x", "ks", ' '},    {"w", "v", ' '},    {"q", "k", ' '},
    {"y", "i", ' '},     {"j", "i", ' '},     {"ca", "ka", ' '},  {"co", "ko", ' '},
    {"cu", "ku", ' '},   {"ce", "ce", ' '},
};

static const struct rule *rule_at(quoth_str word, size_t at)
{
    quoth_str rest = q_str(word.ptr + at, word.len - at);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *rule = &rules[i];
        quoth_str from = q_str_from(rule->from);
        if (!q_str_starts(rest, from) || (rule->where == '^' && at > 0) ||
            (rule->where == '$' && from.len != rest.len))
            continue;
        return rule;
    }
    return NULL;
}

quoth_str q_key_sound(quoth_str word, char *out)
{
    size_t len = 0;
    for (size_t at = 0; at < word.len && len + 4 < Q_KEY_ROOM;) {
        const struct rule *rule = rule_at(word, at);
        quoth_str put = rule ? q_str_from(rule->to) : q_str(word.ptr + at, 1);
        at += rule ? strlen(rule->from) : 1;
        for (size_t i = 0; i < put.len; i++)
            if (len == 0 || out[len - 1] != put.ptr[i]) // doubles count once
                out[len++] = put.ptr[i];
    }
    return q_str(out, len);
}
