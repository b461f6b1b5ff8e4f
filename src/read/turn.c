#include "read/turn.h"

#include "read/debris.h"
#include "read/line.h"

enum { NAME_MOST = 70, WORDS_MOST = 4, RECENT = 4 };

// Words that stand before a colon and are nobody.
static bool is_label(quoth_str name)
{
    static const char *const labels[] = {
        "analysis",       "answer",    "background", "breaking", "claim",      "cons",
        "context",        "date",      "exclusive",  "fact",     "fact check", "facts",
        "first",          "governor",  "house",      "how",      "latest",     "loser",
        "losers",         "minuses",   "no",         "note",     "one side",   "opinion",
        "pluses",         "pros",      "question",   "report",   "score",      "second",
        "senate",         "source",    "sources",    "the fact", "the facts",  "the latest",
        "the other side", "the truth", "then",       "time",     "update",     "verdict",
        "warning",        "what",      "when",       "where",    "who",        "why",
        "winner",         "winners",   "yes",        NULL};
    return q_str_is_any(name, labels);
}

// Is a word of a loud name: "ROE", "McROE", "J.R.", "O’ROE"?
static bool is_loud_word(quoth_str word)
{
    if (q_str_starts(word, Q_STR("Mc")) && word.len > 3)
        word = q_str(word.ptr + 2, word.len - 2);
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= 'a' && word.ptr[i] <= 'z')
            return false;
    return q_line_is_upper(word.ptr[0]);
}

bool q_turn_is_said(quoth_str words)
{
    return q_line_ends_sentence(words) || q_str_ends(words, Q_STR("—")) ||
           q_str_ends(words, Q_STR("–")) || q_str_ends(words, Q_STR("--"));
}

// The name's words; a title or party behind it, in brackets or behind a comma, is free.
static bool is_name(quoth_str name, bool *loud)
{
    unsigned words = 0;
    *loud = true;
    for (size_t at = 0; at < name.len;) {
        size_t end = at;
        while (end < name.len && name.ptr[end] != ' ')
            end++;
        quoth_str word = q_str(name.ptr + at, end - at);
        if (word.len && word.ptr[0] != '(') {
            if (!q_line_is_upper(word.ptr[0]) || ++words > WORDS_MOST)
                return false;
            *loud = *loud && is_loud_word(word);
        }
        if (word.len && (word.ptr[0] == '(' || word.ptr[word.len - 1] == ','))
            break;
        at = end + 1;
    }
    return words > 0 && (name.len > 1 || name.ptr[0] == 'Q' || name.ptr[0] == 'A');
}

bool q_turn_find(quoth_str line, struct q_turn *out)
{
    size_t start = 0, colon, words;
    quoth_block_kind kind;
    while (start < line.len && (line.ptr[start] == '>' || line.ptr[start] == ' '))
        start++;
    for (colon = start; colon < line.len && colon - start < NAME_MOST; colon++)
        if (line.ptr[colon] == ':')
            break;
    if (colon == line.len || colon - start >= NAME_MOST || colon == start)
        return false;
    if (colon + 1 < line.len && line.ptr[colon + 1] != ' ')
        return false;
    quoth_str name = q_str(line.ptr + start, colon - start);
    if (q_line_quotes(name) || !is_name(name, &out->loud) || is_label(name) ||
        q_debris_find(line, &kind, &words))
        return false;
    size_t end = start;
    while (end < colon && line.ptr[end] != ',' && line.ptr[end] != '(')
        end++;
    out->name = q_line_trim(line, (quoth_span){(uint32_t)start, (uint32_t)end});
    out->words = (uint32_t)(colon + 1);
    out->words +=
        (uint32_t)q_line_space(q_str(line.ptr + out->words, line.len - out->words));
    if (out->words == line.len)
        return out->loud; // the name may stand on a line of its own
    return q_turn_is_said(q_str_cut(line, out->words, (uint32_t)line.len));
}

void q_turns_add(struct q_turns *turns, quoth_str line)
{
    struct q_turn turn;
    uint32_t number = turns->lines++;
    if (!q_turn_find(line, &turn))
        return;
    if (!turn.loud && turn.words < line.len && q_is_digit(line.ptr[turn.words]))
        return; // "Roe: 33 percent."
    quoth_str name = q_str_cut(line, turn.name.start, turn.name.end);
    bool again = false;
    if (turns->count && q_str_equal(turns->recent[(turns->count - 1) % RECENT], name))
        return; // a label, or one who goes on
    for (int i = 0; i < RECENT; i++)
        again = again || q_str_equal(turns->recent[i], name);
    turns->recent[turns->count++ % RECENT] = name;
    turns->again += again;
    if (!turn.loud)
        return;
    if (turns->loud++ == 0)
        turns->first = number;
    turns->last = number;
    turns->loud_again += again;
}

bool q_turns_hold(const struct q_turns *turns, const struct q_turn *turn)
{
    if (turn->loud)
        return turns->loud >= 3 && turns->loud_again >= 1;
    return turns->count >= 4 && turns->again >= 2;
}

bool q_turns_are_dense(const struct q_turns *turns)
{
    return turns->loud >= 3 && turns->loud_again >= 1 &&
           (uint64_t)turns->loud * 5 >= (uint64_t)(turns->last - turns->first + 1) * 2;
}
