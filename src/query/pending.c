/* Declared and not yet built; each goes when its own file comes. */
#include "base/error.h"
#include "quoth.h"

quoth_status quoth_reader_open_bytes(quoth_reader **out, quoth_str bytes, const char *name,
                                     const quoth_read_options *options, quoth_error *error)
{
    (void)out, (void)bytes, (void)name, (void)options;
    return q_error(error, QUOTH_EUSAGE, 0, "not built yet");
}

quoth_status quoth_results_tally(quoth_results *results, quoth_facet facet, uint32_t limit,
                                 quoth_tally *out, quoth_error *error)
{
    (void)results, (void)facet, (void)limit, (void)error;
    *out = (quoth_tally){0};
    return QUOTH_OK;
}

quoth_status quoth_results_histogram(quoth_results *results, quoth_histogram *out,
                                     quoth_error *error)
{
    (void)results, (void)error;
    *out = (quoth_histogram){.unit = "year"};
    return QUOTH_OK;
}

quoth_status quoth_archive_brat(quoth_archive *archive, quoth_str id, quoth_output *output,
                                quoth_error *error)
{
    (void)archive, (void)id, (void)output;
    return q_error(error, QUOTH_EUSAGE, 0, "not built yet");
}
