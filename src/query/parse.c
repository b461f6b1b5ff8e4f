#include "query/parse.h"

#include "base/error.h"
#include "base/limits.h"
#include "query/field.h"
#include "query/lexer.h"
#include "query/query.h"
#include "query/value.h"

struct parser {
    struct q_lexer lexer;
    int32_t today;
    uint32_t parts; // nodes made
    uint32_t depth; // brackets open
};

// ── The tree ──

static struct q_question *fail(struct parser *p, quoth_status status)
{
    if (p->lexer.status == QUOTH_OK)
        p->lexer.status = status;
    return NULL;
}

static struct q_question *make(struct parser *p, enum q_asks asks, uint32_t start,
                               uint32_t end)
{
    if (p->lexer.status != QUOTH_OK)
        return NULL;
    if (p->parts == Q_MAX_QUESTION_PARTS)
        return fail(p,
                    q_query_fail(p->lexer.error, p->lexer.text, QUOTH_ELIMIT, start,
                                 "a question has at most %u parts", Q_MAX_QUESTION_PARTS));
    struct q_question *node = q_arena_calloc(p->lexer.arena, 1, sizeof *node);
    if (!node)
        return fail(p, q_error_nomem(p->lexer.error));
    p->parts++;
    node->asks = asks;
    node->start = start;
    node->end = end;
    return node;
}

// Children in the making.
struct list {
    struct q_question *first, *last;
};

// Adds `node`, or, where it is joined as the list will be, its children.
static void append(struct list *list, struct q_question *node, enum q_asks asks)
{
    struct q_question *from = node->asks == asks ? node->first : node;
    if (list->last)
        list->last->next = from;
    else
        list->first = from;
    for (list->last = from; list->last->next;)
        list->last = list->last->next;
}

static bool is_one(const struct list *list)
{
    return list->first && list->first == list->last;
}

// One child stands for itself.
static struct q_question *join(struct parser *p, const struct list *list, enum q_asks asks)
{
    if (p->lexer.status != QUOTH_OK || !list->first)
        return NULL;
    if (is_one(list))
        return list->first;
    struct q_question *node = make(p, asks, list->first->start, list->last->end);
    if (node)
        node->first = list->first;
    return node;
}

static struct q_question *deny(struct parser *p, struct q_question *node, uint32_t start)
{
    if (!node)
        return NULL;
    if (node->asks == Q_ASKS_NOT)
        return node->first;
    struct q_question *not = make(p, Q_ASKS_NOT, start, node->end);
    if (not )
        not ->first = node;
    return not ;
}

// ── Fields ──

static enum q_value_form form_of(const struct q_query_field *field)
{
    if (field->takes == Q_TAKES_WORDS || field->takes == Q_TAKES_NAME)
        return Q_VALUE_WORDS;
    return field->takes == Q_TAKES_ADDRESS ? Q_VALUE_ADDRESS : Q_VALUE_PLAIN;
}

static void unknown_choice(struct parser *p, const struct q_query_field *field)
{
    char names[128];
    size_t len = 0;
    for (uint32_t i = 0; field->choices[i]; i++) {
        quoth_str name = q_str_from(field->choices[i]);
        if (len + name.len + 3 > sizeof names)
            break;
        memcpy(names + len, i ? ", " : "", i ? 2 : 0);
        len += i ? 2 : 0;
        memcpy(names + len, name.ptr, name.len);
        len += name.len;
    }
    quoth_str shown = q_query_shown(p->lexer.word);
    const char *like = q_choice_like(field->choices, p->lexer.word);
    if (like)
        q_lexer_fail(&p->lexer, p->lexer.start,
                     "“%.*s” is no value of %s: did you mean %s?", (int)shown.len,
                     shown.ptr, field->name, like);
    else
        q_lexer_fail(&p->lexer, p->lexer.start, "“%.*s” is no value of %s: expected %.*s",
                     (int)shown.len, shown.ptr, field->name, (int)len, names);
}

static void read_choice(struct parser *p, const struct q_query_field *field,
                        struct q_question *node)
{
    node->number = q_choice(field->choices, p->lexer.word);
    if (node->number == UINT32_MAX)
        unknown_choice(p, field);
}

static void read_range(struct parser *p, const struct q_query_field *field,
                       struct q_question *node)
{
    struct q_value value;
    quoth_str text = p->lexer.word;
    bool good = field->takes == Q_TAKES_DAYS     ? q_read_days(text, p->today, &value)
                : field->takes == Q_TAKES_LEVELS ? q_read_levels(text, &value)
                                                 : q_read_chance(text, &value);
    bool quoted = p->lexer.is == Q_LEXEME_PHRASE;
    if (!good)
        q_lexer_fail(&p->lexer, p->lexer.start + (quoted ? 0 : value.at), "%s", value.why);
    node->from = value.from;
    node->to = value.to;
}

// An article's id: "sha256:" or not, and 8 to 64 hexadecimal digits.
static void read_id(struct parser *p, struct q_question *node)
{
    enum { LEAST = 8, MOST = 64 };
    quoth_str id = p->lexer.word;
    if (q_str_starts_nocase(id, Q_STR("sha256:")))
        id = q_str_cut(id, sizeof "sha256:" - 1, (uint32_t)id.len);
    bool good = id.len >= LEAST && id.len <= MOST;
    for (size_t i = 0; i < id.len; i++)
        good = good && q_hex_digit(id.ptr[i]) >= 0;
    if (!good)
        q_lexer_fail(&p->lexer, p->lexer.start,
                     "expected an article's id, or at least the first 8 of its hexadecimal "
                     "digits");
    node->text = p->lexer.word;
}

// The value that the lexer stands on.
static struct q_question *read_value(struct parser *p, const struct q_query_field *field)
{
    struct q_question *node = make(p, field->asks, p->lexer.start, p->lexer.end);
    if (!node)
        return NULL;
    node->field = field->field;
    node->clock = field->clock;
    if (p->lexer.prefix && field->takes != Q_TAKES_WORDS)
        q_lexer_fail(&p->lexer, p->lexer.end - 1, "%s takes no “*”", field->name);
    switch (field->takes) {
    case Q_TAKES_WORDS:
    case Q_TAKES_NAME:
    case Q_TAKES_ADDRESS:
        node->text = p->lexer.word;
        node->prefix = p->lexer.prefix;
        break;
    case Q_TAKES_ID:
        read_id(p, node);
        break;
    case Q_TAKES_CHOICE:
        read_choice(p, field, node);
        break;
    case Q_TAKES_DAYS:
    case Q_TAKES_LEVELS:
    case Q_TAKES_CHANCE:
        read_range(p, field, node);
        break;
    }
    return p->lexer.status == QUOTH_OK ? node : NULL;
}

// (A OR B), behind the bracket that opens.
static void read_listed(struct parser *p, const struct q_query_field *field,
                        struct list *list)
{
    struct q_lexer *lexer = &p->lexer;
    for (;;) {
        if (q_lexer_listed(lexer, form_of(field)) != QUOTH_OK)
            return;
        if (lexer->is == Q_LEXEME_OR || lexer->is == Q_LEXEME_CLOSE) {
            q_lexer_fail(lexer, lexer->start, "expected a value of %s", field->name);
            return;
        }
        struct q_question *node = read_value(p, field);
        if (!node)
            return;
        append(list, node, Q_ASKS_ANY);
        if (q_lexer_listed(lexer, form_of(field)) != QUOTH_OK ||
            lexer->is == Q_LEXEME_CLOSE)
            return;
        if (lexer->is != Q_LEXEME_OR) {
            q_lexer_fail(lexer, lexer->start,
                         "expected OR or “)”: a value of several words stands in quote "
                         "marks");
            return;
        }
    }
}

static void unknown_field(struct parser *p)
{
    quoth_str name = p->lexer.word, shown = q_query_shown(name);
    const char *like = q_query_field_like(name);
    if (like)
        q_lexer_fail(&p->lexer, p->lexer.start,
                     "there is no field “%.*s”: did you mean %s? (words with a colon stand "
                     "in quote marks)",
                     (int)shown.len, shown.ptr, like);
    else
        q_lexer_fail(&p->lexer, p->lexer.start, "there is no field “%.*s”; fields are %s",
                     (int)shown.len, shown.ptr, q_query_field_names);
}

static struct q_question *parse_field(struct parser *p)
{
    struct q_lexer *lexer = &p->lexer;
    const struct q_query_field *field = q_query_field(lexer->word);
    struct list list = {NULL, NULL};
    uint32_t start = lexer->start;
    if (!field) {
        unknown_field(p);
        return NULL;
    }
    if (q_lexer_value(lexer, form_of(field)) != QUOTH_OK)
        return NULL;
    if (lexer->is == Q_LEXEME_OPEN) {
        read_listed(p, field, &list);
    } else {
        struct q_question *node;
        while ((node = read_value(p, field))) {
            append(&list, node, Q_ASKS_ANY);
            if (!q_lexer_comma(lexer) || q_lexer_value(lexer, form_of(field)) != QUOTH_OK)
                break;
        }
    }
    uint32_t end = lexer->end;
    q_lexer_next(lexer);
    struct q_question *all = join(p, &list, Q_ASKS_ANY);
    if (all) {
        all->start = start;
        all->end = end;
    }
    return all;
}

// ── Terms ──

static struct q_question *parse_any(struct parser *p);

static struct q_question *parse_words(struct parser *p)
{
    struct q_question *node = make(p, Q_ASKS_WORDS, p->lexer.start, p->lexer.end);
    if (!node)
        return NULL;
    node->field = Q_FIELD_CONTENT;
    node->text = p->lexer.word;
    node->prefix = p->lexer.prefix;
    q_lexer_next(&p->lexer);
    return node;
}

static struct q_question *parse_brackets(struct parser *p)
{
    struct q_lexer *lexer = &p->lexer;
    uint32_t start = lexer->start;
    if (p->depth == Q_MAX_QUESTION_DEPTH)
        return fail(p,
                    q_query_fail(lexer->error, lexer->text, QUOTH_ELIMIT, start,
                                 "brackets stand at most %d deep", Q_MAX_QUESTION_DEPTH));
    p->depth++;
    q_lexer_next(lexer);
    if (lexer->status == QUOTH_OK && lexer->is == Q_LEXEME_CLOSE)
        q_lexer_fail(lexer, lexer->start, "expected something between the brackets");
    struct q_question *node = parse_any(p);
    if (lexer->status == QUOTH_OK && lexer->is != Q_LEXEME_CLOSE)
        q_lexer_fail(lexer, start, "this bracket is never closed");
    p->depth--;
    q_lexer_next(lexer);
    return lexer->status == QUOTH_OK ? node : NULL;
}

// What must be asked for where the lexer stands.
static struct q_question *expected(struct parser *p)
{
    static const char *const found[] = {
        [Q_LEXEME_OR] = "OR",         [Q_LEXEME_AND] = "AND",   [Q_LEXEME_NOT] = "NOT",
        [Q_LEXEME_NEAR] = "NEAR",     [Q_LEXEME_CLOSE] = "“)”", [Q_LEXEME_MINUS] = "“-”",
        [Q_LEXEME_FIELD] = "a field", [Q_LEXEME_OPEN] = "“(”",
    };
    struct q_lexer *lexer = &p->lexer;
    if (lexer->is == Q_LEXEME_END)
        q_lexer_fail(lexer, lexer->start,
                     "expected a word, a phrase or a field, but the "
                     "question ends here");
    else
        q_lexer_fail(lexer, lexer->start,
                     "expected a word, a phrase or a field, but found %s%s",
                     found[lexer->is],
                     lexer->is <= Q_LEXEME_CLOSE ? ""
                                                 : " (to look for such a word put it in "
                                                   "quote marks)");
    return NULL;
}

// word NEAR word NEAR word, behind the first.
static struct q_question *parse_near(struct parser *p, struct q_question *first)
{
    struct q_lexer *lexer = &p->lexer;
    struct list list = {first, first};
    uint32_t number = lexer->number;
    while (lexer->status == QUOTH_OK && lexer->is == Q_LEXEME_NEAR) {
        if (lexer->number != number)
            q_lexer_fail(lexer, lexer->start,
                         "expected NEAR/%u: all that are near have one distance", number);
        q_lexer_next(lexer);
        if (lexer->status == QUOTH_OK && lexer->is != Q_LEXEME_WORD &&
            lexer->is != Q_LEXEME_PHRASE)
            q_lexer_fail(lexer, lexer->start, "expected a word or a phrase behind NEAR");
        struct q_question *node = parse_words(p);
        if (!node)
            return NULL;
        append(&list, node, Q_ASKS_NEAR);
    }
    struct q_question *near = join(p, &list, Q_ASKS_NEAR);
    if (near)
        near->number = number;
    return near;
}

static struct q_question *parse_one(struct parser *p, bool minus)
{
    struct q_lexer *lexer = &p->lexer;
    enum q_lexeme is = lexer->is;
    bool words = is == Q_LEXEME_WORD || is == Q_LEXEME_PHRASE;
    struct q_question *node = words                  ? parse_words(p)
                              : is == Q_LEXEME_OPEN  ? parse_brackets(p)
                              : is == Q_LEXEME_FIELD ? parse_field(p)
                                                     : expected(p);
    if (!node || lexer->status != QUOTH_OK)
        return NULL;
    if (lexer->is != Q_LEXEME_NEAR)
        return node;
    if (!words)
        q_lexer_fail(lexer, lexer->start, "NEAR stands between words or phrases only");
    else if (minus)
        q_lexer_fail(lexer, lexer->start,
                     "what is near and not wanted stands in brackets: "
                     "-(word NEAR word)");
    return lexer->status == QUOTH_OK ? parse_near(p, node) : NULL;
}

static struct q_question *parse_term(struct parser *p)
{
    struct q_lexer *lexer = &p->lexer;
    uint32_t start = lexer->start;
    bool denied = false, minus = false;
    while (lexer->status == QUOTH_OK && !minus &&
           (lexer->is == Q_LEXEME_NOT || lexer->is == Q_LEXEME_MINUS)) {
        minus = lexer->is == Q_LEXEME_MINUS;
        denied = !denied;
        q_lexer_next(lexer);
    }
    if (lexer->status != QUOTH_OK)
        return NULL;
    struct q_question *node = parse_one(p, minus);
    return denied ? deny(p, node, start) : node;
}

static bool goes_on(const struct parser *p)
{
    enum q_lexeme is = p->lexer.is;
    return p->lexer.status == QUOTH_OK && is != Q_LEXEME_END && is != Q_LEXEME_CLOSE &&
           is != Q_LEXEME_OR;
}

static struct q_question *parse_all(struct parser *p)
{
    struct list list = {NULL, NULL};
    do {
        if (list.first && p->lexer.is == Q_LEXEME_AND)
            q_lexer_next(&p->lexer);
        struct q_question *node = p->lexer.status == QUOTH_OK ? parse_term(p) : NULL;
        if (!node)
            return NULL;
        append(&list, node, Q_ASKS_ALL);
    } while (goes_on(p));
    return join(p, &list, Q_ASKS_ALL);
}

static struct q_question *parse_any(struct parser *p)
{
    struct list list = {NULL, NULL};
    for (;;) {
        struct q_question *node = p->lexer.status == QUOTH_OK ? parse_all(p) : NULL;
        if (!node)
            return NULL;
        append(&list, node, Q_ASKS_ANY);
        if (p->lexer.status != QUOTH_OK || p->lexer.is != Q_LEXEME_OR)
            return join(p, &list, Q_ASKS_ANY);
        q_lexer_next(&p->lexer);
    }
}

struct q_question *q_parse(quoth_str text, int32_t today, struct q_arena *arena,
                           quoth_error *error, quoth_status *status)
{
    struct parser p = {.today = today};
    struct q_question *tree = NULL;
    if (q_lexer_init(&p.lexer, text, arena, error) == QUOTH_OK)
        tree = p.lexer.is == Q_LEXEME_END ? make(&p, Q_ASKS_ALL, 0, (uint32_t)text.len)
                                          : parse_any(&p);
    if (p.lexer.status == QUOTH_OK && p.lexer.is != Q_LEXEME_END)
        q_lexer_fail(&p.lexer, p.lexer.start, "no bracket is open that “)” could close");
    *status = p.lexer.status;
    return p.lexer.status == QUOTH_OK ? tree : NULL;
}
