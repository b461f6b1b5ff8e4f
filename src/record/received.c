#include "record/received.h"

static const char *const terms[] = {[Q_RECEIVED_TEXT] = "text",
                                    [Q_RECEIVED_HTML] = "html",
                                    [Q_RECEIVED_FEED] = "feed",
                                    [Q_RECEIVED_LINE] = "line",
                                    [Q_RECEIVED_RECORD] = "record"};
enum { KINDS = sizeof terms / sizeof *terms };

quoth_str q_received_term(enum q_received_kind kind)
{
    return (int)kind > 0 && (int)kind < KINDS ? q_str_from(terms[kind]) : Q_NO_STR;
}

enum q_received_kind q_received_kind_of(quoth_str term)
{
    for (int kind = Q_RECEIVED_TEXT; kind < KINDS; kind++)
        if (q_str_equal(term, q_str_from(terms[kind])))
            return (enum q_received_kind)kind;
    return Q_RECEIVED_NONE;
}
