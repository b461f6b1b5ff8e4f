#include "twin.h"

#include <string.h>
#include <time.h>

void twin_open(struct text *json, const char *page)
{
    text_put(json, "{");
    twin_word(json, "page", page);
    twin_flag(json, "ok", true);
}

void twin_close(struct text *json)
{
    text_put(json, "}\n");
}

void twin_next(struct text *json)
{
    char last = json->len ? json->ptr[json->len - 1] : '[';
    if (last != '[' && last != '{')
        text_put(json, ", ");
}

void twin_key(struct text *json, const char *key)
{
    twin_next(json);
    text_put(json, "\"");
    text_put(json, key);
    text_put(json, "\": ");
}

void twin_text(struct text *json, const char *key, quoth_str value)
{
    twin_key(json, key);
    text_json(json, value);
}

void twin_word(struct text *json, const char *key, const char *value)
{
    twin_text(json, key, (quoth_str){value, value ? strlen(value) : 0});
}

void twin_number(struct text *json, const char *key, uint64_t value)
{
    twin_key(json, key);
    text_number(json, value);
}

void twin_flag(struct text *json, const char *key, bool value)
{
    twin_key(json, key);
    text_put(json, value ? "true" : "false");
}

void twin_null(struct text *json, const char *key)
{
    twin_key(json, key);
    text_put(json, "null");
}

void twin_time(struct text *json, const char *key, int64_t seconds)
{
    char at[32] = "";
    struct tm parts;
    time_t time = (time_t)seconds;
    if (gmtime_r(&time, &parts))
        strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &parts);
    twin_word(json, key, at);
}

static quoth_str without_line_end(const quoth_output *output)
{
    quoth_str made = quoth_output_text(output);
    while (made.len && made.ptr[made.len - 1] == '\n')
        made.len--;
    return made;
}

void twin_made(struct text *json, const char *key, const quoth_output *output)
{
    twin_key(json, key);
    text_add(json, without_line_end(output));
}

void twin_members(struct text *json, const quoth_output *output)
{
    quoth_str made = without_line_end(output);
    if (made.len <= 2) // {}
        return;
    twin_next(json);
    text_add(json, (quoth_str){made.ptr + 1, made.len - 2});
}

void twin_spans(struct text *json, const char *key, quoth_str text, quoth_spans spans)
{
    // One span after the other: there are few, and each is counted from the one before.
    uint32_t bytes = 0, points = 0;
    twin_key(json, key);
    text_put(json, "[");
    for (uint32_t i = 0; i < spans.count; i++) {
        uint32_t ends[2] = {spans.at[i].start - bytes, spans.at[i].end - bytes};
        quoth_str rest = {text.ptr + bytes, text.len - bytes};
        quoth_bytes_to_points(rest, ends, 2);
        twin_next(json);
        text_put(json, "[");
        text_number(json, points + ends[0]);
        text_put(json, ", ");
        text_number(json, points + ends[1]);
        text_put(json, "]");
        points += ends[1];
        bytes = spans.at[i].end;
    }
    text_put(json, "]");
}

void twin_tally(struct text *json, const char *key, const quoth_tally *tally)
{
    twin_key(json, key);
    text_put(json, "{\"shares\": [");
    for (size_t i = 0; i < tally->count; i++) {
        twin_next(json);
        text_put(json, "{");
        twin_text(json, "value", tally->at[i].value);
        twin_text(json, "label", tally->at[i].label);
        twin_number(json, "statements", tally->at[i].statements);
        text_put(json, "}");
    }
    text_put(json, "]");
    twin_number(json, "others", tally->others);
    twin_number(json, "none", tally->none);
    twin_number(json, "of", tally->of);
    text_put(json, "}");
}

void twin_histogram(struct text *json, const quoth_histogram *histogram)
{
    twin_key(json, "histogram");
    text_put(json, "{");
    twin_word(json, "unit", histogram->unit);
    twin_key(json, "bins");
    text_put(json, "[");
    for (size_t i = 0; i < histogram->count; i++) {
        const quoth_bin *bin = &histogram->at[i];
        twin_next(json);
        text_put(json, "{");
        twin_word(json, "from", bin->from);
        twin_word(json, "to", bin->to);
        twin_number(json, "direct", bin->direct);
        twin_number(json, "mixed", bin->mixed);
        twin_number(json, "indirect", bin->indirect);
        twin_number(json, "nested", bin->nested);
        text_put(json, "}");
    }
    text_put(json, "]");
    twin_number(json, "undated", histogram->undated);
    twin_number(json, "before", histogram->before);
    twin_number(json, "after", histogram->after);
    text_put(json, "}");
}
