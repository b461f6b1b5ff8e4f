/* The form of what is packed, as pack.c draws it: shared by its writer and its reader. */
#ifndef Q_PACK_FORM_H
#define Q_PACK_FORM_H

#include "base/str.h"

enum { Q_PACK_VERSION = 1 };

// The head of a block.
enum {
    Q_PACK_PLAIN = 1,
    Q_PACK_FLAGS_AT = 1,
    Q_PACK_BLOCK_FLAGS = 3,
    Q_PACK_AUTHOR = 8,
    Q_PACK_WORDS = 16,
    Q_PACK_KIND_AT = 5
};

// As many pieces as fit into SHAPE.
enum { Q_PACK_CONTENTS = 7, Q_PACK_CUES = 3, Q_PACK_SOURCES = 3 };

// HAS.
enum {
    Q_PACK_PARENT = 1,
    Q_PACK_INSERTS = 2,
    Q_PACK_ADDRESSEE = 4,
    Q_PACK_OCCASION = 8,
    Q_PACK_WHERE = 16,
    Q_PACK_SAID = 32,
    Q_PACK_CANDIDATES = 64,
    Q_PACK_VIA = 128
};

enum { Q_PACK_FLAGS_BESIDE = 4 }; // in PLACE, beside the block's kind

/** The last line that was looked at; {0} to begin. */
struct q_pack_line {
    uint32_t end, words_end; // of it, and of what is not white space in it
};

/** Where a plain block would stand behind byte `from`, which must not fall. */
static inline quoth_span q_pack_plain(quoth_str text, uint32_t from,
                                      struct q_pack_line *line)
{
    uint32_t start = from, size = (uint32_t)text.len;
    while (start < size && q_is_white(text.ptr[start]))
        start++;
    if (start < line->end) // so that many blocks in one line take linear time
        return (quoth_span){start, line->words_end};
    const char *at = start < size ? memchr(text.ptr + start, '\n', size - start) : NULL;
    line->end = at ? (uint32_t)(at - text.ptr) : size;
    line->words_end = line->end;
    while (line->words_end > start && q_is_white(text.ptr[line->words_end - 1]))
        line->words_end--;
    return (quoth_span){start, line->words_end};
}

#endif
