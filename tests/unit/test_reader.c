// src/read/reader and what it is made of, through quoth.h: files, folders, pipes, JSONL.
#include "base/limits.h"
#include "read/plaintext.h"
#include "with_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

static void write_file(const char *path, const char *text)
{
    write_bytes(path, q_str_from(text));
}

static void open_it(const char *path)
{
    open_with(path, NULL);
}

static void assert_wrong(quoth_status status, uint64_t offset, const char *message)
{
    assert_int_equal(quoth_reader_next(reader, article, &error), status);
    assert_int_equal(error.status, status);
    assert_string_equal(error.message, message);
    assert_int_equal(error.offset, offset);
    assert_int_equal(quoth_article_text(article).len, 0);
    assert_null(quoth_article_name(article).ptr);
}

// ── Text ──

static void a_text_file_is_one_article(void **state)
{
    (void)state;
    write_file("2017-interview.txt", "\xef\xbb\xbf“No,”\r\nsaid Zoë.\r\n");
    open_it("./2017-interview.txt");
    assert_next("2017-interview", "“No,”\r\nsaid Zoë.\r\n");
    assert_str(quoth_article_path(article), "./2017-interview.txt");
    assert_str(quoth_article_language(article), "en");
    assert_str(quoth_article_title(article), NULL);
    assert_str(quoth_article_outlet(article), NULL);
    assert_str(quoth_article_url(article), NULL);
    assert_str(quoth_article_published(article)->value, "2017"); // as its name says
    assert_str(quoth_article_told_by(article, QUOTH_ABOUT_PUBLISHED), "name");
    assert_str(quoth_article_id(article),
               "sha256:8a97db6f7bafd3e45e6d26da2a307e8ea11e8913f65219ea9b06ff84e092b3cb");
    assert_string_equal(quoth_reader_path(reader), "./2017-interview.txt");
    assert_end();
}

static void an_empty_file_is_an_empty_article(void **state)
{
    (void)state;
    write_file("empty.txt", "");
    open_it("empty.txt");
    assert_next("empty", "");
    assert_str(quoth_article_id(article),
               "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_end();
    write_file("empty.jsonl", "");
    open_it("empty.jsonl");
    assert_end();
}

static void options_fill_in_what_is_not_told(void **state)
{
    (void)state;
    quoth_read_options options = {.charset = "ISO-8859-1",
                                  .outlet = "The Gazette",
                                  .published = "2023-06-08 12:05:10Z",
                                  .url = "https://example.org/a"};
    write_file("a.txt", "caf\xc3\xa9");
    open_with("a.txt", &options);
    assert_next("a", "cafÃ©");
    assert_str(quoth_article_outlet(article), "The Gazette");
    assert_str(quoth_article_url(article), "https://example.org/a");
    assert_str(quoth_article_published(article)->value, "2023-06-08T12:05Z");
    assert_str(quoth_article_published(article)->precision, "minute");
    assert_str(quoth_article_published(article)->text, "2023-06-08 12:05:10Z");
    write_file("a.jsonl",
               "{\"text\": \"T\", \"outlet\": \"O\", \"published\": \"2001\"}\n"
               "{\"text\": \"T\", \"published\": \"8 June\", \"outlet\": null}\n");
    open_with("a.jsonl", &options);
    assert_next("1", "T");
    assert_str(quoth_article_outlet(article), "O");
    assert_str(quoth_article_published(article)->value, "2001");
    assert_next("2", "T");
    assert_str(quoth_article_outlet(article), "The Gazette");
    assert_str(quoth_article_published(article)->value, "2023-06-08T12:05Z");
}

static void assert_language(const char *want)
{
    assert_int_equal(quoth_reader_next(reader, article, &error), QUOTH_OK);
    assert_str(quoth_article_language(article), want);
}

// An option wins over a record's field, and that over the text.
static void the_language_is_told_or_given(void **state)
{
    (void)state;
    quoth_read_options options = {.language = "en-GB"}, none = {.language = "English"};
    write_file("de.txt", "Der Rat sagte, die Brücke sei sicher.");
    open_it("de.txt");
    assert_language("de");
    open_with("de.txt", &options);
    assert_language("en-GB");
    write_file("a.jsonl", "{\"text\": \"Der Rat sagte, sie sei sicher.\"}\n"
                          "{\"text\": \"It is.\", \"language\": \"pt-BR\"}\n"
                          "{\"text\": \"It is.\", \"language\": \"english\"}\n"
                          "{\"text\": \"It is.\", \"language\": 7}\n");
    open_it("a.jsonl");
    assert_language("de");
    assert_language("pt-BR");
    assert_language("en");
    assert_language("en");
    open_with("a.jsonl", &options);
    assert_language("en-GB");
    assert_language("en-GB");
    quoth_reader *no_reader;
    assert_int_equal(quoth_reader_open_path(&no_reader, "de.txt", &none, &error),
                     QUOTH_EUSAGE);
    assert_string_equal(error.message, "no language: English (en and pt-BR are some)");
    assert_int_equal(quoth_article_set_language(article, Q_STR("fr"), &error), QUOTH_OK);
    assert_str(quoth_article_language(article), "fr");
    assert_int_equal(quoth_article_set_language(article, Q_NO_STR, &error), QUOTH_EUSAGE);
    assert_str(quoth_article_language(article), "fr");
}

static void a_text_has_a_limit(void **state)
{
    (void)state;
    write_file("large.txt", "");
    assert_int_equal(truncate("large.txt", (off_t)Q_MAX_ARTICLE + 1), 0);
    open_it("large.txt");
    assert_wrong(QUOTH_ELIMIT, Q_MAX_ARTICLE, "longer than 32 MB");
    assert_end();
    char *text = malloc(Q_MAX_ARTICLE);
    assert_non_null(text);
    memset(text, 'a', Q_MAX_ARTICLE);
    write_bytes("most.txt", q_str(text, Q_MAX_ARTICLE));
    free(text);
    open_it("most.txt");
    assert_int_equal(quoth_reader_next(reader, article, &error), QUOTH_OK);
    assert_int_equal(quoth_article_text(article).len, Q_MAX_ARTICLE);
    assert_end();
}

static void what_cannot_be_opened_is_said(void **state)
{
    (void)state;
    quoth_read_options options = {.charset = "klingon"};
    quoth_reader *none = reader;
    assert_int_equal(quoth_reader_open_path(&none, "nothing.txt", NULL, &error), QUOTH_EIO);
    assert_string_equal(error.message, "cannot open: No such file or directory");
    assert_null(none);
    assert_int_equal(quoth_reader_open_path(&none, "", NULL, NULL), QUOTH_EIO);
    write_file("a.txt", "");
    assert_int_equal(quoth_reader_open_path(&none, "a.txt", &options, &error),
                     QUOTH_EUSAGE);
    options = (quoth_read_options){.published = "yesterday"};
    assert_int_equal(quoth_reader_open_path(&none, "a.txt", &options, &error),
                     QUOTH_EUSAGE);
    assert_string_equal(error.message, "no date: yesterday (2023-06-08 is one)");
    quoth_reader_close(NULL);
    quoth_article_free(NULL);
}

// A file's name and an option may be any bytes; what comes out is UTF-8.
static void what_is_no_text_becomes_text(void **state)
{
    (void)state;
    quoth_read_options options = {.outlet = "\xc3\xa9\xff\xe2\x80"};
    write_file("a\xff"
               "b\xf0.txt",
               "No");
    open_with("a\xff"
              "b\xf0.txt",
              &options);
    assert_next("a\xef\xbf\xbd"
                "b\xef\xbf\xbd",
                "No");
    assert_str(quoth_article_path(article), "a\xef\xbf\xbd"
                                            "b\xef\xbf\xbd.txt");
    assert_str(quoth_article_outlet(article), "é\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    assert_int_equal(quoth_article_set(article, Q_STR("\xf0"), Q_STR("No"), NULL),
                     QUOTH_OK);
    assert_str(quoth_article_name(article), "\xef\xbf\xbd");
}

static void names_lose_their_endings(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"x.html.gz", "x"},
                                           {"a/b.c/x.txt", "x"},
                                           {"x", "x"},
                                           {".hidden", ".hidden"},
                                           {".hidden.txt", ".hidden"},
                                           {"v1.2.txt", "v1.2"},
                                           {"v1.2", "v1.2"},
                                           {"x.gz", "x"},
                                           {"x.tar.gz.gz", "x.tar"},
                                           {"Mr. Doe", "Mr. Doe"},
                                           {"x.", "x."},
                                           {"a..txt", "a."},
                                           {"x.WARC.GZ", "x"},
                                           {"-", "-"},
                                           {"x.jsonl", "x"},
                                           {"dir/", "dir"},
                                           {"x.unlikelylong", "x.unlikelylong"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(q_plaintext_name(q_str_from(cases[i][0])), cases[i][1]);
}

// ── JSONL ──

// Up to two; NULL: no more.
static void assert_authors(const char *first, const char *second)
{
    size_t count;
    const quoth_str *authors = quoth_article_authors(article, &count);
    assert_int_equal(count, (first != NULL) + (second != NULL));
    if (first)
        assert_str(authors[0], first);
    if (second)
        assert_str(authors[1], second);
}

static void authors_are_a_string_or_a_list(void **state)
{
    (void)state;
    write_file(
        "a.jsonl",
        "{\"text\": \"x\", \"authors\": \"Jane Doe, Zo\\u00eb\"}\n"
        "{\"text\": \"x\", \"authors\": [\"Zo\\u00eb\", null, \"\", 7, \"B\"]}\n"
        "{\"text\": \"x\", \"authors\": [\"A\", [\"B\"]], \"more\": -1}\n"
        "{\"text\": \"x\", \"authors\": null}\n{\"text\": \"x\", \"authors\": 7}\n"
        "{\"text\": \"x\", \"authors\": []}\n{\"text\": \"x\", \"authors\": \"\"}\n");
    open_it("a.jsonl");
    assert_next("1", "x");
    assert_authors("Jane Doe, Zoë", NULL);
    assert_next("2", "x");
    assert_authors("Zoë", "B");
    assert_next("3", "x");
    assert_authors("A", NULL);
    static const char *const names[] = {"4", "5", "6", "7"};
    for (int i = 0; i < 4; i++) {
        assert_next(names[i], "x");
        assert_authors(NULL, NULL);
    }
    assert_end();
}

static void lines_are_articles(void **state)
{
    (void)state;
    write_file(
        "a.jsonl",
        "\xef\xbb\xbf{\"id\": \"a1\", \"text\": \"“No,”\\nhe said\\u002e\", \"title\": "
        "\"A \\\"no\\\"\", \"published\": \"2016-09-20\", \"outlet\": \"O\", \"url\": "
        "\"https:\\/\\/example.org\", \"authors\": [\"A\", \"B\"]}\r\n"
        "\n  \t\n"
        "{\"id\": 42, \"text\": \"\"}\n"
        "{\"text\": \"\\ud83d\\ude00\", \"id\": null, \"title\": 7, \"url\": [], "
        "\"published\": \"in June\", \"outlet\": \"\"}\n"
        "{\"id\": -5, \"text\": \"x\", \"more\": {\"text\": [\"y\"]}}\n"
        "{\"id\": 1.5, \"text\": \"first\", \"text\": \"last\"}");
    open_it("a.jsonl");
    assert_next("a1", "“No,”\nhe said.");
    assert_str(quoth_article_title(article), "A \"no\"");
    assert_str(quoth_article_outlet(article), "O");
    assert_str(quoth_article_url(article), "https://example.org");
    assert_str(quoth_article_path(article), "a.jsonl");
    assert_str(quoth_article_published(article)->value, "2016-09-20");
    assert_str(quoth_article_published(article)->precision, "day");
    assert_authors("A", "B");
    assert_next("42", "");
    assert_authors(NULL, NULL);
    assert_next("5", "😀");
    assert_str(quoth_article_title(article), NULL);
    assert_str(quoth_article_url(article), NULL);
    assert_str(quoth_article_outlet(article), NULL);
    assert_str(quoth_article_published(article)->value, NULL);
    assert_str(quoth_article_published(article)->text, "in June");
    assert_next("-5", "x");
    assert_next("7", "last");
    assert_end();
}

// What jansson says, somewhere in the line.
static void assert_not_json(uint64_t from, uint64_t to)
{
    assert_int_equal(quoth_reader_next(reader, article, &error), QUOTH_EFORMAT);
    assert_in_range(error.offset, from, to);
    assert_null(strstr(error.message, "near"));
}

static void a_wrong_line_is_passed_over(void **state)
{
    (void)state;
    write_bytes("a.jsonl", Q_STR("{\"text\": \"one\"}\n"     // at 0
                                 "{\"text\": 1234 }\n"       // 16
                                 "{\"text\": \"\xff e\"}\n"  // 32
                                 "{\"text\": \"broken\n"     // 48
                                 "[\"a\", \"list\"  ]\n"     // 65
                                 "{\"text\": \"\\u0000\"}\n" // 81
                                 "{\"text\": \"\\ud800\"}\n" // 100
                                 "{}\n"                      // 119
                                 "{\"text\": \"\0\"}\n"      // 122
                                 "{\"text\": \"last\"}"));
    open_it("a.jsonl");
    assert_next("1", "one");
    assert_wrong(QUOTH_EFORMAT, 16, "line 2: no \"text\"");
    assert_wrong(QUOTH_EFORMAT, 42, "line 3: not valid UTF-8");
    assert_not_json(48, 65);
    assert_wrong(QUOTH_EFORMAT, 65, "line 5: not a JSON object");
    assert_wrong(QUOTH_EFORMAT, 81, "line 6: a NUL in \"text\", which no text has");
    assert_not_json(100, 119);
    assert_wrong(QUOTH_EFORMAT, 119, "line 8: no \"text\"");
    assert_not_json(122, 136);
    assert_next("10", "last");
    assert_end();
}

static void a_file_that_is_no_jsonl_is_refused_once(void **state)
{
    (void)state;
    write_bytes("a.jsonl", Q_STR("%PDF-1.5\n\n{\"text\": \"a\"}\n\n"));
    open_it("a.jsonl");
    assert_wrong(QUOTH_EFORMAT, 0, "not UTF-8, as JSONL is (PDF)");
    assert_end();
    write_bytes("b.ndjson", Q_STR("\xff\xfe{\0\n\0}\0\n\0"));
    open_it("b.ndjson");
    assert_wrong(QUOTH_EFORMAT, 0, "not UTF-8, as JSONL is (UTF-16)");
    assert_end();
}

static void a_line_has_a_limit(void **state)
{
    (void)state;
    FILE *file = fopen("a.jsonl", "wb");
    assert_non_null(file);
    fputs("{\"text\": \"one\"}\n", file);
    assert_int_equal(fseek(file, (long)Q_MAX_LINE + 100, SEEK_CUR), 0); // a hole of NULs
    fputs("\n{\"text\": \"two\"}\n{\"text\": \"", file);
    for (size_t i = 0; i < Q_MAX_ARTICLE / 16 + 1; i++)
        fputs("sixteen letters ", file);
    fputs("\"}\n{\"text\": \"three\"}\n", file);
    assert_int_equal(fclose(file), 0);
    open_it("a.jsonl");
    assert_next("1", "one");
    assert_wrong(QUOTH_ELIMIT, 16, "line 2: longer than 193 MB");
    assert_next("3", "two");
    assert_wrong(QUOTH_ELIMIT, 16 + (uint64_t)Q_MAX_LINE + 100 + 1 + 16,
                 "line 4: \"text\" is longer than 32 MB");
    assert_next("5", "three");
    assert_end();
}

// Both ways of reading a line, on what one of them leaves to the other.
static void the_fast_way_agrees_with_jansson(void **state)
{
    (void)state;
    static const char lines[] =
        "{\"text\":\"\\b\\f\\n\\r\\t\\/\\\\\\\"\\u00e9\\u20AC\\uD83D\\uDE00\"}\n"
        "{\"text\":\"a\",\"id\":0}\n{\"text\":\"a\",\"id\":012}\n"
        "{\"text\":\"a\",\"id\":-0}\n{\"text\":\"a\",\"id\":1e3}\n"
        "{\"text\":\"a\",\"id\":123456789012345678901}\n"
        "{\"text\":\"a\",\"id\":1.0,\"x\":[1,true,null,\"\\u0041\"]}\n"
        "{\"text\":\"a\",}\n{\"text\":\"a\"} x\n{\"text\":nul}\n"
        "{\"text\":\"a\",\"x\":nullx}\n{\"text\":\"a\",\"x\":[1,]}\n"
        "{\"te\\u0078t\":\"a\"}\n{\"text\":\"\\x\"}\n{\"text\":\"\t\"}\n"
        "{\"text\":\"\\udc00\"}\n{\"text\":\"\\ud800\\u0041\"}\n"
        "{\"text\":\"a\",\"text\":null}\n{\"title\":\"\",\"text\":\"\"}\n"
        " { \"text\" : \"a\" , \"id\" : \"\" } \n{\"text\" \"a\"}\n{\n[]\n7\n";
    static struct q_input inputs[2];
    struct q_jsonl jsonl[2] = {{0}, {0}};
    quoth_article *articles[2] = {quoth_article_new(), quoth_article_new()};
    quoth_status status[2] = {QUOTH_OK, QUOTH_OK};
    quoth_error errors[2];
    for (int i = 0; i < 2; i++) {
        q_input_init(&inputs[i]);
        q_input_open_bytes(&inputs[i], q_str_from(lines));
    }
    while (status[0] != QUOTH_END) {
        for (int i = 0; i < 2; i++) {
            struct q_jsonl_line line;
            q_article_clear(articles[i]);
            status[i] = q_jsonl_take(&jsonl[i], &inputs[i], &line, &errors[i]);
            if (status[i] == QUOTH_OK)
                status[i] = q_jsonl_read(&line, i == 1, articles[i], &errors[i]);
        }
        assert_int_equal(status[0], status[1]);
        assert_true(q_str_equal(articles[0]->text, articles[1]->text));
        assert_true(q_str_equal(articles[0]->name, articles[1]->name));
        if (status[0] != QUOTH_OK && status[0] != QUOTH_END)
            assert_int_equal(errors[0].offset, errors[1].offset);
    }
    assert_int_equal(jsonl[0].line, 24);
    for (int i = 0; i < 2; i++) {
        q_input_release(&inputs[i]);
        quoth_article_free(articles[i]);
    }
}

// ── Folders ──

static void a_folder_is_walked_in_order(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0755) | mkdir("d/b", 0755) | mkdir("d/.git", 0755), 0);
    write_file("d/c.txt", "c");
    write_file("d/a.TXT", "a");
    write_file("d/b/one.jsonl", "{\"text\": \"1\"}\n{\"text\": \"2\"}\n");
    write_file("d/b/none.ndjson", "");
    write_file("d/b/two.text", "two");
    write_file("d/B.txt", "B");
    write_file("d/picture.png", "");
    write_file("d/.hidden.txt", "hidden");
    write_file("d/.git/x.txt", "hidden");
    write_file("outside.txt", "outside");
    assert_int_equal(symlink("../outside.txt", "d/link.txt"), 0);
    assert_int_equal(symlink("../d", "d/loop"), 0);
    assert_int_equal(symlink("nowhere", "d/lost.txt"), 0);
    open_it("d/");
    assert_string_equal(quoth_reader_path(reader), "d/");
    assert_next("B", "B");
    assert_next("a", "a");
    assert_str(quoth_article_path(article), "d/a.TXT");
    assert_next("1", "1");
    assert_string_equal(quoth_reader_path(reader), "d/b/one.jsonl");
    assert_next("2", "2");
    assert_next("two", "two");
    assert_next("c", "c");
    assert_next("link", "outside");
    assert_wrong(QUOTH_EIO, QUOTH_NO_OFFSET, "cannot open: No such file or directory");
    assert_string_equal(quoth_reader_path(reader), "d/lost.txt");
    assert_end();
    quoth_read_options options = {.format = QUOTH_FORMAT_JSONL};
    open_with("d", &options);
    assert_next("1", "1");
    assert_next("2", "2");
    assert_end();
}

static void folders_have_a_depth(void **state)
{
    (void)state;
    char path[4 * (Q_MAX_FOLDER_DEPTH + 8)] = "d";
    for (int i = 0; i < Q_MAX_FOLDER_DEPTH + 3; i++) {
        assert_int_equal(mkdir(path, 0755), 0);
        strcat(path, "/e");
    }
    write_file("d/e/z.txt", "z");
    open_it("d");
    assert_int_equal(quoth_reader_next(reader, article, &error), QUOTH_ELIMIT);
    assert_string_equal(error.message, "more than 64 folders deep");
    assert_next("z", "z");
    assert_end();
}

static void an_empty_folder_has_no_articles(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0755), 0);
    open_it("d");
    assert_end();
}

static void what_cannot_be_read_in_a_folder_is_passed_over(void **state)
{
    (void)state;
    uid_t me = geteuid(), nobody = 65534;
    assert_int_equal(mkdir("d", 0755) | mkdir("d/b", 0) | chmod(folder, 0755), 0);
    write_file("d/a.txt", "a");
    write_file("d/c.txt", "c");
    assert_int_equal(chmod("d/a.txt", 0), 0);
    if (me == 0 && seteuid(nobody) != 0)
        skip(); // root reads everything
    open_it("d");
    assert_wrong(QUOTH_EIO, QUOTH_NO_OFFSET, "cannot open: Permission denied");
    assert_string_equal(quoth_reader_path(reader), "d/a.txt");
    assert_wrong(QUOTH_EIO, QUOTH_NO_OFFSET, "cannot open: Permission denied");
    assert_string_equal(quoth_reader_path(reader), "d/b");
    assert_next("c", "c");
    assert_end();
    assert_int_equal(seteuid(me), 0);
}

// ── Standard input ──

static void from_file(const char *path)
{
    int file = open(path, O_RDONLY);
    assert_true(file >= 0);
    assert_int_equal(dup2(file, STDIN_FILENO), STDIN_FILENO);
    close(file);
}

static void standard_input_is_looked_at(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *name, *text;
    } cases[] = {
        {"“No,” he said.\n{\"text\": \"a\"}\n", "-", "“No,” he said.\n{\"text\": \"a\"}\n"},
        {"", "-", ""},
        {"\n \n", "-", "\n \n"},
        {"{not json}\n", "-", "{not json}\n"},
        {"{\"title\": \"a\"}\n{\"text\": \"b\"}\n", "-",
         "{\"title\": \"a\"}\n{\"text\": \"b\"}\n"},
        {"{\"text\": \"a\"}", "1", "a"},
        {"\n\n {\"text\": \"a\"}\n", "3", "a"},
        {"\xef\xbb\xbf{\"text\": \"a\"}\n", "1", "a"},
        {"\xef\xbb\xbf\n{\"text\": \"a\"}\n", "2", "a"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_file("in", cases[i].bytes);
        from_file("in");
        open_it("-");
        assert_next(cases[i].name, cases[i].text);
        assert_str(quoth_article_path(article), NULL);
        assert_string_equal(quoth_reader_path(reader), "-");
        assert_end();
    }
    quoth_read_options options = {.format = QUOTH_FORMAT_TEXT};
    write_file("in", "{\"text\": \"a\"}\n");
    from_file("in");
    open_with("-", &options);
    assert_next("-", "{\"text\": \"a\"}\n");
    write_file("in.jsonl", "{\"text\": \"a\"}\n");
    open_with("in.jsonl", &options);
    assert_next("in", "{\"text\": \"a\"}\n");
}

static void wide_pages_are_seen_too(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *text;
    } cases[] = {
#define WIDE(literal) literal, sizeof(literal)
        {WIDE("\xff\xfe<\0h\0t\0m\0l\0>\0<\0p\0>\0N\0o\0.\0\x0a"), "No."},
        {WIDE("<\0h\0t\0m\0l\0>\0<\0p\0>\0N\0o\0."), "No."},
        {"\xfe\xff\0\n\0 \0<\0h\0t\0m\0l\0>\0N\0o\0.", 24, "No."},
        {WIDE("\xff\xfe<\0h\0r\0>"), "<hr>"}, // text
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_bytes("in", q_str(cases[i].bytes, cases[i].len));
        from_file("in");
        open_it("-");
        assert_next("-", cases[i].text);
        assert_end();
    }
}

static void send(int to, const char *bytes)
{
    if (write(to, bytes, strlen(bytes)) < 0)
        _exit(1);
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
}

// The first article must come before the second is even written.
static void a_stream_is_not_waited_for(void **state)
{
    (void)state;
    int in[2], go[2], status;
    assert_int_equal(pipe(in) | pipe(go), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char byte;
        send(in[1], "\n{\"id\": \"a\", \"te");
        send(in[1], "xt\": \"A\"}");
        send(in[1], "\n");
        if (read(go[0], &byte, 1) != 1)
            _exit(1);
        send(in[1], "{\"id\": \"b\", \"text\": \"B\"}\n");
        _exit(0);
    }
    close(in[1]);
    assert_int_equal(dup2(in[0], STDIN_FILENO), STDIN_FILENO);
    alarm(20); // or wait for ever
    open_it("-");
    assert_next("a", "A");
    assert_int_equal(write(go[1], "!", 1), 1);
    assert_next("b", "B");
    assert_end();
    alarm(0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(in[0]);
    close(go[0]);
    close(go[1]);
}

static void a_pipe_with_a_name_is_looked_at_too(void **state)
{
    (void)state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    int both = open("pipe", O_RDWR);
    assert_true(both >= 0);
    assert_int_equal(write(both, "{\"text\": \"a\"}\n", 14), 14);
    open_it("pipe");
    assert_next("1", "a");
    close(both);
    assert_end();
}

// ── An article by itself ──

static void an_article_can_be_set(void **state)
{
    (void)state;
    char text[] = "“No,” he said.";
    assert_int_equal(quoth_article_set(article, Q_STR("n"), q_str_from(text), &error),
                     QUOTH_OK);
    text[0] = 'x';
    assert_str(quoth_article_text(article), "“No,” he said.");
    assert_str(quoth_article_name(article), "n");
    assert_str(quoth_article_cut(article, (quoth_span){3, 5}), "No");
    assert_int_equal(quoth_article_set(article, Q_NO_STR, Q_NO_STR, NULL), QUOTH_OK);
    assert_str(quoth_article_text(article), "");
    assert_str(quoth_article_name(article), NULL);
    assert_int_equal(quoth_article_set(article, Q_STR("n"), Q_STR("ab\xff"), &error),
                     QUOTH_EFORMAT);
    assert_int_equal(error.offset, 2);
    assert_str(quoth_article_text(article), NULL);
    assert_str(quoth_article_id(article), NULL);
    assert_int_equal(quoth_article_set(article, Q_STR("n"),
                                       q_str("", (size_t)Q_MAX_ARTICLE + 1), &error),
                     QUOTH_ELIMIT);
    assert_int_equal(error.offset, Q_MAX_ARTICLE);
    for (uint64_t n = 1; n <= 2; n++) {
        q_arena_fail_at(n);
        assert_int_equal(quoth_article_set(article, Q_STR("n"), Q_STR("t"), &error),
                         QUOTH_ENOMEM);
        assert_str(quoth_article_name(article), NULL);
    }
    q_arena_fail_at(0);
}

// ── Captures ──

#define GZIP_HEAD "\x1f\x8b\x08\0\0\0\0\0\0\3"

static void damage_is_told_without_an_article_too(void **state)
{
    (void)state;
    const quoth_str cut = q_str(GZIP_HEAD, sizeof GZIP_HEAD - 1);
    write_bytes("a.html.gz", cut);
    open_it("a.html.gz");
    assert_wrong(QUOTH_EFORMAT, cut.len, "gzip data is cut off");
    assert_end();
    write_bytes("a.xml.gz", cut);
    open_it("a.xml.gz");
    assert_wrong(QUOTH_EFORMAT, 0, "not a feed: no <rss>, <feed> or <rdf:RDF>");
    assert_wrong(QUOTH_EFORMAT, cut.len, "gzip data is cut off");
    assert_end();
    write_bytes("a.txt.gz", cut); // its article has it
    open_it("a.txt.gz");
    assert_next("a", "");
    assert_string_equal(quoth_article_flaw(article)->message, "gzip data is cut off");
    assert_int_equal(quoth_article_flaw(article)->offset, cut.len);
    assert_end();
}

static void damage_goes_before_what_came_of_it(void **state)
{
    (void)state;
    // one stored block of 64 bytes, cut off in a character
    static const char page[] =
        GZIP_HEAD "\1\x40\0\xbf\xff<p>\xc3\xa9t\xc3\xa9 \xc3\xa9 \xe2\x80";
    write_bytes("a.html.gz", q_str(page, sizeof page - 1));
    open_it("a.html.gz");
    assert_next("a", "été é \xef\xbf\xbd");
    assert_string_equal(quoth_article_flaw(article)->message, "gzip data is cut off");
    assert_int_equal(quoth_article_flaw(article)->offset, sizeof page - 1);
}

// A record of an archive with a page in it.
#define RECORD_OF(len, page)                                                               \
    "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://herald.example/\r\n"       \
    "Content-Type: text/html\r\nContent-Length: " len "\r\n\r\n" page "\r\n\r\n"
#define RECORD RECORD_OF("20", "<p>It is é, é\xff</p>")
#define RECORD_NAMING RECORD_OF("24", "<meta charset=no><p>No.\n")

static void a_flaw_in_an_archive_is_at_its_record(void **state)
{
    (void)state;
    write_file("a.warc", RECORD RECORD RECORD_NAMING);
    open_it("a.warc");
    for (uint64_t n = 0; n < 2; n++) {
        assert_next(n ? "a#2" : "a#1", "It is é, éÿ");
        assert_string_equal(
            quoth_article_flaw(article)->message,
            "not valid UTF-8; such bytes are read as windows-1252, at its byte 15");
        assert_int_equal(quoth_article_flaw(article)->offset, n * (sizeof RECORD - 1));
    }
    assert_next("a#3", "No.");
    assert_string_equal(quoth_article_flaw(article)->message,
                        "the page names a charset that is none");
    assert_int_equal(quoth_article_flaw(article)->offset, 2 * (sizeof RECORD - 1));
    assert_end();
}

static void captures_outlive_their_reader(void **state)
{
    (void)state;
    static const struct {
        const char *path, *bytes, *name, *text;
    } units[] = {
        {"a.html", "<p>One.", "a", "One."},
        {"b.txt", "Two.", "b", "Two."},
        {"c.xml", "<rss><channel><item><description>Three.</description></item></channel>",
         "c#1", "Three."},
        {"d.jsonl", "{\"text\": \"Four.\"}", "1", "Four."},
        {"e.warc", RECORD, "e#1", "It is é, éÿ"},
        {"f.html", "<p>Five.", "f", "Five."},
    };
    quoth_read_options options = {.outlet = "The Herald", .published = "2023-06-08"};
    quoth_capture *capture = quoth_capture_new();
    assert_non_null(capture);
    assert_int_equal(quoth_capture_next(capture, article, NULL), QUOTH_END);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        write_file(units[i].path, units[i].bytes);
        open_with(units[i].path, &options);
        assert_int_equal(quoth_reader_take(reader, capture, NULL), QUOTH_OK);
        quoth_reader_close(reader);
        reader = NULL;
        assert_int_equal(quoth_capture_next(capture, article, NULL), QUOTH_OK);
        assert_str(quoth_article_name(article), units[i].name);
        assert_str(quoth_article_text(article), units[i].text);
        assert_str(quoth_article_outlet(article), "The Herald");
        assert_str(quoth_article_published(article)->value, "2023-06-08");
        assert_str(quoth_article_path(article), units[i].path);
        assert_int_equal(quoth_capture_next(capture, article, NULL), QUOTH_END);
        assert_int_equal(quoth_capture_next(capture, article, NULL), QUOTH_END);
    }
    quoth_capture_free(capture);
}

// ── Torture: the n-th allocation fails ──

// Reads all of `path`; every failure must be ENOMEM. How many articles came.
static int read_through(const char *path, int *failures)
{
    quoth_read_options options = {.outlet = "O", .url = "U", .published = "2001"};
    quoth_status status = quoth_reader_open_path(&reader, path, &options, &error);
    int articles = 0;
    *failures = 0;
    if (status != QUOTH_OK) {
        assert_int_equal(status, QUOTH_ENOMEM);
        ++*failures;
        return 0;
    }
    while ((status = quoth_reader_next(reader, article, &error)) != QUOTH_END) {
        if (status == QUOTH_OK) {
            assert_non_null(quoth_article_name(article).ptr);
            assert_non_null(quoth_article_url(article).ptr);
            articles++;
            continue;
        }
        assert_int_equal(status, QUOTH_ENOMEM);
        assert_null(quoth_article_name(article).ptr);
        ++*failures;
    }
    quoth_reader_close(reader);
    reader = NULL;
    return articles;
}

static void walk_failures(void (*fail_at)(uint64_t))
{
    uint64_t n = 0;
    int failures, articles;
    do {
        fail_at(++n);
        articles = read_through("d", &failures);
        fail_at(0);
        assert_true(failures <= 1);
        assert_true(failures || articles == 5);
    } while (failures && n < 1000);
    assert_in_range(n, 5, 999);
    assert_int_equal(read_through("d", &failures), 5);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0755) | mkdir("d/b", 0755), 0);
    write_file("d/a.txt", "a");
    write_file("d/b/one.jsonl",
               "{\"text\": \"\\n1\", \"id\": \"x\", \"title\": \"\\\"t\", "
               "\"published\": \"2016\", \"authors\": [\"A\"]}\n"
               "{\"text\": \"2\", \"x\": {}, \"authors\": \"B\", \"id\": 5, \"published\": "
               "\"?\"}\n{\"text\": \"3\"}\n");
    write_file("d/latin.txt", "caf\xe9");
    walk_failures(q_arena_fail_at);
    walk_failures(q_buf_fail_at);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_text_file_is_one_article),
        TEST(an_empty_file_is_an_empty_article),
        TEST(options_fill_in_what_is_not_told),
        TEST(the_language_is_told_or_given),
        TEST(a_text_has_a_limit),
        TEST(what_cannot_be_opened_is_said),
        TEST(what_is_no_text_becomes_text),
        TEST(names_lose_their_endings),
        TEST(lines_are_articles),
        TEST(authors_are_a_string_or_a_list),
        TEST(a_wrong_line_is_passed_over),
        TEST(a_file_that_is_no_jsonl_is_refused_once),
        TEST(a_line_has_a_limit),
        TEST(the_fast_way_agrees_with_jansson),
        TEST(a_folder_is_walked_in_order),
        TEST(folders_have_a_depth),
        TEST(an_empty_folder_has_no_articles),
        TEST(what_cannot_be_read_in_a_folder_is_passed_over),
        TEST(standard_input_is_looked_at),
        TEST(wide_pages_are_seen_too),
        TEST(a_stream_is_not_waited_for),
        TEST(a_pipe_with_a_name_is_looked_at_too),
        TEST(an_article_can_be_set),
        TEST(damage_is_told_without_an_article_too),
        TEST(damage_goes_before_what_came_of_it),
        TEST(a_flaw_in_an_archive_is_at_its_record),
        TEST(captures_outlive_their_reader),
        TEST(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
