#include "telling.h"

#include "plain.h"

// ── The chain in words ──

static void put_phrase(struct text *html, const quoth_article *article, const char *before,
                       const quoth_phrase *phrase)
{
    if (!phrase->spans.count)
        return;
    text_put(html, before);
    plain_words(html, article, phrase->spans, (quoth_spans){NULL, 0});
}

void telling_chain(struct text *html, const quoth_article *article,
                   const quoth_statement *s, const quoth_hit *hit)
{
    static const char *const did[][2] = {{" said it", " did not say it"},
                                         {" wrote it", " did not write it"},
                                         {" thought it", " did not think it"},
                                         {" meant it", " did not mean it"}};
    text_put(html, "<li>");
    plain_speaker(html, article, s, hit);
    text_put(html, did[s->act][s->negated != 0]);
    put_phrase(html, article, " to ", &s->addressee);
    put_phrase(html, article, ", on the occasion “", &s->occasion);
    text_put(html, s->occasion.spans.count ? "”" : "");
    put_phrase(html, article, ", in ", &s->place);
    if (s->said.date.value.ptr) {
        text_put(html, ", on ");
        plain_date(html, &s->said.date);
    }
    text_put(html, "</li>\n");
    for (uint32_t i = 0; i < s->via_count; i++) {
        text_put(html, "<li>through ");
        text_html(html, s->via[i].name);
        text_put(html, "</li>\n");
    }
}

void telling_end(struct text *html, const quoth_article *article,
                 const quoth_origin *origin)
{
    text_put(html, "<li>in ");
    text_html(html, quoth_article_outlet(article).len
                        ? quoth_article_outlet(article)
                        : str_of("an outlet that is not known"));
    if (quoth_article_published(article)->value.ptr) {
        text_put(html, ", published ");
        plain_date(html, quoth_article_published(article));
    }
    text_put(html, "</li>\n");
    if (!origin->count)
        return;
    text_put(html, "<li>captured ");
    plain_date(html, &origin->appearances[0].captured);
    text_put(html, ", <code>");
    text_html(html, origin->appearances[0].source);
    text_put(html, "</code></li>\n");
}

// ── Its fields, each with the words that tell it ──

static void put_told(struct text *html, const quoth_article *article, const char *name,
                     quoth_str value, quoth_spans spans, int carried)
{
    if (!value.ptr && !spans.count)
        return;
    text_put(html, "<dt>");
    text_put(html, name);
    text_put(html, "</dt><dd>");
    if (value.ptr) {
        text_html(html, value);
        text_put(html, spans.count ? ": " : "");
    }
    if (spans.count) {
        text_put(html, "<q>");
        plain_words(html, article, spans, (quoth_spans){NULL, 0});
        text_put(html, "</q>");
    }
    text_put(html, carried ? ", told before</dd>\n" : "</dd>\n");
}

static void put_chance(struct text *html, const char *name, unsigned percent)
{
    text_put(html, "<dt>");
    text_put(html, name);
    text_format(html, "</dt><dd>%u %%</dd>\n", percent);
}

static void put_candidates(struct text *html, const quoth_statement *s)
{
    if (!s->candidate_count)
        return;
    text_put(html, "<dt>Who else was weighed</dt>");
    for (uint32_t i = 0; i < s->candidate_count; i++) {
        text_put(html, "<dd>");
        text_html(html, s->candidates[i].name);
        text_format(html, ", %u %%</dd>\n", s->candidates[i].confidence);
    }
}

void telling_fields(struct text *html, const quoth_article *article,
                    const quoth_statement *s)
{
    static const quoth_str none = {NULL, 0};
    text_put(html, "<dl class=\"facts\">\n<dt>Kind</dt><dd>");
    plain_kind(html, s);
    text_put(html, "</dd>\n");
    put_told(html, article, "Speaker", s->speaker_name, s->source, 0);
    plain_fact(html, "Why nobody is named", s->speaker_name.ptr ? none : s->speaker_why);
    plain_fact(html, "Role", s->speaker_role);
    put_told(html, article, "Verb", s->cue_lemma, s->cue, 0);
    put_told(html, article, "To", none, s->addressee.spans, s->addressee.carried);
    put_told(html, article, "When", s->said.date.value, s->said.spans, s->said.carried);
    put_told(html, article, "Occasion", none, s->occasion.spans, s->occasion.carried);
    put_told(html, article, "Where", none, s->place.spans, s->place.carried);
    for (uint32_t i = 0; i < s->via_count; i++)
        put_told(html, article, "Through", s->via[i].name, s->via[i].spans,
                 s->via[i].carried);
    put_chance(html, "That it is a statement", s->confidence);
    if (s->speaker_name.ptr)
        put_chance(html, "That it is this speaker", s->speaker_confidence);
    put_candidates(html, s);
    text_put(html, "</dl>\n");
}
