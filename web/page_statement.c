/*
 * The statement page: one statement, what tells each part of it, and the way it came.
 *
 *     /statements/2c8fd106…   →   the words in their paragraphs; who, to whom, when, where;
 *                                 Jane Roe → at the summit → TASS → The Herald
 *
 * Its other forms: the twin, and the zip that proves it.
 */
#include "asking.h"
#include "page.h"
#include "plain.h"
#include "telling.h"
#include "twin.h"

// What is gathered while the statements of its article go by.
struct sight {
    struct visit *visit;
    uint32_t index;
    struct text parent, children; // JSON
    struct text within, inside;   // HTML: who reports it, and what it reports
    struct text citation, chain;
    struct text speaker; // of the statement, not escaped
    quoth_error error;
};

// ── Its citation ──

static void put_quoted(struct text *out, const quoth_article *article)
{
    quoth_str outlet = quoth_article_outlet(article), title = quoth_article_title(article);
    quoth_date published = *quoth_article_published(article);
    if (outlet.len) {
        text_put(out, ", quoted in ");
        text_add(out, outlet);
    }
    if (title.len) {
        text_put(out, outlet.len ? ", “" : ", quoted in “");
        text_add(out, title);
        text_put(out, "”");
    }
    if (published.value.ptr) {
        text_put(out, ", ");
        plain_day(out, published.value);
    }
    text_put(out, ".");
    if (quoth_article_url(article).len) {
        text_put(out, " ");
        text_add(out, quoth_article_url(article));
    }
}

// ── What goes by ──

static void put_relative(struct text *json, const quoth_article *article,
                         const quoth_statement *s, const quoth_hit *hit)
{
    struct text words;
    text_init(&words);
    for (uint32_t i = 0; i < s->content.count; i++) {
        text_put(&words, i ? " " : "");
        text_add(&words, quoth_article_cut(article, s->content.at[i]));
    }
    text_put(json, "{");
    twin_word(json, "id", s->id);
    twin_text(json, "text", text_str(&words));
    asking_person(json, hit);
    twin_text(json, "speaker", s->speaker_name);
    text_put(json, "}");
    json->failed = json->failed || words.failed;
    text_release(&words);
}

static void put_context(struct text *html, const quoth_article *article,
                        const quoth_statement *s)
{
    quoth_span place = plain_place(article, s);
    text_put(html, "<blockquote class=\"context\" cite=\"/articles/");
    text_add(html, plain_digits(quoth_article_id(article)));
    text_put(html, "\"><p>");
    plain_words(html, article, (quoth_spans){&place, 1}, s->content);
    text_put(html, "</p></blockquote>\n");
}

// The statement itself: its JSON, and the greater part of its page.
static bool see_statement(struct sight *sight, const quoth_hit *hit)
{
    static const quoth_print_options as_json = {.format = QUOTH_PRINT_JSON};
    struct desk *desk = sight->visit->desk;
    const quoth_statement *s = quoth_statements_at(desk->statements, sight->index);
    quoth_origin origin;
    if (quoth_archive_origin(desk->archive, quoth_article_id(desk->article), &origin,
                             &sight->error) != QUOTH_OK ||
        quoth_print_statement(desk->output, desk->article, desk->statements, hit, &origin,
                              &as_json, &sight->error) != QUOTH_OK)
        return false;
    quoth_str speaker = plain_name(desk->article, s, hit);
    text_add(&sight->speaker, speaker.len ? speaker : str_of("Nobody named"));
    text_add(&sight->citation, text_str(&sight->speaker));
    put_quoted(&sight->citation, desk->article);
    if (sight->visit->form != FORM_PAGE)
        return true;
    telling_chain(&sight->chain, desk->article, s, hit);
    telling_end(&sight->chain, desk->article, &origin);
    struct text *html = &desk->plain;
    text_put(html, "<h1>A statement by ");
    plain_speaker(html, desk->article, s, hit);
    text_put(html, "</h1>\n");
    put_context(html, desk->article, s);
    text_put(html, "<p class=\"about\">in <a href=\"/articles/");
    text_add(html, plain_digits(quoth_article_id(desk->article)));
    text_put(html, "#s-");
    text_put(html, s->id);
    text_put(html, "\">");
    text_html(html, plain_title(desk->article));
    text_put(html, "</a></p>\n<h2>What is known</h2>\n");
    telling_fields(html, desk->article, s);
    return true;
}

static bool see(struct sight *sight, const quoth_hit *hit)
{
    struct desk *desk = sight->visit->desk;
    const quoth_statement *s = quoth_statements_at(desk->statements, hit->statement);
    uint32_t parent = quoth_statements_at(desk->statements, sight->index)->parent;
    if (hit->statement == sight->index)
        return see_statement(sight, hit);
    if (hit->statement == parent) {
        put_relative(&sight->parent, desk->article, s, hit);
        plain_row(&sight->within, desk->article, s, hit, false);
    } else if (s->parent == sight->index) {
        twin_next(&sight->children);
        put_relative(&sight->children, desk->article, s, hit);
        plain_row(&sight->inside, desk->article, s, hit, false);
    }
    return true;
}

static bool see_all(struct sight *sight)
{
    struct desk *desk = sight->visit->desk;
    struct asking asking;
    quoth_hit hit;
    quoth_status status = QUOTH_OK;
    bool seen = asking_article(&asking, desk);
    while (seen && status == QUOTH_OK) {
        status = quoth_results_take(asking.results, desk->article, desk->statements, &hit,
                                    &asking.error);
        if (status == QUOTH_OK && !see(sight, &hit)) {
            asking_release(&asking);
            return false;
        }
    }
    asking_release(&asking);
    if (!seen || status != QUOTH_END)
        sight->error = asking.error;
    return seen && status == QUOTH_END;
}

// ── The twin ──

static void put_review(struct text *json, quoth_str text, const quoth_review *review)
{
    twin_key(json, "review");
    if (review->judged == QUOTH_JUDGED_NOT && !review->speaker_entry) {
        text_put(json, "null");
        return;
    }
    text_put(json, "{");
    twin_word(json, "judged", plain_judged(review->judged));
    if (review->entry) {
        twin_number(json, "entry", review->entry);
        twin_text(json, "who", review->who);
        twin_time(json, "at", review->at);
    } else { // only the speaker was chosen
        twin_null(json, "entry");
        twin_null(json, "who");
        twin_null(json, "at");
    }
    twin_spans(json, "content", text, review->content);
    twin_spans(json, "cue", text, review->cue);
    twin_spans(json, "source", text, review->source);
    if (review->speaker_entry)
        twin_number(json, "speaker_entry", review->speaker_entry);
    else
        twin_null(json, "speaker_entry");
    text_put(json, "}");
}

static void put_neighbour(struct text *json, const char *key,
                          const quoth_statements *statements, size_t index)
{
    bool is = index < quoth_statements_count(statements);
    twin_word(json, key, is ? quoth_statements_at(statements, index)->id : NULL);
}

static void put_twin(struct sight *sight, const quoth_review *review)
{
    struct desk *desk = sight->visit->desk;
    struct text *json = &desk->json;
    twin_open(json, "statement");
    twin_made(json, "statement", desk->output);
    twin_key(json, "parent");
    text_add(json, sight->parent.len ? text_str(&sight->parent) : str_of("null"));
    twin_key(json, "children");
    text_put(json, "[");
    text_add(json, text_str(&sight->children));
    text_put(json, "]");
    put_review(json, quoth_article_text(desk->article), review);
    twin_text(json, "citation", text_str(&sight->citation));
    twin_key(json, "number");
    text_put(json, "{");
    twin_number(json, "of", quoth_statements_count(desk->statements));
    twin_number(json, "at", sight->index + 1);
    text_put(json, "}");
    put_neighbour(json, "previous", desk->statements, (size_t)sight->index - 1);
    put_neighbour(json, "next", desk->statements, (size_t)sight->index + 1);
    twin_close(json);
}

// ── The rest of its page ──

static void put_list(struct text *html, const char *title, const struct text *rows)
{
    if (!rows->len)
        return;
    text_put(html, "<h2>");
    text_put(html, title);
    text_put(html, "</h2>\n<ol class=\"rows\">\n");
    text_add(html, text_str(rows));
    text_put(html, "</ol>\n");
}

static void put_step(struct text *html, const char *rel, const char *title,
                     const quoth_statements *statements, size_t index)
{
    if (index >= quoth_statements_count(statements))
        return;
    text_put(html, "<a rel=\"");
    text_put(html, rel);
    text_put(html, "\" href=\"/statements/");
    text_put(html, quoth_statements_at(statements, index)->id);
    text_put(html, "\">");
    text_put(html, title);
    text_put(html, "</a>\n");
}

static void put_reviewed(struct text *html, const quoth_article *article,
                         const quoth_review *review)
{
    if (review->judged == QUOTH_JUDGED_NOT)
        return;
    text_put(html, "<p class=\"review\">");
    text_put(html, plain_judged(review->judged));
    text_put(html, " by ");
    text_html(html, review->who.len ? review->who : str_of("a reviewer"));
    if (review->content.count) {
        text_put(html, ": <q>");
        plain_words(html, article, review->content, (quoth_spans){NULL, 0});
        text_put(html, "</q>");
    }
    text_put(html, "</p>\n");
}

static void put_rest(struct sight *sight, const quoth_review *review)
{
    struct desk *desk = sight->visit->desk;
    struct text *html = &desk->plain;
    const char *id = quoth_statements_at(desk->statements, sight->index)->id;
    put_reviewed(html, desk->article, review);
    text_put(html, "<h2>How it came here</h2>\n<ol class=\"chain\">\n");
    text_add(html, text_str(&sight->chain));
    text_put(html, "</ol>\n");
    put_list(html, "Who reports it", &sight->within);
    put_list(html, "What it reports", &sight->inside);
    text_put(html, "<h2>To cite it</h2>\n<p class=\"citation\">");
    text_html(html, text_str(&sight->citation));
    text_put(html, "</p>\n<p class=\"forms\">This statement as <a href=\"/statements/");
    text_put(html, id);
    text_put(html, ".json\">JSON</a>, <a href=\"/statements/");
    text_put(html, id);
    text_put(html, ".zip\">evidence (zip)</a></p>\n"
                   "<nav class=\"next\" aria-label=\"Statements of the article\">\n");
    put_step(html, "prev", "Previous statement", desk->statements,
             (size_t)sight->index - 1);
    put_step(html, "next", "Next statement", desk->statements, (size_t)sight->index + 1);
    text_put(html, "</nav>\n");
}

// Whom schema.org knows: who has a name, and is no document, no group.
static void put_creator(struct text *data, const quoth_statement *s, quoth_str speaker)
{
    bool person = str_same(s->speaker_kind, str_of("person"));
    if (!s->speaker_name.ptr ||
        !(person || str_same(s->speaker_kind, str_of("organization"))))
        return;
    twin_key(data, "creator");
    text_put(data, "{");
    twin_word(data, "@type", person ? "Person" : "Organization");
    twin_text(data, "name", speaker);
    text_put(data, "}");
}

static void put_quotation(struct text *head, const struct sight *sight, quoth_str words)
{
    const quoth_article *article = sight->visit->desk->article;
    const quoth_statement *s =
        quoth_statements_at(sight->visit->desk->statements, sight->index);
    struct text data;
    text_init(&data);
    text_put(&data, "{\"@context\": \"https://schema.org\", \"@type\": \"Quotation\"");
    twin_text(&data, "text", words);
    put_creator(&data, s, text_str(&sight->speaker));
    if (s->said.date.value.ptr)
        twin_text(&data, "dateCreated", s->said.date.value);
    twin_key(&data, "isPartOf");
    text_put(&data, "{\"@type\": \"NewsArticle\"");
    twin_text(&data, "headline", plain_title(article));
    if (plain_is_web(quoth_article_url(article)))
        twin_text(&data, "url", quoth_article_url(article));
    if (quoth_article_published(article)->value.ptr)
        twin_text(&data, "datePublished", quoth_article_published(article)->value);
    text_put(&data, "}}");
    page_structured(head, &data);
    text_release(&data);
}

// What was rejected, or was not said, is no quotation to those who read by machine; what
// was edited is what the reviewer made of it.
static void put_head(struct text *head, const struct sight *sight,
                     const quoth_review *review)
{
    const struct desk *desk = sight->visit->desk;
    const quoth_statement *s = quoth_statements_at(desk->statements, sight->index);
    quoth_spans content =
        review->judged == QUOTH_JUDGED_EDITED ? review->content : s->content;
    struct text words;
    text_init(&words);
    text_put(&words, "/statements/");
    text_put(&words, s->id);
    page_canonical(head, sight->visit, text_str(&words));
    text_empty(&words);
    for (uint32_t i = 0; i < content.count; i++) {
        text_put(&words, i ? " … " : "");
        text_add(&words, quoth_article_cut(desk->article, content.at[i]));
    }
    page_meta(head, "property", "og:type", str_of("article"));
    page_meta(head, "property", "og:title", text_str(&sight->citation));
    page_meta(head, "property", "og:description", text_str(&words));
    if (review->judged != QUOTH_JUDGED_REJECTED && !s->negated)
        put_quotation(head, sight, text_str(&words));
    head->failed = head->failed || words.failed;
    text_release(&words);
}

static bool whole(const struct sight *sight)
{
    return !sight->parent.failed && !sight->children.failed && !sight->within.failed &&
           !sight->inside.failed && !sight->citation.failed && !sight->chain.failed &&
           !sight->speaker.failed;
}

static bool look(struct sight *sight, struct text *head)
{
    struct desk *desk = sight->visit->desk;
    quoth_review review;
    if (!see_all(sight))
        return false;
    const char *id = quoth_statements_at(desk->statements, sight->index)->id;
    if (quoth_archive_review(desk->archive, str_of(id), &review, &sight->error) != QUOTH_OK)
        return false;
    put_twin(sight, &review);
    if (sight->visit->form == FORM_PAGE) {
        put_rest(sight, &review);
        put_head(head, sight, &review);
    }
    desk->json.failed = desk->json.failed || !whole(sight);
    return true;
}

static void send_page(struct visit *visit, uint32_t index)
{
    struct sight sight = {.visit = visit, .index = index};
    struct text head;
    text_init(&head);
    if (look(&sight, &head))
        page_end(visit,
                 &(struct page){"statement", text_str(&sight.citation), {NULL, 0}, &head});
    else
        page_failed(visit, &sight.error);
    text_release(&head);
    text_release(&sight.parent);
    text_release(&sight.children);
    text_release(&sight.within);
    text_release(&sight.inside);
    text_release(&sight.citation);
    text_release(&sight.chain);
    text_release(&sight.speaker);
}

static void send_zip(struct visit *visit, const char *id)
{
    struct desk *desk = visit->desk;
    quoth_error error;
    if (quoth_archive_evidence(desk->archive, str_of(id), desk->output, &error) !=
        QUOTH_OK) {
        page_failed(visit, &error);
        return;
    }
    text_put(&visit->response->file_name, "quoth-");
    text_put(&visit->response->file_name, id);
    text_put(&visit->response->file_name, ".zip");
    page_file(visit, "application/zip", quoth_output_text(desk->output));
}

void page_statement(struct visit *visit)
{
    struct desk *desk = visit->desk;
    quoth_error error;
    uint32_t index;
    if (!desk->archive) {
        page_error(visit, 404, str_of("there is no such statement"), -1);
        return;
    }
    if (quoth_archive_statement(desk->archive, visit->id, desk->article, desk->statements,
                                &index, &error) != QUOTH_OK) {
        page_failed(visit, &error);
        return;
    }
    const char *id = quoth_statements_at(desk->statements, index)->id;
    if (!str_same(visit->id, str_of(id)))
        page_redirect(visit, 302, "/statements/", str_of(id));
    else if (visit->form == FORM_ZIP)
        send_zip(visit, id);
    else
        send_page(visit, index);
}
