/*
 * Fuzz target: the program's options. The first byte is the command, the rest its
 * arguments, parted by NUL. Each argument is an option, the value of one, or an input, and
 * inputs keep their order; numbers lie within their limits, words are of those that there
 * are; what is wrong is told in one line; the same arguments give the same options.
 */
#include "cli/options.h"
#include "cli/say.h"
#include "fuzz.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

enum { COMMANDS = 25, ARGUMENTS = 64, LENGTH = 4096 };
_Static_assert(FOR_ALL == (1 << COMMANDS) - 1, "a command more");

static int said; // lines of what is wrong

// In place of the program's own, which writes to standard error.
void say(const char *format, ...)
{
    static char line[2 * LENGTH];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    HOLD(len > 0 && len < (int)sizeof line);
    said++;
}

struct arguments {
    char bytes[LENGTH + 1];
    char *at[ARGUMENTS];
    int count;
};

static void part(struct arguments *out, const uint8_t *data, size_t size)
{
    size = size < LENGTH ? size : LENGTH;
    memcpy(out->bytes, data, size);
    out->bytes[size] = '\0';
    out->count = 0;
    for (size_t at = 0; at < size && out->count < ARGUMENTS;
         at += strlen(out->bytes + at) + 1)
        out->at[out->count++] = out->bytes + at;
}

static bool is_one_of(const char *word, const char *choices)
{
    size_t len = strlen(word);
    for (const char *at = choices; at; at = strchr(at, '|'), at = at ? at + 1 : NULL)
        if (strncmp(at, word, len) == 0 && (at[len] == '|' || at[len] == '\0'))
            return len > 0;
    return false;
}

static int count_choices(const char *choices)
{
    int count = 1;
    for (; *choices; choices++)
        count += *choices == '|';
    return count;
}

// Does the option hold what it may?
static void check_option(const struct options *options, const struct option *option)
{
    static struct options usual;
    const char *text;
    int number;
    const char *field = (const char *)options + option->field;
    options_init(&usual);
    if (option->kind == OPTION_TEXT || option->kind == OPTION_WORD) {
        memcpy(&text, field, sizeof text);
        HOLD(option->kind == OPTION_TEXT || !text || is_one_of(text, option->argument));
        return;
    }
    memcpy(&number, field, sizeof number);
    if (memcmp(field, (const char *)&usual + option->field, sizeof number) == 0)
        return;
    HOLD(number >= 0);
    HOLD(option->kind != OPTION_FLAG || number == 1);
    HOLD(option->kind != OPTION_CHOICE || number < count_choices(option->argument));
    HOLD(option->kind != OPTION_NUMBER || number <= JOBS_MOST);
    HOLD(option->kind != OPTION_COUNT || number <= COUNT_MOST);
    HOLD(option->kind != OPTION_PORT || number <= PORT_MOST);
}

static void check(const struct options *options, unsigned bit,
                  const struct arguments *given)
{
    HOLD(options->input_count >= 0 && options->input_count <= given->count);
    const char *before = NULL;
    for (int i = 0; i < options->input_count; i++) {
        HOLD(!before ||
             options->inputs[i] > before); // in the order in which they were given
        before = options->inputs[i];
    }
    for (const struct option *option = option_table; option->name; option++)
        if (option->commands & bit)
            check_option(options, option);
}

// What is the same in both but for where their inputs stand.
static void check_same(struct options one, struct options other, ptrdiff_t apart)
{
    HOLD(one.input_count == other.input_count);
    for (int i = 0; i < one.input_count; i++)
        HOLD(one.inputs[i] - other.inputs[i] == apart);
    one.inputs = other.inputs = NULL;
    for (const struct option *option = option_table; option->name; option++) {
        const char *a = (char *)&one + option->field, *b = (char *)&other + option->field;
        if (option->kind == OPTION_TEXT || option->kind == OPTION_WORD) {
            const char *text, *again;
            memcpy(&text, a, sizeof text);
            memcpy(&again, b, sizeof again);
            HOLD(!text == !again && (!text || strcmp(text, again) == 0));
        } else {
            HOLD(memcmp(a, b, sizeof(int)) == 0);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arguments first, second;
    static struct options once, again;
    if (!size)
        return 0;
    said = 0;
    unsigned bit = 1u << data[0] % COMMANDS;
    part(&first, data + 1, size - 1);
    part(&second, data + 1, size - 1);
    options_init(&once);
    options_init(&again);
    int status = options_parse(&once, bit, first.count, first.at);
    HOLD(status == options_parse(&again, bit, second.count, second.at));
    HOLD(status == 0 ? said == 0 : status == -1 && said == 2);
    check_same(once, again, first.bytes - second.bytes);
    if (status == 0)
        check(&once, bit, &first);
    return 0;
}
