/*
 * Asks an archive every question of a file three times, as a program would: parses it,
 * searches, takes the first page of 20 rows. Prints a line a question:
 *
 *     hits, tab, milliseconds of each run with a space between, tab, the same by CPU time,
 *     tab, the question's line
 *
 * A line of the file is a question, maybe a tab and options: sort=said since=2017
 * until=2018 clock=published ascending=1 by_article=1 tally=1 (the histogram and the
 * facets that need no records, too). A line that begins with # is none.
 *
 *     bench_search ARCHIVE QUESTIONS
 */
#include "quoth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 3, PAGE = 20 };

static double now(clockid_t by)
{
    struct timespec at;
    clock_gettime(by, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static void die(const char *what, const quoth_error *error)
{
    fprintf(stderr, "bench_search: %s: %s\n", what, error->message);
    exit(1);
}

static int number_of(const char *name, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    fprintf(stderr, "bench_search: no such option: %s\n", name);
    exit(1);
}

// Reads options, which it parts.
static quoth_search_options options_of(char *text, int *tally)
{
    static const char *const orders[] = {"relevance", "said",  "published",
                                         "captured",  "added", NULL};
    static const char *const clocks[] = {"said", "published", "captured", NULL};
    static const char *const names[] = {"sort",      "since",      "until", "clock",
                                        "ascending", "by_article", "tally", NULL};
    quoth_search_options options = {.limit = PAGE};
    for (char *one = text ? strtok(text, " ") : NULL; one; one = strtok(NULL, " ")) {
        char *value = strchr(one, '=');
        if (!value)
            continue;
        *value++ = '\0';
        switch (number_of(one, names)) {
        case 0:
            options.order = (quoth_order)number_of(value, orders);
            break;
        case 1:
            options.since = value;
            break;
        case 2:
            options.until = value;
            break;
        case 3:
            options.clock = (quoth_clock)number_of(value, clocks);
            break;
        case 4:
            options.ascending = value[0] == '1';
            break;
        case 5:
            options.by_article = value[0] == '1';
            break;
        default:
            *tally = value[0] == '1';
        }
    }
    return options;
}

static void count(quoth_results *results)
{
    enum { VALUES = 12 };
    quoth_histogram histogram;
    quoth_tally tally;
    quoth_error error;
    if (quoth_results_histogram(results, &histogram, &error))
        die("histogram", &error);
    for (int facet = QUOTH_FACET_SPEAKER; facet <= QUOTH_FACET_YEAR; facet++)
        if (quoth_results_tally(results, (quoth_facet)facet, VALUES, &tally, &error))
            die("tally", &error);
}

static uint64_t ask(quoth_archive *archive, const char *text,
                    const quoth_search_options *options, int tally)
{
    static quoth_article *article;
    static quoth_statements *statements;
    quoth_question *question;
    quoth_results *results;
    quoth_hit hit;
    quoth_error error;
    if (!article) {
        article = quoth_article_new();
        statements = quoth_statements_new();
    }
    if (quoth_question_parse(&question, (quoth_str){text, strlen(text)}, &error) ||
        quoth_archive_search(archive, question, options, &results, &error))
        die(text, &error);
    uint64_t total = quoth_results_total(results);
    quoth_status status;
    if (tally)
        count(results);
    while ((status = quoth_results_take(results, article, statements, &hit, &error)) ==
           QUOTH_OK)
        continue;
    if (status != QUOTH_END)
        die(text, &error);
    quoth_results_free(results);
    quoth_question_free(question);
    return total;
}

int main(int argc, char **argv)
{
    char line[4096];
    quoth_archive *archive;
    quoth_error error;
    FILE *file = argc == 3 ? fopen(argv[2], "r") : NULL;
    if (!file) {
        fprintf(stderr, "usage: bench_search ARCHIVE QUESTIONS\n");
        return 2;
    }
    if (quoth_archive_open(&archive, argv[1], NULL, &error) != QUOTH_OK)
        die(argv[1], &error);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || !line[0])
            continue;
        char asked[sizeof line];
        memcpy(asked, line, sizeof line);
        char *tab = strchr(asked, '\t');
        if (tab)
            *tab++ = '\0';
        int tally = 0;
        quoth_search_options options = options_of(tab, &tally);
        double spent[RUNS], worked[RUNS];
        uint64_t total = 0;
        for (int run = 0; run < RUNS; run++) {
            double began = now(CLOCK_MONOTONIC), idle = now(CLOCK_PROCESS_CPUTIME_ID);
            total = ask(archive, asked, &options, tally);
            worked[run] = now(CLOCK_PROCESS_CPUTIME_ID) - idle;
            spent[run] = now(CLOCK_MONOTONIC) - began;
        }
        printf("%llu\t%.3f %.3f %.3f\t%.3f %.3f %.3f\t%s\n", (unsigned long long)total,
               spent[0], spent[1], spent[2], worked[0], worked[1], worked[2], line);
    }
    fclose(file);
    quoth_archive_close(archive);
    return 0;
}
