/*
 * A form: one way to write a name, with all the rows that have it, and whether two forms
 * may be one person's.
 */
#ifndef Q_VARIANT_H
#define Q_VARIANT_H

#include "archive/person/joining.h"

enum { Q_VARIANT_HANDLES = 8 };

struct q_form {
    quoth_str given, middle, surname, key, slug;
    enum q_suffix suffix;
    enum q_sex sex;
    bool initials;                       // the given name is only those
    bool common;                         // many people are called so
    bool vague;                          // the given name may stand for many
    uint64_t handles[Q_VARIANT_HANDLES]; // hashes of the given names that it may stand for
    uint32_t handle_count;
    struct q_settle_row **rows;
    uint32_t count;
    uint64_t articles;
    uint32_t cluster; // joining.c's
};

/** Reads the name; strings are kept in `arena`. False: memory is out. */
bool q_form_read(quoth_str text, struct q_arena *arena, struct q_form *form);

/** Do the names go together: nothing in the one speaks against the other? */
bool q_form_matches(const struct q_form *a, const struct q_form *b);

/** The same, by no more than a name's being short for another, or sounding so: somebody
 *  should say that it is one person. */
bool q_form_matches_weakly(const struct q_form *a, const struct q_form *b);

/** The same but for one slip of the pen, in the given name or the surname. */
bool q_form_slips(const struct q_form *a, const struct q_form *b);

/** Is `half` a name of two surnames without the given one: "Rodham Clinton" of "Hillary
 *  Rodham Clinton"? */
bool q_form_halves(const struct q_form *full, const struct q_form *half);

/** Have they got one surname? */
bool q_form_same_surname(const struct q_form *a, const struct q_form *b);

/** May "J. Roe" be this one? */
bool q_form_abbreviates(const struct q_form *initials, const struct q_form *full);

#endif
