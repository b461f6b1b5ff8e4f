// src/print: statements built by hand → ndjson, json, text.
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "record/article.h"
#include "record/statement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define BRIDGE                                                                             \
    "“We tried,” she said.\n“It failed [twice] (in May).”\n"                       \
    "Jane Doe denied that Łódź residents claimed it was late."

enum { WEIGHED = 5 };

struct scene {
    struct quoth_article article;
    struct quoth_statements found;
    quoth_statement at[4];
    quoth_block blocks[1];
    quoth_span spans[40];
    quoth_candidate weighed[WEIGHED];
    quoth_relay relays[2];
    uint32_t used;
    quoth_output *output;
};

// The spans of `count` words of the text, in their order.
static quoth_spans find(struct scene *s, uint32_t count, const char *const words[])
{
    quoth_spans out = {s->spans + s->used, count};
    for (uint32_t i = 0; i < count; i++) {
        const char *at = strstr(s->article.text.ptr, words[i]);
        assert_non_null(at);
        uint32_t start = (uint32_t)(at - s->article.text.ptr);
        s->spans[s->used++] = (quoth_span){start, start + (uint32_t)strlen(words[i])};
    }
    return out;
}
#define FIND(s, ...)                                                                       \
    find((s), sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *),                 \
         (const char *const[]){__VA_ARGS__})

static quoth_statement *add(struct scene *s)
{
    quoth_statement *out = &s->at[s->found.count++];
    *out = (quoth_statement){.parent = QUOTH_NO_PARENT, .confidence = 91};
    memset(out->id, 'a' + (int)s->found.count - 1, sizeof out->id - 1);
    return out;
}

static void set_scene(struct scene *s, quoth_str text)
{
    *s = (struct scene){.output = quoth_output_new()};
    assert_non_null(s->output);
    s->found.at = s->at;
    s->found.version = Q_STR("7.1");
    s->article.text = text;
    s->blocks[0].span.end = (uint32_t)text.len;
    s->article.blocks = s->blocks;
    s->article.block_count = 1;
    s->article.name = Q_STR("report");
    s->article.path = Q_STR("in/report.txt");
    s->article.language = Q_STR("en");
    memcpy(s->article.id, "sha256:0123", sizeof "sha256:0123");
}

static void strike_scene(struct scene *s)
{
    quoth_output_free(s->output);
}

// She says; Jane Doe denies that residents claim.
static void set_bridge(struct scene *s)
{
    set_scene(s, Q_STR(BRIDGE));
    s->article.title = Q_STR("Bridge talks fail");
    s->article.outlet = Q_STR("The Herald");
    s->article.published = (quoth_date){Q_STR("2023-06-08T12:05"), Q_STR("minute"),
                                        Q_STR("8 Jun, 2023 12:05")};
    quoth_statement *said = add(s);
    said->content = FIND(s, "“We tried,”", "“It failed [twice] (in May).”");
    said->cue = FIND(s, "said");
    said->cue_lemma = Q_STR("say");
    said->source = FIND(s, "she");
    said->form = QUOTH_FORM_PRONOUN;
    said->speaker_name = Q_STR("Jane Doe");
    said->speaker_kind = Q_STR("person");
    said->speaker_confidence = 91;
    said->inserts = FIND(s, "[twice]", "(in May)");
    said->flags = QUOTH_FLAG_CARRIED_QUOTE;
    quoth_statement *denied = add(s);
    denied->kind = QUOTH_KIND_INDIRECT;
    denied->negated = 1;
    denied->content = FIND(s, "that Łódź residents claimed it was late");
    denied->cue = FIND(s, "denied");
    denied->cue_lemma = Q_STR("deny");
    denied->source = FIND(s, "Jane Doe");
    denied->form = QUOTH_FORM_NAME;
    denied->speaker_name = Q_STR("Jane Doe");
    denied->speaker_kind = Q_STR("person");
    denied->speaker_confidence = 100;
    denied->confidence = 100;
    quoth_statement *claimed = add(s);
    claimed->act = QUOTH_ACT_THOUGHT;
    claimed->kind = QUOTH_KIND_INDIRECT;
    claimed->content = FIND(s, "it was late");
    claimed->cue = FIND(s, "claimed");
    claimed->source = FIND(s, "Łódź residents");
    claimed->form = QUOTH_FORM_NOMINAL;
    claimed->speaker_kind = Q_STR("group");
    claimed->speaker_why = Q_STR("unnamed");
    claimed->parent = 1;
    claimed->confidence = 7;
}

static quoth_status print(struct scene *s, quoth_print_options options)
{
    return quoth_print(s->output, &s->article, &s->found, &options, NULL);
}

// What was printed, with an end; the caller's to free.
static char *copy_of(const quoth_output *output)
{
    quoth_str text = quoth_output_text(output);
    char *out = calloc(1, text.len + 1);
    assert_non_null(out);
    memcpy(out, text.ptr, text.len);
    return out;
}

static void assert_prints(struct scene *s, quoth_print_options options, const char *want)
{
    quoth_output_clear(s->output);
    assert_int_equal(print(s, options), QUOTH_OK);
    char *got = copy_of(s->output);
    assert_string_equal(got, want);
    free(got);
}

// Behind the next `want` in [at, end), or NULL.
static const char *behind(const char *at, const char *end, const char *want)
{
    size_t len = strlen(want);
    for (; (size_t)(end - at) >= len; at++)
        if (!memcmp(at, want, len))
            return at + len;
    return NULL;
}

#define ARTICLE_FIELDS                                                                     \
    "\"name\": \"report\", \"id\": \"sha256:0123\", \"path\": \"in/report.txt\", "         \
    "\"url\": null, \"outlet\": \"The Herald\", \"title\": \"Bridge talks fail\", "        \
    "\"published\": {\"value\": \"2023-06-08T12:05\", \"precision\": \"minute\", "         \
    "\"text\": \"8 Jun, 2023 12:05\"}, \"language\": \"en\""
#define ARTICLE "\"article\": {" ARTICLE_FIELDS "}, "
#define UNTOLD                                                                             \
    "\"addressee\": null, \"occasion\": null, \"place\": null, \"said\": null, "           \
    "\"via\": [], "
#define EXTRACTOR "\"extractor\": {\"version\": \"7.1\", \"model\": null}}"

#define FIRST_HEAD                                                                         \
    "{\"type\": \"statement\", \"id\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", "
#define FIRST                                                                              \
    "\"act\": \"speech\", \"kind\": \"direct\", \"negated\": false, "                      \
    "\"content\": {\"text\": \"“We tried,” “It failed [twice] (in May).”\", "      \
    "\"spans\": [[0, 11], [22, 51]]}, "                                                    \
    "\"cue\": {\"text\": \"said\", \"spans\": [[16, 20]], \"lemma\": \"say\"}, "           \
    "\"source\": {\"text\": \"she\", \"spans\": [[12, 15]], \"form\": \"pronoun\"}, "      \
    "\"speaker\": {\"name\": \"Jane Doe\", \"kind\": \"person\", \"role\": null, "         \
    "\"confidence\": 0.91, \"candidates\": []}, " UNTOLD "\"parent\": null, "              \
    "\"inserts\": [{\"text\": \"[twice]\", \"spans\": [[33, 40]]}, "                       \
    "{\"text\": \"(in May)\", \"spans\": [[41, 49]]}], "                                   \
    "\"block\": \"body\", \"confidence\": 0.91, \"flags\": "                               \
    "[\"carried-quote\"], " EXTRACTOR
#define SECOND_HEAD                                                                        \
    "{\"type\": \"statement\", \"id\": \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\", "
#define SECOND                                                                             \
    "\"act\": \"speech\", \"kind\": \"indirect\", \"negated\": true, "                     \
    "\"content\": {\"text\": \"that Łódź residents claimed it was late\", "             \
    "\"spans\": [[68, 107]]}, "                                                            \
    "\"cue\": {\"text\": \"denied\", \"spans\": [[61, 67]], \"lemma\": \"deny\"}, "        \
    "\"source\": {\"text\": \"Jane Doe\", \"spans\": [[52, 60]], \"form\": \"name\"}, "    \
    "\"speaker\": {\"name\": \"Jane Doe\", \"kind\": \"person\", \"role\": null, "         \
    "\"confidence\": 1.00, \"candidates\": []}, " UNTOLD "\"parent\": null, "              \
    "\"inserts\": [], \"block\": \"body\", \"confidence\": 1.00, \"flags\": "              \
    "[], " EXTRACTOR
#define THIRD_HEAD                                                                         \
    "{\"type\": \"statement\", \"id\": \"cccccccccccccccccccccccccccccccc\", "
#define THIRD                                                                              \
    "\"act\": \"thought\", \"kind\": \"indirect\", \"negated\": false, "                   \
    "\"content\": {\"text\": \"it was late\", \"spans\": [[96, 107]]}, "                   \
    "\"cue\": {\"text\": \"claimed\", \"spans\": [[88, 95]], \"lemma\": null}, "           \
    "\"source\": {\"text\": \"Łódź residents\", \"spans\": [[73, 87]], "                \
    "\"form\": \"nominal\"}, "                                                             \
    "\"speaker\": {\"name\": null, \"kind\": \"group\", \"role\": null, "                  \
    "\"confidence\": 0.00, \"candidates\": [], \"why\": \"unnamed\"}, " UNTOLD             \
    "\"parent\": \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\", "                                   \
    "\"inserts\": [], \"block\": \"body\", \"confidence\": 0.07, \"flags\": "              \
    "[], " EXTRACTOR

static void prints_ndjson(void **state)
{
    (void)state;
    struct scene s;
    set_bridge(&s);
    assert_prints(&s, (quoth_print_options){0},
                  FIRST_HEAD ARTICLE FIRST "\n" SECOND_HEAD ARTICLE SECOND
                                           "\n" THIRD_HEAD ARTICLE THIRD "\n");
    strike_scene(&s);
}

static void prints_json(void **state)
{
    (void)state;
    struct scene s;
    set_bridge(&s);
    assert_prints(&s, (quoth_print_options){.format = QUOTH_PRINT_JSON},
                  "{\"article\": {" ARTICLE_FIELDS
                  ", \"text\": \"“We tried,” she said.\\n“It failed [twice] (in May).”\\n"
                  "Jane Doe denied that Łódź residents claimed it was late.\", "
                  "\"blocks\": [{\"kind\": \"body\", \"span\": [0, 108], "
                  "\"author\": null, \"flags\": []}]}, \"statements\": [" FIRST_HEAD FIRST
                  ", " SECOND_HEAD SECOND ", " THIRD_HEAD THIRD "], \"why\": null}\n");
    strike_scene(&s);
}

static const char page[] = "Räume fallen\nBy Jane Doe\nMay 7, 2031\nRäume fallen\n“No,” "
                           "the mayor of Lindholm said "
                           "on Monday.\n“Oh,” she told\nAdvertisement\nthe council.\n";

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static void check_page(quoth_print_format format, const char *want)
{
    quoth_article *article = quoth_article_new();
    quoth_output *output = quoth_output_new();
    const quoth_print_options how = {.format = format};
    quoth_str text = q_str_from(page), name = Q_STR("x");
    assert_int_equal(quoth_article_set(article, name, text, NULL), QUOTH_OK);
    assert_int_equal(quoth_print_article(output, article, &how, NULL), QUOTH_OK);
    char *got = copy_of(output);
    char *id = strstr(got, "sha256:"); // its digits are no matter of this test
    if (id)
        memset(id + strlen("sha256:"), '0', strlen(ZEROS));
    assert_string_equal(got, want);
    free(got);
    quoth_output_free(output);
    quoth_article_free(article);
}

static void prints_articles(void **state)
{
    (void)state;
    static const char json[] =
        "{\"name\": \"x\", \"id\": \"sha256:" ZEROS "\", \"path\": null, \"url\": null, "
        "\"outlet\": null, \"title\": \"Räume fallen\", \"authors\": [\"Jane Doe\"], "
        "\"published\": {\"value\": \"2031-05-07\", \"precision\": \"day\", \"text\": "
        "\"May 7, 2031\"}, \"modified\": null, \"language\": \"en\", "
        "\"canonical\": null, \"section\": null, \"guid\": null, \"told_by\": "
        "{\"title\": \"headline\", \"authors\": \"byline\", \"published\": "
        "\"dateline\", \"language\": \"text\"}, \"text\": "
        "\"Räume fallen\\nBy Jane Doe\\nMay 7, 2031\\nRäume fallen\\n“No,” the mayor of "
        "Lindholm said on Monday.\\n“Oh,” she told\\nAdvertisement\\nthe council.\\n\", "
        "\"body\": "
        "\"“No,” the mayor of Lindholm said on Monday.\\n\\n“Oh,” she told the council.\", "
        "\"blocks\": ["
        "{\"kind\": \"headline\", \"span\": [0, 12], \"author\": null, \"flags\": []}, "
        "{\"kind\": \"byline\", \"span\": [13, 24], \"author\": \"Jane Doe\", \"flags\": "
        "[]}, "
        "{\"kind\": \"dateline\", \"span\": [25, 36], \"author\": null, \"flags\": []}, "
        "{\"kind\": \"headline\", \"span\": [37, 49], \"author\": null, "
        "\"flags\": [\"repeated\"]}, "
        "{\"kind\": \"body\", \"span\": [50, 93], \"author\": null, \"flags\": []}, "
        "{\"kind\": \"body\", \"span\": [94, 108], \"author\": null, \"flags\": []}, "
        "{\"kind\": \"furniture\", \"span\": [109, 122], \"author\": null, \"flags\": []}, "
        "{\"kind\": \"body\", \"span\": [123, 135], \"author\": null, "
        "\"flags\": [\"goes-on\"]}]}\n";
    check_page(QUOTH_PRINT_JSON, json);
    check_page(QUOTH_PRINT_NDJSON, json);
    check_page(QUOTH_PRINT_TEXT, "Räume fallen\n────────────\n2031-05-07 · x\n\n"
                                 "headline    Räume fallen\nbyline      By Jane Doe\n"
                                 "dateline    May 7, 2031\nheadline=   Räume fallen\n"
                                 "body        “No,” the mayor of Lindholm said on Monday.\n"
                                 "body        “Oh,” she told\n"
                                 "furniture   Advertisement\nbody+       the council.\n\n");
}

static void articles_need_memory_too(void **state)
{
    (void)state;
    quoth_article *article = quoth_article_new();
    assert_int_equal(quoth_article_set(article, Q_STR("x"), q_str_from(page), NULL),
                     QUOTH_OK);
    static void (*const fail_at[])(uint64_t) = {q_arena_fail_at, q_buf_fail_at};
    for (int kind = 0; kind < 2; kind++) {
        quoth_status status = QUOTH_ENOMEM;
        uint64_t n = 1;
        for (; status != QUOTH_OK; n++) {
            quoth_output *output = quoth_output_new();
            fail_at[kind](n);
            status = quoth_print_article(output, article, NULL, NULL);
            fail_at[kind](0);
            assert_int_equal(quoth_output_text(output).len > 0, status == QUOTH_OK);
            assert_true(status == QUOTH_OK || status == QUOTH_ENOMEM);
            quoth_output_free(output);
        }
        assert_true(n > 2);
    }
    quoth_article_free(article);
}

static void prints_what_is_missing_as_null(void **state)
{
    (void)state;
    struct scene s;
    set_scene(&s, Q_STR("It was late, it was said."));
    quoth_statement *bare = add(&s);
    bare->content = FIND(&s, "It was late");
    bare->act = QUOTH_ACT_INTENT;
    bare->kind = QUOTH_KIND_MIXED;
    bare->flags = QUOTH_FLAG_HEADLINE | QUOTH_FLAG_UNCLOSED_QUOTE;
    bare->block = QUOTH_BLOCK_HEADLINE;
    bare->speaker_why = Q_STR("no source");
    assert_prints(
        &s, (quoth_print_options){0},
        FIRST_HEAD
        "\"article\": {\"name\": \"report\", \"id\": \"sha256:0123\", "
        "\"path\": \"in/report.txt\", \"url\": null, \"outlet\": null, \"title\": null, "
        "\"published\": null, \"language\": \"en\"}, "
        "\"act\": \"intent\", \"kind\": \"mixed\", \"negated\": false, "
        "\"content\": {\"text\": \"It was late\", \"spans\": [[0, 11]]}, "
        "\"cue\": null, \"source\": null, "
        "\"speaker\": {\"name\": null, \"kind\": null, \"role\": null, "
        "\"confidence\": 0.00, \"candidates\": [], \"why\": \"no source\"}, " UNTOLD
        "\"parent\": null, \"inserts\": [], \"block\": \"headline\", \"confidence\": 0.91, "
        "\"flags\": [\"unclosed-quote\", \"headline\"], " EXTRACTOR "\n");
    strike_scene(&s);
}

static void prints_text(void **state)
{
    (void)state;
    struct scene s;
    set_bridge(&s);
    assert_prints(&s, (quoth_print_options){.format = QUOTH_PRINT_TEXT, .width = 60},
                  "Bridge talks fail\n"
                  "─────────────────\n"
                  "The Herald · 2023-06-08 12:05 · report\n"
                  "\n"
                  "  Jane Doe (“she”) · said\n"
                  "      “We tried,” | “It failed [twice] ‹(in May)›.” [0–11,\n"
                  "      22–51] · carried quote\n"
                  "\n"
                  "  Jane Doe · denied (negated)\n"
                  "      that Łódź residents claimed it was late [68–107]\n"
                  "\n"
                  "      ↳ “Łódź residents” · claimed\n"
                  "        not named: unnamed\n"
                  "          it was late [96–107] · thought · confidence 7 %\n"
                  "\n");
    strike_scene(&s);
}

static void colours_text(void **state)
{
    (void)state;
    struct scene s;
    set_bridge(&s);
    s.found.count = 1;
    assert_prints(
        &s, (quoth_print_options){.format = QUOTH_PRINT_TEXT, .width = 60, .colour = 1},
        "\033[1mBridge talks fail\033[0m\n"
        "─────────────────\n"
        "\033[2mThe Herald · 2023-06-08 12:05 · report\033[0m\n"
        "\n"
        "  \033[1;32mJane Doe \033[0m\033[2m(“she”) · \033[0m\033[36msaid\033[0m\n"
        "      “We tried,” \033[2m| \033[0m“It failed \033[2;3m[twice] ‹(in May)›\033[0m.” "
        "\033[2m[0–11,\033[0m\n"
        "      \033[2m22–51] · carried quote\033[0m\n"
        "\n");
    strike_scene(&s);
}

static void says_when_nothing_is_said(void **state)
{
    (void)state;
    struct scene s;
    set_scene(&s, Q_STR("It rained."));
    assert_prints(&s, (quoth_print_options){.format = QUOTH_PRINT_TEXT},
                  "report\n──────\n\n  nothing said\n\n");
    assert_prints(&s, (quoth_print_options){0}, "");
    strike_scene(&s);
}

static void says_why_nothing_was_read(void **state)
{
    (void)state;
    struct scene s;
    set_scene(&s, Q_STR("Es regnete."));
    s.article.language = Q_STR("de");
    s.found.why = Q_STR("it is in German");
    assert_prints(&s, (quoth_print_options){.format = QUOTH_PRINT_TEXT},
                  "report\n──────\n\n  not read: it is in German\n\n");
    assert_prints(&s, (quoth_print_options){0}, "");
    assert_prints(
        &s, (quoth_print_options){.format = QUOTH_PRINT_JSON},
        "{\"article\": {\"name\": \"report\", \"id\": \"sha256:0123\", "
        "\"path\": \"in/report.txt\", \"url\": null, \"outlet\": null, "
        "\"title\": null, \"published\": null, \"language\": \"de\", "
        "\"text\": \"Es regnete.\", \"blocks\": [{\"kind\": \"body\", "
        "\"span\": [0, 11], \"author\": null, \"flags\": []}]}, \"statements\": [], "
        "\"why\": \"it is in German\"}\n");
    strike_scene(&s);
}

static void no_text_reaches_the_terminal_raw(void **state)
{
    (void)state;
    struct scene s;
    set_scene(&s, Q_STR("\033]0;x\a\xc2\x9b"
                        "1m \r\n\t\u2028 end"));
    s.article.title = Q_STR("a\033[31mb\nc");
    quoth_statement *one = add(&s);
    one->content = (quoth_spans){s.spans, 1};
    s.spans[0] = (quoth_span){0, (uint32_t)s.article.text.len};
    assert_prints(&s, (quoth_print_options){.format = QUOTH_PRINT_TEXT},
                  "a\uFFFD[31mb c\n─────────\nreport\n\n"
                  "  (no source)\n"
                  "      \uFFFD]0;x\uFFFD\uFFFD1m end [0–18]\n\n");
    strike_scene(&s);
}

// Everything that a record can hold: who else was weighed, to whom, when, where, through
// whom; told here, and carried.
#define TOLD                                                                                        \
    "Jane Doe, deputy mayor, told reporters – on Thursday – at a café in Łódź: “No.”\n" \
    "After the meeting she told TASS and Reuters in May: “Yes.”\n"                              \
    "The mayor of Łódź said: “Oh.”"

static void set_told(struct scene *s)
{
    set_scene(s, Q_STR(TOLD));
    const quoth_candidate weighed[WEIGHED] = {
        {Q_NO_STR, Q_NO_STR, 50, Q_STR("he none")},
        {Q_STR("Jane Doe"), Q_STR("person"), 45, Q_STR("he near")},
        {Q_STR("Jane Doe"), Q_STR("person"), 44, Q_STR("he far")},
        {Q_STR("Łódź"), Q_STR("organization"), 12, Q_NO_STR},
        {Q_STR("TASS"), Q_STR("organization"), 9, Q_NO_STR},
    };
    memcpy(s->weighed, weighed, sizeof weighed);
    quoth_statement *no = add(s);
    no->content = FIND(s, "“No.”");
    no->cue = FIND(s, "told");
    no->source = FIND(s, "Jane Doe, deputy mayor,");
    no->form = QUOTH_FORM_NAME;
    no->speaker_name = Q_STR("Jane Doe");
    no->speaker_role = Q_STR("deputy mayor");
    no->speaker_confidence = 97;
    no->addressee.spans = FIND(s, "reporters");
    no->occasion.spans = FIND(s, "a café in Łódź");
    no->place.spans = FIND(s, "Łódź");
    no->said.spans = FIND(s, "on Thursday");
    no->said.date = (quoth_date){Q_STR("2023-06-08"), Q_STR("day"), Q_STR("on Thursday")};
    quoth_statement *yes = add(s);
    yes->content = FIND(s, "“Yes.”");
    yes->source = FIND(s, "she");
    yes->form = QUOTH_FORM_PRONOUN;
    yes->speaker_name = Q_STR("Jane Doe");
    yes->speaker_role = Q_STR("deputy mayor");
    yes->speaker_confidence = 79;
    yes->candidates = s->weighed;
    yes->candidate_count = WEIGHED;
    yes->addressee = (quoth_phrase){FIND(s, "reporters"), 1};
    yes->occasion.spans = FIND(s, "the meeting");
    yes->place = (quoth_phrase){FIND(s, "Łódź"), 1};
    yes->said = (quoth_when){.spans = FIND(s, "in May"), .carried = 1};
    s->relays[0] = (quoth_relay){Q_STR("TASS"), FIND(s, "TASS"), 1};
    s->relays[1] = (quoth_relay){Q_STR("Reuters"), FIND(s, "Reuters"), 0};
    yes->via = s->relays;
    yes->via_count = 2;
    quoth_statement *oh = add(s);
    oh->content = FIND(s, "“Oh.”");
    oh->source = FIND(s, "The mayor of Łódź");
    oh->form = QUOTH_FORM_NOMINAL;
    oh->speaker_why = Q_STR("no candidate is likely enough");
    oh->candidates = s->weighed;
    oh->candidate_count = WEIGHED;
}

static void prints_every_field(void **state)
{
    (void)state;
    struct scene s;
    set_told(&s);
    static const char *const wants[] = {
        "\"speaker\": {\"name\": \"Jane Doe\", \"kind\": null, \"role\": "
        "\"deputy mayor\", \"confidence\": 0.97, \"candidates\": []}, "
        "\"addressee\": {\"text\": \"reporters\", \"spans\": [[29, 38]]}, "
        "\"occasion\": {\"text\": \"a café in Łódź\", \"spans\": [[58, 72]]}, "
        "\"place\": {\"text\": \"Łódź\", \"spans\": [[68, 72]]}, "
        "\"said\": {\"value\": \"2023-06-08\", \"precision\": \"day\", "
        "\"text\": \"on Thursday\", \"spans\": [[41, 52]]}, \"via\": [], ",
        "\"confidence\": 0.79, \"candidates\": ["
        "{\"name\": null, \"kind\": null, \"confidence\": 0.50, \"clues\": \"he none\"}, "
        "{\"name\": \"Jane Doe\", \"kind\": \"person\", \"confidence\": 0.45, "
        "\"clues\": \"he near\"}, "
        "{\"name\": \"Jane Doe\", \"kind\": \"person\", \"confidence\": 0.44, "
        "\"clues\": \"he far\"}, "
        "{\"name\": \"Łódź\", \"kind\": \"organization\", \"confidence\": 0.12}, "
        "{\"name\": \"TASS\", \"kind\": \"organization\", \"confidence\": 0.09}]}, ",
        "\"addressee\": {\"text\": \"reporters\", \"spans\": [[29, 38]], "
        "\"carried\": true}, "
        "\"occasion\": {\"text\": \"the meeting\", \"spans\": [[86, 97]]}, "
        "\"place\": {\"text\": \"Łódź\", \"spans\": [[68, 72]], \"carried\": true}, "
        "\"said\": {\"value\": null, \"precision\": null, \"text\": \"in May\", "
        "\"spans\": [[124, 130]], \"carried\": true}, "
        "\"via\": [{\"name\": \"TASS\", \"spans\": [[107, 111]], \"carried\": true}, "
        "{\"name\": \"Reuters\", \"spans\": [[116, 123]]}], ",
        "\"name\": \"TASS\", \"kind\": \"organization\", \"confidence\": 0.09}], "
        "\"why\": \"no candidate is likely enough\"}, " UNTOLD};
    for (int format = QUOTH_PRINT_NDJSON; format <= QUOTH_PRINT_JSON; format++) {
        quoth_output_clear(s.output);
        quoth_print_options how = {.format = (quoth_print_format)format};
        assert_int_equal(print(&s, how), QUOTH_OK);
        quoth_str got = quoth_output_text(s.output);
        const char *at = got.ptr;
        for (size_t i = 0; i < sizeof wants / sizeof *wants; i++) {
            at = behind(at, got.ptr + got.len, wants[i]);
            if (!at)
                fail_msg("format %d has not, or not in its place: %s", format, wants[i]);
        }
    }
    strike_scene(&s);
}

static void shows_every_field(void **state)
{
    (void)state;
    struct scene s;
    set_told(&s);
    quoth_print_options how = {.format = QUOTH_PRINT_TEXT};
    assert_prints(
        &s, how,
        "report\n──────\n\n"
        "  Jane Doe, deputy mayor · told\n"
        "    to reporters · at a café in Łódź · on 2023-06-08 (“on Thursday”)\n"
        "      “No.” [74–79]\n"
        "\n"
        "  Jane Doe, deputy mayor (“she”)\n"
        "    to reporters (carried) · after the meeting · in Łódź (carried) · date not\n"
        "    certain (“in May”) (carried) · via TASS (carried) → Reuters\n"
        "    speaker 79 % · weighed: Łódź 12 %\n"
        "      “Yes.” [132–138]\n"
        "\n"
        "  “The mayor of Łódź”\n"
        "    not named: no candidate is likely enough · weighed: Jane Doe 45 %, Łódź 12 %\n"
        "      “Oh.” [163–168]\n"
        "\n");
    strike_scene(&s);
}

static void breaks_fields_at_the_width(void **state)
{
    (void)state;
    struct scene s;
    set_told(&s);
    quoth_print_options how = {.format = QUOTH_PRINT_TEXT, .width = 24};
    s.found.count = 2;
    assert_prints(&s, how,
                  "report\n──────\n\n"
                  "  Jane Doe, deputy mayor\n"
                  "      · told\n"
                  "    to reporters · at a\n"
                  "    café in Łódź · on\n"
                  "    2023-06-08 (“on\n"
                  "    Thursday”)\n"
                  "      “No.” [74–79]\n"
                  "\n"
                  "  Jane Doe, deputy mayor\n"
                  "      (“she”)\n"
                  "    to reporters\n"
                  "    (carried) · after\n"
                  "    the meeting · in\n"
                  "    Łódź (carried)\n"
                  "    · date not certain\n"
                  "    (“in May”) (carried)\n"
                  "    · via TASS (carried)\n"
                  "    → Reuters\n"
                  "    speaker 79 %\n"
                  "    · weighed: Łódź 12 %\n"
                  "      “Yes.” [132–138]\n"
                  "\n");
    strike_scene(&s);
}

static void colours_fields(void **state)
{
    (void)state;
    struct scene s;
    set_told(&s);
    quoth_print_options how = {.format = QUOTH_PRINT_TEXT, .colour = 1};
    s.found.count = 1;
    assert_prints(
        &s, how,
        "\033[1mreport\033[0m\n──────\n\n"
        "  \033[1;32mJane Doe\033[0m\033[2m, deputy mayor · \033[0m\033[36mtold\033[0m\n"
        "    \033[2mto \033[0mreporters \033[2m· at \033[0ma café in Łódź \033[2m· on "
        "\033[0m2023-06-08 \033[2m(“on Thursday”)\033[0m\n"
        "      “No.” \033[2m[74–79]\033[0m\n"
        "\n");
    strike_scene(&s);
}

// A value's precision, a range, a time; the role that name or words tell already.
static void shows_when_and_what_role(void **state)
{
    (void)state;
    const struct {
        quoth_str name, role, value, precision;
        const char *want;
    } examples[] = {
        {Q_STR("Jane Doe"), Q_STR("the mayor"), Q_STR("2018-W16"), Q_STR("week"),
         "  Jane Doe (“The mayor”)\n    in 2018-W16 (“late”)\n"},
        {Q_STR("mayor"), Q_STR("Mayor"), Q_STR("2018-06-01T12:05"), Q_STR("minute"),
         "  mayor\n    on 2018-06-01 12:05 (“late”)\n"},
        {Q_STR("Jane Doe"), Q_STR("mayor of Tolva"), Q_STR("2018-06-01/2018-06-03"),
         Q_STR("day"),
         "  Jane Doe, mayor of Tolva (“The mayor”)\n"
         "    from 2018-06-01 to 2018-06-03 (“late”)\n"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct scene s;
        char want[256];
        set_scene(&s, Q_STR("The mayor said it was late."));
        quoth_statement *one = add(&s);
        one->content = FIND(&s, "it was late");
        one->source = FIND(&s, "The mayor");
        one->form = QUOTH_FORM_NOMINAL;
        one->speaker_name = examples[i].name;
        one->speaker_role = examples[i].role;
        one->speaker_confidence = 80;
        one->said.spans = FIND(&s, "late");
        one->said.date = (quoth_date){examples[i].value, examples[i].precision, Q_NO_STR};
        snprintf(want, sizeof want, "report\n──────\n\n%s      it was late [15–26]\n\n",
                 examples[i].want);
        assert_prints(&s, (quoth_print_options){.format = QUOTH_PRINT_TEXT}, want);
        strike_scene(&s);
    }
}

// Is a line nothing but what joins the fields?
static bool is_bare(const char *from, const char *end)
{
    static const char *const signs[] = {" ", "·", "→", "|", "↳", "(", ")", "“", "”"};
    bool any = false;
    while (from < end) {
        size_t k = 0;
        while (k < sizeof signs / sizeof *signs &&
               strncmp(from, signs[k], strlen(signs[k])))
            k++;
        if (k == sizeof signs / sizeof *signs)
            return false;
        any = any || k > 0;
        from += strlen(signs[k]);
    }
    return any;
}

static void wraps_at_the_width(void **state)
{
    (void)state;
    static void (*const sets[])(struct scene *) = {set_bridge, set_told};
    for (unsigned n = 0; n < 2 * 100; n++) {
        struct scene s;
        quoth_print_options options = {.format = QUOTH_PRINT_TEXT, .width = (int)n / 2};
        sets[n % 2](&s);
        assert_int_equal(print(&s, options), QUOTH_OK);
        quoth_str text = quoth_output_text(s.output);
        uint32_t most = (uint32_t)(!options.width       ? 80
                                   : options.width < 24 ? 24
                                                        : options.width);
        size_t from = 0;
        for (size_t i = 0; i < text.len; i++) {
            if (text.ptr[i] != '\n')
                continue;
            uint32_t points = (uint32_t)(i - from);
            quoth_bytes_to_points(q_str(text.ptr + from, i - from), &points, 1);
            assert_true(points <= most);
            assert_false(is_bare(text.ptr + from, text.ptr + i));
            from = i + 1;
        }
        assert_int_equal(from, text.len);
        strike_scene(&s);
    }
}

// Every span that is printed lies inside the text.
static void prints_only_spans_of_the_text(void **state)
{
    (void)state;
    static void (*const sets[])(struct scene *) = {set_bridge, set_told};
    for (int n = 0; n < 2; n++) {
        struct scene s;
        sets[n](&s);
        uint32_t end = (uint32_t)s.article.text.len;
        quoth_bytes_to_points(s.article.text, &end, 1);
        assert_int_equal(print(&s, (quoth_print_options){0}), QUOTH_OK);
        quoth_str got = quoth_output_text(s.output);
        const char *at = got.ptr, *stop = got.ptr + got.len;
        unsigned found = 0;
        while ((at = behind(at, stop, "\"spans\": ["))) {
            for (; *at == '[' || *at == ','; found++) {
                char *next;
                at += *at == '[' ? 1 : 3;
                unsigned long from = strtoul(at, &next, 10);
                unsigned long to = strtoul(next + 2, &next, 10);
                assert_true(from < to && to <= end);
                at = next + 1;
            }
        }
        assert_true(found >= 12);
        strike_scene(&s);
    }
}

// Spans in any order, nested and equal, come out right in one pass.
static void counts_points_of_unsorted_spans(void **state)
{
    (void)state;
    struct scene s;
    set_scene(&s, Q_STR("ééééééééééééééééééééééééééééééééé"));
    for (int i = 0; i < 4; i++) {
        quoth_statement *one = add(&s);
        s.spans[i] = (quoth_span){(uint32_t)(40 - 10 * i), (uint32_t)(60 - 10 * i)};
        one->content = (quoth_spans){s.spans + i, 1};
        one->source = (quoth_spans){s.spans, 1};
    }
    assert_int_equal(print(&s, (quoth_print_options){0}), QUOTH_OK);
    quoth_str text = quoth_output_text(s.output);
    static const char *const wants[] = {"[[20, 30]]", "[[15, 25]]", "[[10, 20]]",
                                        "[[5, 15]]"};
    const char *at = text.ptr;
    for (int i = 0; i < 4; i++) {
        at = strstr(at, "\"content\"");
        assert_non_null(at);
        const char *spans = strstr(at, "\"spans\": ") + strlen("\"spans\": ");
        assert_memory_equal(spans, wants[i], strlen(wants[i]));
        at = strstr(at, "\"source\"");
        assert_non_null(at);
        spans = strstr(at, "\"spans\": ") + strlen("\"spans\": ");
        assert_memory_equal(spans, wants[0], strlen(wants[0]));
    }
    strike_scene(&s);
}

static void appends_to_what_stands_there(void **state)
{
    (void)state;
    struct scene s;
    set_scene(&s, Q_STR("It rained."));
    quoth_print_options options = {.format = QUOTH_PRINT_JSON};
    assert_int_equal(print(&s, options), QUOTH_OK);
    size_t once = quoth_output_text(s.output).len;
    assert_int_equal(print(&s, options), QUOTH_OK);
    assert_int_equal(quoth_output_text(s.output).len, 2 * once);
    strike_scene(&s);
}

static void an_unknown_format_is_wrong_usage(void **state)
{
    (void)state;
    struct scene s;
    set_bridge(&s);
    quoth_error error = {0};
    quoth_print_options options = {.format = (quoth_print_format)3};
    assert_int_equal(quoth_print(s.output, &s.article, &s.found, &options, &error),
                     QUOTH_EUSAGE);
    assert_int_equal(error.status, QUOTH_EUSAGE);
    assert_int_equal(quoth_print_article(s.output, &s.article, &options, NULL),
                     QUOTH_EUSAGE);
    assert_int_equal(quoth_output_text(s.output).len, 0);
    assert_int_equal(quoth_print(s.output, &s.article, &s.found, NULL, NULL), QUOTH_OK);
    strike_scene(&s);
}

// Each allocation in turn fails: nothing is printed by halves, and the next try works.
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static void (*const fail_at[])(uint64_t) = {q_arena_fail_at, q_buf_fail_at};
    for (int kind = 0; kind < 2; kind++) {
        for (int format = 0; format < 3; format++) {
            quoth_status status = QUOTH_ENOMEM;
            uint64_t n = 1;
            for (; status != QUOTH_OK; n++) {
                struct scene s;
                set_told(&s);
                quoth_error error = {0};
                quoth_print_options options = {.format = (quoth_print_format)format};
                fail_at[kind](n);
                status = quoth_print(s.output, &s.article, &s.found, &options, &error);
                fail_at[kind](0);
                if (status != QUOTH_OK) {
                    assert_int_equal(status, QUOTH_ENOMEM);
                    assert_int_equal(error.status, QUOTH_ENOMEM);
                    assert_int_equal(quoth_output_text(s.output).len, 0);
                    assert_int_equal(print(&s, options), QUOTH_OK);
                }
                assert_true(quoth_output_text(s.output).len > 0);
                strike_scene(&s);
            }
            assert_true(n > 2);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_ndjson),
        cmocka_unit_test(prints_json),
        cmocka_unit_test(prints_what_is_missing_as_null),
        cmocka_unit_test(prints_text),
        cmocka_unit_test(colours_text),
        cmocka_unit_test(says_when_nothing_is_said),
        cmocka_unit_test(says_why_nothing_was_read),
        cmocka_unit_test(no_text_reaches_the_terminal_raw),
        cmocka_unit_test(prints_every_field),
        cmocka_unit_test(shows_every_field),
        cmocka_unit_test(breaks_fields_at_the_width),
        cmocka_unit_test(colours_fields),
        cmocka_unit_test(shows_when_and_what_role),
        cmocka_unit_test(wraps_at_the_width),
        cmocka_unit_test(prints_only_spans_of_the_text),
        cmocka_unit_test(counts_points_of_unsorted_spans),
        cmocka_unit_test(appends_to_what_stands_there),
        cmocka_unit_test(an_unknown_format_is_wrong_usage),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(prints_articles),
        cmocka_unit_test(articles_need_memory_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
