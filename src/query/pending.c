/* Declared and not yet built; each goes when its own file comes. */
#include "base/error.h"
#include "quoth.h"

quoth_status quoth_archive_brat(quoth_archive *archive, quoth_str id, quoth_output *output,
                                quoth_error *error)
{
    (void)archive, (void)id, (void)output;
    return q_error(error, QUOTH_EUSAGE, 0, "not built yet");
}
