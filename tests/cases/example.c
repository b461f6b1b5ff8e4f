/*
 * The program at the top of quoth.h, whole: prints who said what in a file.
 *
 *     build/example data/samples/2031-lock.txt
 */
#include "quoth.h"

#include <stdio.h>

static void print_statements(const quoth_article *article, const quoth_statements *found)
{
    for (size_t i = 0; i < quoth_statements_count(found); i++) {
        const quoth_statement *s = quoth_statements_at(found, i);
        if (s->source.count > 0) {
            quoth_str who = quoth_article_cut(article, s->source.at[0]);
            printf("%.*s: ", (int)who.len, who.ptr);
        }
        quoth_str what = quoth_article_cut(article, s->content.at[0]);
        printf("%.*s\n", (int)what.len, what.ptr);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: example FILE\n");
        return 2;
    }
    quoth_error error = {.offset = QUOTH_NO_OFFSET};
    quoth_engine *engine = NULL;
    quoth_reader *reader = NULL;
    quoth_article *article = quoth_article_new();
    quoth_statements *found = quoth_statements_new();
    quoth_status status = article && found ? QUOTH_OK : QUOTH_ENOMEM;
    if (status == QUOTH_OK)
        status = quoth_engine_open(&engine, NULL, &error);
    if (status == QUOTH_OK)
        status = quoth_reader_open_path(&reader, argv[1], NULL, &error);
    while (status == QUOTH_OK) {
        status = quoth_reader_next(reader, article, &error);
        if (status == QUOTH_OK)
            status = quoth_extract(engine, article, NULL, found, &error);
        if (status == QUOTH_OK)
            print_statements(article, found);
    }
    if (status != QUOTH_END)
        fprintf(stderr, "%s: %s\n", argv[1], error.message);
    quoth_statements_free(found);
    quoth_article_free(article);
    quoth_reader_close(reader);
    quoth_engine_close(engine);
    return status == QUOTH_END ? 0 : 1;
}
