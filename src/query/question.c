#include "base/calendar.h"
#include "base/error.h"
#include "base/limits.h"
#include "query/parse.h"
#include "query/query.h"

#include <stdlib.h>
#include <time.h>

// The tree and its text: a node and its words for each part.
enum { MAX_TREE = 1024 * 1024, MAX_TOLD = 256 * 1024 };

int32_t q_today(void)
{
    enum { SECONDS = 24 * 60 * 60 };
    int64_t days = (int64_t)time(NULL) / SECONDS + q_calendar_days(1970, 1, 1);
    return q_calendar_has((int32_t)days) ? (int32_t)days : 0;
}

static quoth_status read_into(struct quoth_question *question, quoth_str text,
                              int32_t today, quoth_error *error)
{
    if (text.len > Q_MAX_QUESTION)
        return q_query_fail(error, q_str(text.ptr, Q_MAX_QUESTION), QUOTH_ELIMIT,
                            Q_MAX_QUESTION, "a question has at most %u bytes",
                            Q_MAX_QUESTION);
    char *copy = q_arena_alloc(&question->arena, text.len + 1);
    if (!copy)
        return q_error_nomem(error);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    quoth_status status;
    question->tree =
        q_parse(q_str(copy, text.len), today, &question->arena, error, &status);
    if (status != QUOTH_OK)
        return status;
    q_question_write(question->tree, &question->normal);
    q_question_say(question->tree, &question->words);
    return question->normal.failed || question->words.failed ? q_error_nomem(error)
                                                             : QUOTH_OK;
}

static quoth_question *new_question(quoth_error *error)
{
    struct quoth_question *question = calloc(1, sizeof *question);
    if (!question) {
        q_error_nomem(error);
        return NULL;
    }
    q_arena_init(&question->arena, MAX_TREE);
    q_buf_init(&question->normal, MAX_TOLD);
    q_buf_init(&question->words, MAX_TOLD);
    return question;
}

quoth_status q_question_parse(quoth_question **out, quoth_str text, int32_t today,
                              quoth_error *error)
{
    *out = NULL;
    struct quoth_question *question = new_question(error);
    if (!question)
        return QUOTH_ENOMEM;
    quoth_status status = read_into(question, text, today, error);
    if (status == QUOTH_OK)
        *out = question;
    else
        quoth_question_free(question);
    return status;
}

// As deep as the question, which has a limit.
static struct q_question *copy_part(struct q_arena *arena, const struct q_question *part)
{
    struct q_question *out = q_arena_alloc(arena, sizeof *out);
    char *text = q_arena_alloc(arena, part->text.len + 1);
    if (!out || !text)
        return NULL;
    *out = *part;
    if (part->text.len)
        out->text.ptr = memcpy(text, part->text.ptr, part->text.len);
    struct q_question **at = &out->first;
    for (const struct q_question *child = part->first; child; child = child->next) {
        if (!(*at = copy_part(arena, child)))
            return NULL;
        at = &(*at)->next;
    }
    *at = NULL;
    return out;
}

quoth_status q_question_copy(quoth_question **out, const quoth_question *question,
                             quoth_error *error)
{
    *out = new_question(error);
    if (!*out)
        return QUOTH_ENOMEM;
    (*out)->tree = copy_part(&(*out)->arena, question->tree);
    q_buf_add(&(*out)->normal, question->normal.ptr, question->normal.len);
    q_buf_add(&(*out)->words, question->words.ptr, question->words.len);
    if ((*out)->tree && !(*out)->normal.failed && !(*out)->words.failed)
        return QUOTH_OK;
    quoth_question_free(*out);
    *out = NULL;
    return q_error_nomem(error);
}

quoth_status quoth_question_parse(quoth_question **out, quoth_str text, quoth_error *error)
{
    return q_question_parse(out, text, q_today(), error);
}

void quoth_question_free(quoth_question *question)
{
    if (!question)
        return;
    q_arena_release(&question->arena);
    q_buf_release(&question->normal);
    q_buf_release(&question->words);
    free(question);
}

quoth_str quoth_question_words(const quoth_question *question)
{
    return q_str(question->words.ptr, question->words.len);
}
