#include "fetch/robots.h"

#include "base/str.h"

#include <string.h>

// Room for a text with every byte percent-encoded.
enum { CODED = 3, DELAY_MOST = 3600 * 1000 };

// A rule is packed as '+' or '-', '$' or '.' (is its end the path's end?), then what stands
// between its wildcards, each with a NUL behind it, and END_OF_RULE, which no part has.
#define END_OF_RULE '\1'

void q_robots_init(struct q_robots *robots)
{
    *robots = (struct q_robots){.delay = 0};
    q_buf_init(&robots->rules, (size_t)CODED * 2 * Q_MAX_ROBOTS);
}

void q_robots_release(struct q_robots *robots)
{
    q_buf_release(&robots->rules);
}

// ── One way of writing a path ──

// RFC 3986 §2.3.
static bool is_unreserved(unsigned char c)
{
    return q_is_letter((char)c) || q_is_digit((char)c) || (c && strchr("-._~", c));
}

static size_t add_coded(char *out, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";
    out[0] = '%';
    out[1] = digits[c >> 4];
    out[2] = digits[c & 15];
    return CODED;
}

// Writes the byte that `text` begins with as all are compared (RFC 9309 §2.2.2): plain if
// it is unreserved, coded if it is no ASCII or means something in a rule. Bytes written;
// `*used` are those read.
static size_t unify(quoth_str text, char *out, size_t *used)
{
    unsigned char c = (unsigned char)text.ptr[0];
    int high = -1, low = -1;
    if (c == '%' && text.len >= CODED) {
        high = q_hex_digit(text.ptr[1]);
        low = q_hex_digit(text.ptr[2]);
    }
    bool coded = high >= 0 && low >= 0;
    *used = coded ? CODED : 1;
    if (coded)
        c = (unsigned char)(high * 16 + low);
    bool plain = coded ? is_unreserved(c) : c > ' ' && c < 0x7f && c != '*' && c != '$';
    if (!plain)
        return add_coded(out, c);
    out[0] = (char)c;
    return 1;
}

// ── Reading ──

enum who { NOBODY = 0, EVERYBODY = 1, US = 2 };

// The file in the making: the rules of the two groups that may be ours.
struct reading {
    struct q_buf rules[US + 1]; // of EVERYBODY and US
    uint32_t delay[US + 1];
    unsigned named;    // of whom the group is that is being read: who, or-ed
    bool has_us;       // some group is for us
    bool in_the_rules; // the group has one already: the next agent begins another
};

// What an agent is named by: its first letters, so that "quoth/1.0" is us (RFC 9309
// §2.2.1).
static enum who agent(quoth_str value)
{
    size_t len = 0;
    if (value.len && value.ptr[0] == '*')
        return EVERYBODY;
    while (len < value.len &&
           (q_is_letter(value.ptr[len]) || value.ptr[len] == '-' || value.ptr[len] == '_'))
        len++;
    return q_str_equal_nocase(q_str(value.ptr, len), Q_STR("quoth")) ? US : NOBODY;
}

static void read_agent(struct reading *r, quoth_str value)
{
    if (r->in_the_rules)
        r->named = NOBODY;
    r->in_the_rules = false;
    enum who who = agent(value);
    r->named |= who;
    r->has_us = r->has_us || who == US;
}

static void pack(struct q_buf *rules, char sign, quoth_str pattern)
{
    bool anchored = pattern.ptr[pattern.len - 1] == '$';
    pattern.len -= anchored;
    q_buf_add_char(rules, sign);
    q_buf_add_char(rules, anchored ? '$' : '.');
    for (size_t used = 0; pattern.len;
         pattern = q_str(pattern.ptr + used, pattern.len - used)) {
        char one[CODED];
        used = 1;
        if (pattern.ptr[0] == '*')
            q_buf_add_char(rules, '\0');
        else
            q_buf_add(rules, one, unify(pattern, one, &used));
    }
    q_buf_add_char(rules, '\0');
    q_buf_add_char(rules, END_OF_RULE);
}

static void read_rule(struct reading *r, char sign, quoth_str pattern)
{
    r->in_the_rules = true;
    for (unsigned who = EVERYBODY; who <= US && pattern.len; who++)
        if (r->named & who)
            pack(&r->rules[who], sign, pattern);
}

// Seconds, maybe with a fraction; anything else asks for nothing.
static uint32_t read_delay(quoth_str value)
{
    uint32_t thousandths = 0, scale = 1000;
    bool fraction = false;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (!q_is_digit(c))
            return 0;
        uint32_t number = (uint32_t)(c - '0');
        if (fraction)
            thousandths += number * (scale /= 10);
        else
            thousandths = thousandths * 10 + number * 1000;
        if (thousandths > DELAY_MOST)
            thousandths = DELAY_MOST;
    }
    return thousandths;
}

// Crawl-delay stands in no RFC. It is taken as a rule of its group: files that have a group
// with nothing else, and then a group that forbids all to somebody, mean it so.
static void read_crawl_delay(struct reading *r, quoth_str value)
{
    uint32_t delay = read_delay(value);
    r->in_the_rules = true;
    for (unsigned who = EVERYBODY; who <= US; who++)
        if (r->named & who && delay > r->delay[who])
            r->delay[who] = delay;
}

static void read_line(struct reading *r, quoth_str line)
{
    line = q_str_take_until(&line, '#');
    const char *colon = line.len ? memchr(line.ptr, ':', line.len) : NULL;
    if (!colon)
        return;
    quoth_str key = q_str_trim(q_str_take_until(&line, ':'));
    quoth_str value = q_str_trim(line);
    if (q_str_equal_nocase(key, Q_STR("user-agent")))
        read_agent(r, value);
    else if (q_str_equal_nocase(key, Q_STR("allow")))
        read_rule(r, '+', value);
    else if (q_str_equal_nocase(key, Q_STR("disallow")))
        read_rule(r, '-', value);
    else if (q_str_equal_nocase(key, Q_STR("crawl-delay")))
        read_crawl_delay(r, value);
}

static quoth_str take_line(quoth_str *rest)
{
    size_t len = 0;
    while (len < rest->len && rest->ptr[len] != '\n' && rest->ptr[len] != '\r')
        len++;
    quoth_str line = q_str(rest->ptr, len);
    len += len < rest->len;
    *rest = q_str(rest->ptr + len, rest->len - len);
    return line;
}

quoth_status q_robots_read(struct q_robots *robots, quoth_str text)
{
    struct reading r = {.named = NOBODY};
    if (text.len > Q_MAX_ROBOTS)
        text.len = Q_MAX_ROBOTS;
    if (q_str_starts(text, Q_STR("\xef\xbb\xbf")))
        text = q_str(text.ptr + 3, text.len - 3);
    for (unsigned who = EVERYBODY; who <= US; who++)
        q_buf_init(&r.rules[who], robots->rules.max);
    while (text.len)
        read_line(&r, take_line(&text));
    enum who ours = r.has_us ? US : EVERYBODY;
    bool failed = r.rules[ours].failed;
    q_buf_release(&r.rules[ours == US ? EVERYBODY : US]);
    q_buf_release(&robots->rules);
    robots->rules = r.rules[ours];
    robots->delay = r.delay[ours];
    return failed ? QUOTH_ENOMEM : QUOTH_OK;
}

// ── Asking ──

// Does the packed rule at `part` (behind its signs) match? Leftmost is always as good as
// any other place, and strstr is linear, so the whole is. `*end` is set behind the rule.
static bool matches(const char *part, bool anchored, quoth_str path, const char **end)
{
    const char *at = path.ptr, *stop = path.ptr + path.len;
    bool first = true, fits = true;
    while (*part != END_OF_RULE) {
        size_t len = strlen(part);
        bool last = part[len + 1] == END_OF_RULE;
        if (!fits || (size_t)(stop - at) < len) {
            fits = false;
        } else if (first) {
            fits = memcmp(at, part, len) == 0 && (!last || !anchored || at + len == stop);
            at += len;
        } else if (last && anchored) {
            fits = memcmp(stop - len, part, len) == 0;
        } else {
            at = strstr(at, part);
            fits = at;
            at = at ? at + len : stop;
        }
        first = false;
        part += len + 1;
    }
    *end = part + 1;
    return fits;
}

bool q_robots_allow(const struct q_robots *robots, quoth_str path)
{
    char unified[CODED * Q_MAX_URL + 1];
    size_t len = 0;
    if (path.len > Q_MAX_URL)
        return false;
    for (size_t i = 0, used; i < path.len; i += used)
        len += unify(q_str(path.ptr + i, path.len - i), unified + len, &used);
    unified[len] = '\0';
    path = q_str(unified, len);
    if (q_str_equal(path, Q_STR("/robots.txt")))
        return true;

    size_t longest = 0; // in packed bytes, which grow as the rule does
    bool allowed = true;
    const char *rule = robots->rules.ptr;
    const char *rules_end = robots->rules.len ? rule + robots->rules.len : rule;
    while (rule != rules_end) {
        const char *end;
        bool fits = matches(rule + 2, rule[1] == '$', path, &end);
        size_t size = (size_t)(end - rule) + (rule[1] == '$');
        if (fits && (size > longest || (size == longest && rule[0] == '+'))) {
            longest = size;
            allowed = rule[0] == '+';
        }
        rule = end;
    }
    return allowed;
}
