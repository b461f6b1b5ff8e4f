#include "base/limits.h"
#include "query/days.h"
#include "query/field.h"
#include "query/query.h"

// How tightly what stands around a part binds; a part that binds less gets brackets.
enum around { AROUND_NONE, AROUND_ANY, AROUND_ALL, AROUND_NOT };

static void write_part(const struct q_question *part, enum around around,
                       struct q_buf *out);

static void write_text(const struct q_question *part, struct q_buf *out)
{
    q_buf_add_char(out, '"');
    q_buf_add_str(out, part->text); // it holds no quote mark
    q_buf_add_char(out, '"');
    if (part->prefix)
        q_buf_add_char(out, '*');
}

static void write_hundredths(int32_t number, struct q_buf *out)
{
    q_buf_add_number(out, (uint64_t)number);
    q_buf_add_char(out, '%');
}

static void write_levels(const struct q_question *part, struct q_buf *out)
{
    if (part->from != Q_OPEN_FROM)
        q_buf_add_number(out, (uint64_t)part->from);
    if (part->from == part->to)
        return;
    q_buf_add_str(out, Q_STR(".."));
    if (part->to != Q_OPEN_TO)
        q_buf_add_number(out, (uint64_t)part->to);
}

static void write_leaf(const struct q_question *part, struct q_buf *out)
{
    const struct q_query_field *field = q_query_field_of(part);
    if (field) {
        q_buf_add_str(out, q_str_from(field->name));
        q_buf_add_char(out, ':');
    }
    if (!field || field->takes <= Q_TAKES_ID) {
        write_text(part, out);
    } else if (field->takes == Q_TAKES_CHOICE) {
        q_buf_add_str(out, q_str_from(field->choices[part->number]));
    } else if (field->takes == Q_TAKES_DAYS) {
        q_days_write(part->from, part->to, out);
    } else if (field->takes == Q_TAKES_LEVELS) {
        write_levels(part, out);
    } else {
        write_hundredths(part->from, out);
        if (part->from == part->to)
            return;
        q_buf_add_str(out, Q_STR(".."));
        write_hundredths(part->to, out);
    }
}

static void write_joined(const struct q_question *part, quoth_str between,
                         enum around around, struct q_buf *out)
{
    for (const struct q_question *child = part->first; child; child = child->next) {
        if (child != part->first)
            q_buf_add_str(out, between);
        write_part(child, around, out);
    }
}

static void write_near(const struct q_question *part, struct q_buf *out)
{
    for (const struct q_question *child = part->first; child; child = child->next) {
        if (child != part->first) {
            q_buf_add_str(out, Q_STR(" NEAR/"));
            q_buf_add_number(out, part->number);
            q_buf_add_char(out, ' ');
        }
        write_leaf(child, out);
    }
}

static void write_part(const struct q_question *part, enum around around, struct q_buf *out)
{
    bool brackets = (part->asks == Q_ASKS_ANY && around > AROUND_ANY) ||
                    (part->asks == Q_ASKS_ALL && around > AROUND_ALL) ||
                    (part->asks == Q_ASKS_NEAR && around == AROUND_NOT);
    if (brackets)
        q_buf_add_char(out, '(');
    if (part->asks == Q_ASKS_ALL) {
        write_joined(part, Q_STR(" "), AROUND_ALL, out);
    } else if (part->asks == Q_ASKS_ANY) {
        write_joined(part, Q_STR(" OR "), AROUND_ANY, out);
    } else if (part->asks == Q_ASKS_NOT) {
        q_buf_add_char(out, '-');
        write_part(part->first, AROUND_NOT, out);
    } else if (part->asks == Q_ASKS_NEAR) {
        write_near(part, out);
    } else {
        write_leaf(part, out);
    }
    if (brackets)
        q_buf_add_char(out, ')');
}

void q_question_write(const struct q_question *question, struct q_buf *out)
{
    write_part(question, AROUND_NONE, out);
}

// ── One term ──

struct room {
    char *out;
    size_t size, len; // len: of all, also of what there is no room for
};

static void put(struct room *room, quoth_str text)
{
    for (size_t i = 0; i < text.len; i++, room->len++)
        if (room->len + 1 < room->size)
            room->out[room->len] = text.ptr[i];
}

// Can it stand behind a colon without quote marks?
static bool is_bare(quoth_str value)
{
    bool bare = value.len > 0;
    for (size_t i = 0; bare && i < value.len; i++) {
        char c = value.ptr[i];
        bool inside = i > 0 && i + 1 < value.len;
        bare = q_is_letter(c) || q_is_digit(c) ||
               (inside && (c == '-' || c == '.' || c == '_'));
    }
    return bare;
}

// How many bytes a mark has that cannot stand inside quote marks; 0: `at` begins none.
static size_t mark_at(quoth_str at)
{
    static const char *const marks[] = {"\"", "*", "«", "»",  "“",
                                        "”",  "„", "‟", "＂", NULL};
    for (size_t i = 0; marks[i]; i++)
        if (q_str_starts(at, q_str_from(marks[i])))
            return strlen(marks[i]);
    return 0;
}

size_t quoth_question_term(char *out, size_t size, const char *field, quoth_str value)
{
    struct room room = {out, size, 0};
    quoth_str quote = is_bare(value) ? Q_STR("") : Q_STR("\"");
    put(&room, q_str_from(field));
    put(&room, Q_STR(":"));
    put(&room, quote);
    for (size_t i = 0, mark; i < value.len; i += mark ? mark : 1) {
        mark = mark_at(q_str(value.ptr + i, value.len - i));
        put(&room, mark ? Q_STR(" ") : q_str(value.ptr + i, 1));
    }
    put(&room, quote);
    if (size)
        out[room.len < size ? room.len : size - 1] = '\0';
    return room.len;
}
