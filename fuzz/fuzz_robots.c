/*
 * A path in the first line, a robots.txt of any bytes behind it. The answer must not change
 * when the letters of the path are percent-encoded, nor when the file is read again.
 */
#include "base/str.h"
#include "fetch/robots.h"
#include "fuzz.h"

static bool is_hex(char c)
{
    return c && strchr("0123456789abcdefABCDEF", c);
}

// The path with each of its letters encoded; what is encoded already stays.
static size_t encode(quoth_str path, char *out)
{
    size_t len = 0;
    for (size_t i = 0; i < path.len; i++) {
        char low = q_lower(path.ptr[i]);
        if (path.ptr[i] == '%' && i + 2 < path.len && is_hex(path.ptr[i + 1]) &&
            is_hex(path.ptr[i + 2])) {
            memcpy(out + len, path.ptr + i, 3);
            len += 3;
            i += 2;
        } else if (low >= 'a' && low <= 'z') {
            len += (size_t)snprintf(out + len, 4, "%%%02x", (unsigned)path.ptr[i]);
        } else {
            out[len++] = path.ptr[i];
        }
    }
    return len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char encoded[3 * Q_MAX_URL + 1];
    quoth_str text = q_str((const char *)data, size);
    quoth_str path = q_str_take_until(&text, '\n');
    struct q_robots once, again;
    q_robots_init(&once);
    q_robots_init(&again);
    HOLD(q_robots_read(&again, path) == QUOTH_OK); // something else, which it must forget
    HOLD(q_robots_read(&once, text) == QUOTH_OK && q_robots_read(&again, text) == QUOTH_OK);
    HOLD(once.delay == again.delay && once.delay <= 3600 * 1000);
    bool allowed = q_robots_allow(&once, path);
    HOLD(allowed == q_robots_allow(&again, path));
    if (path.len <= Q_MAX_URL) {
        size_t len = encode(path, encoded);
        if (len <= Q_MAX_URL)
            HOLD(allowed == q_robots_allow(&once, q_str(encoded, len)));
    } else {
        HOLD(!allowed);
    }
    HOLD(q_robots_allow(&once, Q_STR("/robots.txt")));
    q_robots_release(&once);
    q_robots_release(&again);
    return 0;
}
