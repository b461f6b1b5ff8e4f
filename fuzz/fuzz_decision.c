/*
 * Decisions of any bytes: what is taken has the keys that its verb needs and spans in
 * order; what is refused says why.
 */
#include "fuzz.h"
#include "web/body.h"

#include <string.h>

static void check_spans(quoth_spans spans)
{
    HOLD(spans.count <= DECISION_SPANS);
    for (uint32_t i = 0; i < spans.count; i++) {
        HOLD(spans.at[i].start < spans.at[i].end);
        HOLD(!i || spans.at[i - 1].end <= spans.at[i].start);
    }
}

static void check(const quoth_decision *decision)
{
    HOLD(decision->verb <= QUOTH_VERB_SPEAKER);
    HOLD(decision->statement_count <= DECISION_STATEMENTS);
    for (size_t i = 0; i < decision->statement_count; i++)
        HOLD(decision->statements[i].ptr);
    HOLD(decision->verb != QUOTH_VERB_UNDO || decision->entry);
    HOLD(decision->verb != QUOTH_VERB_MERGE ||
         (decision->person.ptr && decision->other.ptr));
    HOLD(decision->verb != QUOTH_VERB_EDIT ||
         (decision->content.count && decision->statement_count == 1));
    HOLD(decision->verb != QUOTH_VERB_SPEAKER ||
         (decision->statement_count && !decision->person.ptr != !decision->spelling.ptr));
    HOLD(decision->verb != QUOTH_VERB_SPLIT ||
         (decision->person.ptr && !decision->spelling.ptr != !decision->statement_count));
    check_spans(decision->content);
    check_spans(decision->cue);
    check_spans(decision->source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct body body;
    if (body_read(&body, (quoth_str){(const char *)data, size}))
        check(&body.decision);
    else
        HOLD(*body.message && strlen(body.message) < DECISION_MESSAGE);
    body_release(&body);
    return 0;
}
