#include "command.h"
#include "count.h"
#include "fail.h"
#include "say.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ZIP_MOST = 512 * 1024 * 1024 }; // the library reads no larger one

// Where findings go.
struct teller {
    const struct options *options;
    quoth_output *output;
    int failed; // standard output or memory
};

static void tell(void *context, const quoth_finding *finding)
{
    struct teller *teller = context;
    quoth_error error;
    show_progress(NULL);
    if (teller->options->findings == FINDINGS_TEXT) {
        printf("%s%.*s%s%.*s: %.*s\n",
               finding->damage ? "DAMAGED " : "note: ", (int)finding->what.len,
               finding->what.ptr, finding->which.ptr ? " " : "", (int)finding->which.len,
               finding->which.ptr ? finding->which.ptr : "", (int)finding->message.len,
               finding->message.ptr);
        return;
    }
    quoth_output_clear(teller->output);
    if (quoth_print_finding(teller->output, finding, &error) != QUOTH_OK)
        teller->failed = 1;
    quoth_str line = quoth_output_text(teller->output);
    fwrite(line.ptr, 1, line.len, stdout);
}

static void tell_progress(void *context, uint64_t done, uint64_t total)
{
    const struct teller *teller = context;
    char line[80];
    if (teller->options->quiet)
        return;
    snprintf(line, sizeof line, "%" PRIu64 " of %" PRIu64, done, total);
    show_progress(total ? line : NULL);
}

static void sum_up(const struct options *options, const quoth_verified *v)
{
    show_progress(NULL);
    if (options->findings == FINDINGS_NDJSON) {
        printf("{\"type\": \"verified\", \"sources\": %" PRIu64 ", \"captures\": %" PRIu64
               ", \"articles\": %" PRIu64 ", \"statements\": %" PRIu64
               ", \"decisions\": %" PRIu64 ", \"damaged\": %" PRIu64
               ", \"different\": %" PRIu64 ", \"orphans\": %" PRIu64 "}\n",
               v->sources, v->captures, v->articles, v->statements, v->decisions,
               v->damaged, v->different, v->orphans);
        return;
    }
    char line[200] = "";
    add_count(line, sizeof line, v->sources, "source", "sources");
    add_count(line, sizeof line, v->captures, "capture", "captures");
    add_count(line, sizeof line, v->articles, "article", "articles");
    add_count(line, sizeof line, v->statements, "statement", "statements");
    add_count(line, sizeof line, v->decisions, "decision", "decisions");
    printf("%s: ", *line ? line : "nothing is in it");
    if (v->damaged)
        printf("%" PRIu64 " damaged\n", v->damaged);
    else if (v->different)
        printf("no damage, %" PRIu64 " to be noted\n", v->different);
    else
        printf("all as it was received and found\n");
}

static int finish(struct teller *teller, const quoth_verified *verified)
{
    sum_up(teller->options, verified);
    int status = finish_output();
    if (status == EXIT_DONE && teller->failed)
        status = out_of_memory(teller->options);
    return status != EXIT_DONE ? status : verified->damaged ? EXIT_ARCHIVE : EXIT_DONE;
}

// ── A zip ──

static int cannot_read(const char *path, const char *why)
{
    int status = errno == ENOMEM ? EXIT_INTERNAL : EXIT_ARCHIVE;
    say("%s: %s", path, why);
    return status;
}

static int read_zip(const char *path, quoth_str *out)
{
    struct stat about;
    errno = 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        return cannot_read(path, strerror(errno));
    int status = EXIT_DONE;
    char *bytes = NULL;
    if (fstat(fileno(file), &about) != 0 || !S_ISREG(about.st_mode))
        status = cannot_read(path, "it is no file");
    else if (about.st_size > ZIP_MOST)
        status = cannot_read(path, "it is larger than any evidence");
    else if (!(bytes = malloc((size_t)about.st_size + 1)))
        status = cannot_read(path, "out of memory");
    else if (fread(bytes, 1, (size_t)about.st_size, file) != (size_t)about.st_size)
        status = cannot_read(path, "it cannot be read to its end");
    fclose(file);
    if (status != EXIT_DONE)
        free(bytes);
    else
        *out = (quoth_str){bytes, (size_t)about.st_size};
    return status;
}

static int verify_zip(struct teller *teller, const quoth_verify_options *options,
                      const char *path)
{
    quoth_verified verified;
    quoth_error error;
    quoth_str zip;
    int status = read_zip(path, &zip);
    if (status != EXIT_DONE)
        return status;
    quoth_status found = quoth_evidence_verify(zip, options, &verified, &error);
    free((char *)zip.ptr);
    if (found == QUOTH_OK)
        return finish(teller, &verified);
    say_error(path, &error);
    return found == QUOTH_ENOMEM ? EXIT_INTERNAL : EXIT_ARCHIVE;
}

// ── The archive ──

static int verify_archive(struct teller *teller, const quoth_verify_options *options)
{
    quoth_archive *archive;
    quoth_verified verified;
    quoth_error error;
    int status = open_archive(&archive, teller->options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    quoth_status found = quoth_archive_verify(archive, options, &verified, &error);
    quoth_archive_close(archive);
    return found == QUOTH_OK ? finish(teller, &verified) : fail(teller->options, &error);
}

int command_verify(const struct options *options)
{
    struct teller teller = {.options = options, .output = quoth_output_new()};
    const quoth_verify_options wanted = {
        .found = tell, .progress = tell_progress, .context = &teller};
    int status = EXIT_USAGE;
    if (!teller.output) {
        status = out_of_memory(options);
    } else if (options->input_count > 1) {
        say("verify takes the archive, or one FILE.zip");
    } else if (options->input_count == 1) {
        status = verify_zip(&teller, &wanted, options->inputs[0]);
    } else {
        status = verify_archive(&teller, &wanted);
    }
    quoth_output_free(teller.output);
    return status;
}
