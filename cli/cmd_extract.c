#include "command.h"
#include "pipeline.h"
#include "quoth.h"
#include "say.h"
#include "terminal.h"

#include <unistd.h>

_Static_assert(QUOTH_FORMAT_AUTO == 0 && QUOTH_FORMAT_TEXT == 1 && QUOTH_FORMAT_HTML == 2 &&
                   QUOTH_FORMAT_WARC == 3 && QUOTH_FORMAT_FEED == 4 &&
                   QUOTH_FORMAT_JSONL == 5,
               "the words of --from in options.c stand in the order of quoth_format");
_Static_assert(
    QUOTH_PRINT_NDJSON == 0 && QUOTH_PRINT_JSON == 1 && QUOTH_PRINT_TEXT == 2,
    "the words of --format in options.c stand in the order of quoth_print_format");
// The model file that cannot be used, or NULL where none was given.
static const char *bad_model(const struct options *options)
{
    if (!options->model || !options->names)
        return options->model ? options->model : options->names;
    quoth_engine_options alone = {.model_path = options->model, .kernel = options->kernel};
    quoth_engine *engine;
    quoth_status status = quoth_engine_open(&engine, &alone, NULL);
    quoth_engine_close(engine);
    return status == QUOTH_OK ? options->names : options->model;
}

int open_engine(quoth_engine **out, const struct options *options)
{
    quoth_engine_options wanted = {.model_path = options->model,
                                   .kernel = options->kernel,
                                   .names_path = options->names};
    quoth_error error;
    quoth_status status = quoth_engine_open(out, &wanted, &error);
    if (status == QUOTH_OK)
        return EXIT_DONE;
    const char *file = status == QUOTH_EUSAGE ? NULL : bad_model(options);
    if (file)
        say_error(file, &error);
    else
        say("%s", error.message);
    return file || status == QUOTH_EUSAGE ? EXIT_USAGE : EXIT_INTERNAL;
}

quoth_read_options read_options(const struct options *options)
{
    return (quoth_read_options){.format = (quoth_format)options->from,
                                .charset = options->charset,
                                .outlet = options->outlet,
                                .published = options->published,
                                .url = options->url,
                                .language = options->language,
                                .start = options->start};
}

int run_inputs(const struct options *options, const quoth_engine *engine,
               quoth_print_format format)
{
    struct work work = {
        .engine = engine,
        .read = read_options(options),
        .extract = {.raw = options->raw, .explain = options->explain},
        .print = {.format = format,
                  .colour = wants_colour(options),
                  .map = options->map,
                  .width = width_of_output(WIDTH_OF_TEXT)},
        .inputs = options->inputs,
        .input_count = options->input_count,
        .jobs = jobs_of(options),
    };
    return pipeline_run(&work);
}

int open_for_extract(quoth_engine **out, const struct options *options)
{
    if (options->explain && (options->raw || options->format == QUOTH_PRINT_TEXT)) {
        say("--explain is for --format ndjson or json, and not with --raw");
        return EXIT_USAGE;
    }
    return open_engine(out, options);
}

int command_extract(const struct options *options)
{
    if (options->input_count == 0) {
        say("extract needs an INPUT; - is standard input");
        say("quoth help extract tells more");
        return EXIT_USAGE;
    }
    quoth_engine *engine;
    int status = open_for_extract(&engine, options);
    if (status != EXIT_DONE)
        return status;
    status = run_inputs(options, engine, (quoth_print_format)options->format);
    quoth_engine_close(engine);
    return status;
}
