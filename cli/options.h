/*
 * The option table: what is parsed, what --help lists, and what man/quoth.1 must list.
 *
 *     --jobs 4 report.txt --format=json   →   .jobs 4, .format QUOTH_PRINT_JSON, 1 input
 *
 * Options may stand behind inputs; `--` ends them. It knows nothing of what they mean.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stddef.h>
#include <stdint.h>

/** How read prints. */
enum view { VIEW_JSON, VIEW_TEXT };

/** What add prints. */
enum receipt { RECEIPT_NONE, RECEIPT_NDJSON };

/** How verify and doctor print. */
enum findings { FINDINGS_TEXT, FINDINGS_NDJSON };
/** What rebuild --compare prints. */
enum difference { DIFFERENCE_TEXT, DIFFERENCE_NDJSON };

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/** What was given; NULL and 0 where nothing was, but for what options_init sets. */
struct options {
    int from; // quoth_format
    const char *charset, *outlet, *published, *url, *language;
    int format; // quoth_print_format
    int view;   // enum view
    int raw;
    int explain;
    int map;
    int jobs; // 0: all processors, JOBS_UNSET: not given
    const char *model, *names, *kernel;
    int colour; // enum colour
    char *warc;
    const char *user_agent;
    int allow_private, keep_only;
    int delay, timeout, max_size; // seconds, seconds, MB
    uint64_t start;               // no option: where in the inputs to begin
    unsigned command;             // no option: its bit
    const char *archive, *who, *why;
    const char *output, *article, *statement, *speaker;
    int findings; // enum findings
    int yes, finish, force, fix;
    int dry_run, quiet;
    int receipt; // enum receipt
    int list;    // quoth_list_format
    int sort;    // quoth_order
    int ascending, by_article, all;
    const char *since, *until;
    int clock; // quoth_clock
    int limit; // LIMIT_UNSET: not given
    const char *after;
    int page_info, safe_csv;
    int compare;
    int difference; // enum difference
    int port;       // PORT_USUAL unless given
    const char *uds;
    int public;
    int help;
    char **inputs; // arguments that are no options
    int input_count;
};

enum { PORT_USUAL = 8080, PORT_MOST = 65535 };
enum { JOBS_UNSET = -1, JOBS_MOST = 256, LIMIT_UNSET = -1, COUNT_MOST = 1000000000 };

/** Whom an option is for. */
enum {
    FOR_EXTRACT = 1,
    FOR_READ = 2,
    FOR_VERSION = 4,
    FOR_HELP = 8,
    FOR_FETCH = 16,
    FOR_ADD = 1 << 5,
    FOR_SEARCH = 1 << 6,
    FOR_SHOW = 1 << 7,
    FOR_TIMELINE = 1 << 8,
    FOR_ARTICLE = 1 << 9,
    FOR_STATS = 1 << 10,
    FOR_SPEAKERS = 1 << 11,
    FOR_DECIDE = 1 << 12, // merge, split …, accept, reject …, undo
    FOR_LEDGER = 1 << 13,
    FOR_VERIFY = 1 << 14,
    FOR_EVIDENCE = 1 << 15,
    FOR_FORGET = 1 << 16,
    FOR_DOCTOR = 1 << 17,
    FOR_BACKUP = 1 << 18,
    FOR_DUMP = 1 << 19,
    FOR_LOAD = 1 << 20,
    FOR_REBUILD = 1 << 21,
    FOR_SERVE = 1 << 22,
    FOR_GET = 1 << 23,
    FOR_BRAT = 1 << 24,
    FOR_ALL = (1 << 25) - 1,

    /** Those that print statements, lists; that read inputs, compute, have an archive. */
    FOR_ROWS = FOR_SEARCH | FOR_TIMELINE,
    FOR_LISTS = FOR_ROWS | FOR_STATS | FOR_SPEAKERS | FOR_LEDGER,
    FOR_PAGES = FOR_ROWS | FOR_SPEAKERS,
    /** Those that say on standard error how far they are, or what they did. */
    FOR_QUIET = FOR_PAGES | FOR_ADD | FOR_LOAD | FOR_REBUILD | FOR_DECIDE | FOR_VERIFY |
                FOR_EVIDENCE | FOR_BACKUP | FOR_BRAT,
    FOR_INPUTS = FOR_EXTRACT | FOR_READ | FOR_FETCH | FOR_ADD,
    FOR_ENGINE = FOR_EXTRACT | FOR_FETCH | FOR_ADD | FOR_REBUILD | FOR_FORGET | FOR_SERVE,
    FOR_ARCHIVE = FOR_ALL & ~(FOR_EXTRACT | FOR_READ | FOR_VERSION | FOR_HELP | FOR_FETCH)
};

enum option_kind {
    OPTION_FLAG,   // int 1
    OPTION_TEXT,   // const char *
    OPTION_WORD,   // const char *, one of those in `argument`
    OPTION_CHOICE, // int: which one of those in `argument`
    OPTION_NUMBER, // int, 0…JOBS_MOST
    OPTION_COUNT,  // int, 0…COUNT_MOST
    OPTION_PORT    // int, 0…PORT_MOST
};

struct option {
    const char *name; // without its dashes
    enum option_kind kind;
    unsigned commands;
    size_t field;         // offset in struct options
    const char *argument; // as help shows it; words between bars for WORD and CHOICE
    const char *help;     // lines
};

/** Ends with a row whose name is NULL. */
extern const struct option option_table[];

void options_init(struct options *options);

/** Reads `argv[0]` … `argv[argc - 1]`, which are put in another order: inputs first.
 *  `bit` is the command's. 0, or -1 after saying on standard error what is wrong. */
int options_parse(struct options *options, unsigned bit, int argc, char **argv);

/** The list for help. */
void options_print(unsigned bit);

/** The word nearest to `given` of a table of `count` rows, `stride` bytes each, which
 *  start with a pointer to their word; NULL when none is near. */
const char *nearest_word(const char *given, const void *table, size_t stride, size_t count);

#endif
