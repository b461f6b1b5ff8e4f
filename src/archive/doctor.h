/*
 * The doctor: what is the matter with an archive's file, and what to do.
 *
 *     a log of 300 MB, a forgetting that was killed   →   two notes, each with an advice
 *
 * It opens the file by itself, also one that no other command opens, and changes nothing
 * unless it is told to end what was interrupted. It looks at the file and its tables; what
 * is in them is verify's.
 */
#ifndef Q_DOCTOR_H
#define Q_DOCTOR_H

#include "archive/archive.h"

/** As quoth_archive_doctor. */
typedef void q_doctor_note(void *context, const quoth_note *note);
quoth_status q_doctor(const char *path, bool fix, q_doctor_note *note, void *context,
                      quoth_note_kind *worst, quoth_error *error);

#endif
