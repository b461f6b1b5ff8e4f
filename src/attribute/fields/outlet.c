#include "attribute/fields/outlet.h"

// ── The list ──

// The first name of the list that is not before `name`, up to its line's end; empty: none.
static quoth_str find_name(quoth_str name)
{
    extern const char q_outlet_names[], q_outlet_names_end[];
    const char *low = q_outlet_names, *high = q_outlet_names_end;
    quoth_str found = {high, 0};
    while (low < high) {
        const char *from = low + (high - low) / 2;
        while (from > low && from[-1] != '\n')
            from--;
        const char *to = memchr(from, '\n', (size_t)(q_outlet_names_end - from));
        if (!to)
            break;
        quoth_str line = q_str(from, (size_t)(to - from));
        if (q_str_compare(line, name) < 0)
            low = to + 1;
        else {
            found = line;
            high = from;
        }
    }
    return found;
}

bool q_outlet_is_known(quoth_str name)
{
    return name.len && q_str_equal(find_name(name), name);
}

bool q_outlet_is_known_start(quoth_str start)
{
    return q_str_starts(find_name(start), start);
}

// ── Whose it is ──

static quoth_str without_article(quoth_str name)
{
    quoth_str the = Q_STR("the ");
    return name.len > the.len && q_str_starts_nocase(name, the)
               ? q_str(name.ptr + the.len, name.len - the.len)
               : name;
}

// Letters and digits in lower case, without article and what stands in brackets.
struct folded {
    char text[64];
    size_t len;
};

static struct folded fold(quoth_str name)
{
    struct folded out = {.len = 0};
    name = without_article(name);
    for (size_t i = 0; i < name.len && out.len < sizeof out.text; i++) {
        char c = q_lower(name.ptr[i]);
        if (c == '(')
            break;
        if (q_is_letter(c) || q_is_digit(c) || (unsigned char)c >= 0x80)
            out.text[out.len++] = c;
    }
    return out;
}

// The first letters of all words, or of all but the last one, which stands whole: nyt,
// nytimes.
static struct folded shorten(quoth_str name, bool last_whole)
{
    struct folded out = {.len = 0};
    name = without_article(name);
    const char *last = name.ptr + name.len;
    while (last > name.ptr && last[-1] != ' ')
        last--;
    for (size_t i = 0; i < name.len && out.len < sizeof out.text; i++) {
        bool starts = i == 0 || name.ptr[i - 1] == ' ';
        if (!starts && !(last_whole && name.ptr + i >= last))
            continue;
        out.text[out.len++] = q_lower(name.ptr[i]);
    }
    return out;
}

static quoth_str folded_str(const struct folded *f)
{
    return q_str(f->text, f->len);
}

// The part of an address that names its owner: www.kuwaittimes.com → kuwaittimes.
static quoth_str host_name(quoth_str url)
{
    static const char *const seconds[] = {"co",  "com", "org", "net", "ac",
                                          "gov", "edu", "or",  NULL};
    const char *bars = url.len > 3 ? memchr(url.ptr, ':', url.len) : NULL;
    if (!bars ||
        !q_str_starts(q_str(bars, url.len - (size_t)(bars - url.ptr)), Q_STR("://")))
        return Q_NO_STR;
    quoth_str rest = q_str(bars + 3, url.len - (size_t)(bars + 3 - url.ptr));
    quoth_str host = q_str_take_until(&rest, '/');
    quoth_str third = Q_NO_STR, second = Q_NO_STR, last = Q_NO_STR; // counted from behind
    while (host.len) {
        third = second;
        second = last;
        last = q_str_take_until(&host, '.');
    }
    return third.ptr && q_str_is_any(second, seconds) ? third : second;
}

bool q_outlet_is_same(quoth_str a, quoth_str b)
{
    struct folded x = fold(a), y = fold(b);
    if (x.len > y.len) {
        struct folded z = x;
        x = y;
        y = z;
        b = a; // the longer one
    }
    if (x.len < 2)
        return false;
    bool part = q_str_ends(folded_str(&y), folded_str(&x)) ||
                (x.len > 2 && q_str_starts(folded_str(&y), folded_str(&x)));
    if (part)
        return true;
    struct folded first = shorten(b, false), last = shorten(b, true);
    return q_str_equal(folded_str(&first), folded_str(&x)) ||
           q_str_equal(folded_str(&last), folded_str(&x));
}

bool q_outlet_is_own(const struct quoth_article *article, quoth_str name)
{
    struct folded own = fold(article->outlet), f = fold(name);
    if (f.len < 2)
        return false;
    if (own.len > 1 && q_outlet_is_same(article->outlet, name))
        return true;
    quoth_str host = host_name(article->url);
    struct folded h = fold(host), first = shorten(name, false), last = shorten(name, true);
    if (h.len < 2)
        return false;
    return q_str_equal(folded_str(&h), folded_str(&first)) ||
           q_str_equal(folded_str(&h), folded_str(&last)) ||
           q_str_starts(folded_str(&h), folded_str(&f)) ||
           q_str_starts(folded_str(&f), folded_str(&h)) ||
           q_str_ends(folded_str(&h), folded_str(&f)) ||
           (q_str_starts(folded_str(&h), Q_STR("the")) &&
            q_str_starts(q_str(h.text + 3, h.len - 3), folded_str(&f)));
}
