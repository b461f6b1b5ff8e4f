#include "evidence/manifest.h"

#include "base/calendar.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/json_tree.h"
#include "base/utf8.h"

#include <stdio.h>

enum { SECONDS_A_DAY = 86400, FORMAT = 1 };
// Days from 0001-01-01 to 1970-01-01.
enum { DAYS_TO_1970 = 719162 };

// ── Time ──

void q_moment_write(int64_t seconds, char out[Q_MOMENT_SIZE])
{
    out[0] = 0;
    if (seconds < 0 || seconds / SECONDS_A_DAY >= Q_CALENDAR_DAYS - DAYS_TO_1970)
        return;
    struct q_civil day =
        q_calendar_civil((int32_t)(seconds / SECONDS_A_DAY) + DAYS_TO_1970);
    unsigned rest = (unsigned)(seconds % SECONDS_A_DAY);
    snprintf(out, Q_MOMENT_SIZE, "%04d-%02u-%02uT%02u:%02u:%02uZ", (int)day.year % 10000,
             day.month % 100, day.day % 100, rest / 3600, rest / 60 % 60, rest % 60);
}

// The two digits at `at`, or 99.
static unsigned two_digits(const char *at)
{
    return q_is_digit(at[0]) && q_is_digit(at[1])
               ? (unsigned)(at[0] - '0') * 10 + (unsigned)(at[1] - '0')
               : 99;
}

int64_t q_moment_read(quoth_str text)
{
    static const char shape[] = "0000-00-00T00:00:00Z";
    if (text.len != sizeof shape - 1)
        return -1;
    for (size_t i = 0; i < text.len; i++)
        if (shape[i] == '0' ? !q_is_digit(text.ptr[i]) : shape[i] != text.ptr[i])
            return -1;
    const char *t = text.ptr;
    int32_t year = (int32_t)(two_digits(t) * 100 + two_digits(t + 2));
    unsigned hour = two_digits(t + 11), minute = two_digits(t + 14);
    unsigned second = two_digits(t + 17);
    if (!q_calendar_has_day(year, two_digits(t + 5), two_digits(t + 8)) || hour > 23 ||
        minute > 59 || second > 59)
        return -1;
    int64_t day = q_calendar_days(year, two_digits(t + 5), two_digits(t + 8));
    return (day - DAYS_TO_1970) * SECONDS_A_DAY + hour * 3600 + minute * 60 + second;
}

// ── Writing ──

static void put(struct q_json *json, const char *key, quoth_str value)
{
    q_json_key(json, key);
    q_json_string(json, value);
}

static void put_number(struct q_json *json, const char *key, uint64_t value)
{
    q_json_key(json, key);
    q_json_number(json, value);
}

static void put_capture(struct q_json *json, const struct q_manifest *manifest)
{
    const struct q_received *received = &manifest->received;
    char added[Q_MOMENT_SIZE];
    q_moment_write(manifest->added, added);
    q_json_key(json, "capture");
    q_json_object(json);
    put(json, "id", manifest->capture);
    put(json, "kind", q_received_term(received->kind));
    put(json, "added", q_str_from(added));
    put(json, "fetched", received->fetched);
    put(json, "url", received->url);
    put(json, "charset", received->charset);
    put(json, "flaw", received->flaw);
    put(json, "name", received->name);
    put(json, "path", received->path);
    put_number(json, "offset", received->offset);
    put_number(json, "line", received->number);
    put_number(json, "article", manifest->number);
    q_json_key(json, "given");
    q_json_object(json);
    put(json, "charset", received->given_charset);
    put(json, "outlet", received->given_outlet);
    put(json, "url", received->given_url);
    put(json, "published", received->given_published);
    put(json, "language", received->given_language);
    q_json_end(json);
    q_json_end(json);
}

static void put_files(struct q_json *json, const struct q_zip_file *files, uint32_t count)
{
    q_json_key(json, "files");
    q_json_array(json);
    for (uint32_t n = 0; n < count; n++) {
        char hex[Q_SHA256_HEX];
        q_sha256_hex(files[n].bytes.ptr, files[n].bytes.len, hex);
        q_json_object(json);
        put(json, "name", files[n].name);
        put_number(json, "bytes", files[n].bytes.len);
        put(json, "sha256", q_str_from(hex));
        q_json_end(json);
    }
    q_json_end(json);
}

// For somebody without this program.
static void put_check(struct q_json *json)
{
    static const char *const how[] = {
        "sha256sum -c SHA256SUMS: every file is as it was written",
        "sha256sum article.txt: the article's id is this hash",
        "statement.json: its spans count the characters (Unicode code points) of "
        "article.txt from 0; what stands there is its words",
        "source.* is what was received, without what it was packed in; record.warc, where "
        "it is there, is the record of the web archive that it came in",
        "quoth verify, with this zip, does all of it, and reads the source again",
    };
    q_json_key(json, "check");
    q_json_array(json);
    for (size_t n = 0; n < sizeof how / sizeof *how; n++)
        q_json_string(json, q_str_from(how[n]));
    q_json_end(json);
}

void q_manifest_write(struct q_buf *out, const struct q_manifest *manifest,
                      const struct q_zip_file *files, uint32_t count)
{
    struct q_json json;
    q_json_init(&json, out);
    q_json_object(&json);
    put(&json, "type", Q_STR("evidence"));
    put_number(&json, "format", FORMAT);
    put(&json, "quoth", manifest->quoth);
    put(&json, "statement", manifest->statement);
    put(&json, "article", manifest->article);
    q_json_key(&json, "extractor");
    q_json_object(&json);
    put(&json, "version", manifest->version);
    put(&json, "model", manifest->model);
    q_json_end(&json);
    put_capture(&json, manifest);
    put_files(&json, files, count);
    put_check(&json);
    q_json_end(&json);
    q_buf_add_char(out, '\n');
}

void q_manifest_sums(struct q_buf *out, const struct q_zip_file *files, uint32_t count)
{
    for (uint32_t n = 0; n < count; n++) {
        char hex[Q_SHA256_HEX];
        q_sha256_hex(files[n].bytes.ptr, files[n].bytes.len, hex);
        q_buf_add(out, hex, Q_SHA256_HEX - 1);
        q_buf_add(out, "  ", 2);
        q_buf_add_str(out, files[n].name);
        q_buf_add_char(out, '\n');
    }
}

// ── Reading ──

struct reading {
    struct q_arena *arena;
    bool full; // memory is out
};

static quoth_str text_of(const json_t *object, const char *key, struct reading *reading)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return Q_NO_STR;
    quoth_str text = q_utf8_keep(q_str(json_string_value(value), json_string_length(value)),
                                 reading->arena);
    reading->full = reading->full || !text.ptr;
    return text;
}

static uint64_t number_of(const json_t *object, const char *key)
{
    json_int_t value = json_integer_value(json_object_get(object, key));
    return value > 0 ? (uint64_t)value : 0;
}

static void read_capture(const json_t *capture, struct reading *reading,
                         struct q_manifest *manifest)
{
    struct q_received *received = &manifest->received;
    const json_t *given = json_object_get(capture, "given");
    received->kind = q_received_kind_of(text_of(capture, "kind", reading));
    manifest->capture = text_of(capture, "id", reading);
    manifest->added = q_moment_read(text_of(capture, "added", reading));
    manifest->number = number_of(capture, "article");
    received->fetched = text_of(capture, "fetched", reading);
    received->url = text_of(capture, "url", reading);
    received->charset = text_of(capture, "charset", reading);
    received->flaw = text_of(capture, "flaw", reading);
    received->flaw_offset = QUOTH_NO_OFFSET;
    received->name = text_of(capture, "name", reading);
    received->path = text_of(capture, "path", reading);
    received->offset = number_of(capture, "offset");
    received->number = number_of(capture, "line");
    received->given_charset = text_of(given, "charset", reading);
    received->given_outlet = text_of(given, "outlet", reading);
    received->given_url = text_of(given, "url", reading);
    received->given_published = text_of(given, "published", reading);
    received->given_language = text_of(given, "language", reading);
}

static const struct q_zip_file *find(const struct q_zip_file *files, uint32_t count,
                                     const json_t *name)
{
    if (!json_is_string(name))
        return NULL;
    quoth_str wanted = q_str(json_string_value(name), json_string_length(name));
    for (uint32_t n = 0; n < count; n++)
        if (q_str_equal(files[n].name, wanted))
            return &files[n];
    return NULL;
}

static const char *check_files(const json_t *list, const struct q_zip_file *files,
                               uint32_t count)
{
    size_t size = json_array_size(list);
    uint64_t seen = 0; // bit n: file n
    for (size_t n = 0; n < size; n++) {
        const json_t *row = json_array_get(list, n);
        const struct q_zip_file *file = find(files, count, json_object_get(row, "name"));
        const char *sum = json_string_value(json_object_get(row, "sha256"));
        char hex[Q_SHA256_HEX];
        if (!file)
            return "it lists a file that is not there";
        q_sha256_hex(file->bytes.ptr, file->bytes.len, hex);
        if (!sum || strcmp(sum, hex) != 0 || number_of(row, "bytes") != file->bytes.len)
            return "a file is not what it lists";
        seen |= UINT64_C(1) << (file - files);
    }
    return seen == (UINT64_C(1) << count) - 1 && size == count
               ? NULL
               : "it does not list every file once";
}

bool q_manifest_read(quoth_str bytes, const struct q_zip_file *files, uint32_t count,
                     struct q_arena *arena, struct q_manifest *manifest, const char **wrong)
{
    struct reading reading = {arena, false};
    json_error_t where;
    *manifest = (struct q_manifest){.added = -1};
    json_t *root = q_json_tree(bytes, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &where);
    *wrong = root ? NULL : "it is no JSON";
    if (!root)
        return *where.text != 0; // else memory is out
    const json_t *extractor = json_object_get(root, "extractor");
    quoth_str type = text_of(root, "type", &reading);
    if (!type.ptr || !q_str_equal(type, Q_STR("evidence")))
        *wrong = "it is not of evidence";
    else if (number_of(root, "format") != FORMAT)
        *wrong = "it is of another format than this version knows";
    else
        *wrong = check_files(json_object_get(root, "files"), files, count);
    manifest->quoth = text_of(root, "quoth", &reading);
    manifest->statement = text_of(root, "statement", &reading);
    manifest->article = text_of(root, "article", &reading);
    manifest->version = text_of(extractor, "version", &reading);
    manifest->model = text_of(extractor, "model", &reading);
    read_capture(json_object_get(root, "capture"), &reading, manifest);
    json_decref(root);
    return !reading.full;
}
