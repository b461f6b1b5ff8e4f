// Lines of which markup tells what they are.
#include "read/credit.h"
#include "read/dateline.h"
#include "read/finder.h"
#include "read/post.h"

// The hint that holds `line`; those before it are done. NULL: none.
static const struct q_hint *hint_of(struct q_finder *f, quoth_span line)
{
    while (f->hints.count > 0 && f->hints.at->span.end <= line.start) {
        f->hints.at++;
        f->hints.count--;
    }
    return f->hints.count > 0 && f->hints.at->span.start <= line.start ? f->hints.at : NULL;
}

// The words and the signature of a post, wherever that stands.
static void push_post(struct q_finder *f, quoth_span span)
{
    quoth_block *block = q_finder_push(f, QUOTH_BLOCK_POST, span.start, span.end);
    if (!block)
        return;
    span = block->span;
    quoth_str text = q_finder_cut(f, span);
    struct q_signature found;
    quoth_span author = {span.start, span.start}, words = span;
    if (q_signature_leads(text, &found)) {
        words.start = span.start + found.span.end;
    } else if (q_signature_find(text, 0, &found)) {
        words.end = span.start + found.span.start;
    } else {
        q_finder_set_words(f, block, author, words);
        return;
    }
    author = (quoth_span){span.start + found.name.start, span.start + found.name.end};
    q_finder_set_words(f, block, author, words);
}

// A caption, and the credit that is glued to it.
static void push_caption(struct q_finder *f, quoth_span span)
{
    quoth_span found;
    if (!q_credit_find(q_finder_cut(f, span), &found)) {
        q_finder_push(f, QUOTH_BLOCK_CAPTION, span.start, span.end);
        return;
    }
    quoth_span credit = {span.start + found.start, span.start + found.end};
    q_finder_push(f, QUOTH_BLOCK_CAPTION, span.start, credit.start);
    q_finder_push_credit(f, credit);
    q_finder_push(f, QUOTH_BLOCK_CAPTION, credit.end, span.end);
}

// A standfirst by its place or its class, where also dates, bylines and captions stand.
static void push_standfirst(struct q_finder *f, quoth_span span)
{
    quoth_span credit;
    if (q_finder_take_head(f, span))
        return;
    if (q_credit_find(q_finder_cut(f, span), &credit)) {
        push_caption(f, span);
        return;
    }
    f->standfirst = true;
    q_finder_push(f, QUOTH_BLOCK_STANDFIRST, span.start, span.end);
}

static void push_hinted(struct q_finder *f, quoth_block_kind kind, quoth_span span)
{
    switch (kind) {
    case QUOTH_BLOCK_HEADLINE:
        q_finder_push_headline(f, span.start, span.end);
        return;
    case QUOTH_BLOCK_STANDFIRST:
        push_standfirst(f, span);
        return;
    case QUOTH_BLOCK_BYLINE:
        if (!q_finder_take_head(f, span))
            q_finder_push(f, kind, span.start, span.end);
        return;
    case QUOTH_BLOCK_CAPTION:
        push_caption(f, span);
        return;
    case QUOTH_BLOCK_CREDIT:
        q_finder_push_credit(f, span);
        return;
    default:
        q_finder_push(f, kind, span.start, span.end);
        return;
    }
}

bool q_finder_take_hinted(struct q_finder *f, quoth_span line)
{
    const struct q_hint *hint = hint_of(f, line);
    if (!hint || hint->kind == QUOTH_BLOCK_BODY)
        return false;
    if (hint->kind != QUOTH_BLOCK_POST)
        push_hinted(f, hint->kind, line);
    else if (line.start == hint->span.start)
        push_post(f, hint->span);
    return true;
}
