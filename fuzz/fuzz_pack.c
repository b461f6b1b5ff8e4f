/*
 * Packed articles of any bytes: what is unpacked can be printed and packs to bytes that
 * unpack to the same again. The input is a text, NUL, and then as its first byte says: 0 a
 * record, 1 a description, 2 columns, 3 what zstd packed leaning on the text.
 */
#include "archive/column.h"
#include "archive/pack.h"
#include "archive/squeeze.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "fuzz.h"

static quoth_error error;

static quoth_str held(const struct q_buf *buf)
{
    return q_str(buf->ptr, buf->len);
}

static quoth_status unpack(bool about, quoth_str bytes, struct quoth_article *article,
                           struct quoth_statements *statements)
{
    return about ? q_unpack_about(bytes, article, &error)
                 : q_unpack_record(bytes, article, statements, &error);
}

static void pack(bool about, struct q_buf *out, const struct quoth_article *article,
                 const struct quoth_statements *statements)
{
    q_buf_init(out, Q_MAX_OUTPUT);
    if (about)
        q_pack_about(out, article);
    else
        q_pack_record(out, article, statements);
    HOLD(!out->failed);
}

static void print(const struct quoth_article *article,
                  const struct quoth_statements *statements)
{
    static const quoth_print_format formats[] = {QUOTH_PRINT_NDJSON, QUOTH_PRINT_TEXT};
    quoth_output *output = quoth_output_new();
    for (int i = 0; i < 2; i++) {
        quoth_print_options options = {.format = formats[i]};
        HOLD(!quoth_print(output, article, statements, &options, &error));
        HOLD(!quoth_print_article(output, article, &options, &error));
    }
    quoth_output_free(output);
}

static void try_pack(bool about, quoth_str text, quoth_str bytes)
{
    struct quoth_article *article = quoth_article_new();
    struct quoth_statements *statements = quoth_statements_new();
    struct q_buf first, second;
    HOLD(article && statements);
    article->text = text;
    if (unpack(about, bytes, article, statements) == QUOTH_OK) {
        print(article, statements);
        pack(about, &first, article, statements);
        q_article_clear(article);
        article->text = text;
        HOLD(unpack(about, held(&first), article, statements) == QUOTH_OK);
        pack(about, &second, article, statements);
        HOLD(q_str_equal(held(&first), held(&second)));
        q_buf_release(&first);
        q_buf_release(&second);
    } else {
        HOLD(error.status == QUOTH_EDAMAGED && error.offset <= bytes.len);
        HOLD(!article->author_count && !article->block_count && !statements->count);
    }
    quoth_article_free(article);
    quoth_statements_free(statements);
}

static void try_columns(quoth_str text, quoth_str bytes)
{
    enum { MOST = 300 };
    static struct q_column columns[MOST];
    struct q_buf again;
    uint32_t count = text.len < MOST ? (uint32_t)text.len : MOST;
    if (q_columns_unpack(bytes, columns, count, &error) != QUOTH_OK) {
        HOLD(error.status == QUOTH_EDAMAGED && error.offset <= bytes.len);
        return;
    }
    q_buf_init(&again, Q_MAX_OUTPUT);
    q_columns_pack(&again, columns, count);
    HOLD(q_str_equal(held(&again), bytes));
    q_buf_release(&again);
}

static void try_squeezed(quoth_str text, quoth_str bytes)
{
    enum { MOST = 1 << 20 };
    struct q_buf got, again, back;
    q_buf_init(&got, MOST);
    q_buf_init(&again, Q_MAX_OUTPUT);
    q_buf_init(&back, MOST);
    if (q_unsqueeze_most(&got, bytes, MOST, text, &error) == QUOTH_OK) {
        q_squeeze(&again, held(&got), text);
        HOLD(!q_unsqueeze(&back, held(&again), got.len, text, &error));
        HOLD(q_str_equal(held(&back), held(&got)));
    } else {
        HOLD(error.status == QUOTH_EDAMAGED);
    }
    q_buf_release(&got);
    q_buf_release(&again);
    q_buf_release(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, 0, size) : NULL;
    if (!end || end + 1 == data + size)
        return 0;
    quoth_str text = q_str((const char *)data, (size_t)(end - data));
    quoth_str bytes = q_str((const char *)end + 2, size - text.len - 2);
    if (q_utf8_check(text) != text.len)
        return 0;
    switch (end[1]) {
    case 0:
    case 1:
        try_pack(end[1] == 1, text, bytes);
        break;
    case 2:
        try_columns(text, bytes);
        break;
    default:
        try_squeezed(text, bytes);
    }
    return 0;
}
