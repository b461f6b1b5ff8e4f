/*
 * Questions of any bytes. What parses is written in a form that parses to the same tree,
 * and is told in words; what does not points at a byte of it. The same bytes as a page's
 * token: one that is read is written back as it was.
 */
#include "base/calendar.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "query/page_token.h"
#include "query/query.h"

// As deep as the question, which has a limit.
static void check_same(const struct q_question *a, const struct q_question *b)
{
    HOLD(a->asks == b->asks && a->field == b->field && a->clock == b->clock);
    HOLD(q_str_equal(a->text, b->text) && a->prefix == b->prefix);
    HOLD(a->number == b->number && a->from == b->from && a->to == b->to);
    const struct q_question *x = a->first, *y = b->first;
    for (; x && y; x = x->next, y = y->next)
        check_same(x, y);
    HOLD(!x && !y);
}

static void check_tree(const struct q_question *part, size_t size)
{
    HOLD(part->start <= part->end && part->end <= size);
    HOLD(part->from <= part->to || part->asks == Q_ASKS_ALL);
    bool joins = part->asks <= Q_ASKS_NOT || part->asks == Q_ASKS_NEAR;
    HOLD(joins || !part->first);
    HOLD(part->asks != Q_ASKS_NOT || (part->first && !part->first->next));
    HOLD(part->asks != Q_ASKS_ANY || part->first->next);
    for (const struct q_question *child = part->first; child; child = child->next) {
        HOLD(child->asks != part->asks); // else they were one
        check_tree(child, size);
    }
}

static void check_token(quoth_str text)
{
    struct q_page_token token;
    char again[Q_PAGE_TOKEN_SIZE];
    if (!q_page_token_read(text, &token))
        return;
    q_page_token_write(&token, again);
    HOLD(q_str_equal(q_str_from(again), text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    quoth_str text = q_str((const char *)data, size);
    quoth_question *question, *again;
    quoth_error error = {.status = QUOTH_OK, .message = ""};
    int32_t today = q_calendar_days(2024, 2, 29);
    check_token(text);
    quoth_status status = q_question_parse(&question, text, today, &error);
    if (status != QUOTH_OK) {
        HOLD(!question && status == error.status);
        HOLD(status == QUOTH_EUSAGE || status == QUOTH_ELIMIT);
        HOLD(error.message[0] && error.offset <= size);
        return 0;
    }
    check_tree(question->tree, size);
    quoth_str words = quoth_question_words(question);
    HOLD(words.len && q_utf8_check(words) == words.len);
    // The normal form may be longer than a question may be, and have a bracket more: it
    // writes each of several values by itself.
    quoth_str normal = q_str(question->normal.ptr, question->normal.len);
    status = q_question_parse(&again, normal, 0, &error);
    HOLD(status == QUOTH_OK || status == QUOTH_ELIMIT);
    if (status == QUOTH_OK) {
        check_same(question->tree, again->tree);
        HOLD(q_str_equal(q_str(again->normal.ptr, again->normal.len), normal));
    }
    quoth_question_free(question);
    quoth_question_free(again);
    return 0;
}
