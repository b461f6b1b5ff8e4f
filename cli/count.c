#include "count.h"

#include "say.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

const char *with_commas(uint64_t number, char out[COUNT_SIZE])
{
    char digits[COUNT_SIZE];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, number), at = 0;
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = 0;
    return out;
}

void add_count(char *line, size_t size, uint64_t count, const char *word, const char *words)
{
    char number[COUNT_SIZE];
    size_t len = strlen(line);
    if (count)
        snprintf(line + len, size - len, "%s%s %s", len ? ", " : "",
                 with_commas(count, number), count == 1 ? word : words);
}

// A second or two is what machines that share an archive differ by.
enum { CLOCK_SLACK = 60 };

void say_added(const quoth_added *added)
{
    char line[400] = "", number[COUNT_SIZE];
    add_count(line, sizeof line, added->articles, "article added", "articles added");
    add_count(line, sizeof line, added->statements, "statement", "statements");
    add_count(line, sizeof line, added->joined, "more capture of an article that was there",
              "more captures of articles that were there");
    add_count(line, sizeof line, added->edited, "new text at a known address",
              "new texts at known addresses");
    add_count(line, sizeof line, added->known, "capture was there already",
              "captures were there already");
    add_count(line, sizeof line, added->refused, "refused, as it was forgotten",
              "refused, as they were forgotten");
    say("%s", *line ? line : "nothing to add");
    if (added->behind > CLOCK_SLACK)
        say("this machine's clock stands %s seconds before what the archive was last "
            "written: what was added is dated then",
            with_commas(added->behind, number));
    if (added->future) {
        struct tm today;
        time_t now = time(NULL);
        gmtime_r(&now, &today);
        strftime(line, sizeof line, "%Y-%m-%d", &today);
        say("%s dated in the future; quoth search 'published:>%s' shows them",
            with_commas(added->future, number), line);
    }
}
