/*
 * A copy of the whole file as it is at one moment, while others read and write.
 *
 *     archive.quoth   →   copy.quoth, which opens by itself
 *
 * The copy is made beside its name and takes it when it is whole and on the disk.
 */
#ifndef Q_BACKUP_H
#define Q_BACKUP_H

#include "archive/archive.h"

/** As quoth_archive_backup. */
quoth_status q_backup(struct quoth_archive *archive, const char *path, bool force,
                      quoth_error *error);

#endif
