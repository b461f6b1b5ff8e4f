#include "command.h"
#include "fail.h"
#include "say.h"

#include <stdio.h>

struct ward {
    const struct options *options;
    quoth_output *output;
    int failed; // some note could not be told: memory is out
};

static void show_text(const quoth_note *note)
{
    static const char *const marks[] = {"  ok   ", "  note ", "DAMAGE "};
    printf("%s%.*s: %.*s\n", marks[note->kind], (int)note->what.len, note->what.ptr,
           (int)note->message.len, note->message.ptr);
    if (note->advice.ptr)
        printf("       → %.*s\n", (int)note->advice.len, note->advice.ptr);
}

static void show(void *context, const quoth_note *note)
{
    struct ward *ward = context;
    quoth_error error;
    if (ward->options->findings == FINDINGS_TEXT) {
        show_text(note);
        return;
    }
    quoth_output_clear(ward->output);
    if (quoth_print_note(ward->output, note, &error) != QUOTH_OK) {
        ward->failed = 1;
        return;
    }
    quoth_str line = quoth_output_text(ward->output);
    fwrite(line.ptr, 1, line.len, stdout);
}

int command_doctor(const struct options *options)
{
    struct ward ward = {.options = options, .output = quoth_output_new()};
    quoth_note_kind worst = QUOTH_NOTE_FACT;
    quoth_error error;
    if (options->input_count) {
        say("doctor takes no input; -a names the archive");
        quoth_output_free(ward.output);
        return EXIT_USAGE;
    }
    quoth_status status = ward.output
                              ? quoth_archive_doctor(archive_path(options), options->fix,
                                                     show, &ward, &worst, &error)
                              : QUOTH_ENOMEM;
    quoth_output_free(ward.output);
    if (status == QUOTH_OK && ward.failed)
        status = QUOTH_ENOMEM;
    if (status == QUOTH_OK)
        return finish_output() != EXIT_DONE ? EXIT_INTERNAL
               : worst == QUOTH_NOTE_DAMAGE ? EXIT_ARCHIVE
                                            : EXIT_DONE;
    if (status == QUOTH_EMISSING)
        return no_archive(options);
    if (status == QUOTH_ENOMEM)
        return out_of_memory(options);
    return fail(options, &error);
}
