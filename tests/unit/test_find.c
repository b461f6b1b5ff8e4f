// src/archive/find.c and what it asks (index, find_voice, find_article, sweep, mark):
// random questions of a small archive, answered a second time by looking at every
// statement.
#include "with_rows.h"

#include "archive/entry.h"
#include "archive/mark.h"
#include "record/question.h"

#include <stdio.h>
#include <string.h>

// ── The second answer ──

static const char *const folded[] = {"alba", "bora", "cata",  "dora", "albatros",
                                     "esta", "faro", "boral", "grun", "of"};
static const char apart[] = "\xee\x80\x80";

static const struct {
    const char *text, *words;
} phrases[] = {{"alba", "alba"},
               {"ALBA", "alba"},
               {"bora", "bora"},
               {"alba, bora", "alba bora"},
               {"Grun", "grun"},
               {"grün of", "grun of"},
               {"\"of\" of", "of of"},
               {"roe", "roe"},
               {"jane roe", "jane roe"},
               {"lake", "lake"},
               {"lake radio", "lake radio"},
               {"--", ""},
               {"esta\"", "esta"},
               {"dora", "dora"},
               {"cata", "cata"}};
enum { PHRASES = sizeof phrases / sizeof phrases[0] };

static const struct {
    const char *text;
    bool prefix;
    unsigned speakers; // bits
} voices[] = {{"jane", false, 3},       {"Roe, Jane", false, 3}, {"jane m", false, 3},
              {"arn", false, 12},       {"arn-holt", false, 4},  {"HOLT", false, 4},
              {"jane-m-roe", false, 3}, {"lin", true, 24},       {"lin", false, 0},
              {"council", false, 16},   {"-", false, 0}};
enum { VOICES = sizeof voices / sizeof voices[0] };

struct tokens {
    const char *at[64];
    uint32_t count;
};

static void put_words(struct tokens *out, const struct row *row, quoth_spans in,
                      quoth_spans without)
{
    for (int n = 0; n < WORDS; n++) {
        quoth_span word = places[row->article][n];
        bool is = false;
        for (uint32_t i = 0; i < in.count; i++)
            is = is || (word.start >= in.at[i].start && word.end <= in.at[i].end);
        for (uint32_t i = 0; i < without.count; i++)
            is =
                is && !(word.start >= without.at[i].start && word.end <= without.at[i].end);
        for (int i = 0; is && i < WORDS_OF_TEXT; i++)
            if (q_str_equal(quoth_article_cut(&articles[row->article], word),
                            q_str_from(words_of_text[i])))
                out->at[out->count++] = folded[i];
    }
}

static struct tokens tokens_of(const struct row *row, enum q_field field)
{
    static const char *const names[SPEAKERS][3] = {{"jane", "roe"},
                                                   {"jane", "m", "roe"},
                                                   {"arn", "holt"},
                                                   {"arn", "lind"},
                                                   {"lindholm", "council"}};
    const quoth_statement *of = &row->statement;
    const quoth_spans none = {NULL, 0};
    struct tokens out = {.count = 0};
    switch (field) {
    case Q_FIELD_CONTENT:
        put_words(&out, row, of->content, of->inserts);
        break;
    case Q_FIELD_SOURCE:
        put_words(&out, row, of->source, none);
        if (row->speaker >= 0)
            out.at[out.count++] = apart;
        for (int n = 0; row->speaker >= 0 && n < 3 && names[row->speaker][n]; n++)
            out.at[out.count++] = names[row->speaker][n];
        break;
    case Q_FIELD_TO:
        put_words(&out, row, of->addressee.spans, none);
        break;
    case Q_FIELD_VIA:
        if (of->via_count > 0) {
            out.at[out.count++] = "lake";
            out.at[out.count++] = "radio";
        }
        break;
    default:
        put_words(&out, row, of->occasion.spans, none);
        if (out.count > 0 && of->place.spans.count > 0)
            out.at[out.count++] = apart;
        put_words(&out, row, of->place.spans, none);
    }
    return out;
}

/** Words of `words`, parted by a space, at `at`: how many, or 0. */
static uint32_t stands_at(const struct tokens *tokens, uint32_t at, const char *words,
                          bool prefix)
{
    uint32_t count = 0;
    while (*words) {
        size_t len = strcspn(words, " ");
        bool last = words[len] == '\0';
        if (at + count >= tokens->count || strncmp(tokens->at[at + count], words, len) != 0)
            return 0;
        if (!(prefix && last) && tokens->at[at + count][len])
            return 0;
        words += last ? len : len + 1;
        count++;
    }
    return count;
}

static const char *words_of_phrase(const struct q_question *question)
{
    for (size_t i = 0; i < PHRASES; i++)
        if (q_str_equal(question->text, q_str_from(phrases[i].text)))
            return phrases[i].words;
    fail_msg("an unknown phrase");
    return NULL;
}

static bool is_near(const struct tokens *tokens, const struct q_question *part,
                    uint32_t distance, int64_t first_end, int64_t last)
{
    if (!part)
        return last - first_end <= (int64_t)distance;
    for (uint32_t at = 0; at < tokens->count; at++) {
        uint32_t count = stands_at(tokens, at, words_of_phrase(part), part->prefix);
        if (count == 0)
            continue;
        int64_t end = at + count < first_end ? at + count : first_end;
        if (is_near(tokens, part->next, distance, end, at > last ? at : last))
            return true;
    }
    return false;
}

static bool has_words(const struct row *row, const struct q_question *question)
{
    struct tokens tokens = tokens_of(row, question->field);
    for (uint32_t at = 0; at < tokens.count; at++)
        if (stands_at(&tokens, at, words_of_phrase(question), question->prefix))
            return true;
    return false;
}

static bool is_voice(const struct row *row, const struct q_question *question)
{
    for (size_t i = 0; i < VOICES; i++)
        if (q_str_equal(question->text, q_str_from(voices[i].text)) &&
            question->prefix == voices[i].prefix)
            return row->speaker >= 0 && (voices[i].speakers >> row->speaker & 1);
    fail_msg("an unknown voice");
    return false;
}

static bool is_dated(const struct row *row, const struct q_question *question)
{
    const struct q_days *of = &days[row->article];
    if (question->clock == QUOTH_CLOCK_SAID && row->column.said)
        return row->column.from <= question->to && row->column.to >= question->from;
    if (question->clock != QUOTH_CLOCK_CAPTURED && of->dated)
        return of->published <= question->to && of->published_to >= question->from;
    return question->clock != QUOTH_CLOCK_PUBLISHED && of->captured <= question->to &&
           of->captured >= question->from;
}

static bool is_asked_for(const struct row *row, const struct q_question *question)
{
    bool any = question->asks == Q_ASKS_ANY;
    switch (question->asks) {
    case Q_ASKS_ALL:
    case Q_ASKS_ANY:
        for (const struct q_question *part = question->first; part; part = part->next)
            if (is_asked_for(row, part) == any)
                return any;
        return !any;
    case Q_ASKS_NOT:
        return !is_asked_for(row, question->first);
    case Q_ASKS_WORDS:
        return has_words(row, question);
    case Q_ASKS_NEAR: {
        struct tokens tokens = tokens_of(row, question->first->field);
        return is_near(&tokens, question->first, question->number, INT32_MAX, -1);
    }
    case Q_ASKS_VOICE:
        return is_voice(row, question);
    case Q_ASKS_DAY:
        return is_dated(row, question);
    case Q_ASKS_KIND:
        return row->column.kind == question->number;
    case Q_ASKS_DEPTH:
        return row->column.depth >= question->from && row->column.depth <= question->to;
    default:
        fail_msg("not asked here");
        return false;
    }
}

// ── Random questions ──

static struct q_question *random_words(enum q_field field)
{
    struct q_question *node = ask_text(Q_ASKS_WORDS, phrases[random_below(PHRASES)].text);
    node->field = field;
    node->prefix = random_below(4) == 0;
    return node;
}

static struct q_question *random_near(void)
{
    enum q_field field = random_below(3) ? Q_FIELD_CONTENT : Q_FIELD_AT;
    struct q_question *node = ask_for(Q_ASKS_NEAR), **to = &node->first;
    node->number = random_below(4);
    for (uint32_t n = 2 + random_below(2); n > 0; n--, to = &(*to)->next)
        *to = random_words(field);
    return node;
}

static struct q_question *random_leaf(void)
{
    struct q_question *node;
    uint32_t n;
    switch (random_below(8)) {
    case 0:
        return random_near();
    case 1:
        n = random_below(VOICES);
        node = ask_text(Q_ASKS_VOICE, voices[n].text);
        node->prefix = voices[n].prefix;
        return node;
    case 2:
        node = ask_for(Q_ASKS_DAY);
        node->clock = (quoth_clock)random_below(3);
        node->from = random_below(4) ? FIRST_PUBLISHED - 15 : FIRST_CAPTURED - 2;
        node->from += (int32_t)random_below(20);
        node->to = node->from + (int32_t)random_below(6);
        return node;
    case 3:
        node = ask_for(Q_ASKS_KIND);
        node->number = random_below(3);
        return node;
    case 4:
        node = ask_for(Q_ASKS_DEPTH);
        node->from = 2;
        node->to = 2 + (int32_t)random_below(2);
        return node;
    default:
        return random_words(random_below(2) ? Q_FIELD_CONTENT
                                            : (enum q_field)random_below(Q_FIELDS));
    }
}

static struct q_question *random_tree(uint32_t depth)
{
    if (depth == 0)
        return random_leaf();
    struct q_question *node;
    switch (random_below(5)) {
    case 0:
        node = ask_for(Q_ASKS_NOT);
        node->first = random_tree(depth - 1);
        return node;
    case 1:
        return random_leaf();
    default:
        node = ask_for(random_below(2) ? Q_ASKS_ALL : Q_ASKS_ANY);
        struct q_question **to = &node->first;
        for (uint32_t n = random_below(4); n > 0; n--, to = &(*to)->next)
            *to = random_tree(depth - 1);
        return node;
    }
}

static void find(const struct q_question *question, struct q_bits *bits)
{
    if (q_find(&archive, question, bits, &error) != QUOTH_OK)
        fail_msg("%s", error.message);
}

static void answers_random_questions(void **state)
{
    (void)state;
    struct q_bits bits;
    uint64_t found = 0;
    q_bits_init(&bits, 0);
    for (int round = 0; round < 4000; round++) {
        node_count = 0;
        struct q_question *question = random_tree((uint32_t)round % 4);
        uint64_t count = 0;
        find(question, &bits);
        for (uint32_t i = 0; i < row_count; i++) {
            bool is = is_asked_for(&rows[i], question);
            count += is;
            if (q_bits_has(&bits, rows[i].key) != is)
                fail_msg("round %d: the statement %d is %s", round, (int)rows[i].key,
                         is ? "missing" : "too much");
        }
        assert_int_equal(q_bits_count(&bits), count); // and none in the holes
        found += count > 0 && count < row_count;
    }
    assert_true(found > 2000); // questions that part statements from others
    q_bits_release(&bits);
}

// ── Marks ──

static void marks_what_it_finds(void **state)
{
    (void)state;
    struct q_bits bits;
    uint32_t marked = 0;
    q_bits_init(&bits, 0);
    for (int round = 0; round < 600; round++) {
        node_count = 0;
        struct q_question *question =
            random_below(2) ? random_words((enum q_field)random_below(Q_FIELDS))
                            : random_near();
        struct q_mark mark;
        find(question, &bits);
        q_mark_start(&mark, &archive, question);
        for (uint32_t i = 0; i < row_count; i++) {
            quoth_spans spans;
            unsigned fields;
            assert_int_equal(q_mark_words(&mark, &articles[rows[i].article],
                                          &rows[i].statement, &spans, &fields),
                             QUOTH_OK);
            assert_int_equal(fields != 0, q_bits_has(&bits, rows[i].key));
            for (uint32_t n = 1; n < spans.count; n++)
                assert_true(spans.at[n - 1].end <= spans.at[n].start);
            marked += fields != 0;
        }
        q_mark_end(&mark);
    }
    assert_true(marked > 1000);
    fail_if_failed();
    q_bits_release(&bits);
}

static const struct q_question *words_asked(const char *text, enum q_field field)
{
    struct q_question *node = ask_text(Q_ASKS_WORDS, text);
    node->field = field;
    return node;
}

static void assert_marks(struct quoth_article *article, const quoth_statement *statement,
                         const struct q_question *question, const char *want)
{
    char got[200] = "";
    quoth_spans spans;
    struct q_mark mark;
    q_mark_start(&mark, &archive, question);
    assert_int_equal(q_mark_words(&mark, article, statement, &spans, NULL), QUOTH_OK);
    for (uint32_t i = 0; i < spans.count; i++) {
        quoth_str cut = quoth_article_cut(article, spans.at[i]);
        size_t len = strlen(got);
        snprintf(got + len, sizeof got - len, "[%.*s]", (int)cut.len, cut.ptr);
    }
    q_mark_end(&mark);
    assert_string_equal(got, want);
}

static void marks_words(void **state)
{
    (void)state;
    struct quoth_article article = {
        .text = Q_STR("“We will not,” said Mayor Roe, “accept [the] Café's terms.”")};
    quoth_str text = article.text;
    uint32_t said = (uint32_t)(strstr(text.ptr, " said") - text.ptr);
    uint32_t roe = (uint32_t)(strstr(text.ptr, "Mayor") - text.ptr);
    uint32_t more = (uint32_t)(strstr(text.ptr, "“accept") - text.ptr);
    uint32_t insert = (uint32_t)(strstr(text.ptr, "[the]") - text.ptr);
    const quoth_span content[] = {{0, said}, {more, (uint32_t)text.len}};
    const quoth_span source[] = {{roe, roe + 9}}, inserts[] = {{insert, insert + 5}};
    quoth_statement statement = {.content = {content, 2},
                                 .source = {source, 1},
                                 .inserts = {inserts, 1},
                                 .speaker_name = Q_STR("Ann Roe")};
    node_count = 0;
    assert_marks(&article, &statement, words_asked("will not", 0), "[will not]");
    assert_marks(&article, &statement, words_asked("not accept", 0), "[not][accept]");
    assert_marks(&article, &statement, words_asked("accept cafe s", 0), "[accept][Café's]");
    assert_marks(&article, &statement, words_asked("the", 0), "");
    assert_marks(&article, &statement, words_asked("roe", Q_FIELD_SOURCE), "[Roe]");
    assert_marks(&article, &statement, words_asked("ann", Q_FIELD_SOURCE), "");
    assert_marks(&article, &statement, words_asked("roe ann", Q_FIELD_SOURCE), "");
    struct q_question *not_wanted = ask_for(Q_ASKS_NOT);
    not_wanted->first = ask_text(Q_ASKS_WORDS, "terms");
    assert_marks(&article, &statement,
                 join(Q_ASKS_ALL, ask_text(Q_ASKS_WORDS, "we"), not_wanted), "[We]");
}

// ── What is indexed ──

static void tells_the_words_of_a_statement(void **state)
{
    (void)state;
    struct quoth_article article = {.text = Q_STR("Mayor Ann Roe told Lake Radio (radio)")};
    const quoth_span source[] = {{0, 13}}, via[] = {{19, 29}};
    quoth_relay relays[] = {{Q_STR("Lake Radio"), {via, 1}, 0},
                            {Q_STR("TBS"), {via, 0}, 0}};
    quoth_statement statement = {.source = {source, 1},
                                 .speaker_name = Q_STR("Ann Roe"),
                                 .speaker_role = Q_STR("mayor"),
                                 .via = relays,
                                 .via_count = 2};
    struct quoth_statements one = {.at = &statement, .count = 1};
    struct q_index_words words;
    assert_int_equal(q_words_of(&article, &one, 0, &row_arena, &words), QUOTH_OK);
    assert_null(words.field[Q_FIELD_CONTENT].ptr);
    assert_null(words.field[Q_FIELD_TO].ptr);
    // The name is among the words; the role is not, as it is written another way.
    assert_true(q_str_equal(words.field[Q_FIELD_SOURCE],
                            Q_STR("Mayor Ann Roe \xee\x80\x80 mayor")));
    assert_true(
        q_str_equal(words.field[Q_FIELD_VIA], Q_STR("Lake Radio \xee\x80\x80 TBS")));
    statement.speaker_role = Q_NO_STR;
    assert_int_equal(q_words_of(&article, &one, 0, &row_arena, &words), QUOTH_OK);
    assert_ptr_equal(words.field[Q_FIELD_SOURCE].ptr, article.text.ptr); // no copy
}

static void what_is_removed_is_not_found(void **state)
{
    (void)state;
    struct q_bits bits;
    q_bits_init(&bits, 0);
    for (uint32_t i = 0; i < row_count; i++) {
        struct quoth_statements one = {.at = &rows[i].statement, .count = 1};
        struct q_index_words words;
        assert_int_equal(
            q_words_of(&articles[rows[i].article], &one, 0, &row_arena, &words), QUOTH_OK);
        q_index_remove(&archive.db, (int64_t)rows[i].key, &words);
    }
    fail_if_failed();
    run_sql("INSERT INTO words (words) VALUES ('integrity-check')");
    for (int i = 0; i < WORDS_OF_TEXT; i++) {
        node_count = 0;
        find(words_asked(words_of_text[i], Q_FIELD_CONTENT), &bits);
        assert_int_equal(q_bits_count(&bits), 0);
    }
    q_bits_release(&bits);
}

// ── Articles ──

static uint64_t count_of(struct q_question *question)
{
    struct q_bits bits;
    q_bits_init(&bits, 0);
    find(question, &bits);
    uint64_t count = q_bits_count(&bits);
    q_bits_release(&bits);
    return count;
}

static uint64_t count_in(int from, int to)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < row_count; i++)
        count += rows[i].article >= from && rows[i].article < to;
    return count;
}

static void finds_by_article(void **state)
{
    (void)state;
    node_count = 0;
    run_sql(
        "INSERT INTO outlet VALUES (1, 'The Lindholm Herald'), (2, 'Herald'), (3, 'X');"
        "INSERT INTO appearance (capture, number, article, outlet, title, address, about)"
        " SELECT article, 0, article,  1 + (article > 20) + (article > 40),"
        " CASE WHEN article < 31 THEN 'Mayor''s treaty, of '||article END,"
        " 'https://Herald.example/' || CASE WHEN article > 30 THEN 'new/' ELSE '' END ||"
        " article, x''"
        " FROM statements;"
        "INSERT INTO article (article, id, capture, number, extractor, size, text,"
        " record) SELECT article, CAST(char(article) || "
        "'0123456789012345678901234567890' AS BLOB), article, 0, 1, 0, x'', x''"
        " FROM statements");
    assert_int_equal(count_of(ask_text(Q_ASKS_OUTLET, "herald")), count_in(0, 40));
    assert_int_equal(count_of(ask_text(Q_ASKS_OUTLET, "herald lindholm")), count_in(0, 20));
    assert_int_equal(count_of(ask_text(Q_ASKS_OUTLET, "x")), count_in(40, ARTICLES));
    assert_int_equal(count_of(ask_text(Q_ASKS_OUTLET, "her")), 0);
    struct q_question *node = ask_text(Q_ASKS_OUTLET, "her");
    node->prefix = true;
    assert_int_equal(count_of(node), count_in(0, 40));
    assert_int_equal(count_of(ask_text(Q_ASKS_TITLE, "treaty of")), count_in(0, 30));
    assert_int_equal(count_of(ask_text(Q_ASKS_TITLE, "of 7")), count_in(6, 7));
    assert_int_equal(count_of(ask_text(Q_ASKS_TITLE, "of treaty")), 0);
    assert_int_equal(count_of(ask_text(Q_ASKS_TITLE, "'")), 0);
    assert_int_equal(count_of(ask_text(Q_ASKS_URL, "https://herald.example/")),
                     count_in(0, ARTICLES));
    assert_int_equal(count_of(ask_text(Q_ASKS_URL, "https://herald.example/new/")),
                     count_in(30, ARTICLES));
    assert_int_equal(count_of(ask_text(Q_ASKS_URL, "https://herald.example/New/")), 0);
    assert_int_equal(count_of(ask_text(Q_ASKS_ARTICLE, "sha256:0b")), count_in(10, 11));
    assert_int_equal(count_of(ask_text(Q_ASKS_ARTICLE, "0b")), count_in(10, 11));
    assert_int_equal(count_of(ask_text(Q_ASKS_ARTICLE, "0")), count_in(0, 15));
    assert_int_equal(count_of(ask_text(Q_ASKS_ARTICLE, "herald")), 0);
}

/** By the text, and by what else whoever is called so is called. */
static void finds_what_is_about_somebody(void **state)
{
    (void)state;
    node_count = 0;
    run_sql("INSERT INTO spelling VALUES (11, 'Alba Bora', 1, 0, '', 'alba-bora'),"
            " (12, 'Dora', 1, 0, '', 'alba-bora'),"
            " (13, 'Dr. Alba Bora', 1, 0, '', 'alba-bora');"
            "INSERT INTO person VALUES ('alba-bora', 'Alba Bora', 1, 1);"
            "INSERT INTO spelling_words (rowid, text) SELECT spelling, text FROM spelling"
            " WHERE spelling > 10");
    uint64_t named = count_of(ask_text(Q_ASKS_WORDS, "alba bora"));
    struct q_question *either = join(Q_ASKS_ANY, ask_text(Q_ASKS_WORDS, "alba bora"),
                                     ask_text(Q_ASKS_WORDS, "dora"));
    assert_true(named > 0);
    assert_true(count_of(either) > named);
    assert_int_equal(count_of(ask_text(Q_ASKS_ABOUT, "Alba Bora")), count_of(either));
    assert_int_equal(count_of(ask_text(Q_ASKS_ABOUT, "esta")),
                     count_of(ask_text(Q_ASKS_WORDS, "esta"))); // nobody's name
    assert_int_equal(count_of(ask_text(Q_ASKS_ABOUT, "--")), 0);
    struct quoth_article article = {.text = Q_STR("Alba met Dora, Alba Bora")};
    const quoth_span content[] = {{0, 24}};
    quoth_statement statement = {.content = {content, 1}};
    assert_marks(&article, &statement, ask_text(Q_ASKS_ABOUT, "alba bora"),
                 "[Dora][Alba Bora]");
}

/** Whatever allocation fails, it is said, and the next question is answered. */
static void memory_runs_out(void **state)
{
    (void)state;
    struct q_bits bits;
    uint32_t starved = 0, unmarked = 0;
    q_bits_init(&bits, 0);
    for (uint32_t n = 1; n < 60; n++) {
        node_count = 0;
        random_state = n;
        struct q_question *question = random_tree(3);
        q_arena_fail_at(1 + n % 12);
        q_bits_fail_at(n % 3 ? 0 : 1 + n % 4);
        quoth_status status = q_find(&archive, question, &bits, &error);
        q_arena_fail_at(0);
        q_bits_fail_at(0);
        assert_true(status == QUOTH_OK || status == QUOTH_ENOMEM);
        starved += status == QUOTH_ENOMEM;
        find(question, &bits);
        for (uint32_t i = 0; i < row_count; i++)
            assert_int_equal(q_bits_has(&bits, rows[i].key),
                             is_asked_for(&rows[i], question));
        // The same of marks.
        struct q_mark mark;
        quoth_spans spans;
        q_arena_fail_at(1 + n % 9);
        q_mark_start(&mark, &archive, question);
        status = q_mark_words(&mark, &articles[0], &rows[0].statement, &spans, NULL);
        q_arena_fail_at(0);
        q_mark_end(&mark);
        assert_true(status == QUOTH_OK || status == QUOTH_ENOMEM);
        unmarked += status == QUOTH_ENOMEM;
        (void)q_db_status(&archive.db, NULL); // what it failed with does not stay
    }
    assert_true(starved > 0 && unmarked > 0);
    q_bits_release(&bits);
}

// An id is whole, and nobody else's name.
static void finds_by_the_id_of_a_person(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        unsigned speakers; // bits
    } asked[] = {{"jane-m-roe", 3}, {"arn-holt", 4}, {"jane", 0}, {"Jane M. Roe", 0}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct q_bits bits;
        q_bits_init(&bits, 0);
        struct q_question person = {.asks = Q_ASKS_PERSON, .text = q_str_from(asked[i].id)};
        assert_int_equal(q_find(&archive, &person, &bits, &error), QUOTH_OK);
        uint64_t said = 0;
        for (size_t n = 0; n < row_count; n++)
            said += rows[n].speaker >= 0 && (asked[i].speakers >> rows[n].speaker & 1);
        assert_int_equal(q_bits_count(&bits), said);
        assert_true(said > 0 || asked[i].speakers == 0);
        q_bits_release(&bits);
    }
}

static void damage_is_told(void **state)
{
    (void)state;
    struct q_bits bits;
    q_bits_init(&bits, 0);
    struct q_question kind = {.asks = Q_ASKS_KIND};
    struct q_question jane = {.asks = Q_ASKS_VOICE, .text = Q_STR("jane")};
    static const char *const voices_broken[] = {"x'ffffffffff'", "x'7f'", "x'80'"};
    static const char *const rows_broken[] = {"count = 4000000000", "columns = x'ff'",
                                              "columns = zeroblob(4000)", "count = -1",
                                              "first = 9000000000000000000"};
    char sql[120];
    for (size_t i = 0; i < sizeof voices_broken / sizeof *voices_broken; i++) {
        snprintf(sql, sizeof sql, "UPDATE voiced SET numbers = %s", voices_broken[i]);
        run_sql(sql);
        assert_int_equal(q_find(&archive, &jane, &bits, &error), QUOTH_EDAMAGED);
    }
    for (size_t i = 0; i < sizeof rows_broken / sizeof *rows_broken; i++) {
        snprintf(sql, sizeof sql,
                 "UPDATE statements SET %s"
                 " WHERE article = (SELECT max(article) FROM statements)",
                 rows_broken[i]);
        run_sql("BEGIN");
        run_sql(sql);
        assert_int_equal(q_find(&archive, &kind, &bits, &error), QUOTH_EDAMAGED);
        (void)q_db_status(&archive.db, NULL);
        run_sql("ROLLBACK"); // each alone
        find(&kind, &bits);
    }
    q_bits_release(&bits);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_rows, drop_rows)
    const struct CMUnitTest tests[] = {
        TEST(answers_random_questions),
        TEST(marks_what_it_finds),
        TEST(marks_words),
        TEST(tells_the_words_of_a_statement),
        TEST(what_is_removed_is_not_found),
        TEST(finds_by_article),
        TEST(finds_by_the_id_of_a_person),
        TEST(finds_what_is_about_somebody),
        TEST(memory_runs_out),
        TEST(damage_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
