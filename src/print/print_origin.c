/*
 * Where an article comes from, and what else stood there.
 *
 *     where it was found
 *       The Herald · published 2018-04-25 · captured 2018-04-26
 *           Bridge stays
 *           https://herald.example/1
 *           capture 0f1e2d3c… · 5120 bytes sha256:7c1f…
 */
#include "base/str.h"
#include "print/flow.h"
#include "print/print.h"

// ── json ──

static void put_appearance(struct q_json *json, const quoth_appearance *a)
{
    q_json_object(json);
    q_put_string(json, "article", a->article);
    q_put_string(json, "capture", a->capture);
    q_put_string(json, "source", a->source);
    q_json_key(json, "bytes");
    q_json_number(json, a->size);
    q_put_date(json, "captured", &a->captured);
    q_put_string(json, "name", a->name);
    q_put_string(json, "path", a->path);
    q_put_string(json, "url", a->url);
    q_put_string(json, "outlet", a->outlet);
    q_put_string(json, "title", a->title);
    q_put_date(json, "published", &a->published);
    q_json_key(json, "leads");
    q_json_bool(json, a->leads != 0);
    q_json_end(json);
}

static void put_list(struct q_json *json, const char *key, const quoth_appearance *list,
                     size_t count)
{
    q_json_key(json, key);
    q_json_array(json);
    for (size_t i = 0; i < count; i++)
        put_appearance(json, &list[i]);
    q_json_end(json);
}

void q_put_origin(struct q_json *json, const quoth_origin *origin)
{
    put_list(json, "appearances", origin->appearances, origin->count);
    put_list(json, "versions", origin->versions, origin->version_count);
}

// ── Text ──

enum { INDENT = 2, STEP = 4 };

static void start(struct q_flow *flow)
{
    q_flow_start(flow, INDENT + STEP, INDENT + STEP);
}

// Who published it and when, when it came. Of several appearances one leads: the statements
// were found with what it tells.
static void put_head(struct q_flow *flow, const quoth_appearance *a, bool leads)
{
    q_flow_start(flow, INDENT, INDENT + STEP);
    if (a->outlet.len)
        q_flow_text(flow, Q_STYLE_NONE, a->outlet);
    else
        q_flow_text(flow, Q_STYLE_DIM, Q_STR("(no outlet)"));
    q_flow_joint(flow, "·");
    if (a->published.value.ptr) {
        q_flow_text(flow, Q_STYLE_DIM, Q_STR("published "));
        q_put_moment(flow, Q_STYLE_NONE, a->published.value);
    } else {
        q_flow_text(flow, Q_STYLE_DIM, Q_STR("undated"));
    }
    q_flow_joint(flow, "·");
    q_flow_text(flow, Q_STYLE_DIM, Q_STR("captured "));
    q_put_moment(flow, Q_STYLE_NONE, a->captured.value);
    if (leads) {
        q_flow_joint(flow, "·");
        q_flow_text(flow, Q_STYLE_CUE, Q_STR("this one leads"));
    }
    q_flow_end(flow);
}

static void put_line(struct q_flow *flow, quoth_str text)
{
    if (!text.len)
        return;
    start(flow);
    q_flow_text(flow, Q_STYLE_NONE, text);
    q_flow_end(flow);
}

static void put_capture(struct q_flow *flow, const quoth_appearance *a)
{
    start(flow);
    q_flow_text(flow, Q_STYLE_DIM, Q_STR("capture "));
    q_flow_text(flow, Q_STYLE_DIM, a->capture);
    q_flow_joint(flow, "·");
    q_flow_number(flow, Q_STYLE_DIM, a->size);
    q_flow_text(flow, Q_STYLE_DIM, Q_STR(" bytes "));
    q_flow_text(flow, Q_STYLE_DIM, a->source);
    q_flow_end(flow);
}

static void put_label(struct q_flow *flow, quoth_str label)
{
    q_buf_add_char(flow->out, '\n');
    q_flow_start(flow, 0, 0);
    q_flow_text(flow, Q_STYLE_HEAD, label);
    q_flow_end(flow);
}

void q_put_origin_text(struct q_flow *flow, const quoth_origin *origin)
{
    if (!origin)
        return;
    put_label(flow, Q_STR("where it was found"));
    for (size_t i = 0; i < origin->count; i++) {
        const quoth_appearance *a = &origin->appearances[i];
        put_head(flow, a, origin->count > 1 && a->leads);
        put_line(flow, a->title);
        put_line(flow, a->url);
        put_line(flow, a->path);
        put_capture(flow, a);
    }
    if (!origin->version_count)
        return;
    put_label(flow, Q_STR("other texts at this address"));
    for (size_t i = 0; i < origin->version_count; i++) {
        const quoth_appearance *a = &origin->versions[i];
        put_head(flow, a, false);
        put_line(flow, a->title);
        put_line(flow, a->article);
    }
}
