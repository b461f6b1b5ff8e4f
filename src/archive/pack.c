/*
 * Numbers are varints (varint.h), signed ones where a ± stands; strings as keep.c draws
 * them. A list begins with its count. What is the same of every statement stands together,
 * so that zstd, which packs all of it, sees what repeats.
 *
 *     about    version 1
 *              name, url, outlet, title, canonical, section, guid
 *              authors [string]
 *              published, modified: value, precision, text
 *              told_by: count, then each in the order of quoth_about
 *              flaw: status; unless that is 0: offset + 1, message
 *
 *     record   version 1
 *              language, why
 *              blocks [head: bit 0 plain, 1-2 flags, 3 author, 4 words, 5… kind;
 *                      unless it is plain: start - end of the one before, length;
 *                      author, words where there are: start - start of the block, length]
 *              statements: count, then for each field of FIELDS below all statements'
 *
 * A block is plain where it begins with the first byte behind the one before that is not
 * white space, and ends with its line.
 *
 *     HEAD     bits: 0-1 act, 2-3 kind, 4-5 form, 6 negated
 *     SHAPE    bits: 0-2 pieces of content, 3-4 of cue, 5-6 of source; the most that fits
 *              stands for more: the excess of each follows
 *     HAS      a byte: bit 0 a parent, 1 inserts, 2 addressee, 3 occasion, 4 place, 5 said,
 *              6 candidates, 7 via
 *     PLACE    block + 16 flags
 *     CONTENT  ± start - start of the content before, length; its other pieces: start - end
 *              of the one before, length
 *     CUE      pieces near the content
 *     SOURCE   pieces near the cue, without one near the content
 *     LEMMA, NAME, KIND, ROLE, WHY, SURE (confidence), SPEAKER (confidence of the speaker)
 *     REST     only what HAS says: ± number - parent; inserts [pieces near the content];
 *              addressee, occasion, place: 2 pieces + carried, pieces near the content;
 *              said: the same, value, precision, text; candidates [name, kind, confidence];
 *              via [name, 2 pieces + carried, pieces near the content]
 *
 * Near a stretch, from behind its end on, the first piece is 2 (start - end) + 1; else
 * 2 (± start of the stretch - start). Pieces of which there is none take no byte.
 *
 * The map of an article is not kept: reading its capture again gives it.
 */
#include "archive/pack.h"

#include "archive/keep.h"
#include "archive/pack_form.h"

struct packer {
    struct q_buf *out;
    const struct quoth_statements *statements;
    struct q_keep names, words; // who is spoken of; all other strings
};

// ── About ──

static void put_date(struct packer *p, const quoth_date *date)
{
    q_keep_put(&p->words, p->out, date->value);
    q_keep_put(&p->words, p->out, date->precision);
    q_keep_put(&p->words, p->out, date->text);
}

void q_pack_about(struct q_buf *out, const struct quoth_article *article)
{
    struct packer p = {.out = out};
    q_keep_init(&p.words, article->text);
    const quoth_str strings[] = {article->name,  article->url,       article->outlet,
                                 article->title, article->canonical, article->section,
                                 article->guid};
    q_varint_put(out, Q_PACK_VERSION);
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        q_keep_put(&p.words, out, strings[i]);
    q_varint_put(out, article->author_count);
    for (uint32_t i = 0; i < article->author_count; i++)
        q_keep_put(&p.words, out, article->authors[i]);
    put_date(&p, &article->published);
    put_date(&p, &article->modified);
    q_varint_put(out, QUOTH_ABOUT_COUNT);
    for (int i = 0; i < QUOTH_ABOUT_COUNT; i++)
        q_keep_put(&p.words, out, q_str_from(article->told_by[i]));
    q_varint_put(out, article->flaw.status);
    if (article->flaw.status == QUOTH_OK)
        return;
    q_varint_put(out, article->flaw.offset + 1); // QUOTH_NO_OFFSET: 0
    q_keep_put(&p.words, out, q_str_from(article->flaw.message));
}

// ── Blocks ──

static void put_blocks(struct q_buf *out, const struct quoth_article *article)
{
    uint32_t end = 0;
    struct q_pack_line line = {0, 0};
    q_varint_put(out, article->block_count);
    for (uint32_t i = 0; i < article->block_count; i++) {
        const quoth_block *b = &article->blocks[i];
        quoth_span plain = q_pack_plain(article->text, end, &line);
        bool is_plain = b->span.start == plain.start && b->span.end == plain.end;
        bool author = b->author.start < b->author.end,
             words = b->words.start < b->words.end;
        uint32_t head = (is_plain ? Q_PACK_PLAIN : 0) | (author ? Q_PACK_AUTHOR : 0) |
                        (words ? Q_PACK_WORDS : 0) |
                        (b->flags & Q_PACK_BLOCK_FLAGS) << Q_PACK_FLAGS_AT |
                        (uint32_t)b->kind << Q_PACK_KIND_AT;
        q_varint_put(out, head);
        if (!is_plain) {
            q_varint_put(out, b->span.start - end);
            q_varint_put(out, b->span.end - b->span.start);
        }
        if (author) {
            q_varint_put(out, b->author.start - b->span.start);
            q_varint_put(out, b->author.end - b->author.start);
        }
        if (words) {
            q_varint_put(out, b->words.start - b->span.start);
            q_varint_put(out, b->words.end - b->words.start);
        }
        end = b->span.end;
    }
}

// ── Spans ──

// All pieces but the first, which ends at the same place as spans.at[0].
static void put_pieces(struct q_buf *out, quoth_spans spans)
{
    for (uint32_t i = 0; i < spans.count; i++) {
        if (i > 0)
            q_varint_put(out, spans.at[i].start - spans.at[i - 1].end);
        q_varint_put(out, spans.at[i].end - spans.at[i].start);
    }
}

static void put_near(struct q_buf *out, quoth_spans spans, quoth_span to)
{
    if (!spans.count)
        return;
    uint32_t start = spans.at[0].start;
    if (start >= to.end)
        q_varint_put(out, (uint64_t)(start - to.end) << 1 | 1);
    else
        q_varint_put(out, q_varint_fold((int64_t)to.start - start) << 1);
    put_pieces(out, spans);
}

// ── Statements, field by field ──

static void put_head(struct packer *p, const quoth_statement *s)
{
    q_varint_put(p->out, (unsigned)s->act | (unsigned)s->kind << 2 |
                             (unsigned)s->form << 4 | (s->negated ? 1u : 0) << 6);
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static void put_shape(struct packer *p, const quoth_statement *s)
{
    uint32_t counts[] = {s->content.count, s->cue.count, s->source.count};
    static const uint32_t most[] = {Q_PACK_CONTENTS, Q_PACK_CUES, Q_PACK_SOURCES};
    q_varint_put(p->out, least(counts[0], most[0]) | least(counts[1], most[1]) << 3 |
                             least(counts[2], most[2]) << 5);
    for (int i = 0; i < 3; i++)
        if (counts[i] >= most[i])
            q_varint_put(p->out, counts[i] - most[i]);
}

static bool has_date(const quoth_date *date)
{
    return date->value.ptr || date->precision.ptr || date->text.ptr;
}

static bool has_phrase(const quoth_phrase *phrase)
{
    return phrase->spans.count || phrase->carried;
}

static unsigned what_it_has(const quoth_statement *s)
{
    bool said = s->said.spans.count || s->said.carried || has_date(&s->said.date);
    return (s->parent != QUOTH_NO_PARENT ? Q_PACK_PARENT : 0) |
           (s->inserts.count ? Q_PACK_INSERTS : 0) |
           (has_phrase(&s->addressee) ? Q_PACK_ADDRESSEE : 0) |
           (has_phrase(&s->occasion) ? Q_PACK_OCCASION : 0) |
           (has_phrase(&s->place) ? Q_PACK_WHERE : 0) | (said ? Q_PACK_SAID : 0) |
           (s->candidate_count ? Q_PACK_CANDIDATES : 0) | (s->via_count ? Q_PACK_VIA : 0);
}

static void put_has(struct packer *p, const quoth_statement *s)
{
    q_buf_add_char(p->out, (char)what_it_has(s));
}

static void put_place(struct packer *p, const quoth_statement *s)
{
    q_varint_put(p->out, (unsigned)s->block | (uint64_t)s->flags << Q_PACK_FLAGS_BESIDE);
}

static quoth_span first_of(quoth_spans spans)
{
    return spans.count ? spans.at[0] : (quoth_span){0, 0};
}

static void put_content(struct packer *p, const quoth_statement *s)
{
    int64_t before = s == p->statements->at ? 0 : first_of(s[-1].content).start;
    if (s->content.count)
        q_varint_put_signed(p->out, (int64_t)s->content.at[0].start - before);
    put_pieces(p->out, s->content);
}

static void put_cue(struct packer *p, const quoth_statement *s)
{
    put_near(p->out, s->cue, first_of(s->content));
}

static void put_source(struct packer *p, const quoth_statement *s)
{
    put_near(p->out, s->source, first_of(s->cue.count ? s->cue : s->content));
}

static void put_lemma(struct packer *p, const quoth_statement *s)
{
    q_keep_put(&p->words, p->out, s->cue_lemma);
}

static void put_name(struct packer *p, const quoth_statement *s)
{
    q_keep_put(&p->names, p->out, s->speaker_name);
}

static void put_kind(struct packer *p, const quoth_statement *s)
{
    q_keep_put(&p->words, p->out, s->speaker_kind);
}

static void put_role(struct packer *p, const quoth_statement *s)
{
    q_keep_put(&p->names, p->out, s->speaker_role);
}

static void put_why(struct packer *p, const quoth_statement *s)
{
    q_keep_put(&p->words, p->out, s->speaker_why);
}

static void put_sure(struct packer *p, const quoth_statement *s)
{
    q_varint_put(p->out, s->confidence);
}

static void put_speaker(struct packer *p, const quoth_statement *s)
{
    q_varint_put(p->out, s->speaker_confidence);
}

static void put_carried(struct packer *p, quoth_spans spans, int carried,
                        const quoth_statement *s)
{
    q_varint_put(p->out, (uint64_t)spans.count << 1 | (carried ? 1 : 0));
    put_near(p->out, spans, first_of(s->content));
}

static void put_lists(struct packer *p, const quoth_statement *s, unsigned has)
{
    if (has & Q_PACK_CANDIDATES) {
        q_varint_put(p->out, s->candidate_count);
        for (uint32_t i = 0; i < s->candidate_count; i++) {
            q_keep_put(&p->names, p->out, s->candidates[i].name);
            q_keep_put(&p->words, p->out, s->candidates[i].kind);
            q_varint_put(p->out, s->candidates[i].confidence);
        }
    }
    if (has & Q_PACK_VIA) {
        q_varint_put(p->out, s->via_count);
        for (uint32_t i = 0; i < s->via_count; i++) {
            q_keep_put(&p->names, p->out, s->via[i].name);
            put_carried(p, s->via[i].spans, s->via[i].carried, s);
        }
    }
}

static void put_rest(struct packer *p, const quoth_statement *s)
{
    unsigned has = what_it_has(s);
    int64_t number = s - p->statements->at;
    if (has & Q_PACK_PARENT)
        q_varint_put_signed(p->out, number - s->parent);
    if (has & Q_PACK_INSERTS) {
        q_varint_put(p->out, s->inserts.count);
        put_near(p->out, s->inserts, first_of(s->content));
    }
    if (has & Q_PACK_ADDRESSEE)
        put_carried(p, s->addressee.spans, s->addressee.carried, s);
    if (has & Q_PACK_OCCASION)
        put_carried(p, s->occasion.spans, s->occasion.carried, s);
    if (has & Q_PACK_WHERE)
        put_carried(p, s->place.spans, s->place.carried, s);
    if (has & Q_PACK_SAID) {
        put_carried(p, s->said.spans, s->said.carried, s);
        put_date(p, &s->said.date);
    }
    put_lists(p, s, has);
}

void q_pack_record(struct q_buf *out, const struct quoth_article *article,
                   const struct quoth_statements *statements)
{
    static void (*const fields[])(struct packer *, const quoth_statement *) = {
        put_head, put_shape,  put_has,   put_place,   put_content,
        put_cue,  put_source, put_lemma, put_name,    put_kind,
        put_role, put_why,    put_sure,  put_speaker, put_rest};
    struct packer p = {.out = out, .statements = statements};
    q_keep_init(&p.names, article->text);
    q_keep_init(&p.words, article->text);
    q_varint_put(out, Q_PACK_VERSION);
    q_keep_put(&p.words, out, article->language);
    q_keep_put(&p.words, out, statements->why);
    put_blocks(out, article);
    q_varint_put(out, statements->count);
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
        for (uint32_t n = 0; n < statements->count; n++)
            fields[f](&p, &statements->at[n]);
}
