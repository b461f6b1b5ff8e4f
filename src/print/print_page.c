// One statement as a page that needs nothing beside it (exhibit.h).
#include "base/str.h"
#include "base/utf8.h"
#include "print/exhibit.h"
#include "print/print.h"

// Bytes of the text shown before and behind the words.
enum { CONTEXT = 600 };

static void put(struct q_buf *out, const char *markup)
{
    q_buf_add_str(out, q_str_from(markup));
}

// U+202A to U+202E, U+2066 to U+2069: they turn what is read around. Their bytes, the last
// one apart, begin alike.
static bool is_turn(quoth_str text, size_t at)
{
    if (text.len - at < 3 || (unsigned char)text.ptr[at] != 0xe2)
        return false;
    unsigned char second = (unsigned char)text.ptr[at + 1];
    unsigned char third = (unsigned char)text.ptr[at + 2];
    return (second == 0x80 && third >= 0xaa && third <= 0xae) ||
           (second == 0x81 && third >= 0xa6 && third <= 0xa9);
}

// Text from outside: nothing in it is markup, and no character of it moves what stands
// around it.
static void put_text(struct q_buf *out, quoth_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '&')
            put(out, "&amp;");
        else if (c == '<')
            put(out, "&lt;");
        else if (c == '>')
            put(out, "&gt;");
        else if (c == '"')
            put(out, "&quot;");
        else if (c == '\'')
            put(out, "&#39;");
        else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
            put(out, "\xef\xbf\xbd");
        else if (is_turn(text, i)) {
            put(out, "\xef\xbf\xbd");
            i += 2;
        } else
            q_buf_add_char(out, (char)c);
    }
}

// A row of what is known; none where nothing is.
static void put_row(struct q_buf *out, const char *name, quoth_str value)
{
    if (!value.ptr)
        return;
    put(out, "<dt>");
    put(out, name);
    put(out, "</dt><dd>");
    put_text(out, value);
    put(out, "</dd>\n");
}

static void put_words(struct q_buf *out, const char *name, const quoth_article *article,
                      quoth_spans spans)
{
    if (!spans.count)
        return;
    put(out, "<dt>");
    put(out, name);
    put(out, "</dt><dd>");
    for (uint32_t n = 0; n < spans.count; n++) {
        if (n > 0)
            put(out, " … ");
        put_text(out, quoth_article_cut(article, spans.at[n]));
    }
    put(out, "</dd>\n");
}

static void put_head(struct q_buf *out, const struct q_exhibit *exhibit)
{
    put(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
             "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n"
             "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    quoth_str title = quoth_article_title(exhibit->article);
    put_text(out, title.ptr ? title : Q_STR("A statement"));
    put(out, "</title>\n<style>\n"
             "body { font: 1rem/1.5 serif; max-width: 40rem; margin: 2rem auto; "
             "padding: 0 1rem }\n"
             "blockquote { font-size: 1.25rem; margin: 1rem 0; padding-left: 1rem; "
             "border-left: .25rem solid }\n"
             "dt { font-weight: bold } dd { margin: 0 0 .5rem; overflow-wrap: anywhere }\n"
             ".text { white-space: pre-wrap; overflow-wrap: anywhere }\n"
             "</style>\n</head>\n<body>\n");
}

// The text around the words, which are marked in it. Cut between characters.
static void put_context(struct q_buf *out, const struct q_exhibit *exhibit,
                        quoth_spans content)
{
    quoth_str text = quoth_article_text(exhibit->article);
    uint32_t first = content.at[0].start, last = content.at[content.count - 1].end;
    uint32_t from = first > CONTEXT ? first - CONTEXT : 0;
    uint32_t to = text.len - last > CONTEXT ? last + CONTEXT : (uint32_t)text.len;
    while (from > 0 && !q_utf8_starts(text.ptr[from]))
        from--;
    while (to < text.len && !q_utf8_starts(text.ptr[to]))
        to++;
    put(out, "<h2>In the text</h2>\n<p class=\"text\">");
    put(out, from > 0 ? "… " : "");
    for (uint32_t n = 0, at = from; n < content.count; n++) {
        put_text(out, q_str_cut(text, at, content.at[n].start));
        put(out, "<mark>");
        put_text(out, quoth_article_cut(exhibit->article, content.at[n]));
        put(out, "</mark>");
        at = content.at[n].end;
    }
    put_text(out, q_str_cut(text, last, to));
    put(out, to < text.len ? " …</p>\n" : "</p>\n");
}

static void put_facts(struct q_buf *out, const struct q_exhibit *exhibit,
                      const quoth_statement *s)
{
    const quoth_article *article = exhibit->article;
    put(out, "<dl>\n");
    put_row(out, "Speaker", s->speaker_name);
    put_row(out, "Nobody can be named", s->speaker_name.ptr ? Q_NO_STR : s->speaker_why);
    put_row(out, "Role", s->speaker_role);
    put_words(out, "Source in the text", article, s->source);
    put_words(out, "Told by", article, s->cue);
    put_words(out, "To", article, s->addressee.spans);
    put_words(out, "Occasion", article, s->occasion.spans);
    put_words(out, "Place", article, s->place.spans);
    put_row(out, "Said", s->said.date.value);
    for (uint32_t n = 0; n < s->via_count; n++)
        put_row(out, "Via", s->via[n].name);
    put_row(out, "Title", quoth_article_title(article));
    put_row(out, "Outlet", quoth_article_outlet(article));
    put_row(out, "Published", quoth_article_published(article)->value);
    put_row(out, "Address", quoth_article_url(article)); // not a link: it leads nowhere
    put_row(out, "Fetched", exhibit->fetched);
    put_row(out, "Added to the archive", exhibit->added);
    put_row(out, "Received as", exhibit->cached);
    put_row(out, "Article", quoth_article_id(article));
    put_row(out, "Statement", q_str_from(s->id));
    put_row(out, "Found by quoth", exhibit->version);
    put_row(out, "with the model", exhibit->model);
    put(out, "</dl>\n");
}

void q_print_page(struct q_buf *out, const struct q_exhibit *exhibit)
{
    const quoth_statement *s = quoth_statements_at(exhibit->statements, exhibit->index);
    put_head(out, exhibit);
    put(out, "<h1>");
    put_text(out, s->speaker_name.ptr ? s->speaker_name : Q_STR("Somebody"));
    put(out, "</h1>\n<blockquote class=\"text\">");
    for (uint32_t n = 0; n < s->content.count; n++) {
        put(out, n > 0 ? " … " : "");
        put_text(out, quoth_article_cut(exhibit->article, s->content.at[n]));
    }
    put(out, "</blockquote>\n");
    put_facts(out, exhibit, s);
    if (s->content.count)
        put_context(out, exhibit, s->content);
    put(out, "<p>Whether all of it is as it was received, tell <code>sha256sum -c "
             "SHA256SUMS</code> and <code>quoth verify</code>.</p>\n</body>\n</html>\n");
}
