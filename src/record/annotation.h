/*
 * What the analyse stage finds: spans over an article's text, nothing copied.
 *
 *     “We tried,” she said.   →   tokens  “ We tried , ” she said .
 *                                 quotations  [0, 5)
 *                                 tags        content ×5, source, cue, none
 *     … said late on Friday.  →   times       late … Friday: 2023-06-09, day
 */
#ifndef Q_ANNOTATION_H
#define Q_ANNOTATION_H

#include "base/str.h"

#include <stdbool.h>

enum q_token_kind {
    Q_TOKEN_WORD,   // letters, maybe with digits, hyphens, apostrophes
    Q_TOKEN_NUMBER, // digits first
    Q_TOKEN_CLITIC, // ’s n’t ’re …
    Q_TOKEN_MARK,   // punctuation and symbols
    Q_TOKEN_QUOTE,  // a mark that may open or close a quotation
    Q_TOKEN_LINK    // an address on the web
};

enum q_token_flag {
    Q_TOKEN_SENTENCE = 1,  // first of a sentence
    Q_TOKEN_PARAGRAPH = 2, // first of a paragraph
    Q_TOKEN_SPACE = 4,     // white space stands before it
    Q_TOKEN_OPENS = 8,     // a quote mark that opens
    Q_TOKEN_CLOSES = 16,   // a quote mark that closes
    Q_TOKEN_ABBREVIATION = 32,
    Q_TOKEN_APART = 64 // words that are not in the annotation stand before it
};

struct q_token {
    uint32_t start, end; // bytes of the article
    uint8_t kind;        // q_token_kind
    uint8_t flags;       // q_token_flag
    uint8_t depth;       // quotations around it, its own marks counted as inside
    uint8_t quote;       // q_quote_mark, of a Q_TOKEN_QUOTE
};

/** The words of a token of `text`. */
static inline quoth_str q_token_text(quoth_str text, const struct q_token *token)
{
    return q_str_cut(text, token->start, token->end);
}

enum q_quote_mark {
    Q_QUOTE_NONE,
    Q_QUOTE_STRAIGHT,  // "
    Q_QUOTE_CURLY,     // “ ”
    Q_QUOTE_LOW,       // „ closed by “ or ”
    Q_QUOTE_GUILLEMET, // « » and, reversed, » «
    Q_QUOTE_TWO,       // '' or `` … ''
    Q_QUOTE_SINGLE,    // ‘ ’
    Q_QUOTE_TICK       // '
};

/** May the mark be an apostrophe, too? */
static inline bool q_quote_is_single(uint8_t mark)
{
    return mark == Q_QUOTE_SINGLE || mark == Q_QUOTE_TICK;
}

enum q_quotation_flag {
    Q_QUOTATION_UNCLOSED = 1,  // no closing mark before the paragraph ends
    Q_QUOTATION_CARRIED = 2,   // the next paragraph opens it again
    Q_QUOTATION_CONTINUES = 4, // goes on from the paragraph before
    Q_QUOTATION_SINGLE = 8     // between single marks
};

struct q_quotation {
    uint32_t open;  // token of the opening mark
    uint32_t close; // token behind the closing mark, or behind the paragraph's last
    uint8_t depth;  // 0: outermost
    uint8_t flags;  // q_quotation_flag
};

// The tagger's labels: tests/spec §2 in PolNeAR's form.
enum q_tag { Q_TAG_NONE, Q_TAG_SOURCE, Q_TAG_CUE, Q_TAG_CONTENT };

// A run of tokens with one tag.
struct q_piece {
    uint32_t from, to; // tokens, half-open
    uint8_t tag;       // q_tag, never none
    int16_t score;     // the tagger's certainty, 0…255
};

// What the network says, of every token, about who belongs to whom. Each group is a
// set of scores in 1/256 nats, of which the highest counts. "Left" and "right" count
// pieces of the wanted tag from the token: the nearest one, or one further off.
enum q_link {
    Q_LINK_CUE = 0,      // of a content: where its cue stands, a score for each q_where
    Q_LINK_SOURCE = 5,   // of a cue: where its source does, likewise
    Q_LINK_SAID = 10,    // of a cue, a source, a content, one score each: it is a statement
    Q_LINK_GOES_ON = 15, // of a content, one score: goes on from the content before
    Q_LINKS = 16
};
// Tokens at each end of a piece whose links count; train/attributions.py has it too.
enum { Q_LINK_EDGE = 8 };
enum q_where {
    Q_WHERE_NONE,
    Q_WHERE_LEFT,
    Q_WHERE_FAR_LEFT,
    Q_WHERE_RIGHT,
    Q_WHERE_FAR_RIGHT,
    Q_WHERES
};

enum q_name_type { Q_NAME_NONE, Q_NAME_PERSON, Q_NAME_ORGANIZATION, Q_NAME_PLACE };

// A name: Jane Doe, without title.
struct q_name {
    uint32_t from, to; // tokens, half-open
    uint8_t type;      // q_name_type
    uint8_t certainty; // 0…255
};

// Tokens [from, to), a piece of the content of the statement with index `parent`.
struct q_stretch {
    uint32_t from, to;
    uint32_t parent;
};

// Whether the words alone tell when a time lies.
enum q_time_sense {
    Q_TIME_FIXED, // *June 8, 2023*; and where nothing is left to choose: *today*
    Q_TIME_PAST,  // *last week*
    Q_TIME_FUTURE,
    Q_TIME_OPEN // *Friday*: the tense of its clause tells
};

// An expression of date or time.
struct q_time {
    uint32_t from, to; // tokens, half-open, without the preposition
    quoth_str value;   // ISO 8601, a range A/B; ptr NULL: a time, but which is not told
    quoth_str
        precision; // as in quoth_date, of a range the one of its ends; NULL with value
    uint8_t sense; // q_time_sense
    // Of a Q_TIME_OPEN with a value both readings, of which `value` is the one that its
    // clause wants; else ptr NULL.
    quoth_str past, ahead;
};

struct q_annotation {
    struct q_token *tokens;
    uint32_t token_count;
    struct q_quotation *quotations; // in the order of their opening marks
    uint32_t quotation_count;
    const quoth_feature *features; // of each token, what the networks see of it
    struct q_piece *pieces;        // in the order of the text
    uint32_t piece_count;
    struct q_time *times; // in the order of the text, not overlapping; only of an article
    uint32_t time_count;
    const int16_t *links; // [token_count][Q_LINKS]: q_link, who belongs to whom
    struct q_name *names; // in the order of the text, not overlapping
    uint32_t name_count;
    bool inside;     // it is of a statement's content, not of the article
    uint32_t parent; // that statement's index
};

/** Adds to sum[0 … count) the links `first` … of tokens [from, to), of a long run only
 * those of its Q_LINK_EDGE first and last ones. How many tokens were asked. */
uint32_t q_add_links(const struct q_annotation *annotation, uint32_t from, uint32_t to,
                     int first, int count, int64_t sum[]);

/** The first token that starts at byte `at` or behind it; the count where none does. */
uint32_t q_token_at(const struct q_annotation *annotation, uint32_t at);

/** The type of the name in which token i stands (q_name_type), or Q_NAME_NONE. */
uint8_t q_name_type_at(const struct q_annotation *annotation, uint32_t i);

/** The first time that ends behind token i; the count where none does. */
uint32_t q_time_behind(const struct q_annotation *annotation, uint32_t i);

#endif
