/*
 * Where an archive lies: SQLite's locks and its shared memory hold on a disk of this
 * machine alone.
 *
 *     /home/anna/quoth.db (ext4)   →   QUOTH_OK
 *     /mnt/team/quoth.db (NFS)     →   QUOTH_EIO, "it lies on a network file system …"
 *
 * What mounts itself as FUSE may be either, and is taken for a disk.
 */
#ifndef Q_PLACE_H
#define Q_PLACE_H

#include "base/str.h"

#include <stdbool.h>

/** Fails with QUOTH_EIO where `path`, a file or folder that is there, is another
 *  machine's, or where nobody can tell. */
quoth_status q_place_check(const char *path, quoth_error *error);

/** May this file, or the folder it lies in, not be written by us, whoever else may? What
 *  else keeps one from writing (no descriptors, a disk that fails) is no such thing. */
bool q_place_is_read_only(const char *path);

/** Makes an empty file `path`, which nobody may read who may not read the file `like`: what
 *  is in an archive that its owner keeps to himself is not shown by its copy. QUOTH_EIO: it
 *  is there, or cannot be made. */
quoth_status q_place_make(const char *path, const char *like, quoth_error *error);

/** For tests: every file system is of this type from now on, as statfs tells it; 0: as it
 *  is. */
void q_place_pretend(uint64_t type);

#endif
