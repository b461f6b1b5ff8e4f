/*
 * The page of one who speaks: names, roles over time, what he says and when, to whom,
 * through which outlets, and what others report him as saying.
 *
 *     /speakers/jane-roe   →   Jane Roe, mayor from 2017 to 2018; 12 statements …
 *
 * Who was merged into another is sent on to him.
 */
#include "asking.h"
#include "journal.h"
#include "page.h"
#include "plain.h"
#include "twin.h"

#include <string.h>

enum {
    REPORTED = 10,
    SHARES = 10,
    NAMESAKES = 10,
    NAMESAKES_OF = 100, // who have the word in their name, those who say most
    DECISIONS = 100,
    DECISIONS_LOOKED_AT = 2000, // the latest: each is a look into the archive
};

// What is kept of a person while the archive is asked more.
struct whose {
    struct visit *visit;
    struct text id, name;
    bool organization;
    quoth_error error;
};

// ── Who it is ──

static void put_person(struct text *json, const quoth_person *person)
{
    twin_key(json, "person");
    text_put(json, "{");
    twin_text(json, "id", person->id);
    twin_text(json, "name", person->name);
    twin_text(json, "kind", person->kind);
    twin_number(json, "statements", person->statements);
    twin_number(json, "articles", person->articles);
    twin_text(json, "first", person->first);
    twin_text(json, "last", person->last);
    twin_key(json, "spellings");
    text_put(json, "[");
    for (size_t i = 0; i < person->spelling_count; i++) {
        const quoth_spelling *spelling = &person->spellings[i];
        twin_next(json);
        text_put(json, "{");
        twin_text(json, "text", spelling->text);
        twin_text(json, "work", spelling->work);
        twin_number(json, "statements", spelling->statements);
        twin_number(json, "articles", spelling->articles);
        text_put(json, "}");
    }
    text_put(json, "]");
    twin_key(json, "roles");
    text_put(json, "[");
    for (size_t i = 0; i < person->role_count; i++) {
        const quoth_role *role = &person->roles[i];
        twin_next(json);
        text_put(json, "{");
        twin_text(json, "text", role->text);
        twin_number(json, "statements", role->statements);
        twin_text(json, "first", role->first);
        twin_text(json, "last", role->last);
        text_put(json, "}");
    }
    text_put(json, "]");
    twin_number(json, "roles_of", person->roles_of);
    text_put(json, "}");
}

enum { ROLES_AT_ONCE = 10 };

// Which roles are told the most; of those told as often, the latest. Returns how many.
static size_t pick_roles(const quoth_person *person, size_t picked[ROLES_AT_ONCE])
{
    size_t count = 0;
    for (size_t i = 0; i < person->role_count; i++) {
        size_t place = count;
        while (place &&
               person->roles[picked[place - 1]].statements < person->roles[i].statements)
            place--;
        if (place == ROLES_AT_ONCE)
            continue;
        if (count < ROLES_AT_ONCE)
            count++;
        memmove(picked + place + 1, picked + place, (count - 1 - place) * sizeof *picked);
        picked[place] = i;
    }
    return count;
}

static void put_role(struct text *html, const quoth_role *role)
{
    text_put(html, "<li>");
    text_html(html, role->text);
    if (role->first.ptr) {
        text_put(html, ", ");
        plain_date(html, &(quoth_date){.value = role->first});
        text_put(html, " to ");
        plain_date(html, &(quoth_date){.value = role->last});
    }
    text_put(html, ", ");
    text_number(html, role->statements);
    text_put(html, role->statements == 1 ? " time</li>\n" : " times</li>\n");
}

static void put_roles(struct text *html, const quoth_person *person)
{
    size_t picked[ROLES_AT_ONCE], count = pick_roles(person, picked);
    if (!count)
        return;
    text_put(html, "<h2>Roles</h2>\n<ul>\n");
    for (size_t i = 0; i < count; i++)
        put_role(html, &person->roles[picked[i]]);
    text_put(html, "</ul>\n");
    if (count == person->role_count)
        return;
    text_put(html, "<details>\n<summary>");
    text_number(html, person->role_count - count);
    text_put(html, " more</summary>\n<ul>\n");
    for (size_t i = 0; i < person->role_count; i++) {
        bool shown = false;
        for (size_t k = 0; k < count; k++)
            shown = shown || picked[k] == i;
        if (!shown)
            put_role(html, &person->roles[i]);
    }
    text_put(html, "</ul>\n</details>\n");
}

static void put_known(struct text *html, const quoth_person *person)
{
    text_put(html, "<h1>");
    text_html(html, person->name);
    text_put(html, "</h1>\n<p>");
    text_html(html, person->kind);
    text_put(html, ", ");
    text_number(html, person->statements);
    text_put(html, person->statements == 1 ? " statement in " : " statements in ");
    text_number(html, person->articles);
    text_put(html, person->articles == 1 ? " article" : " articles");
    if (person->first.ptr) {
        text_put(html, ", ");
        plain_date(html, &(quoth_date){.value = person->first});
        text_put(html, " to ");
        plain_date(html, &(quoth_date){.value = person->last});
    }
    text_put(html, "</p>\n<h2>Names</h2>\n<ul>\n");
    for (size_t i = 0; i < person->spelling_count; i++) {
        const quoth_spelling *spelling = &person->spellings[i];
        text_put(html, "<li>");
        text_html(html, spelling->text);
        if (spelling->work.len) {
            text_put(html, " (");
            text_html(html, spelling->work);
            text_put(html, ")");
        }
        text_put(html, ", ");
        text_number(html, spelling->statements);
        text_put(html, "</li>\n");
    }
    text_put(html, "</ul>\n");
    put_roles(html, person);
}

// ── How it is spread ──

static bool put_spread(struct whose *whose, struct asking *asking, struct text *plain)
{
    static const struct {
        quoth_facet facet;
        const char *key, *title;
    } facets[] = {
        {QUOTH_FACET_KIND, "kind", NULL},
        {QUOTH_FACET_OUTLET, "outlet", "Through which outlets"},
        {QUOTH_FACET_ADDRESSEE, "addressee", "To whom"},
        {QUOTH_FACET_VIA, "via", "Told by"},
    };
    struct text *json = &whose->visit->desk->json;
    quoth_histogram histogram;
    quoth_tally tally;
    if (quoth_results_histogram(asking->results, &histogram, &asking->error) != QUOTH_OK)
        return false;
    twin_histogram(json, &histogram);
    twin_key(json, "facets");
    text_put(json, "{");
    for (size_t i = 0; i < sizeof facets / sizeof *facets; i++) {
        if (quoth_results_tally(asking->results, facets[i].facet, SHARES, &tally,
                                &asking->error) != QUOTH_OK)
            return false;
        twin_tally(json, facets[i].key, &tally);
        if (!plain || !facets[i].title || !tally.count)
            continue;
        text_put(plain, "<h2>");
        text_put(plain, facets[i].title);
        text_put(plain, "</h2>\n<ul>\n");
        for (size_t n = 0; n < tally.count; n++) {
            text_put(plain, "<li>");
            text_html(plain, tally.at[n].label);
            text_put(plain, ", ");
            text_number(plain, tally.at[n].statements);
            text_put(plain, "</li>\n");
        }
        text_put(plain, "</ul>\n");
    }
    text_put(json, "}");
    return true;
}

// ── What is said ──

// Its address has the person in the path, where others have a question.
static void put_next(struct whose *whose, const struct asking *asking)
{
    const char *next = quoth_results_next(asking->results);
    struct asking own = *asking;
    struct text url;
    if (!next)
        return;
    text_init(&url);
    text_put(&url, "/speakers/");
    text_url(&url, text_str(&whose->id));
    own.query = (quoth_str){"", 0};
    asking_url(&url, &own, "", next);
    page_next(&whose->visit->desk->plain, &url, "Earlier statements");
    text_release(&url);
}

static bool put_said(struct whose *whose, struct asking *asking, struct text *plain)
{
    struct desk *desk = whose->visit->desk;
    if (!asking_ask(asking, desk))
        return false;
    if (asking->search.after) { // it was told with the first page
        twin_null(&desk->json, "histogram");
        twin_null(&desk->json, "facets");
    } else if (!put_spread(whose, asking, plain)) {
        return false;
    }
    if (plain)
        text_put(plain, "<h2>Statements, the latest first</h2>\n");
    if (!asking_answer(asking, desk, "answer", plain, NULL, NULL))
        return false;
    if (plain)
        put_next(whose, asking);
    return true;
}

// Who says the statement that a row stands in.
static bool put_reporter(void *context, struct text *json, const struct desk *desk,
                         const quoth_hit *hit, quoth_error *error)
{
    uint32_t parent = quoth_statements_at(desk->statements, hit->statement)->parent;
    (void)context, (void)error;
    if (parent == QUOTH_NO_PARENT)
        twin_null(json, "reporter");
    else
        twin_text(json, "reporter",
                  quoth_statements_at(desk->statements, parent)->speaker_name);
    return true;
}

static bool put_reported(struct whose *whose, struct asking *asking, struct text *plain)
{
    struct desk *desk = whose->visit->desk;
    if (!asking_ask(asking, desk))
        return false;
    if (plain)
        text_put(plain, quoth_results_total(asking->results)
                            ? "<h2>What others report</h2>\n"
                            : "");
    return asking_answer(asking, desk, "reported",
                         quoth_results_total(asking->results) ? plain : NULL, put_reporter,
                         NULL);
}

static bool put_statements(struct whose *whose, struct text *plain)
{
    struct text query;
    struct asking said = {.at = -1}, reported = {.at = -1};
    bool done =
        asking_read(&said, whose->visit->request, QUOTH_ORDER_SAID, ROWS_FIRST, ROWS_MAX);
    text_init(&query);
    text_put(&query, "person:");
    text_add(&query, text_str(&whose->id));
    asking_set(&said, &query);
    said.search = (quoth_search_options){// who asks for another order asks at /search
                                         .order = QUOTH_ORDER_SAID,
                                         .limit = said.search.limit,
                                         .after = said.search.after};
    done = done && put_said(whose, &said, plain);
    if (!done)
        whose->error = said.error;
    asking_release(&said);
    text_put(&query, " depth:>=2");
    asking_set(&reported, &query);
    reported.search = (quoth_search_options){.order = QUOTH_ORDER_SAID, .limit = REPORTED};
    if (done && !put_reported(whose, &reported, plain)) {
        whose->error = reported.error;
        done = false;
    }
    asking_release(&reported);
    text_release(&query);
    return done;
}

// ── Others of the name, and what was decided ──

static void put_namesake(struct text *json, struct text *plain, const quoth_person *person)
{
    twin_next(json);
    text_put(json, "{");
    twin_text(json, "id", person->id);
    twin_text(json, "name", person->name);
    twin_number(json, "statements", person->statements);
    text_put(json, "}");
    text_put(plain, "<li><a href=\"/speakers/");
    text_url(plain, person->id);
    text_put(plain, "\">");
    text_html(plain, person->name);
    text_put(plain, "</a>, ");
    text_number(plain, person->statements);
    text_put(plain, "</li>\n");
}

static quoth_str last_word(quoth_str name)
{
    size_t at = name.len;
    while (at && name.ptr[at - 1] != ' ')
        at--;
    return (quoth_str){name.ptr + at, name.len - at};
}

static bool is_namesake(const quoth_person *person, const struct whose *whose)
{
    return !str_same(person->id, text_str(&whose->id)) &&
           str_same(person->kind, str_of("person")) &&
           str_same(last_word(person->name), last_word(text_str(&whose->name)));
}

static bool put_namesakes(struct whose *whose, struct text *plain)
{
    struct desk *desk = whose->visit->desk;
    struct text rows;
    quoth_people people = {0};
    quoth_str name = last_word(text_str(&whose->name));
    if (!whose->organization && name.len &&
        quoth_archive_people(desk->archive, name, NAMESAKES_OF, NULL, &people,
                             &whose->error) != QUOTH_OK)
        return false;
    text_init(&rows);
    twin_key(&desk->json, "namesakes");
    text_put(&desk->json, "[");
    for (size_t i = 0, told = 0; i < people.count && told < NAMESAKES; i++)
        if (is_namesake(&people.at[i], whose)) {
            put_namesake(&desk->json, &rows, &people.at[i]);
            told++;
        }
    text_put(&desk->json, "]");
    if (plain && rows.len) {
        text_put(plain, "<h2>Others of this name</h2>\n<ul>\n");
        text_add(plain, text_str(&rows));
        text_put(plain, "</ul>\n");
    }
    desk->json.failed = desk->json.failed || rows.failed;
    text_release(&rows);
    return true;
}

static bool is_about(const quoth_ledger_entry *entry, const struct whose *whose)
{
    return (entry->person.ptr && (str_same(entry->person, text_str(&whose->id)) ||
                                  str_same(entry->person, text_str(&whose->name)))) ||
           (entry->what.ptr && str_same(entry->what, text_str(&whose->id)));
}

static bool put_decisions(struct whose *whose, struct text *plain)
{
    struct desk *desk = whose->visit->desk;
    struct text rows;
    quoth_ledger_entry entry;
    uint64_t last, told = 0;
    quoth_status status = journal_last(desk->archive, &last, &whose->error);
    uint64_t first = last > DECISIONS_LOOKED_AT ? last - DECISIONS_LOOKED_AT : 0;
    text_init(&rows);
    twin_key(&desk->json, "decisions");
    text_put(&desk->json, "[");
    for (uint64_t at = last; status == QUOTH_OK && at > first && told < DECISIONS; at--) {
        status = journal_at(desk->archive, at, &entry, &whose->error);
        if (status == QUOTH_OK && is_about(&entry, whose)) {
            journal_json(&desk->json, &entry);
            journal_row(&rows, &entry);
            told++;
        }
        if (status == QUOTH_END)
            status = QUOTH_OK;
    }
    journal_stop(desk->archive);
    text_put(&desk->json, "]");
    if (plain && rows.len) {
        text_put(plain, "<h2>What was decided</h2>\n");
        journal_table(plain, &rows);
    }
    desk->json.failed = desk->json.failed || rows.failed;
    text_release(&rows);
    return status == QUOTH_OK;
}

// ── The page ──

static bool keep_names(struct whose *whose, const quoth_person *person)
{
    text_add(&whose->id, person->id);
    text_add(&whose->name, person->name);
    whose->organization = !str_same(person->kind, str_of("person"));
    if (!whose->id.failed && !whose->name.failed)
        return true;
    (void)no_memory(&whose->error);
    return false;
}

static bool put_page(struct whose *whose, const quoth_person *person)
{
    struct desk *desk = whose->visit->desk;
    struct text *plain = whose->visit->form == FORM_PAGE ? &desk->plain : NULL;
    if (!keep_names(whose, person))
        return false;
    twin_open(&desk->json, "speaker");
    put_person(&desk->json, person);
    if (plain)
        put_known(plain, person);
    if (!put_statements(whose, plain) || !put_namesakes(whose, plain) ||
        !put_decisions(whose, plain))
        return false;
    twin_close(&desk->json);
    return true;
}

static void put_head(struct text *head, const struct whose *whose)
{
    struct text path, data;
    text_init(&path);
    text_init(&data);
    text_put(&path, "/speakers/");
    text_url(&path, text_str(&whose->id));
    page_canonical(head, whose->visit, text_str(&path));
    text_empty(&path);
    text_put(&path, "/search.atom?q=person%3A");
    text_url(&path, text_str(&whose->id));
    text_put(head, "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"");
    text_html(head, text_str(&path));
    text_put(head, "\">\n");
    page_meta(head, "property", "og:title", text_str(&whose->name));
    text_put(&data, "{\"@context\": \"https://schema.org\"");
    twin_word(&data, "@type", whose->organization ? "Organization" : "Person");
    twin_text(&data, "name", text_str(&whose->name));
    text_put(&data, "}");
    page_structured(head, &data);
    head->failed = head->failed || path.failed;
    text_release(&data);
    text_release(&path);
}

static void send_page(struct visit *visit, const quoth_person *person)
{
    struct whose whose = {.visit = visit};
    struct text head;
    text_init(&head);
    if (put_page(&whose, person)) {
        put_head(&head, &whose);
        page_end(visit, &(struct page){"speaker", text_str(&whose.name), {NULL, 0}, &head});
    } else {
        page_failed(visit, &whose.error);
    }
    text_release(&head);
    text_release(&whose.id);
    text_release(&whose.name);
}

// Ids are words of small letters and digits; whatever else is asked for is a name.
static bool is_id(quoth_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ' ' || (c >= 'A' && c <= 'Z'))
            return false;
    }
    return true;
}

// A name that several have: a page lists them, a program is told.
static void not_one(struct visit *visit, const quoth_error *error)
{
    if (error->status != QUOTH_EUSAGE || visit->form != FORM_PAGE)
        page_failed(visit, error);
    else
        page_redirect(visit, 302, "/speakers?name=", visit->id);
}

void page_speaker(struct visit *visit)
{
    quoth_person person;
    quoth_error error;
    if (!visit->desk->archive)
        page_error(visit, 404, str_of("there is nobody of this name"), -1);
    else if (quoth_archive_person(visit->desk->archive, visit->id, &person, &error) !=
             QUOTH_OK)
        not_one(visit, &error);
    else if (!str_same(person.id, visit->id))
        page_redirect(visit, is_id(visit->id) ? 301 : 302, "/speakers/", person.id);
    else
        send_page(visit, &person);
}
