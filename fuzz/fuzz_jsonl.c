/*
 * JSONL of any bytes, each line read twice: the usual way and by jansson alone. Both must
 * give the same articles and the same errors; a wrong line never stops the next.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "read/jsonl.h"

struct side {
    struct q_input input;
    struct q_jsonl jsonl;
    bool only_tree;
    quoth_article *article;
    quoth_error error;
    quoth_status status;
};

static void start(struct side *side, quoth_str bytes, bool only_tree)
{
    q_input_init(&side->input);
    q_input_open_bytes(&side->input, bytes);
    side->jsonl = (struct q_jsonl){0};
    side->only_tree = only_tree;
    HOLD((side->article = quoth_article_new()));
}

static void step(struct side *side)
{
    struct q_jsonl_line line;
    q_article_clear(side->article);
    side->status = q_jsonl_take(&side->jsonl, &side->input, &line, &side->error);
    if (side->status == QUOTH_OK)
        side->status = q_jsonl_read(&line, side->only_tree, side->article, &side->error);
}

static void stop(struct side *side)
{
    q_input_release(&side->input);
    quoth_article_free(side->article);
}

static void check(const struct side *a, const struct side *b, size_t size)
{
    const quoth_article *x = a->article, *y = b->article;
    HOLD(a->status == b->status && a->jsonl.line == b->jsonl.line);
    if (a->status != QUOTH_OK) {
        HOLD(a->status == QUOTH_END || a->status == QUOTH_EFORMAT);
        HOLD(a->status == QUOTH_END || a->error.offset <= size);
        HOLD(a->status == QUOTH_END || a->error.offset == b->error.offset);
        HOLD(!x->text.ptr && !x->name.ptr);
        return;
    }
    HOLD(q_utf8_check(x->text) == x->text.len && x->text.ptr && x->name.len);
    HOLD(q_str_equal(x->text, y->text) && q_str_equal(x->name, y->name));
    HOLD(q_str_equal(x->title, y->title) && !x->title.ptr == !y->title.ptr);
    HOLD(q_str_equal(x->outlet, y->outlet) && !x->outlet.ptr == !y->outlet.ptr);
    HOLD(q_str_equal(x->url, y->url) && !x->url.ptr == !y->url.ptr);
    HOLD(q_str_equal(x->language, y->language) && x->language.ptr);
    HOLD(q_str_equal(x->published.value, y->published.value));
    HOLD(q_str_equal(x->published.text, y->published.text));
    HOLD(x->author_count == y->author_count);
    for (uint32_t i = 0; i < x->author_count; i++)
        HOLD(q_str_equal(x->authors[i], y->authors[i]) && x->authors[i].len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct side fast, tree;
    quoth_str bytes = q_str((const char *)data, size);
    start(&fast, bytes, false);
    start(&tree, bytes, true);
    do {
        step(&fast);
        step(&tree);
        check(&fast, &tree, size);
    } while (fast.status != QUOTH_END);
    stop(&fast);
    stop(&tree);
    return 0;
}
