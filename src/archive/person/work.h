/*
 * The line of work that a role tells, for telling two of one name apart.
 *
 *     "Senate Majority Leader"       →   politics
 *     "Dallas police officer"        →   police
 *     "the younger"                  →   none
 *
 * It is asked of each statement once, when it comes, and what it tells stands in archives.
 */
#ifndef Q_WORK_H
#define Q_WORK_H

#include "base/str.h"

/** Numbers stand in archives: they are added to, never changed. */
enum q_work {
    Q_WORK_NONE = 0,
    Q_WORK_POLITICS = 1,
    Q_WORK_POLICE = 2, // and fire brigades, prisons, sheriffs
    Q_WORK_LAW = 3,    // lawyers, judges, prosecutors
    Q_WORK_SPORT = 4,
    Q_WORK_SCIENCE = 5, // and teaching
    Q_WORK_BUSINESS = 6,
    Q_WORK_ARTS = 7,
    Q_WORK_MEDIA = 8, // and who speaks for others
    Q_WORK_CHURCH = 9,
    Q_WORK_MILITARY = 10,
    Q_WORK_MEDICINE = 11,
    Q_WORK_PRIVATE = 12, // witnesses, residents, relatives, pupils
    Q_WORK_OFFICE = 13,  // heads and members of what the role does not tell
    Q_WORKS
};

/** `role` may have ptr NULL. Linear in its length. */
enum q_work q_work_of(quoth_str role);

/** "politics"; "" of none. Terminated, lives for ever. */
const char *q_work_name(enum q_work work);

/** May somebody be known for the one and for the other? Politics and law: yes; police and
 *  sport: hardly. The same, or none: yes. */
bool q_work_goes_with(enum q_work a, enum q_work b);

#endif
