// One statement as an annotation of the W3C's model (exhibit.h).
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "print/exhibit.h"
#include "print/print.h"

// Characters of the text before and behind the words, by which they are found again.
enum { AROUND = 32 };

// The last characters before `end`, the first behind `start`.
static quoth_str before(quoth_str text, uint32_t end)
{
    uint32_t start = end;
    for (int n = 0; n < AROUND && start; n++)
        for (start--; start && !q_utf8_starts(text.ptr[start]);)
            start--;
    return q_str_cut(text, start, end);
}

static quoth_str behind(quoth_str text, uint32_t start)
{
    uint32_t end = start;
    for (int n = 0; n < AROUND && end < text.len; n++)
        for (end++; end < text.len && !q_utf8_starts(text.ptr[end]);)
            end++;
    return q_str_cut(text, start, end);
}

static void put_selectors(struct q_json *json, const struct q_exhibit *exhibit,
                          quoth_span span, const uint32_t *points)
{
    quoth_str text = quoth_article_text(exhibit->article);
    q_json_key(json, "selector");
    q_json_array(json);
    q_json_object(json);
    q_put_string(json, "type", Q_STR("TextQuoteSelector"));
    q_put_string(json, "exact", q_str_cut(text, span.start, span.end));
    q_put_string(json, "prefix", before(text, span.start));
    q_put_string(json, "suffix", behind(text, span.end));
    q_json_end(json);
    q_json_object(json);
    q_put_string(json, "type", Q_STR("TextPositionSelector"));
    q_json_key(json, "start");
    q_json_number(json, points[0]);
    q_json_key(json, "end");
    q_json_number(json, points[1]);
    q_json_end(json);
    q_json_end(json);
}

static void put_source(struct q_json *json, const struct q_exhibit *exhibit)
{
    quoth_str url = quoth_article_url(exhibit->article);
    q_json_key(json, "source");
    if (url.ptr) {
        q_json_string(json, url);
        return;
    }
    q_json_text_open(json);
    q_json_text_add(json, Q_STR("urn:"));
    q_json_text_add(json, quoth_article_id(exhibit->article));
    q_json_text_close(json);
}

static void put_target(struct q_json *json, const struct q_exhibit *exhibit,
                       quoth_span span, const uint32_t *points)
{
    q_json_object(json);
    put_source(json, exhibit);
    put_selectors(json, exhibit, span, points);
    q_json_key(json, "state");
    q_json_object(json);
    q_put_string(json, "type", Q_STR("TimeState"));
    q_put_string(json, "sourceDate",
                 exhibit->fetched.ptr ? exhibit->fetched : exhibit->added);
    q_put_string(json, "cached", exhibit->cached);
    q_json_end(json);
    q_json_end(json);
}

static void put_body_text(struct q_json *json, quoth_str purpose, quoth_str value)
{
    if (!value.ptr)
        return;
    q_json_object(json);
    q_put_string(json, "type", Q_STR("TextualBody"));
    q_put_string(json, "purpose", purpose);
    q_put_string(json, "format", Q_STR("text/plain"));
    q_put_string(json, "value", value);
    q_json_end(json);
}

// Who says it: for readers of annotations by their own words, for ours in full.
static void put_body(struct q_json *json, const struct q_exhibit *exhibit,
                     const quoth_statement *s)
{
    quoth_str language = quoth_article_language(exhibit->article);
    q_json_key(json, "body");
    q_json_array(json);
    put_body_text(json, Q_STR("identifying"), s->speaker_name);
    put_body_text(json, Q_STR("describing"), s->speaker_role);
    q_json_object(json);
    q_put_string(json, "type", Q_STR("quoth:Statement"));
    q_put_string(json, "quoth:id", q_str_from(s->id));
    q_put_string(json, "quoth:article", quoth_article_id(exhibit->article));
    q_put_string(json, "quoth:speaker", s->speaker_name);
    q_put_string(json, "quoth:speakerKind", s->speaker_kind);
    q_put_string(json, "quoth:said", s->said.date.value);
    q_put_string(json, "quoth:published", quoth_article_published(exhibit->article)->value);
    q_put_string(json, "quoth:outlet", quoth_article_outlet(exhibit->article));
    q_put_string(json, "quoth:language", language);
    q_json_end(json);
    q_json_end(json);
}

static void put_agent(struct q_json *json, const char *key, const struct q_exhibit *exhibit)
{
    q_json_key(json, key);
    q_json_object(json);
    q_put_string(json, "type", Q_STR("Software"));
    q_json_key(json, "name");
    q_json_text_open(json);
    q_json_text_add(json, Q_STR("quoth "));
    q_json_text_add(json, exhibit->version);
    q_json_text_close(json);
    q_put_string(json, "quoth:model", exhibit->model);
    q_json_end(json);
}

static void put_context(struct q_json *json)
{
    q_json_key(json, "@context");
    q_json_array(json);
    q_json_string(json, Q_STR("http://www.w3.org/ns/anno.jsonld"));
    q_json_object(json);
    q_put_string(json, "quoth", Q_STR("urn:quoth:terms:"));
    q_json_end(json);
    q_json_end(json);
}

void q_print_annotation(struct q_buf *out, const struct q_exhibit *exhibit)
{
    const quoth_statement *s = quoth_statements_at(exhibit->statements, exhibit->index);
    const uint32_t *points = exhibit->points[exhibit->index].content;
    struct q_json json;
    q_json_init(&json, out);
    q_json_object(&json);
    put_context(&json);
    q_json_key(&json, "id");
    q_json_text_open(&json);
    q_json_text_add(&json, Q_STR("urn:quoth:statement:"));
    q_json_text_add(&json, q_str_from(s->id));
    q_json_text_close(&json);
    q_put_string(&json, "type", Q_STR("Annotation"));
    q_put_string(&json, "motivation", Q_STR("identifying"));
    q_put_string(&json, "created", exhibit->added);
    put_agent(&json, "creator", exhibit);
    put_agent(&json, "generator", exhibit);
    put_body(&json, exhibit, s);
    q_json_key(&json, "target");
    if (s->content.count != 1)
        q_json_array(&json);
    for (uint32_t n = 0; n < s->content.count; n++)
        put_target(&json, exhibit, s->content.at[n], points + 2 * n);
    if (s->content.count != 1)
        q_json_end(&json);
    q_json_end(&json);
    q_buf_add_char(out, '\n');
}
