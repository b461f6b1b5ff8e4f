/*
 * What SQL alone cannot do where a file of an earlier format becomes one of this.
 *
 *     columns of format 1   →   with the confidence of each speaker, out of the records
 */
#ifndef Q_UPGRADE_H
#define Q_UPGRADE_H

#include "archive/archive.h"

/** Format 2 of format 1, whose tables were made: columns, and what the ledger says of
 *  statements. What is damaged stays as it is. In the caller's transaction; fails by
 *  archive->db. Two seconds for 37,087 articles. */
void q_upgrade_2(struct quoth_archive *archive);

#endif
