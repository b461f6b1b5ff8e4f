#include "archive/person/known.h"

// Lines in byte order, "ted edward theodore": looked up where they lie.
extern const char q_known_names[], q_known_names_end[];

static size_t line_start(size_t at)
{
    while (at > 0 && q_known_names[at - 1] != '\n')
        at--;
    return at;
}

static quoth_str line_at(size_t start)
{
    size_t end = start;
    while (q_known_names[end] != '\n')
        end++;
    return q_str(q_known_names + start, end - start);
}

struct q_known_name q_known_of(quoth_str word)
{
    struct q_known_name known = {.count = 0};
    size_t low = 0, high = (size_t)(q_known_names_end - q_known_names);
    while (word.len > 0 && low < high) {
        size_t start = line_start(low + (high - low) / 2);
        quoth_str line = line_at(start), rest = line;
        int side = q_str_compare(q_str_take_until(&rest, ' '), word);
        if (side < 0) {
            low = start + line.len + 1;
            continue;
        }
        if (side > 0) {
            high = start;
            continue;
        }
        while (rest.len > 0) {
            quoth_str item = q_str_take_until(&rest, ' ');
            if (q_str_equal(item, Q_STR("*")))
                known.given = true;
            else if (q_str_equal(item, Q_STR("+")))
                known.surname = true;
            else if (known.count < Q_KNOWN_STANDS)
                known.stands[known.count++] = item;
        }
        break;
    }
    return known;
}
