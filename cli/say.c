#include "say.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MOST = 8000 };

// Bytes of the character at `p`, or 0: it is a control character or no UTF-8. Overlong
// forms and surrogates may pass: a terminal takes them for broken, not for orders.
static size_t printable(const unsigned char *p)
{
    if (p[0] < 0x80)
        return p[0] >= 0x20 && p[0] != 0x7f;
    size_t len = p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;
    for (size_t i = 1; i < len; i++)
        if ((p[i] & 0xc0) != 0x80) // stops at the terminator too
            return 0;
    if (p[0] == 0xc2 && p[1] < 0xa0)
        return 0;
    return len;
}

static const char odd[] = "\xef\xbf\xbd"; // U+FFFD
static bool progress;                     // a line of it stands there
static const char wipe[] = "\r\x1b[K";    // what stands on the line

void say(const char *format, ...)
{
    char raw[LINE_MOST];
    va_list args;
    va_start(args, format);
    vsnprintf(raw, sizeof raw, format, args);
    va_end(args);
    static const char name[] = "quoth: ";
    char line[sizeof wipe + sizeof name + sizeof odd * LINE_MOST];
    size_t len = 0;
    if (progress) {
        memcpy(line, wipe, sizeof wipe - 1);
        len = sizeof wipe - 1;
        progress = false;
    }
    memcpy(line + len, name, sizeof name - 1);
    len += sizeof name - 1;
    for (const unsigned char *p = (const unsigned char *)raw; *p;) {
        size_t one = printable(p);
        memcpy(line + len, one ? (const char *)p : odd, one ? one : sizeof odd - 1);
        len += one ? one : sizeof odd - 1;
        p += one ? one : 1;
    }
    line[len++] = '\n';
    fwrite(line, 1, len, stderr); // standard error is not buffered: one write a line
}

void put_clean(FILE *file, quoth_str text)
{
    for (size_t at = 0; at < text.len;) {
        unsigned char here[5] = {0}; // ended, as `printable` looks behind what it is given
        memcpy(here, text.ptr + at, text.len - at < 4 ? text.len - at : 4);
        size_t one = printable(here);
        fwrite(one ? (const char *)here : odd, 1, one ? one : sizeof odd - 1, file);
        at += one ? one : 1;
    }
}

void show_progress(const char *text)
{
    char line[LINE_MOST];
    if (!isatty(STDERR_FILENO) || (!text && !progress))
        return;
    int len = snprintf(line, sizeof line, "%s%s", wipe, text ? text : "");
    progress = text;
    fwrite(line, 1, (size_t)len < sizeof line ? (size_t)len : sizeof line - 1, stderr);
}

void say_error(const char *path, const quoth_error *error)
{
    if (strcmp(path, "-") == 0)
        path = "standard input";
    if (error->offset == QUOTH_NO_OFFSET)
        say("%s: %s", path, error->message);
    else
        say("%s: %s (byte %" PRIu64 ")", path, error->message, error->offset);
}
