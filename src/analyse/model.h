/*
 * Stage 2, analyse: the model file of the tagger, and of names.
 *
 *     bytes of en.qmodel   →   struct q_model, whose arrays point into them
 *
 * model.c draws the file byte by byte. It is checked whole when it is loaded, so that
 * nothing that reads a model has to check again. A model is immutable and is shared by
 * threads. It does not know which kernel will run it.
 */
#ifndef Q_MODEL_H
#define Q_MODEL_H

#include "analyse/kernel.h"
#include "base/arena.h"
#include "quoth.h"
#include "record/weights.h"

enum {
    Q_MODEL_FORMAT = 2,
    Q_MAX_BLOCKS = 16,
    Q_MAX_DILATION = 64,
    Q_MAX_LABELS = 8,   // lanes of a row of scores; a label set may have fewer
    Q_CERTAINTIES = 256 // of the table of certainty, from -8 to 8 nats
};

/** What the labels and links of a model mean. */
enum q_label_set {
    Q_LABELS_STATEMENTS = 1, // O, then B and I of source, cue and content; q_link
    Q_LABELS_NAMES = 2       // O, then B and I of person, organization and place
};

/** The tables of the input, in the order in which a token's rows are joined. */
enum q_table_id {
    Q_TABLE_WORD,
    Q_TABLE_SUFFIX,
    Q_TABLE_PREFIX,
    Q_TABLE_SHAPE,
    Q_TABLE_PLACE,
    Q_TABLES
};

struct q_table {
    uint32_t rows, width;
    const uint8_t *values; // [rows][width] activations
};

struct q_model {
    struct q_arena arena; // holds this struct and, if it was copied, the file
    char id[sizeof "sha256:" + 64];
    char language[9];
    quoth_str record; // how it was trained, JSON
    uint32_t label_set, labels, links;
    uint32_t width, blocks;
    uint32_t reach;        // tokens to each side that an output depends on
    uint32_t inputs;       // widths of the tables together
    const uint64_t *words; // [table WORD's rows - 1], ascending; word i has row i + 1
    struct q_table table[Q_TABLES];
    const int16_t *gate;      // [Q_GATE_STEPS]
    const uint8_t *certainty; // [Q_CERTAINTIES]
    const int16_t *start;     // [Q_MAX_LABELS], 1/256 nats
    const int16_t *follow;    // [Q_MAX_LABELS][Q_MAX_LABELS], [from][to]
    struct q_weights weights; // of the judge, in the attribute stage
    struct q_matrix enter, block[Q_MAX_BLOCKS], leave;
};

/** Checks the file whole and makes `*out`, the caller's to free. Without `copy` the
 *  bytes must outlive the model (they are copied all the same if they are not aligned
 *  to 64). Fails with QUOTH_EFORMAT (damaged, or not of the label set `wanted`),
 *  QUOTH_EVERSION (of another format or for other features), QUOTH_ENOMEM; error->offset
 *  is a byte of the file. */
quoth_status q_model_load(struct q_model **out, enum q_label_set wanted, const void *bytes,
                          size_t size, bool copy, quoth_error *error);
void q_model_free(struct q_model *model);

/** "sha256:" and the hash of the file. */
const char *q_model_id(const struct q_model *model);

/** Row of a word in the table of words; 0 stands for every word not in it. */
uint32_t q_model_word(const struct q_model *model, uint64_t hash);

/** The models that are built into the program (builtin.S). */
extern const unsigned char q_builtin_model[], q_builtin_model_end[];
extern const unsigned char q_builtin_names[], q_builtin_names_end[];

#endif
