/* The program `quoth`: the table of its commands, and what holds for all of them. */
#include "command.h"
#include "fail.h"
#include "quoth.h"
#include "say.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct command commands[] = {
    {"extract", FOR_EXTRACT, command_extract, "INPUT…", "who said what in news text",
     "Prints who said what. INPUT is a text file, JSON lines, a folder, which is walked,\n"
     "or - for standard input.\n\n"
     "  quoth extract report.txt\n"
     "  quoth extract --format ndjson --outlet Herald --published 2023-06-08 reports/\n"
     "  zcat news.jsonl.gz | quoth extract --from jsonl --format ndjson - >said.ndjson"},
    {"read", FOR_READ, command_read, "INPUT…", "the article inside scraped text",
     "Prints each article with what it is made of: headline, byline, date, captions, "
     "body,\n"
     "and what is no part of it. INPUT as in quoth extract.\n\n"
     "  quoth read --format text report.txt\n"
     "  quoth read reports/ >articles.ndjson"},
    {"fetch", FOR_FETCH, command_fetch, "URL…", "who said what on pages of the web",
     "Fetches pages, keeps what comes in a web archive (WARC), and prints who said what.\n"
     "robots.txt is respected; - reads URLs from standard input, one a line.\n\n"
     "  quoth fetch https://herald.example/2023/06/bridge\n"
     "  quoth fetch --keep-only --warc herald.warc.gz - <urls.txt"},
    {"add", FOR_ADD, command_add, "INPUT…", "puts articles and who said what in an archive",
     "Reads and extracts as quoth extract does, and keeps what was received and what was\n"
     "found in the archive, one file. What is there already is left alone. It may be\n"
     "interrupted: what was put in stays, and the same command goes on.\n\n"
     "  quoth add reports/\n"
     "  quoth add -a herald.quoth --outlet Herald --published 2023-06-08 report.txt\n"
     "  quoth add --dry-run crawl.warc.gz"},
    {"search", FOR_SEARCH, command_search, "[--] QUESTION…",
     "ask the archive who said what",
     "Finds statements. Words are looked for in what was said; fields narrow it down:\n"
     "speaker: about: to: outlet: via: said: published: kind: act: is: has: depth:\n\n"
     "  quoth search bridge\n"
     "  quoth search 'speaker:\"Jane Roe\" said:2017..2018 \"not for sale\"'\n"
     "  quoth search --sort said --since 2018 kind:direct bridge OR tower\n"
     "  quoth search --all --format csv outlet:Herald >herald.csv\n"
     "  quoth search -- bridge -tower"},
    {"show", FOR_SHOW, command_show, "ID…", "a statement, its context and its evidence",
     "Prints all that is known of statements: the words in their context, each field with\n"
     "what tells it, and where it comes from. ID is a statement's, or its first 8 digits\n"
     "or more.\n\n"
     "  quoth show 7c1f09aa\n"
     "  quoth show --format json 7c1f09aa | jq .context.text"},
    {"timeline", FOR_TIMELINE, command_timeline, "SPEAKER [[--] QUESTION…]",
     "what somebody said over the years",
     "Draws when SPEAKER spoke, then prints the statements in the order of their dates.\n"
     "SPEAKER is a name or the id of a person, one argument; QUESTION as in quoth "
     "search.\n\n"
     "  quoth timeline Roe\n"
     "  quoth timeline 'Jane Roe' bridge said:2017..2018\n"
     "  quoth timeline --format csv jane-roe >roe.csv"},
    {"article", FOR_ARTICLE, command_article, "ID…",
     "an article with its statements marked",
     "Prints articles with what is said in them marked, in which captures they came, and\n"
     "what else stood at their addresses. ID is an article's, or its first 8 digits or\n"
     "more, with or without sha256: before it.\n\n"
     "  quoth article sha256:7c1f09aa\n"
     "  quoth article --format json 7c1f09aa >article.json"},
    {"stats", FOR_STATS, command_stats, "", "the archive in numbers",
     "Prints how much there is of what: articles by year, outlet and model, and the bytes\n"
     "of the file.\n\n"
     "  quoth stats\n"
     "  quoth stats --format json"},
    {"speakers", FOR_SPEAKERS, command_speakers, "[NAME]", "who speaks in the archive",
     "Lists people and organizations, those who say most first, or those whose name has\n"
     "all words of NAME; of one alone everything, with the roles that articles give.\n\n"
     "  quoth speakers --limit 10\n"
     "  quoth speakers jane-roe --format json"},
    {"merge", FOR_DECIDE, command_merge, "PERSON OTHER", "say that two are one",
     "Writes into the ledger that OTHER is PERSON. Both are told by their ids (quoth\n"
     "speakers), or by a name that only one has. OTHER's id leads to PERSON from then "
     "on.\n\n"
     "  quoth merge jane-roe roe --why 'the only Roe at the lock'"},
    {"split", FOR_DECIDE, command_split, "PERSON NAME|ID…", "say that one is two",
     "Writes into the ledger that who is called NAME, or who said the statements ID…, is\n"
     "not PERSON but somebody else.\n\n"
     "  quoth split jane-roe Roe\n"
     "  quoth split arn-lindholm 0123456789abcdef0123456789abcdef"},
    {"alias", FOR_DECIDE, command_alias, "PERSON NAME", "give a person one more name",
     "Writes into the ledger that who is called NAME is PERSON.\n\n"
     "  quoth alias jane-roe 'the Iron Mayor'"},
    {"never-merge", FOR_DECIDE, command_never_merge, "PERSON OTHER",
     "say that two are never one",
     "Writes into the ledger that they are two, whatever they are called.\n\n"
     "  quoth never-merge jane-roe jane-roe-police"},
    {"rename", FOR_DECIDE, command_rename, "PERSON NAME",
     "say by which name to list somebody",
     "Writes into the ledger that PERSON goes by NAME, whatever articles say.\n\n"
     "  quoth rename jane-roe 'Jane Q. Roe'"},
    {"accept", FOR_DECIDE, command_accept, "ID…", "say that statements are right",
     "Writes into the ledger that the statements are what the program says they are. ID "
     "is\n"
     "a statement's, all 32 digits of it.\n\n"
     "  quoth accept 0123456789abcdef0123456789abcdef\n"
     "  quoth search --sort doubt -- -is:reviewed"},
    {"reject", FOR_DECIDE, command_reject, "ID…", "say that they are no statements",
     "Writes into the ledger that these are no statements. They stay in the archive, "
     "marked;\n"
     "-is:rejected leaves them out of an answer.\n\n"
     "  quoth reject 0123456789abcdef0123456789abcdef --why 'a caption'"},
    {"speaker", FOR_DECIDE, command_speaker, "PERSON|NAME ID…", "say who said statements",
     "Writes into the ledger that PERSON said the statements ID…: somebody of quoth\n"
     "speakers, by id or a name that nobody else has; or who is new, by NAME.\n\n"
     "  quoth speaker jane-roe 0123456789abcdef0123456789abcdef"},
    {"undo", FOR_DECIDE, command_undo, "N", "take a decision back",
     "Writes into the ledger that its entry N no longer holds; what was done by it is\n"
     "undone. An undo can be undone, too.\n\n"
     "  quoth undo 3"},
    {"ledger", FOR_LEDGER, command_ledger, "", "what was decided, by whom and why",
     "Lists all decisions with their state: holds, undone, orphan (what it speaks of is\n"
     "not in the archive), unread (it may be in an article that is damaged: status 4),\n"
     "forgotten.\n\n"
     "  quoth ledger\n"
     "  quoth ledger --format ndjson"},
    {"brat", FOR_BRAT, command_brat, "FOLDER", "what was reviewed, for training",
     "Writes articles in which something was reviewed to FOLDER, in the standoff format "
     "of\n"
     "brat: NAME.txt and NAME.ann each, and annotation.conf. Edited statements have the "
     "words\n"
     "of the edit; rejected ones are left out.\n\n"
     "  quoth brat reviewed/\n"
     "  quoth brat --all everything/"},
    {"verify", FOR_VERIFY, command_verify, "[FILE.zip]",
     "whether all is as it was received and found",
     "Hashes everything in the archive again, reads every capture again, and looks for\n"
     "every statement at its place; or does so with a zip that quoth evidence wrote, for\n"
     "which it needs no archive. Ends with 0: all is well, or 4: something is damaged,\n"
     "which is named.\n\n"
     "  quoth verify\n"
     "  quoth verify quoth-7c1f03aa.zip"},
    {"evidence", FOR_EVIDENCE, command_evidence, "ID",
     "the proof of a statement as one zip",
     "Writes a zip with what was received, the article's text, the statement, the same as\n"
     "W3C Web Annotation and as a page, and the hashes of all: who gets it can check it "
     "by\n"
     "quoth verify, or by hand.\n\n"
     "  quoth evidence 7c1f03aa -o proof.zip"},
    {"forget", FOR_FORGET, command_forget, "", "take articles out without a trace",
     "Takes out whole articles, all captures that hold them, and all that was found in\n"
     "them, so that no byte of them is left in the file; keeps their hashes, by which "
     "they\n"
     "are refused when they come again. Copies (backups, dumps, evidence) are not "
     "touched.\n\n"
     "  quoth forget --url https://herald.example/2023/06/bridge --why 'court order 17'\n"
     "  quoth forget --statement 7c1f03aa --why 'asked by the speaker' --dry-run"},
    {"backup", FOR_BACKUP, command_backup, "FILE",
     "a copy of the archive while it is in use",
     "Copies the archive as it is at one moment, while others read and write it, and "
     "checks\n"
     "the copy.\n\n"
     "  quoth backup /media/disk/herald-2026-11.quoth"},
    {"doctor", FOR_DOCTOR, command_doctor, "", "what is the matter with the archive",
     "Looks at the archive's file, its place, its log, its tables and what was "
     "interrupted,\n"
     "and says what to do. Changes nothing without --fix.\n\n"
     "  quoth doctor\n"
     "  quoth doctor --fix"},
    {"dump", FOR_DUMP, command_dump, "[FILE]", "all of an archive as lines of JSON",
     "Writes the archive, as it is now, to FILE or standard output, a line of JSON for "
     "each\n"
     "capture, article, statement and decision: for other programs, and for quoth load.\n\n"
     "  quoth dump herald.ndjson\n"
     "  quoth dump | zstd >herald.ndjson.zst"},
    {"load", FOR_LOAD, command_load, "FILE…", "puts dumps into an archive",
     "Puts what quoth dump wrote into the archive; nothing is extracted anew. Dumps of "
     "many\n"
     "archives, in any order, make what adding all their inputs to one would. A capture "
     "with\n"
     "a damaged line is named and left out. FILE may be packed; - is standard input.\n\n"
     "  quoth load -a all.quoth shard-*.ndjson.zst"},
    {"rebuild", FOR_REBUILD, command_rebuild, "",
     "reads and extracts all of an archive anew",
     "Makes all again that was found in the captures of the archive, with this version "
     "and\n"
     "its model; what was received and what people decided stays. The old archive is "
     "there\n"
     "until the new one is whole. --compare changes nothing and lists what would "
     "change.\n\n"
     "  quoth rebuild --compare --model new.qmodel\n"
     "  quoth rebuild"},
    {"serve", FOR_SERVE, command_serve, "", "the archive as pages for a browser",
     "Serves pages on the archive to this machine's browsers, and the same as JSON, until\n"
     "it is interrupted. Prints the address to open; who has its token may also write:\n"
     "decide, and add files by dropping them. The archive need not be there yet.\n\n"
     "  quoth serve -a herald.quoth\n"
     "  quoth serve --port 0"},
    {"get", FOR_GET, command_get, "PATH", "what the server would answer, without one",
     "Prints the body that quoth serve would answer to GET PATH. Ends with 1 where that "
     "is\n"
     "not there (404), 2 where the question is none (400).\n\n"
     "  quoth get '/search.json?q=bridge'\n"
     "  quoth get /api >openapi.json"},
    {"version", FOR_VERSION, command_version, "", "versions of program and models",
     "Prints the program's version, the models' hashes, and how they are computed."},
    {"help", FOR_HELP, command_help, "[COMMAND]", "this list, or the help of a command",
     "Prints the list of commands, or the help of one."},
    {NULL, 0, NULL, NULL, NULL, NULL},
};

const struct command *find_command(const char *name)
{
    size_t count = 0;
    for (; commands[count].name; count++)
        if (strcmp(commands[count].name, name) == 0)
            return &commands[count];
    const char *near = nearest_word(name, commands, sizeof *commands, count);
    if (near)
        say("there is no command '%s'; did you mean '%s'?", name, near);
    else if (access(name, F_OK) == 0)
        say("there is no command '%s'; to read that file: quoth extract %s", name, name);
    else
        say("there is no command '%s'; quoth help lists them", name);
    return NULL;
}

int finish_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_DONE;
    return file_failed("standard output");
}

// The status of CONTRACT, also for those who do not ask a shell. Articles are written
// whole, so nothing is cut but what a full pipe was still holding back.
static void interrupted(int signal_number)
{
    (void)signal_number;
    _exit(EXIT_INTERRUPT);
}

static void set_signals(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(SIGPIPE, &action, NULL); // a closed pipe ends us, whatever our parent ignored
    struct sigaction old;
    if (sigaction(SIGINT, NULL, &old) == 0 && old.sa_handler == SIG_IGN)
        return; // in the background
    action.sa_handler = interrupted;
    sigaction(SIGINT, &action, NULL);
}

// A file opened while a standard descriptor is closed would take its place. What is put
// there fails on use, as a closed one does.
static void hold_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1)
            (void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
    set_signals();
    hold_descriptors();
    if (argc < 2) {
        say("a command is missing; quoth help lists them");
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_overview();
        return finish_output();
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("quoth %s\n", quoth_version());
        return finish_output();
    }
    const struct command *command = find_command(argv[1]);
    if (!command)
        return EXIT_USAGE;
    struct options options;
    options_init(&options);
    if (options_parse(&options, command->bit, argc - 2, argv + 2) != 0) {
        say("quoth help %s lists its options", command->name);
        return EXIT_USAGE;
    }
    if (options.help) {
        print_help(command);
        return finish_output();
    }
    return command->run(&options);
}
