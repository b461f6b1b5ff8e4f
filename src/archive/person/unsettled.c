#include "archive/archive.h"

// Until settle.c is here.
quoth_status quoth_archive_settle(quoth_archive *archive, quoth_error *error)
{
    return q_db_status(&archive->db, error);
}
