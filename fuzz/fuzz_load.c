/*
 * Lines of a dump, of any bytes: an article, then its statements, whose hashes are set
 * right. What is read of them prints, and prints the same when it was packed as an archive
 * packs it and unpacked again.
 */
#include "archive/load_row.h"
#include "archive/pack.h"
#include "base/str.h"
#include "fuzz.h"

static quoth_article *article, *again;
static quoth_statements *found, *found_again;
static quoth_output *output;
static struct q_buf bytes, packed, printed;
static struct q_places places;
static struct q_known known;
static bool filled;

static void start(void)
{
    if (!article) {
        HOLD((article = quoth_article_new()) && (again = quoth_article_new()));
        HOLD((found = quoth_statements_new()) && (found_again = quoth_statements_new()));
        HOLD((output = quoth_output_new()));
        q_buf_init(&bytes, 1 << 24);
        q_buf_init(&packed, 1 << 28);
        q_buf_init(&printed, 1 << 28);
    }
    filled = false;
}

static void print(const quoth_article *a, const quoth_statements *s)
{
    for (int format = QUOTH_PRINT_NDJSON; format <= QUOTH_PRINT_TEXT; format++) {
        const quoth_print_options how = {.format = (quoth_print_format)format};
        HOLD(quoth_print(output, a, s, &how, NULL) == QUOTH_OK);
        HOLD(quoth_print_article(output, a, &how, NULL) == QUOTH_OK);
    }
}

// Through the form in which an archive keeps them.
static void pack_and_compare(void)
{
    quoth_output_clear(output);
    print(article, found);
    q_buf_cut(&printed, 0);
    q_buf_add_str(&printed, quoth_output_text(output));
    q_article_clear(again);
    q_statements_clear(found_again);
    again->text = q_article_keep(again, article->text);
    again->path = q_article_keep(again, article->path);
    memcpy(again->id, article->id, sizeof again->id);
    q_buf_cut(&packed, 0);
    q_pack_about(&packed, article);
    HOLD(!packed.failed);
    HOLD(q_unpack_about(q_str(packed.ptr, packed.len), again, NULL) == QUOTH_OK);
    q_buf_cut(&packed, 0);
    q_pack_record(&packed, article, found);
    HOLD(!packed.failed);
    HOLD(q_unpack_record(q_str(packed.ptr, packed.len), again, found_again, NULL) ==
         QUOTH_OK);
    found_again->version = found->version;
    found_again->model = found->model;
    quoth_output_clear(output);
    print(again, found_again);
    quoth_str now = quoth_output_text(output);
    HOLD(now.len == printed.len && memcmp(now.ptr, printed.ptr, now.len) == 0);
}

static void set_id(struct q_row *row, const char *id)
{
    HOLD(json_object_set_new(row->tree, "id", json_string(id)) == 0);
    row->wrong = NULL;
}

static void take_article(struct q_row *row)
{
    q_row_article(row, article, found, &places);
    if (row->wrong && strcmp(row->wrong, "id") == 0) {
        set_id(row, article->id);
        q_row_article(row, article, found, &places);
    }
    known = (struct q_known){.slots = NULL};
    filled = !row->wrong;
}

static void take_statement(struct q_row *row)
{
    uint32_t count = found->count;
    q_row_statement(row, article, &places, &known, found);
    if (row->wrong && strcmp(row->wrong, "id") == 0) {
        set_id(row, found->at[count].id);
        q_row_statement(row, article, &places, &known, found);
        HOLD(!row->wrong && found->count == count + 1);
    }
}

static void take(quoth_str line)
{
    struct q_received received;
    struct q_row row = {.tree = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, NULL)};
    quoth_str type = q_row_string(&row, row.tree, "type");
    if (q_str_equal(type, Q_STR("capture"))) {
        q_buf_cut(&bytes, 0);
        q_row_received(&row, &bytes, &received);
        HOLD(row.wrong || (received.kind && received.bytes.ptr));
    } else if (q_str_equal(type, Q_STR("article"))) {
        if (filled)
            pack_and_compare();
        take_article(&row);
    } else if (filled && q_str_equal(type, Q_STR("statement"))) {
        take_statement(&row);
    }
    json_decref(row.tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    quoth_str rest = q_str((const char *)data, size);
    start();
    while (rest.len)
        take(q_str_take_until(&rest, '\n'));
    if (filled)
        pack_and_compare();
    return 0;
}
