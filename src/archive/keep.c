/*
 * A string begins with a number:
 *
 *     0          it is missing
 *     1 len …    its bytes
 *     2 at len   a stretch of the text
 *     3 … 66     the one before, the one before that …: of the last 64 different ones
 *     67 …       words[], which is only ever added to
 */
#include "archive/keep.h"

#include "base/utf8.h"

enum { MISSING, BYTES, STRETCH, RECENT, WORDS = RECENT + Q_KEEP_RECENT };

// Numbers stand in archives. What another version of the program says in other words is
// kept in its own bytes.
static const char *const words[] = {
    // kinds of speakers
    "person", "organization", "group", "document", "anonymous",
    // precision of dates
    "day", "minute", "month", "year", "week", "hour", "quarter",
    // where a thing is told
    "given", "text", "json-ld", "headline", "byline", "dateline", "feed", "h1", "title",
    "url", "time", "og:title", "og:site_name", "microdata", "article:published_time",
    "article:modified_time", "article:section", "canonical", "lang",
    // languages
    "en",
    // what cues mean
    "say", "tell", "according to", "add", "write", "report", "call", "argue", "ask",
    "announce", "note", "claim", "suggest", "want", "believe", "call for", "show", "accuse",
    "describe", "warn", "find", "tweet", "insist", "agree", "urge", "acknowledge",
    "criticize", "promise",
    // why nobody is named
    "a pronoun, and no candidate is likely enough", "the text names no source",
    "the first person, outside every quotation",
    "a description, and no candidate is likely enough",
    "a word that stands for nobody in particular",
    "a pronoun, and nobody is named near it"};

enum { WORD_COUNT = sizeof words / sizeof *words };

void q_keep_init(struct q_keep *keep, quoth_str text)
{
    keep->text = text;
    keep->count = 0;
}

// Puts `string` first, where it may have stood at `was`.
static void remember(struct q_keep *keep, quoth_str string, uint32_t was)
{
    memmove(keep->recent + 1, keep->recent, was * sizeof *keep->recent);
    keep->recent[0] = string;
}

static void remember_new(struct q_keep *keep, quoth_str string)
{
    if (keep->count < Q_KEEP_RECENT)
        keep->count++;
    remember(keep, string, keep->count - 1);
}

// Does it point into the text? So do names, nearly always.
static bool is_stretch(const struct q_keep *keep, quoth_str string)
{
    uintptr_t text = (uintptr_t)keep->text.ptr, at = (uintptr_t)string.ptr;
    return string.len && keep->text.ptr && at >= text && at - text <= keep->text.len &&
           string.len <= keep->text.len - (at - text);
}

void q_keep_put(struct q_keep *keep, struct q_buf *out, quoth_str string)
{
    if (!string.ptr) {
        q_varint_put(out, MISSING);
        return;
    }
    for (uint32_t n = 0; n < WORD_COUNT; n++) {
        if (q_str_equal(string, q_str_from(words[n]))) {
            q_varint_put(out, WORDS + n);
            return;
        }
    }
    for (uint32_t n = 0; n < keep->count; n++) {
        if (q_str_equal(string, keep->recent[n])) {
            q_varint_put(out, RECENT + n);
            remember(keep, string, n);
            return;
        }
    }
    remember_new(keep, string);
    bool stretch = is_stretch(keep, string);
    q_varint_put(out, stretch ? STRETCH : BYTES);
    if (stretch)
        q_varint_put(out, (uint64_t)(string.ptr - keep->text.ptr));
    q_varint_put(out, string.len);
    if (!stretch)
        q_buf_add_str(out, string);
}

bool q_keep_has(quoth_str text, uint64_t start, uint64_t end)
{
    enum { FOLLOWS = 0x80, MASK = 0xc0 }; // a byte that begins no character
    return start <= end && end <= text.len &&
           (start == text.len || (text.ptr[start] & MASK) != FOLLOWS) &&
           (end == text.len || (text.ptr[end] & MASK) != FOLLOWS);
}

static quoth_str bad(struct q_bytes *bytes)
{
    bytes->bad = true;
    return Q_NO_STR;
}

static quoth_str take_stretch(struct q_keep *keep, struct q_bytes *bytes)
{
    uint64_t start = q_varint_take(bytes), len = q_varint_take(bytes);
    if (bytes->bad || !len || start > keep->text.len || len > keep->text.len ||
        !q_keep_has(keep->text, start, start + len))
        return bad(bytes);
    return q_str(keep->text.ptr + start, (size_t)len);
}

static quoth_str take_bytes(struct q_bytes *bytes, struct q_arena *arena, bool *full)
{
    quoth_str taken = q_bytes_take(bytes, q_varint_take(bytes));
    if (bytes->bad || q_utf8_check(taken) != taken.len)
        return bad(bytes);
    char *copy = q_arena_alloc(arena, taken.len + 1);
    if (!copy) {
        *full = true;
        return bad(bytes);
    }
    if (taken.len)
        memcpy(copy, taken.ptr, taken.len);
    copy[taken.len] = '\0';
    return q_str(copy, taken.len);
}

quoth_str q_keep_take(struct q_keep *keep, struct q_bytes *bytes, struct q_arena *arena,
                      bool *full)
{
    uint32_t code = q_varint_take_most(bytes, WORDS + WORD_COUNT - 1);
    if (bytes->bad || code == MISSING)
        return Q_NO_STR;
    if (code >= WORDS)
        return q_str_from(words[code - WORDS]);
    if (code >= RECENT) {
        if (code - RECENT >= keep->count)
            return bad(bytes);
        quoth_str string = keep->recent[code - RECENT];
        remember(keep, string, code - RECENT);
        return string;
    }
    quoth_str string =
        code == STRETCH ? take_stretch(keep, bytes) : take_bytes(bytes, arena, full);
    if (!bytes->bad)
        remember_new(keep, string);
    return string;
}
