#include "asking.h"
#include "command.h"
#include "list.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

// How often in which time, above the statements themselves.
static quoth_status print_chart(quoth_output *output, const struct options *options,
                                const quoth_results *results, quoth_error *error)
{
    quoth_print_options wanted = text_options(options);
    size_t count = (size_t)quoth_results_shown(results);
    int32_t *days = malloc((count + 1) * sizeof *days);
    if (!days) {
        *error = (quoth_error){QUOTH_ENOMEM, QUOTH_NO_OFFSET, "out of memory"};
        return QUOTH_ENOMEM;
    }
    for (size_t i = 0; i < count; i++)
        days[i] = quoth_results_day(results, i);
    quoth_status status = quoth_print_chart(output, days, count, &wanted, error);
    free(days);
    return status;
}

// speaker:"…", whatever is in the name; NULL: memory is out.
static char *ask_for_speaker(const char *speaker)
{
    static const char before[] = "speaker:\"";
    char *out = malloc(sizeof before + 2 * strlen(speaker) + 2), *at = out;
    if (!out)
        return NULL;
    memcpy(at, before, sizeof before - 1);
    at += sizeof before - 1;
    for (; *speaker; speaker++)
        if (*speaker != '"') // names have none
            *at++ = *speaker;
    memcpy(at, "\"", 2);
    return out;
}

int command_timeline(const struct options *options)
{
    if (options->input_count == 0) {
        say("timeline needs a SPEAKER; quoth speakers lists them");
        return EXIT_USAGE;
    }
    int status = list_check(options);
    if (status != EXIT_DONE)
        return status;
    char *speaker = ask_for_speaker(options->inputs[0]);
    char *text =
        speaker ? join_words(options->inputs + 1, options->input_count - 1, speaker) : NULL;
    if (!text) {
        free(speaker);
        say("out of memory");
        return EXIT_INTERNAL;
    }
    static const quoth_order orders[] = {[QUOTH_CLOCK_SAID] = QUOTH_ORDER_SAID,
                                         [QUOTH_CLOCK_PUBLISHED] = QUOTH_ORDER_PUBLISHED,
                                         [QUOTH_CLOCK_CAPTURED] = QUOTH_ORDER_CAPTURED};
    struct asking asking = {
        .options = options,
        .question = {text, strlen(text)},
        .search = {.since = options->since,
                   .until = options->until,
                   .clock = (quoth_clock)options->clock,
                   .order = orders[options->clock],
                   .ascending = 1,
                   .after = options->after,
                   .limit = options->limit == LIMIT_UNSET ? 0 : (uint32_t)options->limit},
        .before = print_chart,
    };
    status = print_rows(&asking);
    free(text);
    free(speaker);
    return status;
}
