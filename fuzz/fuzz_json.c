/*
 * JSON-LD of any bytes in a page: what is told of the article is valid text, dates are
 * dates, and JSON that is well is not harmed by mending.
 */
#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "read/page/about.h"
#include "read/page/jsonld.h"

#include <jansson.h>

static void check_text(quoth_str s)
{
    HOLD(!s.ptr == !s.len);
    HOLD(q_utf8_check(s) == s.len);
    for (size_t i = 0; i < s.len; i++)
        HOLD((unsigned char)s.ptr[i] >= 0x20 && (s.ptr[i] != ' ' || i > 0));
}

static void check_date(const quoth_date *date)
{
    struct q_moment m;
    if (date->value.ptr)
        HOLD(q_date_take_apart(date->value, &m) && date->precision.len && date->text.len);
}

static void check_about(const struct q_about *about, const struct q_markup *markup)
{
    const quoth_str texts[] = {about->title, about->outlet, about->canonical,
                               about->section, about->language};
    static const quoth_about kinds[] = {QUOTH_ABOUT_TITLE, QUOTH_ABOUT_OUTLET,
                                        QUOTH_ABOUT_CANONICAL, QUOTH_ABOUT_SECTION,
                                        QUOTH_ABOUT_LANGUAGE};
    for (int i = 0; i < 5; i++) {
        check_text(texts[i]);
        HOLD(!texts[i].ptr == !about->told_by[kinds[i]]);
    }
    for (uint32_t i = 0; i < about->author_count; i++) {
        check_text(about->authors[i]);
        HOLD(about->authors[i].len);
    }
    HOLD(!about->author_count == !about->told_by[QUOTH_ABOUT_AUTHORS]);
    check_date(&about->published);
    check_date(&about->modified);
    HOLD(about->headline < markup->count);
    HOLD(q_utf8_check(about->body) == about->body.len);
}

// JSON that a parser reads is read when it was mended too.
static void check_mended(quoth_str text)
{
    struct q_buf out;
    json_t *before = json_loadb(text.ptr, text.len, 0, NULL);
    quoth_str mended = q_jsonld_mend(text, &out);
    json_t *after = json_loadb(mended.ptr, mended.len, 0, NULL);
    HOLD(!before || (after && json_array_size(after) == 1));
    json_decref(before);
    json_decref(after);
    q_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char head[] = "<title>Bridge falls - Herald</title><h1>Bridge falls</h1>"
                               "<script type=application/ld+json>";
    quoth_str text = q_str((const char *)data, size);
    text.len = q_utf8_check(text);
    check_mended(text);
    char *html = malloc(sizeof head + text.len);
    HOLD(html);
    memcpy(html, head, sizeof head - 1);
    memcpy(html + sizeof head - 1, text.len ? text.ptr : "", text.len);
    struct q_arena arena;
    struct q_markup markup;
    struct q_about about;
    q_arena_init(&arena, Q_MAX_ARENA);
    HOLD(q_markup_read(q_str(html, sizeof head - 1 + text.len), &arena, &markup) ==
         QUOTH_OK);
    HOLD(q_about_read(&markup, NULL, &arena, &about) == QUOTH_OK);
    check_about(&about, &markup);
    q_arena_release(&arena);
    free(html);
    return 0;
}
