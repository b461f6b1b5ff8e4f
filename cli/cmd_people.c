#include "command.h"
#include "fail.h"
#include "say.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// merge, split, alias, never-merge, rename, speaker, accept, reject, undo: what somebody
// decides about people and statements.

enum { ID = 32 }; // digits of a statement's id

static int decide(const struct options *options, const quoth_decision *decision)
{
    quoth_archive *archive;
    quoth_error error;
    uint64_t entry;
    int status = open_archive(&archive, options, QUOTH_ACCESS_WRITE);
    if (status != EXIT_DONE)
        return status;
    if (quoth_archive_decide(archive, decision, &entry, &error) != QUOTH_OK)
        status = fail(options, &error);
    else if (!options->quiet)
        say("entry %" PRIu64 " of the ledger; quoth undo %" PRIu64 " takes it back", entry,
            entry);
    quoth_archive_close(archive);
    return status;
}

static int takes(const struct options *options, const char *name, int least, int most,
                 const char *what)
{
    if (options->input_count >= least && (most == 0 || options->input_count <= most))
        return 1;
    say("%s needs %s; quoth help %s tells more", name, what, name);
    return 0;
}

static int decide_two(const struct options *options, const char *name, quoth_verb verb,
                      const char *what)
{
    if (!takes(options, name, 2, 2, what))
        return EXIT_USAGE;
    quoth_decision decision = {.verb = verb,
                               .person = str_of(options->inputs[0]),
                               .other = str_of(options->inputs[1]),
                               .spelling = str_of(options->inputs[1]),
                               .why = str_of(options->why)};
    return decide(options, &decision);
}

int command_merge(const struct options *options)
{
    return decide_two(options, "merge", QUOTH_VERB_MERGE, "two people");
}

int command_never_merge(const struct options *options)
{
    return decide_two(options, "never-merge", QUOTH_VERB_NEVER_MERGE, "two people");
}

int command_alias(const struct options *options)
{
    return decide_two(options, "alias", QUOTH_VERB_ALIAS, "a person and a name");
}

int command_rename(const struct options *options)
{
    return decide_two(options, "rename", QUOTH_VERB_RENAME, "a person and a name");
}

// Decides about the statements whose ids are the inputs from `first` on.
static int decide_statements(const struct options *options, quoth_decision *decision,
                             int first)
{
    size_t count = (size_t)(options->input_count - first);
    quoth_str *ids = calloc(count, sizeof *ids);
    if (!ids)
        return out_of_memory(options);
    for (size_t i = 0; i < count; i++)
        ids[i] = str_of(options->inputs[first + (int)i]);
    decision->statements = ids;
    decision->statement_count = count;
    int status = decide(options, decision);
    free(ids);
    return status;
}

static int judge(const struct options *options, const char *name, quoth_verb verb)
{
    quoth_decision decision = {.verb = verb, .why = str_of(options->why)};
    if (!takes(options, name, 1, 0, "ids of statements"))
        return EXIT_USAGE;
    return decide_statements(options, &decision, 0);
}

int command_accept(const struct options *options)
{
    return judge(options, "accept", QUOTH_VERB_ACCEPT);
}

int command_reject(const struct options *options)
{
    return judge(options, "reject", QUOTH_VERB_REJECT);
}

// Somebody who is there, or who is new: `*there`. Else an exit status, which was said.
static int look_for(const struct options *options, quoth_str name, int *there)
{
    quoth_archive *archive;
    quoth_person person;
    quoth_error error;
    int status = open_archive(&archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    quoth_status found = quoth_archive_person(archive, name, &person, &error);
    quoth_archive_close(archive);
    *there = found == QUOTH_OK;
    return found == QUOTH_OK || found == QUOTH_EMISSING ? EXIT_DONE : fail(options, &error);
}

int command_speaker(const struct options *options)
{
    if (!takes(options, "speaker", 2, 0, "a person, and ids of statements"))
        return EXIT_USAGE;
    quoth_str name = str_of(options->inputs[0]);
    quoth_decision decision = {.verb = QUOTH_VERB_SPEAKER, .why = str_of(options->why)};
    int there, status = look_for(options, name, &there);
    if (status != EXIT_DONE)
        return status;
    if (there)
        decision.person = name;
    else
        decision.spelling = name;
    return decide_statements(options, &decision, 1);
}

static int is_id(const char *text)
{
    return strlen(text) == ID && strspn(text, "0123456789abcdef") == ID;
}

int command_split(const struct options *options)
{
    if (!takes(options, "split", 2, 0, "a person, and a name or ids of statements"))
        return EXIT_USAGE;
    quoth_decision decision = {.verb = QUOTH_VERB_SPLIT,
                               .person = str_of(options->inputs[0]),
                               .why = str_of(options->why)};
    int names = 0;
    for (int i = 1; i < options->input_count; i++)
        names += !is_id(options->inputs[i]);
    if (names > 0 && options->input_count > 2)
        return misused(options, "split takes one name, or ids of statements, not both");
    if (names > 0) {
        decision.spelling = str_of(options->inputs[1]);
        return decide(options, &decision);
    }
    return decide_statements(options, &decision, 1);
}

int command_undo(const struct options *options)
{
    char *end;
    if (!takes(options, "undo", 1, 1, "the number of an entry of the ledger"))
        return EXIT_USAGE;
    const char *number = options->inputs[0];
    unsigned long long entry = strtoull(number, &end, 10);
    if (*number < '0' || *number > '9' || *end) {
        say("%s is no number of an entry; quoth ledger lists them", number);
        return EXIT_USAGE;
    }
    quoth_decision decision = {
        .verb = QUOTH_VERB_UNDO, .entry = entry, .why = str_of(options->why)};
    return decide(options, &decision);
}
