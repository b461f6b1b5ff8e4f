#include "options.h"

#include "quoth.h"
#include "say.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define FIELD(name) offsetof(struct options, name)

const struct option option_table[] = {
    {"archive", OPTION_TEXT, FOR_ARCHIVE, FIELD(archive), "FILE",
     "(or -a FILE) the archive; the default is $QUOTH_ARCHIVE,\n"
     "else quoth/archive.quoth in the XDG data folder"},
    {"dry-run", OPTION_FLAG, FOR_ADD, FIELD(dry_run), NULL,
     "only show what would be added: date, outlet, title"},
    {"dry-run", OPTION_FLAG, FOR_FORGET, FIELD(dry_run), NULL,
     "only show how much would go"},
    {"format", OPTION_CHOICE, FOR_VERIFY | FOR_DOCTOR, FIELD(findings), "text|ndjson",
     "ndjson: a line of JSON for each thing that is found"},
    {"output", OPTION_TEXT, FOR_EVIDENCE, FIELD(output), "FILE",
     "(or -o FILE) the zip to be written; - is standard\n"
     "output; the default is quoth-ID.zip in this folder"},
    {"article", OPTION_TEXT, FOR_FORGET, FIELD(article), "ID", "forget this article"},
    {"statement", OPTION_TEXT, FOR_FORGET, FIELD(statement), "ID",
     "forget the article that has this statement"},
    {"speaker", OPTION_TEXT, FOR_FORGET, FIELD(speaker), "NAME|ID",
     "forget the articles in which this person speaks"},
    {"port", OPTION_PORT, FOR_SERVE, FIELD(port), "N",
     "the default is 8080; 0: any that is free"},
    {"uds", OPTION_TEXT, FOR_SERVE, FIELD(uds), "PATH",
     "listen on a Unix socket instead, which only you may use"},
    {"public", OPTION_FLAG, FOR_SERVE, FIELD(public), NULL,
     "let other machines read the archive, too"},
    {"who", OPTION_TEXT, FOR_DECIDE | FOR_SERVE, FIELD(who), "NAME",
     "who decides, which the ledger keeps; the default is $USER"},
    {"why", OPTION_TEXT, FOR_FORGET | FOR_DECIDE, FIELD(why), "TEXT",
     "the reason, which the ledger keeps"},
    {"yes", OPTION_FLAG, FOR_FORGET, FIELD(yes), NULL,
     "also where other articles or statements go with it"},
    {"finish", OPTION_FLAG, FOR_FORGET, FIELD(finish), NULL,
     "end what a forgetting began and could not end"},
    {"force", OPTION_FLAG, FOR_BACKUP | FOR_EVIDENCE, FIELD(force), NULL,
     "replace a file that is there"},
    {"fix", OPTION_FLAG, FOR_DOCTOR, FIELD(fix), NULL, "end what was interrupted"},
    {"format", OPTION_CHOICE, FOR_ADD, FIELD(receipt), "none|ndjson",
     "ndjson: a line for each capture, once it is on the disk"},
    {"quiet", OPTION_FLAG, FOR_QUIET, FIELD(quiet), NULL,
     "(or -q) only what goes wrong on standard error"},
    {"compare", OPTION_FLAG, FOR_REBUILD, FIELD(compare), NULL,
     "change nothing: list the statements that would be gained,\n"
     "lost and changed"},
    {"format", OPTION_CHOICE, FOR_REBUILD, FIELD(difference), "text|ndjson",
     "of --compare; text (the default): for people; ndjson: a\n"
     "statement a line"},
    {"warc", OPTION_TEXT, FOR_FETCH, FIELD(warc), "FILE",
     "where to keep what comes, behind what is there; else a\n"
     "new file, quoth-TIME-N.warc.gz, in this folder"},
    {"keep-only", OPTION_FLAG, FOR_FETCH, FIELD(keep_only), NULL, "extract nothing"},
    {"allow-private", OPTION_FLAG, FOR_FETCH, FIELD(allow_private), NULL,
     "ask hosts that are not of the public internet, too"},
    {"delay", OPTION_NUMBER, FOR_FETCH, FIELD(delay), "N",
     "seconds between two requests to one host, if robots.txt\n"
     "does not ask for more; the default is 1"},
    {"timeout", OPTION_NUMBER, FOR_FETCH, FIELD(timeout), "N",
     "seconds that a request may take; the default is 30"},
    {"max-size", OPTION_NUMBER, FOR_FETCH, FIELD(max_size), "N",
     "MB that a response may have, at most 32; the default is\n"
     "16; the rest is cut off"},
    {"user-agent", OPTION_TEXT, FOR_FETCH, FIELD(user_agent), "TEXT",
     "as whom to ask; robots.txt is read as quoth all the same"},
    {"from", OPTION_CHOICE, FOR_EXTRACT | FOR_READ | FOR_ADD, FIELD(from),
     "auto|text|html|warc|feed|jsonl",
     "how to read the inputs; auto (the default):\n"
     "by the name's ending, else by how they begin"},
    {"charset", OPTION_TEXT, FOR_INPUTS, FIELD(charset), "NAME",
     "of texts, pages and feeds, whatever they say themselves"},
    {"outlet", OPTION_TEXT, FOR_INPUTS, FIELD(outlet), "NAME", "who published the inputs"},
    {"published", OPTION_TEXT, FOR_INPUTS, FIELD(published), "DATE",
     "when: 2023, 2023-06, 2023-06-08 or 2023-06-08T12:05"},
    {"url", OPTION_TEXT, FOR_EXTRACT | FOR_READ | FOR_ADD, FIELD(url), "URL",
     "where the inputs were found"},
    {"url", OPTION_TEXT, FOR_FORGET, FIELD(url), "URL",
     "forget what was found at this address, for ever"},
    {"map", OPTION_FLAG, FOR_READ, FIELD(map), NULL,
     "from which bytes of its page each part of the text was\n"
     "read; for json"},
    {"language", OPTION_TEXT, FOR_INPUTS, FIELD(language), "CODE",
     "of the inputs, e.g. en, whatever they seem to be in;\n"
     "only what is in the model's language is read"},
    {"format", OPTION_CHOICE, FOR_EXTRACT | FOR_FETCH, FIELD(format), "ndjson|json|text",
     "ndjson: a statement a line; json: an article a line;\n"
     "text (the default): for people"},
    {"format", OPTION_CHOICE, FOR_READ, FIELD(view), "json|text",
     "json (the default): an article a line; text: for people,\n"
     "each block with its kind in the margin"},
    {"raw", OPTION_FLAG, FOR_EXTRACT | FOR_FETCH, FIELD(raw), NULL,
     "what was found before the rules of what counts as a\n"
     "statement were applied"},
    {"explain", OPTION_FLAG, FOR_EXTRACT | FOR_FETCH, FIELD(explain), NULL,
     "what was weighed for and against each statement, and\n"
     "what was left out for it; for ndjson and json"},
    {"jobs", OPTION_NUMBER, FOR_INPUTS | FOR_REBUILD, FIELD(jobs), "N",
     "articles to work on at once; 0: as many as there are\n"
     "processors; the default is that, but at most 16"},
    {"model", OPTION_TEXT, FOR_ENGINE | FOR_VERSION, FIELD(model), "FILE",
     "a model file instead of the one built in"},
    {"names", OPTION_TEXT, FOR_ENGINE | FOR_VERSION, FIELD(names), "FILE",
     "the same for the model of names"},
    {"kernel", OPTION_WORD, FOR_ENGINE | FOR_VERSION, FIELD(kernel), "c|avx2|vnni",
     "how to compute; the default is the fastest here, or\n"
     "$QUOTH_KERNEL; the results are the same"},
    {"format", OPTION_CHOICE, FOR_LISTS, FIELD(list), "table|ndjson|json|csv|tsv|md",
     "table (the default): for people; ndjson: a row a line;\n"
     "json: one object; csv, tsv: flat columns; md: Markdown"},
    {"format", OPTION_CHOICE, FOR_SHOW | FOR_ARTICLE, FIELD(format), "ndjson|json|text",
     "text (the default): for people; ndjson, json: an object\n"
     "a line"},
    {"sort", OPTION_CHOICE, FOR_SEARCH, FIELD(sort),
     "relevance|said|published|captured|added|doubt",
     "relevance (the default): of words; without any, said.\n"
     "doubt: what is least certain, and not reviewed, first;\n"
     "the others: the latest first"},
    {"ascending", OPTION_FLAG, FOR_SEARCH, FIELD(ascending), NULL,
     "the oldest first; not with relevance"},
    {"by-article", OPTION_FLAG, FOR_SEARCH, FIELD(by_article), NULL,
     "one row an article, the first in order of those that answer"},
    {"since", OPTION_TEXT, FOR_ROWS, FIELD(since), "DATE",
     "from that day on: 2018, 2018-04, 2018-04-24"},
    {"until", OPTION_TEXT, FOR_ROWS, FIELD(until), "DATE", "up to that day, included"},
    {"date-of", OPTION_CHOICE, FOR_ROWS, FIELD(clock), "said|published|captured",
     "which date counts; where no day is told that it was said\n"
     "on (the default), the day it was published on"},
    {"limit", OPTION_COUNT, FOR_PAGES, FIELD(limit), "N",
     "rows at once; 0: all. The default of search is 20, of\n"
     "speakers 50; timeline prints all"},
    {"all", OPTION_FLAG, FOR_PAGES, FIELD(all), NULL, "all rows"},
    {"all", OPTION_FLAG, FOR_BRAT, FIELD(all), NULL, "also articles that nobody reviewed"},
    {"after", OPTION_TEXT, FOR_PAGES, FIELD(after), "TOKEN",
     "the rows behind a page, whose end told TOKEN"},
    {"page-info", OPTION_FLAG, FOR_PAGES, FIELD(page_info), NULL,
     "a last line of ndjson: type page, next, shown, total"},
    {"safe-csv", OPTION_FLAG, FOR_LISTS, FIELD(safe_csv), NULL,
     "csv and tsv: ' before values that a spreadsheet would run"},
    {"color", OPTION_CHOICE,
     FOR_EXTRACT | FOR_READ | FOR_FETCH | FOR_LISTS | FOR_SHOW | FOR_ARTICLE, FIELD(colour),
     "auto|always|never", "auto (the default): on a terminal, unless NO_COLOR is set"},
    {"help", OPTION_FLAG, FOR_ALL, FIELD(help), NULL, "this help"},
    {NULL, OPTION_FLAG, 0, 0, NULL, NULL},
};

enum { ROWS = sizeof option_table / sizeof *option_table - 1 };

void options_init(struct options *options)
{
    *options = (struct options){.jobs = JOBS_UNSET,
                                .format = QUOTH_PRINT_TEXT,
                                .limit = LIMIT_UNSET,
                                .port = PORT_USUAL,
                                .delay = 1,
                                .timeout = 30,
                                .max_size = 16};
}

/* ── Nearest word ───────────────────────────────────────────────────────── */

enum { WORD_MOST = 24, NEAR = 2 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

// Letters to change, add, drop or swap to make one word of the other.
static int distance(const char *a, const char *b)
{
    size_t long_a = strlen(a), long_b = strlen(b);
    if (long_a > WORD_MOST || long_b > WORD_MOST)
        return WORD_MOST;
    int rows[WORD_MOST + 1][WORD_MOST + 1];
    for (size_t i = 0; i <= long_a; i++)
        rows[i][0] = (int)i;
    for (size_t k = 0; k <= long_b; k++)
        rows[0][k] = (int)k;
    for (size_t i = 1; i <= long_a; i++) {
        for (size_t k = 1; k <= long_b; k++) {
            int same = rows[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
            int one = 1 + least(rows[i - 1][k], rows[i][k - 1]);
            rows[i][k] = least(same, one);
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                rows[i][k] = least(rows[i][k], rows[i - 2][k - 2] + 1);
        }
    }
    return rows[long_a][long_b];
}

const char *nearest_word(const char *given, const void *table, size_t stride, size_t count)
{
    const char *best = NULL;
    int nearest = NEAR + 1;
    for (size_t i = 0; i < count; i++) {
        const char *word;
        memcpy(&word, (const char *)table + i * stride, sizeof word);
        int far = distance(given, word);
        if (far < nearest && far < (int)strlen(word)) {
            nearest = far;
            best = word;
        }
    }
    return best;
}

/* ── Parsing ────────────────────────────────────────────────────────────── */

static const struct option *find_option(const char *name, size_t len, unsigned bit)
{
    for (const struct option *o = option_table; o->name; o++)
        if (o->commands & bit && strlen(o->name) == len && memcmp(o->name, name, len) == 0)
            return o;
    return NULL;
}

static int unknown_option(unsigned bit, const char *argument, size_t len)
{
    char name[WORD_MOST + 1] = "";
    if (len > 2 && len - 2 < sizeof name)
        memcpy(name, argument + 2, len - 2);
    if (find_option(name, strlen(name), FOR_ALL)) {
        say("this command takes no '%.*s'", (int)len, argument);
        return -1;
    }
    const char *taken[ROWS]; // by this command
    size_t count = 0;
    for (const struct option *o = option_table; o->name; o++)
        if (o->commands & bit)
            taken[count++] = o->name;
    const char *near = nearest_word(name, taken, sizeof *taken, count);
    if (near)
        say("unknown option '%.*s'; did you mean '--%s'?", (int)len, argument, near);
    else
        say("unknown option '%.*s'", (int)len, argument);
    return -1;
}

// Which of the words between bars `value` is, or -1.
static int find_choice(const char *choices, const char *value)
{
    size_t len = strlen(value);
    for (int i = 0; choices; i++) {
        size_t here = strcspn(choices, "|");
        if (here == len && memcmp(choices, value, len) == 0)
            return i;
        choices = choices[here] ? choices + here + 1 : NULL;
    }
    return -1;
}

// The number that `value` writes, or -1: there is none up to `most`.
static int read_number(const char *value, int most)
{
    int64_t number = 0;
    if (!*value)
        return -1;
    for (; *value; value++) {
        if (*value < '0' || *value > '9')
            return -1;
        number = 10 * number + (*value - '0');
        if (number > most)
            return -1;
    }
    return (int)number;
}

static void store_number(struct options *options, const struct option *option, int value)
{
    memcpy((char *)options + option->field, &value, sizeof value);
}

static void store_text(struct options *options, const struct option *option,
                       const char *value)
{
    memcpy((char *)options + option->field, &value, sizeof value);
}

// The largest number that the option takes; -1: it takes none.
static int most_of(const struct option *option)
{
    switch (option->kind) {
    case OPTION_NUMBER:
        return JOBS_MOST;
    case OPTION_COUNT:
        return COUNT_MOST;
    case OPTION_PORT:
        return PORT_MOST;
    default:
        return -1;
    }
}

static int store(struct options *options, const struct option *option, const char *value)
{
    int number = 0, most = most_of(option);
    if (option->kind == OPTION_TEXT) {
        store_text(options, option, value);
        return 0;
    }
    if (most >= 0) {
        number = read_number(value, most);
        if (number < 0) {
            say("--%s takes a number from 0 to %d, not '%s'", option->name, most, value);
            return -1;
        }
        store_number(options, option, number);
        return 0;
    }
    number = find_choice(option->argument, value);
    if (number < 0) {
        say("--%s takes %s, not '%s'", option->name, option->argument, value);
        return -1;
    }
    if (option->kind == OPTION_WORD)
        store_text(options, option, value);
    else
        store_number(options, option, number);
    return 0;
}

// What a letter stands for, or NULL.
static const char *long_name(char letter)
{
    switch (letter) {
    case 'a':
        return "archive";
    case 'h':
        return "help";
    case 'o':
        return "output";
    case 'q':
        return "quiet";
    default:
        return NULL;
    }
}

// One argument that starts with a dash; `next` is the one behind it, or NULL. The number
// of arguments used, or -1.
static int parse_option(struct options *options, unsigned bit, const char *argument,
                        const char *next)
{
    size_t len = strcspn(argument, "=");
    const char *value = argument[len] ? argument + len + 1 : NULL;
    const struct option *option = NULL;
    const char *whole = strlen(argument) == 2 ? long_name(argument[1]) : NULL;
    if (whole)
        option = find_option(whole, strlen(whole), bit);
    else if (argument[1] == '-' && len > 2)
        option = find_option(argument + 2, len - 2, bit);
    if (!option)
        return unknown_option(bit, argument, len);
    if (option->kind == OPTION_FLAG) {
        if (value) {
            say("--%s takes no value", option->name);
            return -1;
        }
        store_number(options, option, 1);
        return 1;
    }
    int used = value ? 1 : 2;
    if (!value)
        value = next;
    if (!value) {
        say("--%s needs a value: %s", option->name, option->argument);
        return -1;
    }
    return store(options, option, value) ? -1 : used;
}

int options_parse(struct options *options, unsigned bit, int argc, char **argv)
{
    options->inputs = argv;
    options->command = bit;
    bool over = false; // behind `--`
    for (int i = 0; i < argc;) {
        char *argument = argv[i];
        if (over || argument[0] != '-' || argument[1] == '\0') {
            options->inputs[options->input_count++] = argument;
            i++;
        } else if (strcmp(argument, "--") == 0) {
            over = true;
            i++;
        } else {
            int used =
                parse_option(options, bit, argument, i + 1 < argc ? argv[i + 1] : NULL);
            if (used < 0)
                return -1;
            i += used;
        }
    }
    return 0;
}

/* ── Help ───────────────────────────────────────────────────────────────── */

void options_print(unsigned bit)
{
    enum { COLUMN = 31 };
    for (const struct option *o = option_table; o->name; o++) {
        if (!(o->commands & bit))
            continue;
        int used = printf("  --%s%s%s", o->name, o->argument ? " " : "",
                          o->argument ? o->argument : "");
        if (used >= COLUMN) {
            putchar('\n'); // a long value has a line of its own
            used = 0;
        }
        for (const char *line = o->help; *line;) {
            int len = (int)strcspn(line, "\n");
            printf("%*s%.*s\n", COLUMN - used, "", len, line);
            line += len + (line[len] == '\n');
            used = 0;
        }
    }
}
