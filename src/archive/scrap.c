/*
 * The words of a statement, by field:
 *
 *     content   its spans without the reporter's inserts
 *     source    its words, then the speaker's name and role where they are not among them
 *     to        the addressee's words
 *     via       the names of those through whom it came
 *     at        the occasion's words, then the place's
 *
 * Scraps of one thing are joined by a space: a phrase goes over the words that stand
 * between the parts of a quotation. Different things are kept apart by a word that no text
 * has (U+E000, of private use, which FTS5 takes for a letter).
 */
#include "archive/scrap.h"

#include "base/error.h"

static const char apart[] = " \xee\x80\x80 ";

static void put(struct q_scraps *out, quoth_str text, bool begins)
{
    if (text.len > 0)
        out->at[out->count++] = (struct q_scrap){text, begins, 0};
}

static void put_spans(struct q_scraps *out, const struct quoth_article *article,
                      quoth_spans spans)
{
    for (uint32_t i = 0; i < spans.count; i++)
        put(out, quoth_article_cut(article, spans.at[i]), i == 0);
}

/** What of `spans` lies in none of `cut`; both are in order. */
static void put_without(struct q_scraps *out, const struct quoth_article *article,
                        quoth_spans spans, quoth_spans cut)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < spans.count; i++) {
        quoth_span rest = spans.at[i];
        while (next < cut.count && cut.at[next].end <= rest.start)
            next++;
        for (uint32_t n = next; n < cut.count && cut.at[n].start < rest.end; n++) {
            if (cut.at[n].start > rest.start)
                put(out, q_str_cut(article->text, rest.start, cut.at[n].start), false);
            if (cut.at[n].end > rest.start)
                rest.start = cut.at[n].end < rest.end ? cut.at[n].end : rest.end;
        }
        put(out, quoth_article_cut(article, rest), false);
    }
}

static bool is_of_word(char c)
{
    return q_is_letter(c) || q_is_digit(c) || (unsigned char)c >= 0x80;
}

/** Where `name` stands in `text` as whole words; ptr NULL: nowhere. */
static quoth_str stands_in(quoth_str text, quoth_str name)
{
    if (name.len == 0 || text.len < name.len)
        return Q_NO_STR;
    const char *end = text.ptr + text.len;
    const char *at = text.ptr;
    while ((size_t)(end - at) >= name.len) {
        at = memchr(at, name.ptr[0], (size_t)(end - at) - name.len + 1);
        if (!at)
            break;
        if (memcmp(at, name.ptr, name.len) == 0 &&
            (at == text.ptr || !is_of_word(at[-1])) &&
            (at + name.len == end || !is_of_word(at[name.len])))
            return q_str(at, name.len);
        at++;
    }
    return Q_NO_STR;
}

static void put_name(struct q_scraps *out, quoth_str name)
{
    for (uint32_t i = 0; i < out->count; i++)
        if (stands_in(out->at[i].text, name).ptr)
            return;
    put(out, name, true);
}

/** Their names, as the text has them where it has. */
static void put_via(struct q_scraps *out, const struct quoth_article *article,
                    const quoth_statement *of)
{
    for (uint32_t i = 0; i < of->via_count; i++) {
        const quoth_relay *relay = &of->via[i];
        quoth_str name = relay->name;
        for (uint32_t n = 0; n < relay->spans.count; n++) {
            quoth_str found =
                stands_in(quoth_article_cut(article, relay->spans.at[n]), relay->name);
            if (found.ptr) {
                name = found;
                break;
            }
        }
        put(out, name, true);
    }
}

static size_t most_scraps(const quoth_statement *of, enum q_field field)
{
    switch (field) {
    case Q_FIELD_CONTENT:
        return (size_t)of->content.count + of->inserts.count;
    case Q_FIELD_SOURCE:
        return (size_t)of->source.count + 2;
    case Q_FIELD_TO:
        return of->addressee.spans.count;
    case Q_FIELD_VIA:
        return of->via_count;
    case Q_FIELD_AT:
    case Q_FIELDS:
        break;
    }
    return (size_t)of->occasion.spans.count + of->place.spans.count;
}

static quoth_status join(struct q_scraps *out, struct q_arena *arena)
{
    out->joined = out->count > 0 ? out->at[0].text : Q_NO_STR;
    if (out->count < 2)
        return QUOTH_OK;
    size_t len = 0;
    for (uint32_t i = 0; i < out->count; i++)
        len += out->at[i].text.len + sizeof apart;
    char *to = q_arena_alloc(arena, len);
    if (!to)
        return QUOTH_ENOMEM;
    out->joined = q_str(to, 0);
    for (uint32_t i = 0; i < out->count; i++) {
        struct q_scrap *scrap = &out->at[i];
        size_t gap = i == 0 ? 0 : scrap->apart ? sizeof apart - 1 : 1;
        memcpy(to + out->joined.len, apart, gap);
        out->joined.len += gap;
        scrap->from = (uint32_t)out->joined.len;
        memcpy(to + out->joined.len, scrap->text.ptr, scrap->text.len);
        out->joined.len += scrap->text.len;
    }
    return QUOTH_OK;
}

quoth_status q_scraps_of(const struct quoth_article *article, const quoth_statement *of,
                         enum q_field field, struct q_arena *arena, struct q_scraps *out)
{
    *out = (struct q_scraps){0};
    size_t most = most_scraps(of, field);
    if (most == 0)
        return QUOTH_OK;
    out->at = Q_ARENA_ARRAY(arena, struct q_scrap, most);
    if (!out->at)
        return QUOTH_ENOMEM;
    switch (field) {
    case Q_FIELD_CONTENT:
        put_without(out, article, of->content, of->inserts);
        break;
    case Q_FIELD_SOURCE:
        put_spans(out, article, of->source);
        put_name(out, of->speaker_name);
        put_name(out, of->speaker_role);
        break;
    case Q_FIELD_TO:
        put_spans(out, article, of->addressee.spans);
        break;
    case Q_FIELD_VIA:
        put_via(out, article, of);
        break;
    case Q_FIELD_AT:
        put_spans(out, article, of->occasion.spans);
        put_spans(out, article, of->place.spans);
        break;
    case Q_FIELDS:
        break;
    }
    return join(out, arena);
}

quoth_status q_words_of(const struct quoth_article *article,
                        const struct quoth_statements *statements, uint32_t number,
                        struct q_arena *arena, struct q_index_words *words)
{
    for (enum q_field field = 0; field < Q_FIELDS; field++) {
        struct q_scraps scraps;
        if (q_scraps_of(article, &statements->at[number], field, arena, &scraps) !=
            QUOTH_OK)
            return QUOTH_ENOMEM;
        words->field[field] = scraps.joined;
    }
    return QUOTH_OK;
}
