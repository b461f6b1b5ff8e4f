// Tallies of an answer, beside a count of its rows.
#include "base/calendar.h"
#include "base/limits.h"
#include "query/results.h"
#include "random_below.h"
#include "with_answers.h"

// ── What is in the archive ──

static const char *const speakers[] = {"Jane Roe", "Arn Berg", "Roe", "Ida Holm",
                                       "Lindholm Council"};
static const char *const said[] = {"2016",       "2017-03",    "2018-04-24",
                                   "2018-04-25", "2018-W17-3", "1912-04-15/1912-05-01",
                                   "2019-Q2",    "2021-12-31", "2020-01-01"};
static const char *const outlets[] = {"Herald", "Gazette", "Lake Radio", NULL};

enum { TEXT = 1024 };

// Statements of one article: "Ship 7.3 is full," he told the Council. …
static void write_text(char *text, unsigned article, unsigned statements)
{
    static const char *const told[] = {"the Council", "The council", "reporters",
                                       "the  Council", "Them"};
    size_t len = 0;
    for (unsigned i = 0; i < statements; i++)
        len += (size_t)snprintf(text + len, TEXT - len,
                                "\"Ship %u.%u is full,\" he told %s.\n", article, i,
                                told[random_below(5)]);
    assert_true(len < TEXT);
}

// What `he told` whom, behind the content.
static quoth_spans addressee_of(struct store *store, const quoth_statement *one)
{
    quoth_str text = store->article->text;
    uint32_t from = one->content.at[0].end + (uint32_t)strlen("\" he told ");
    uint32_t to = from;
    while (text.ptr[to] != '.')
        to++;
    quoth_span *span = q_arena_alloc(&store->statements->arena, sizeof *span);
    *span = (quoth_span){from, to};
    return (quoth_spans){span, 1};
}

static void vary(struct store *store, quoth_statement *one, uint32_t n)
{
    static const char *const names[] = {"AP", "Lake Radio", "ap"};
    static quoth_relay relays[3];
    for (int i = 0; i < 3; i++)
        relays[i].name = q_str_from(names[i]);
    one->kind = (quoth_kind)random_below(3);
    one->act = (quoth_act)random_below(4);
    one->parent = n > 0 && random_below(4) == 0 ? n - 1 : QUOTH_NO_PARENT;
    if (random_below(2)) {
        one->said.date.value = one->said.date.text = q_str_from(said[random_below(9)]);
        one->said.date.precision = Q_STR("day");
    }
    if (random_below(5) == 0) {
        one->speaker_name = one->speaker_kind = Q_NO_STR;
        one->speaker_why = Q_STR("no source");
    } else {
        one->speaker_name = q_str_from(speakers[random_below(5)]);
    }
    if (random_below(2))
        one->addressee.spans = addressee_of(store, one);
    if (random_below(3) == 0) {
        one->via = relays;
        one->via_count = 1 + random_below(3);
    }
}

static void put(struct store *store, const struct told *told,
                void (*change)(struct store *store, quoth_statement *one, uint32_t n))
{
    store_tell(store, told);
    for (uint32_t n = 0; n < store->statements->count; n++)
        change(store, &store->statements->at[n], n);
    q_name_statements(store->article, store->statements);
    store_put_filled(store, told);
}

// Some texts come twice, with another outlet.
static void put_random(struct store *store, unsigned articles)
{
    random_state = 11;
    for (unsigned i = 0; i < articles; i++) {
        char text[TEXT], day[16];
        write_text(text, i, 1 + random_below(6));
        snprintf(day, sizeof day, "201%u-%02u-%02u", random_below(10), 1 + random_below(12),
                 1 + random_below(28));
        struct told told = {.text = text,
                            .outlet = outlets[random_below(4)],
                            .published = random_below(4) ? day : NULL,
                            .speaker = "Jane Roe"};
        put(store, &told, vary);
        for (unsigned more = random_below(4) ? 0 : 2; more > 0; more--) {
            told.outlet = outlets[random_below(4)];
            put(store, &told, vary);
        }
    }
    assert_int_equal(quoth_archive_settle(store->archive, &store->error), QUOTH_OK);
}

// ── Asking ──

static quoth_tally tally_of(struct asked *asked, quoth_facet facet, uint32_t limit)
{
    quoth_tally tally;
    if (quoth_results_tally(asked->results, facet, limit, &tally, &asked->store.error) !=
        QUOTH_OK)
        fail_msg("tally: %s", asked->store.error.message);
    return tally;
}

static quoth_histogram histogram_of(struct asked *asked)
{
    quoth_histogram out;
    if (quoth_results_histogram(asked->results, &out, &asked->store.error) != QUOTH_OK)
        fail_msg("histogram: %s", asked->store.error.message);
    return out;
}

// ── Counting rows ──

enum { VALUES = 4096, VALUE = 64, DAYS = 8192 };

struct counted {
    char value[VALUES][VALUE];
    uint64_t count[VALUES];
    size_t used;
    uint64_t none;
};

// A statement's day and class.
struct day {
    char text[24];
    int class;
};

static struct counted counted[QUOTH_FACETS];
static struct day days[DAYS];
static size_t day_count;
static uint64_t all;

static void count_value(quoth_facet facet, quoth_str value)
{
    struct counted *c = &counted[facet];
    char text[VALUE];
    size_t len = 0;
    if (!value.ptr) {
        c->none++;
        return;
    }
    for (size_t i = 0; i < value.len; i++) // as labels are compared
        if (value.ptr[i] != ' ' || (len > 0 && text[len - 1] != ' '))
            text[len++] =
                facet >= QUOTH_FACET_ADDRESSEE ? q_lower(value.ptr[i]) : value.ptr[i];
    text[len] = '\0';
    size_t at = 0;
    while (at < c->used && strcmp(c->value[at], text) != 0)
        at++;
    assert_true(at < VALUES && len < VALUE);
    if (at == c->used)
        memcpy(c->value[c->used++], text, len + 1);
    c->count[at]++;
}

static void count_day(const quoth_hit *hit, quoth_clock clock, const quoth_statement *one,
                      bool nested)
{
    quoth_str value = hit->date.value;
    bool dated = value.ptr && (hit->clock != QUOTH_CLOCK_CAPTURED || clock == hit->clock);
    count_value(QUOTH_FACET_YEAR, dated ? q_str(value.ptr, 4) : Q_NO_STR);
    if (!dated)
        return;
    int32_t from, to;
    assert_true(q_days_of(value, &from, &to));
    struct q_civil civil = q_calendar_civil(from);
    struct day *day = &days[day_count++];
    assert_true(day_count < DAYS);
    snprintf(day->text, sizeof day->text, "%04d-%02u-%02u", (int)civil.year % 10000,
             civil.month % 100, civil.day % 100);
    day->class = nested ? Q_TALLY_NESTED : (int)one->kind;
}

static void count_row(const quoth_article *article, const quoth_statement *one,
                      const quoth_hit *hit, quoth_clock clock)
{
    static const char *const kinds[] = {"direct", "mixed", "indirect"};
    static const char *const acts[] = {"speech", "writing", "thought", "intent"};
    all++;
    count_value(QUOTH_FACET_SPEAKER, hit->person);
    count_value(QUOTH_FACET_OUTLET, quoth_article_outlet(article));
    count_value(QUOTH_FACET_KIND, q_str_from(kinds[one->kind]));
    count_value(QUOTH_FACET_ACT, q_str_from(acts[one->act]));
    quoth_str to = one->addressee.spans.count
                       ? quoth_article_cut(article, one->addressee.spans.at[0])
                       : Q_NO_STR;
    count_value(QUOTH_FACET_ADDRESSEE, q_str_equal(to, Q_STR("Them")) ? Q_NO_STR : to);
    for (uint32_t i = 0; i < one->via_count && i < 2; i++) // the third is the first
        count_value(QUOTH_FACET_VIA, one->via[i].name);
    counted[QUOTH_FACET_VIA].none += one->via_count == 0;
    count_day(hit, clock, one, one->parent != QUOTH_NO_PARENT);
}

static void count_rows(struct asked *asked, const char *text, quoth_clock clock)
{
    struct store *store = &asked->store;
    memset(counted, 0, sizeof counted);
    day_count = all = 0;
    ask(asked, text, &(quoth_search_options){.clock = clock});
    while (quoth_results_take(asked->results, store->article, store->statements,
                              &asked->hit, &store->error) == QUOTH_OK)
        count_row(store->article,
                  quoth_statements_at(store->statements, asked->hit.statement), &asked->hit,
                  clock);
    assert_int_equal(all, quoth_results_total(asked->results));
}

// ── Beside each other ──

static uint64_t wanted(quoth_facet facet, quoth_str value)
{
    const struct counted *c = &counted[facet];
    for (size_t i = 0; i < c->used; i++)
        if (q_str_equal_nocase(q_str_from(c->value[i]), value))
            return c->count[i];
    fail_msg("%.*s has not been counted", (int)value.len, value.ptr);
    return 0;
}

static void compare_facet(struct asked *asked, quoth_facet facet, uint32_t limit)
{
    const struct counted *c = &counted[facet];
    quoth_tally tally = tally_of(asked, facet, limit);
    uint64_t sum = 0, others = 0;
    assert_int_equal(tally.count, c->used < limit ? c->used : limit);
    assert_int_equal(tally.none, c->none);
    assert_int_equal(tally.of, 0);
    for (size_t i = 0; i < tally.count; i++) {
        const quoth_share *one = &tally.at[i], *before = &tally.at[i - (i > 0)];
        assert_int_equal(one->statements, wanted(facet, one->value));
        assert_true(one->label.len > 0);
        if (facet != QUOTH_FACET_YEAR)
            assert_true(before->statements >= one->statements);
        else if (i > 0) // the latest first
            assert_true(memcmp(before->value.ptr, one->value.ptr, 4) > 0);
        sum += one->statements;
    }
    for (size_t i = 0; i < c->used; i++)
        others += c->count[i];
    assert_int_equal(tally.others, others - sum);
}

static void compare_bin(const quoth_bin *bin)
{
    uint64_t counts[Q_TALLY_CLASSES] = {0};
    for (size_t i = 0; i < day_count; i++)
        if (strcmp(days[i].text, bin->from) >= 0 && strcmp(days[i].text, bin->to) <= 0)
            counts[days[i].class]++;
    assert_int_equal(bin->direct, counts[0]);
    assert_int_equal(bin->mixed, counts[1]);
    assert_int_equal(bin->indirect, counts[2]);
    assert_int_equal(bin->nested, counts[Q_TALLY_NESTED]);
}

static void compare_histogram(struct asked *asked)
{
    quoth_histogram out = histogram_of(asked);
    int32_t next = -1, from, to, none;
    uint64_t sum = out.undated + out.before + out.after;
    assert_int_equal(out.undated, counted[QUOTH_FACET_YEAR].none);
    for (size_t i = 0; i < out.count; i++) {
        const quoth_bin *bin = &out.at[i];
        compare_bin(bin);
        assert_true(q_days_of(q_str_from(bin->from), &from, &none));
        assert_true(q_days_of(q_str_from(bin->to), &to, &none));
        assert_true(from <= to && (i == 0 || from == next));
        next = to + 1;
        sum += bin->direct + bin->mixed + bin->indirect + bin->nested;
    }
    assert_int_equal(sum, all);
}

static void compare(struct asked *asked, const char *text, quoth_clock clock)
{
    static const uint32_t limits[] = {1, 3, 1000};
    count_rows(asked, text, clock);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        for (int facet = 0; facet < QUOTH_FACETS; facet++)
            compare_facet(asked, (quoth_facet)facet, limits[i]);
    compare_histogram(asked);
}

// ── Tests ──

static void as_the_rows_are(void **state)
{
    struct asked *asked = *state;
    static const char *const questions[] = {
        "",         "ship",      "kind:direct",    "speaker:roe", "said:2018",
        "harbours", "is:nested", "outlet:gazette", "-has:said",   "act:intent has:via"};
    put_random(&asked->store, 60);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        for (int clock = QUOTH_CLOCK_SAID; clock <= QUOTH_CLOCK_CAPTURED; clock++)
            compare(asked, questions[i], (quoth_clock)clock);
    compare(asked, "", QUOTH_CLOCK_SAID);
    assert_true(all > 150 && counted[QUOTH_FACET_OUTLET].used == 3);
}

static unsigned people;

static void by_another(struct store *store, quoth_statement *one, uint32_t n)
{
    (void)n;
    char name[] = "Aa Bberg"; // no two are one
    name[0] = (char)('A' + people % 26);
    name[3] = (char)('A' + people / 26 % 26);
    name[4] = (char)('a' + people / 26 / 26 % 26);
    people++;
    char *kept = q_arena_alloc(&store->statements->arena, sizeof name);
    one->speaker_name = q_str(memcpy(kept, name, sizeof name), sizeof name - 1);
}

// Indexes are read from end to end, and spellings are counted in two ways.
static void of_many(void **state)
{
    struct asked *asked = *state;
    struct store *store = &asked->store;
    people = 0;
    for (unsigned i = 0; i < 300; i++) {
        char text[TEXT];
        if (i == 150) // what comes now lies behind the array
            q_db_do(&store->archive->db,
                    "INSERT INTO spelling (spelling, text, kind, work, block)"
                    " VALUES (5000000, 'x', 0, 0, '')");
        write_text(text, i, 8);
        struct told told = {
            .text = text, .outlet = outlets[i % 3], .published = "2018", .speaker = "x"};
        put(store, &told, by_another);
        if (i % 50 == 0) {
            told.outlet = outlets[(i + 1) % 3];
            put(store, &told, by_another);
        }
    }
    assert_int_equal(quoth_archive_settle(store->archive, &store->error), QUOTH_OK);
    compare(asked, "", QUOTH_CLOCK_SAID);
    assert_int_equal(all, 2400);
    assert_true(store_number(store, "SELECT count(*) FROM spelling") > 2048);
    assert_true(counted[QUOTH_FACET_SPEAKER].used > 1000);
    assert_int_equal(tally_of(asked, QUOTH_FACET_SPEAKER, 0).count, Q_MAX_SHARES);
}

static void to_somebody(struct store *store, quoth_statement *one, uint32_t n)
{
    (void)n;
    one->addressee.spans = addressee_of(store, one);
}

// Of more than are read, the latest are, by the clock of the search.
static void the_latest_addressees(void **state)
{
    struct asked *asked = *state;
    enum { MANY = Q_MAX_LABELLED / 8 + 10 };
    for (unsigned i = 0; i < MANY; i++) {
        char text[TEXT], day[16];
        size_t len = 0;
        for (unsigned n = 0; n < 8; n++)
            len += (size_t)snprintf(text + len, sizeof text - len,
                                    "\"Ship %u.%u is full,\" he told %s.\n", i, n,
                                    i < 11 ? "the pilots" : "reporters");
        snprintf(day, sizeof day, "201%u-%02u-01", i / 12, 1 + i % 12);
        put(&asked->store, &(struct told){.text = text, .published = day}, to_somebody);
    }
    ask(asked, "", NULL);
    quoth_tally tally = tally_of(asked, QUOTH_FACET_ADDRESSEE, 5);
    assert_int_equal(tally.of, Q_MAX_LABELLED);
    assert_int_equal(tally.none + tally.others, 0);
    assert_int_equal(tally.count, 2);
    assert_true(q_str_equal(tally.at[0].label, Q_STR("reporters")));
    assert_int_equal(tally.at[0].statements, 8 * (MANY - 11));
    assert_int_equal(tally.at[0].statements + tally.at[1].statements, Q_MAX_LABELLED);
}

// ── Bins ──

static const char *const *told_days;
static uint32_t told_count;

static void on_days(struct store *store, quoth_statement *one, uint32_t n)
{
    (void)store;
    one->said.date.value = one->said.date.text = q_str_from(told_days[n % told_count]);
    one->said.date.precision = Q_STR("day");
}

static void put_days(struct asked *asked, unsigned article, const char *const *list,
                     uint32_t count, unsigned statements)
{
    char text[TEXT];
    close_answer(asked);
    told_days = list;
    told_count = count;
    write_text(text, article, statements);
    put(&asked->store, &(struct told){.text = text}, on_days);
}

static quoth_histogram over(struct asked *asked)
{
    ask(asked, "", NULL);
    return histogram_of(asked);
}

static void has_bins(const quoth_histogram *out, const char *unit, const char *from,
                     const char *to, size_t count)
{
    assert_string_equal(out->unit, unit);
    assert_int_equal(out->count, count);
    assert_string_equal(out->at[0].from, from);
    assert_string_equal(out->at[count - 1].to, to);
}

static void units(void **state)
{
    struct asked *asked = *state;
    quoth_histogram out = over(asked);
    assert_int_equal(out.count, 0);
    put_days(asked, 1, (const char *const[]){"2018-04-24"}, 1, 2);
    out = over(asked);
    has_bins(&out, "day", "2018-04-24", "2018-04-24", 1);
    put_days(asked, 2, (const char *const[]){"2018-09-30"}, 1, 1);
    out = over(asked);
    has_bins(&out, "day", "2018-04-24", "2018-09-30", 160);
    put_days(asked, 3, (const char *const[]){"2018-10-01"}, 1, 1);
    out = over(asked);
    has_bins(&out, "week", "2018-04-23", "2018-10-07", 24);
    put_days(asked, 4, (const char *const[]){"2015-02"}, 1, 1);
    out = over(asked);
    has_bins(&out, "month", "2015-02-01", "2018-10-31", 45);
    put_days(asked, 5, (const char *const[]){"1912"}, 1, 1);
    out = over(asked);
    has_bins(&out, "year", "1912-01-01", "2018-12-31", 107);
    assert_int_equal(out.before + out.after + out.undated, 0);
    put_days(asked, 6, (const char *const[]){"0001-01-01", "9999-12-31"}, 2, 2);
    out = over(asked); // the middle is of 2018
    has_bins(&out, "year", "1912-01-01", "2018-12-31", 107);
    assert_int_equal(out.before, 1);
    assert_int_equal(out.after, 1);
}

static void ends_of_the_calendar(void **state)
{
    struct asked *asked = *state;
    put_days(asked, 1, (const char *const[]){"9999-12-31", "9999-06-01"}, 2, 2);
    quoth_histogram out = over(asked);
    has_bins(&out, "week", "9999-05-31", "9999-12-31", 31);
    put_days(asked, 2, (const char *const[]){"0001-01-01"}, 1, 5);
    out = over(asked);
    has_bins(&out, "day", "0001-01-01", "0001-01-01", 1);
    assert_int_equal(out.after, 2);
}

// One in 200 far off makes no bins; so few do where there are few.
static void far_off(void **state)
{
    struct asked *asked = *state;
    for (unsigned i = 0; i < 25; i++)
        put_days(asked, i, (const char *const[]){"2018-04-24", "2018-05-24"}, 2, 8);
    put_days(asked, 25, (const char *const[]){"1985"}, 1, 1);
    quoth_histogram out = over(asked);
    has_bins(&out, "day", "2018-04-24", "2018-05-24", 31);
    assert_int_equal(out.before, 1);
    assert_int_equal(out.after, 0);
    put_days(asked, 26, (const char *const[]){"1986"}, 1, 1);
    out = over(asked); // two of 202 are more
    has_bins(&out, "year", "1985-01-01", "2018-12-31", 34);
}

// ── What goes wrong ──

static void no_such_facet(void **state)
{
    struct asked *asked = *state;
    quoth_tally tally;
    ask(asked, "", NULL);
    assert_int_equal(
        quoth_results_tally(asked->results, QUOTH_FACETS, 5, &tally, &asked->store.error),
        QUOTH_EUSAGE);
    for (int facet = 0; facet < QUOTH_FACETS; facet++)
        assert_int_equal(tally_of(asked, (quoth_facet)facet, 5).count, 0);
}

static quoth_status tally_all(struct asked *asked)
{
    quoth_tally tally;
    quoth_histogram histogram;
    quoth_error *error = &asked->store.error;
    quoth_status status = quoth_results_histogram(asked->results, &histogram, error);
    for (int facet = 0; facet < QUOTH_FACETS && status == QUOTH_OK; facet++)
        status = quoth_results_tally(asked->results, (quoth_facet)facet, 5, &tally, error);
    return status;
}

static void memory_runs_out(void **state)
{
    struct asked *asked = *state;
    put_random(&asked->store, 9);
    for (uint64_t n = 1; n < 1000; n++) {
        ask(asked, "", NULL);
        q_arena_fail_at(n);
        quoth_status status = tally_all(asked);
        q_arena_fail_at(0);
        if (status == QUOTH_OK) {
            assert_true(n > 4);
            return;
        }
        assert_int_equal(status, QUOTH_ENOMEM);
        assert_int_equal(tally_all(asked), QUOTH_OK); // it can be asked again
        count_rows(asked, "", QUOTH_CLOCK_SAID);
        compare_facet(asked, QUOTH_FACET_OUTLET, 1000);
        compare_facet(asked, QUOTH_FACET_SPEAKER, 1000);
    }
    fail_msg("it never ends");
}

static void damage(void **state)
{
    static const char *const damages[] = {
        "UPDATE statements SET published = 3652059", "UPDATE statements SET published = -7",
        "UPDATE statements SET columns = x'ff'",     "DELETE FROM article",
        "UPDATE article SET record = x'00'",
    };
    struct asked *asked = *state;
    put_random(&asked->store, 9);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        sqlite3 *db = asked->store.archive->db.handle;
        ask(asked, "",
            &(quoth_search_options){.clock = QUOTH_CLOCK_PUBLISHED,
                                    .order = QUOTH_ORDER_ADDED});
        assert_int_equal(sqlite3_exec(db, "SAVEPOINT damage", NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, damages[i], NULL, NULL, NULL), SQLITE_OK);
        if (tally_all(asked) != QUOTH_EDAMAGED)
            fail_msg("%s: %d", damages[i], asked->store.error.status);
        assert_int_equal(
            sqlite3_exec(db, "ROLLBACK TO damage; RELEASE damage", NULL, NULL, NULL),
            SQLITE_OK);
        assert_int_equal(tally_all(asked), QUOTH_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(as_the_rows_are),
        TEST(of_many),
        TEST(the_latest_addressees),
        TEST(units),
        TEST(ends_of_the_calendar),
        TEST(far_off),
        TEST(no_such_facet),
        TEST(memory_runs_out),
        TEST(damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
