#include "print/flow.h"

#include "base/str.h"
#include "base/utf8.h"

#include <utf8proc.h>

enum { NOT_A_CHARACTER = 0xfffd };

void q_flow_init(struct q_flow *flow, struct q_buf *out, struct q_buf *word, int width,
                 bool colour)
{
    *flow = (struct q_flow){.out = out, .word = word, .width = width, .colour = colour};
}

static void add_spaces(struct q_buf *out, int count)
{
    for (int i = 0; i < count; i++)
        q_buf_add_char(out, ' ');
}

static void set_style(const struct q_flow *flow, struct q_buf *out, enum q_style from,
                      enum q_style to)
{
    static const char *const codes[Q_STYLES] = {
        [Q_STYLE_NONE] = "",
        [Q_STYLE_HEAD] = "\033[1m",
        [Q_STYLE_WHO] = "\033[1;32m",
        [Q_STYLE_CUE] = "\033[36m",
        [Q_STYLE_INSERT] = "\033[2;3m",
        [Q_STYLE_MARK] = "\033[1;33m",
        [Q_STYLE_HIT] = "\033[1;31m",
        [Q_STYLE_DIM] = "\033[2m",
    };
    if (!flow->colour || from == to)
        return;
    if (from != Q_STYLE_NONE)
        q_buf_add_str(out, Q_STR("\033[0m"));
    q_buf_add_str(out, q_str_from(codes[to]));
}

void q_flow_start(struct q_flow *flow, int first, int rest)
{
    add_spaces(flow->out, first);
    flow->column = first;
    flow->indent = rest;
    flow->fresh = true;
    flow->space = false;
    flow->joint = NULL;
    flow->style = flow->before = Q_STYLE_NONE;
}

// A style does not run over a line's end: pagers and `head` cut there.
static void break_line(struct q_flow *flow)
{
    set_style(flow, flow->out, flow->before, Q_STYLE_NONE);
    q_buf_add_char(flow->out, '\n');
    add_spaces(flow->out, flow->indent);
    set_style(flow, flow->out, Q_STYLE_NONE, flow->before);
    flow->column = flow->indent;
}

// Puts the word that was put together on this line or the next.
static void put_word(struct q_flow *flow)
{
    if (!flow->word->len)
        return;
    if (flow->space && !flow->fresh) {
        if (flow->column + 1 + flow->word_columns > flow->width) {
            break_line(flow);
        } else {
            q_buf_add_char(flow->out, ' ');
            flow->column++;
        }
    }
    q_buf_add(flow->out, flow->word->ptr, flow->word->len);
    flow->column += flow->word_columns;
    flow->word->len = 0; // not q_buf_cut: a failure stays
    flow->word_columns = 0;
    flow->before = flow->style;
    flow->fresh = false;
    flow->space = false;
}

static bool is_space(uint32_t point)
{
    return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x85 ||
           point == 0x2028 || point == 0x2029;
}

static bool is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

int q_flow_width(uint32_t point)
{
    // Latin, which nearly everything is, needs no table.
    return point < 0x300 ? 1 : utf8proc_charwidth((utf8proc_int32_t)point);
}

static void add_point(struct q_flow *flow, enum q_style style, uint32_t point)
{
    int width = q_flow_width(point);
    if (flow->breaks && flow->indent + flow->word_columns + width > flow->width) {
        put_word(flow);
        flow->space = true;
    }
    set_style(flow, flow->word, flow->style, style);
    flow->style = style;
    char bytes[4];
    q_buf_add(flow->word, bytes, q_utf8_put(bytes, point));
    flow->word_columns += width;
}

static void add_joint(struct q_flow *flow)
{
    const char *at = flow->joint;
    while (*at)
        add_point(flow, Q_STYLE_DIM, q_utf8_next(&at));
    add_point(flow, Q_STYLE_DIM, ' ');
    flow->joint = NULL;
}

static void put_text(struct q_flow *flow, enum q_style style, quoth_str text, bool whole)
{
    if (!text.len)
        return;
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (at < end) {
        uint32_t point = q_utf8_next(&at);
        if (is_space(point) && !whole) {
            put_word(flow);
            flow->space = true;
            continue;
        }
        if (flow->joint)
            add_joint(flow);
        add_point(flow, style, is_control(point) ? NOT_A_CHARACTER : point);
    }
}

void q_flow_text(struct q_flow *flow, enum q_style style, quoth_str text)
{
    put_text(flow, style, text, false);
}

void q_flow_whole(struct q_flow *flow, enum q_style style, quoth_str text)
{
    put_text(flow, style, text, true);
}

void q_flow_joint(struct q_flow *flow, const char *mark)
{
    put_word(flow);
    flow->space = true;
    flow->joint = mark;
}

void q_flow_number(struct q_flow *flow, enum q_style style, uint64_t number)
{
    char digits[20]; // of 2^64 - 1
    uint32_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    q_flow_whole(flow, style, q_str(digits + at, sizeof digits - at));
}

void q_flow_end(struct q_flow *flow)
{
    put_word(flow);
    set_style(flow, flow->out, flow->style, Q_STYLE_NONE);
    q_buf_add_char(flow->out, '\n');
}
