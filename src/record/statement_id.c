#include "record/statement_id.h"

#include "base/hash.h"

static void add_number(struct q_sha256 *hash, uint32_t number)
{
    unsigned char bytes[4] = {(unsigned char)number, (unsigned char)(number >> 8),
                              (unsigned char)(number >> 16), (unsigned char)(number >> 24)};
    q_sha256_add(hash, bytes, sizeof bytes);
}

static void add_spans(struct q_sha256 *hash, quoth_spans spans)
{
    add_number(hash, spans.count);
    for (uint32_t k = 0; k < spans.count; k++) {
        add_number(hash, spans.at[k].start);
        add_number(hash, spans.at[k].end);
    }
}

void q_statement_id(const struct quoth_article *article,
                    const struct quoth_statements *statements, uint32_t index,
                    char id[Q_STATEMENT_ID])
{
    const quoth_statement *s = &statements->at[index];
    char hex[Q_SHA256_HEX];
    struct q_sha256 hash;
    q_sha256_init(&hash);
    q_sha256_add(&hash, article->id, strlen(article->id));
    add_spans(&hash, s->content);
    add_spans(&hash, s->cue);
    add_spans(&hash, s->source);
    if (s->parent != QUOTH_NO_PARENT)
        q_sha256_add(&hash, statements->at[s->parent].id, Q_STATEMENT_ID - 1);
    q_sha256_end(&hash, hex);
    memcpy(id, hex, Q_STATEMENT_ID - 1);
    id[Q_STATEMENT_ID - 1] = '\0';
}

void q_name_statements(const struct quoth_article *article,
                       struct quoth_statements *statements)
{
    for (uint32_t n = 0; n < statements->count; n++)
        q_statement_id(article, statements, n, statements->at[n].id);
}
