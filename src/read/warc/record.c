#include "read/warc/record.h"

enum {
    MAX_LINE = 16 * 1024, // of an ARC file: address, date, type and length
    MAX_FOUND = 64 * 1024 // head of a record that is looked for behind a damage
};

// A decimal number and nothing else. One too large for 64 bits is no number.
static bool read_number(quoth_str s, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!q_is_digit(s.ptr[i]) || *out > (UINT64_MAX - 9) / 10)
            return false;
        *out = *out * 10 + (uint64_t)(s.ptr[i] - '0');
    }
    return s.len > 0;
}

// The line at the start of `bytes` with its LF; len 0: it does not end there.
static quoth_str first_line(quoth_str bytes)
{
    const char *end = bytes.len ? memchr(bytes.ptr, '\n', bytes.len) : NULL;
    return q_str(bytes.ptr, end ? (size_t)(end - bytes.ptr) + 1 : 0);
}

// ── WARC ──

// "WARC/1.0", and nothing behind it on its line.
static bool is_version(quoth_str line)
{
    if (!q_str_starts(line, Q_STR("WARC/")))
        return false;
    quoth_str rest = q_str_trim(q_str(line.ptr + 5, line.len - 5));
    for (size_t i = 0; i < rest.len; i++)
        if (!q_is_digit(rest.ptr[i]) && rest.ptr[i] != '.')
            return false;
    return rest.len >= 3 && rest.len <= 8 && q_is_digit(rest.ptr[0]);
}

static enum q_record_type type_of(quoth_str name)
{
    if (q_str_equal_nocase(name, Q_STR("response")))
        return Q_RECORD_RESPONSE;
    if (q_str_equal_nocase(name, Q_STR("resource")))
        return Q_RECORD_RESOURCE;
    return q_str_equal_nocase(name, Q_STR("conversion")) ? Q_RECORD_CONVERSION
                                                         : Q_RECORD_OTHER;
}

// wget writes <http://…>.
static quoth_str without_brackets(quoth_str uri)
{
    if (uri.len >= 2 && uri.ptr[0] == '<' && uri.ptr[uri.len - 1] == '>')
        return q_str(uri.ptr + 1, uri.len - 2);
    return uri;
}

// The first of a name counts.
static void keep_first(quoth_str *field, quoth_str value)
{
    if (!field->ptr)
        *field = value;
}

static void take_field(struct q_record *record, quoth_str name, quoth_str value,
                       quoth_str *type)
{
    if (q_str_equal_nocase(name, Q_STR("WARC-Type")))
        keep_first(type, value);
    else if (q_str_equal_nocase(name, Q_STR("WARC-Target-URI")))
        keep_first(&record->uri, without_brackets(value));
    else if (q_str_equal_nocase(name, Q_STR("WARC-Date")))
        keep_first(&record->date, value);
    else if (q_str_equal_nocase(name, Q_STR("WARC-Truncated")))
        keep_first(&record->truncated, value);
    else if (q_str_equal_nocase(name, Q_STR("Content-Type")))
        keep_first(&record->media, value);
    else if (q_str_equal_nocase(name, Q_STR("Content-Length")) && !record->has_length)
        record->has_length = read_number(value, &record->length);
}

// Splits "Name: value". False: it is no such line.
static bool split(quoth_str line, quoth_str *name, quoth_str *value)
{
    *value = line;
    *name = q_str_take_until(value, ':');
    if (name->len == 0 || name->len == line.len)
        return false;
    for (size_t i = 0; i < name->len; i++)
        if (name->ptr[i] <= ' ' || name->ptr[i] > '~')
            return false;
    *value = q_str_trim(*value);
    return true;
}

// A value goes on in the lines that start with a space: as one stretch of the bytes, its
// line ends still in it.
static size_t with_folded(quoth_str bytes, size_t from, size_t len)
{
    while (from + len < bytes.len &&
           (bytes.ptr[from + len] == ' ' || bytes.ptr[from + len] == '\t')) {
        size_t more = first_line(q_str(bytes.ptr + from + len, bytes.len - from - len)).len;
        if (more == 0)
            break;
        len += more;
    }
    return len;
}

// Where in a line of a head the next head starts, if what stood between them is gone:
// "WARC-Target-URI: http://exaWARC/1.0"; 0: nowhere.
static size_t glued(quoth_str line)
{
    enum { LEN = 8 }; // of a version
    line.len = q_str_trim(line).len;
    bool is = line.len > LEN && is_version(q_str(line.ptr + line.len - LEN, LEN));
    return is ? line.len - LEN : 0;
}

static enum q_record_is is_glued(struct q_record *record, size_t next)
{
    record->head = next;
    return Q_RECORD_NONE;
}

static enum q_record_is read_warc(quoth_str bytes, struct q_record *record)
{
    quoth_str type = Q_NO_STR, name, value;
    size_t next = 0; // a head that may be glued to this one
    quoth_str line = first_line(bytes);
    if (line.len == 0)
        return bytes.len < 64 ? Q_RECORD_PART : Q_RECORD_NONE;
    if (!is_version(line))
        return Q_RECORD_NONE;
    record->sound = true;
    for (size_t at = line.len;; at += line.len) {
        line = first_line(q_str(bytes.ptr + at, bytes.len - at));
        record->head = at;
        if (line.len == 0)
            return Q_RECORD_PART;
        if (q_str_trim(line).len == 0) {
            record->head += line.len;
            break;
        }
        if (is_version(line))
            return Q_RECORD_NONE; // the next head: this one was cut
        if (glued(line))
            next = at + glued(line);
        line.len = with_folded(bytes, at, line.len);
        bool typed = type.ptr;
        if (!split(q_str_trim(line), &name, &value))
            record->sound = false;
        else if (next && typed && q_str_equal_nocase(name, Q_STR("WARC-Type")))
            return is_glued(record, next);
        else
            take_field(record, name, value, &type);
    }
    record->type = type_of(type);
    record->sound = record->sound && type.len && record->has_length;
    return Q_RECORD_WHOLE;
}

// ── ARC ──

// The last word of `rest`, which is cut off it.
static quoth_str last_word(quoth_str *rest)
{
    size_t end = rest->len, start;
    while (end && rest->ptr[end - 1] == ' ')
        end--;
    for (start = end; start && rest->ptr[start - 1] != ' ';)
        start--;
    rest->len = start;
    return q_str(rest->ptr + start, end - start);
}

static bool is_arc_date(quoth_str word)
{
    if (q_str_equal(word, Q_STR("null")))
        return true;
    for (size_t i = 0; i < word.len; i++)
        if (!q_is_digit(word.ptr[i]))
            return false;
    return word.len >= 12 && word.len <= 18;
}

static bool is_host(quoth_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (q_hex_digit(word.ptr[i]) < 0 && word.ptr[i] != '.' && word.ptr[i] != ':')
            return false;
    return word.len >= 3;
}

// How long a scheme ("http:") the bytes start with; 0: none.
static size_t scheme(quoth_str bytes)
{
    size_t i = 0;
    if (bytes.len == 0 || !q_is_letter(bytes.ptr[0]))
        return 0;
    while (i < bytes.len && i < 16 &&
           (q_is_letter(bytes.ptr[i]) || q_is_digit(bytes.ptr[i])))
        i++;
    return i >= 2 && i < bytes.len && bytes.ptr[i] == ':' ? i + 1 : 0;
}

// URL IP date type [code checksum location offset file] length; spaces may be in the URL
// and behind the type.
static enum q_record_is read_arc(quoth_str bytes, struct q_record *record)
{
    enum { MAX_WORDS = 12 }; // behind the date
    if (!scheme(bytes))
        return Q_RECORD_NONE;
    quoth_str cut = q_str(bytes.ptr, bytes.len < MAX_LINE ? bytes.len : MAX_LINE);
    quoth_str line = first_line(cut);
    if (line.len == 0)
        return bytes.len < MAX_LINE ? Q_RECORD_PART : Q_RECORD_NONE;
    quoth_str rest = q_str_trim(line), length = last_word(&rest), word = length;
    for (int i = 0; i < MAX_WORDS && word.len && !record->date.ptr; i++) {
        record->media = word;
        word = last_word(&rest);
        quoth_str before = rest;
        if (is_arc_date(word) && is_host(last_word(&before))) {
            record->date = word;
            record->uri = q_str_trim(before);
        }
    }
    if (!record->date.ptr || record->uri.len == 0)
        return Q_RECORD_NONE;
    record->arc = true;
    record->has_length = read_number(length, &record->length);
    record->sound = record->has_length;
    record->type = Q_RECORD_RESPONSE;
    record->head = line.len;
    return Q_RECORD_WHOLE;
}

// ── Either ──

bool q_record_starts(quoth_str bytes)
{
    if (q_str_starts(bytes, Q_STR("WARC/")))
        return bytes.len == 5 || q_is_digit(bytes.ptr[5]);
    size_t len = scheme(bytes);
    if (len == 0 || len == bytes.len)
        return len > 0;
    return bytes.ptr[len] == '/' || q_str_starts(bytes, Q_STR("dns:"));
}

enum q_record_is q_record_read(quoth_str bytes, struct q_record *record)
{
    *record = (struct q_record){.type = Q_RECORD_OTHER};
    size_t len = bytes.len < 5 ? bytes.len : 5;
    if (memcmp(bytes.ptr, "WARC/", len) == 0)
        return len < 5 ? Q_RECORD_PART : read_warc(bytes, record);
    return read_arc(bytes, record);
}

// Where the next one may start: at "WARC/", or at a line; bytes.len: nowhere.
static size_t next_place(quoth_str bytes, size_t from, bool arc)
{
    while (from < bytes.len) {
        char first = arc ? '\n' : 'W';
        const char *hit = memchr(bytes.ptr + from, first, bytes.len - from);
        if (!hit)
            return bytes.len;
        from = (size_t)(hit - bytes.ptr) + arc;
        size_t len = bytes.len - from < 5 ? bytes.len - from : 5;
        if (arc || memcmp(bytes.ptr + from, "WARC/", len) == 0)
            return from;
        from++;
    }
    return bytes.len;
}

enum q_record_is q_record_find(quoth_str bytes, size_t from, bool arc, size_t *at,
                               struct q_record *record)
{
    for (size_t place = next_place(bytes, from, arc); place < bytes.len;) {
        size_t len = bytes.len - place < MAX_FOUND ? bytes.len - place : MAX_FOUND;
        enum q_record_is is = q_record_read(q_str(bytes.ptr + place, len), record);
        *at = place;
        if (is == Q_RECORD_PART && len < MAX_FOUND)
            return Q_RECORD_PART;
        if (is == Q_RECORD_WHOLE && record->sound && record->arc == arc)
            return Q_RECORD_WHOLE;
        // What was looked at as a head's lines is not looked at again.
        size_t looked = record->head ? record->head : 1;
        place = next_place(bytes, place + looked, arc);
    }
    *at = bytes.len;
    return Q_RECORD_PART;
}
