/* What writers and readers of dumps have in common. */
#ifndef Q_DUMP_H
#define Q_DUMP_H

enum { Q_DUMP_VERSION = 1 }; // of the form of its lines (docs/FORMAT.md)

#endif
