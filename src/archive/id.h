/*
 * Ids, as people type them and as the archive keeps them, and the keys that they lead to.
 *
 *     "sha256:7c1f…", "7c1f0a2b"   →   article 12
 *     "9f86d081"                   →   the statement with key 17: number 2 of article 3
 *
 * Of many statements at once: locate.h.
 */
#ifndef Q_ID_H
#define Q_ID_H

#include "archive/archive.h"

enum {
    Q_TEXT_HASH = 32, // bytes of an article's id
    Q_ID_BYTES = 16,  // of a statement's
    Q_HANDLE = 4      // of that, those in `statement_ids`
};

/** The key of the article whose id is `id` ("sha256:…", or its first digits, 8 at least);
 *  of the statement (32 digits, or its first 8 and more). QUOTH_EMISSING: there is none;
 *  QUOTH_EUSAGE: several begin so, or it is no id. */
quoth_status q_find_article(struct quoth_archive *archive, quoth_str id, int64_t *key,
                            quoth_error *error);
quoth_status q_find_statement(struct quoth_archive *archive, quoth_str id, int64_t *key,
                              quoth_error *error);

/** The article that has the statement with this key, and its number there. */
quoth_status q_article_of(struct quoth_archive *archive, int64_t statement,
                          int64_t *article, uint32_t *number, quoth_error *error);

/** The digits of an article's id, which may have "sha256:" before them. */
quoth_str q_article_digits(quoth_str id);

/** The smallest and the largest id of so many bytes that begins with the digits. False:
 *  there are none, or too many, or one is no digit. */
bool q_id_range(quoth_str digits, size_t bytes, uint8_t *least, uint8_t *most);

#endif
