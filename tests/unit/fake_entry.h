// Stands in for entry, pack, column and person/voice, while they are being written.
#ifndef FAKE_ENTRY_H
#define FAKE_ENTRY_H
#include "archive/entry.h"
#include "archive/pack.h"
#include "archive/squeeze.h"
#include "base/hash.h"
#include "base/limits.h"
#include <stdlib.h>

static void fake_hash(const void *bytes, size_t len, uint8_t *out, size_t size)
{
    char hex[Q_SHA256_HEX];
    q_sha256_hex(bytes, len, hex);
    for (size_t i = 0; i < size; i++)
        out[i] = (uint8_t)(q_hex_digit(hex[2 * i]) * 16 + q_hex_digit(hex[2 * i + 1]));
}

quoth_entry *quoth_entry_new(void)
{
    struct quoth_entry *entry = calloc(1, sizeof *entry);
    q_arena_init(&entry->arena, Q_MAX_ARENA);
    q_buf_init(&entry->packed, Q_MAX_LINE);
    return entry;
}

void quoth_entry_free(quoth_entry *entry)
{
    q_arena_release(&entry->arena);
    q_buf_release(&entry->packed);
    free(entry);
}

void q_capture_id(const struct q_received *received, uint8_t id[16], uint8_t hash[32])
{
    struct q_buf all;
    q_buf_init(&all, Q_MAX_LINE);
    fake_hash(received->bytes.ptr, received->bytes.len, hash, 32);
    q_buf_add(&all, (char *)hash, 32);
    q_buf_add_str(&all, received->url);
    q_buf_add_str(&all, received->given_outlet);
    q_buf_add_str(&all, received->given_published);
    fake_hash(all.ptr, all.len, id, 16);
    q_buf_release(&all);
}

static quoth_str fake_keep(struct quoth_entry *entry, quoth_str s)
{
    char *copy = s.ptr ? q_arena_alloc(&entry->arena, s.len + 1) : NULL;
    return copy ? q_str(memcpy(copy, s.ptr, s.len), s.len) : Q_NO_STR;
}

static quoth_str fake_pack(struct quoth_entry *entry, quoth_str bytes, quoth_str lean)
{
    q_buf_clear(&entry->packed, 0);
    q_squeeze(&entry->packed, bytes, lean);
    return fake_keep(entry, q_str(entry->packed.ptr, entry->packed.len));
}

quoth_status q_entry_start(struct quoth_entry *entry, const struct q_received *received,
                           quoth_error *error)
{
    (void)error;
    q_arena_clear(&entry->arena, 1 << 20);
    entry->received = *received;
    entry->received.bytes = fake_keep(entry, received->bytes);
    q_capture_id(received, entry->id, entry->hash);
    entry->bytes = fake_pack(entry, received->bytes, Q_NO_STR);
    entry->count = 0;
    entry->room = 8;
    entry->articles = q_arena_calloc(&entry->arena, 8, sizeof *entry->articles);
    return QUOTH_OK;
}

int64_t q_url_hash(quoth_str url)
{
    uint8_t hash[8];
    int64_t out;
    fake_hash(url.ptr, url.len, hash, 8);
    memcpy(&out, hash, 8);
    return out | 1;
}

quoth_status quoth_entry_add(quoth_entry *entry, const quoth_article *article,
                             const quoth_statements *statements, quoth_error *error)
{
    struct q_entry_article *a = &entry->articles[entry->count];
    struct q_buf buf;
    (void)error;
    fake_hash(article->text.ptr, article->text.len, a->id, 32);
    a->number = entry->count++;
    a->size = (uint32_t)article->text.len;
    a->text = fake_pack(entry, article->text, entry->received.bytes);
    q_buf_init(&buf, Q_MAX_LINE);
    q_pack_about(&buf, article);
    a->about = fake_pack(entry, q_str(buf.ptr ? buf.ptr : "", buf.len), entry->received.bytes);
    q_buf_clear(&buf, 0);
    q_pack_record(&buf, article, statements);
    a->record = fake_pack(entry, q_str(buf.ptr ? buf.ptr : "", buf.len), article->text);
    q_buf_release(&buf);
    a->outlet = fake_keep(entry, article->outlet);
    a->dated = article->published.value.ptr &&
               q_days_of(article->published.value, &a->published, &a->published_to);
    a->captured = 0;
    a->url = article->url.ptr ? q_url_hash(article->url) : 0;
    a->version = Q_STR("0");
    a->model = Q_STR("none");
    a->count = statements->count;
    a->columns = q_arena_calloc(&entry->arena, a->count, sizeof *a->columns);
    a->statements = q_arena_calloc(&entry->arena, a->count, sizeof *a->statements);
    for (uint32_t i = 0; i < a->count; i++) {
        for (int k = 0; k < 16; k++)
            a->statements[i].id[k] =
                (uint8_t)(q_hex_digit(statements->at[i].id[2 * k]) * 16 +
                          q_hex_digit(statements->at[i].id[2 * k + 1]));
        a->statements[i].voice.name = fake_keep(entry, statements->at[i].speaker_name);
        a->statements[i].voice = q_voice_of(&statements->at[i]);a->statements[i].voice.name = fake_keep(entry, statements->at[i].speaker_name);
        if (q_words_of(article, statements, i, &entry->arena, &a->statements[i].words))
            return QUOTH_ENOMEM;
        for (int f = 0; f < Q_FIELDS; f++)
            a->statements[i].words.field[f] =
                fake_keep(entry, a->statements[i].words.field[f]);
    }
    return QUOTH_OK;
}

void q_columns_pack(struct q_buf *out, const struct q_column *columns, uint32_t count)
{
    q_buf_add(out, (const char *)columns, count * sizeof *columns);
}

quoth_status q_columns_unpack(quoth_str bytes, struct q_column *out, uint32_t count,
                              quoth_error *error)
{
    (void)error;
    if (bytes.len != count * sizeof *out)
        return QUOTH_EDAMAGED;
    memcpy(out, bytes.ptr, bytes.len);
    return QUOTH_OK;
}

bool q_days_of(quoth_str value, int32_t *from, int32_t *to)
{
    *from = *to = (int32_t)(strtol(value.ptr, NULL, 10) * 365 +
                            strtol(value.ptr + 5, NULL, 10) * 30 +
                            strtol(value.ptr + 8, NULL, 10));
    return true;
}

#endif
