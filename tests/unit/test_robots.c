// src/fetch/robots: RFC 9309, first with its own examples.
#include "base/str.h"
#include "fetch/robots.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static struct q_robots robots;

static void reads(const char *text)
{
    q_robots_release(&robots);
    q_robots_init(&robots);
    assert_int_equal(q_robots_read(&robots, q_str_from(text)), QUOTH_OK);
}

static bool allows(const char *path)
{
    return q_robots_allow(&robots, q_str_from(path));
}

#define ALLOWS(path) assert_true(allows(path))
#define FORBIDS(path) assert_false(allows(path))

static void nothing_said_is_all_allowed(void **state)
{
    (void)state;
    static const char *const empty[] = {
        "",
        "\n\n# nothing\n",
        "<!doctype html><p>Not found: User-agent</p>",
        "User-agent: *\nDisallow:\n",
        "User-agent: *\nDisallow: # nothing\n",
        "User-agent: other\nDisallow: /\n",
        "Disallow: /\n", // of nobody
        "User-agent *\nDisallow /\n",
    };
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        reads(empty[i]);
        ALLOWS("/");
        ALLOWS("/a?b");
    }
}

static void the_longest_rule_wins(void **state)
{
    (void)state;
    reads("User-Agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n");
    ALLOWS("/example/page/a");
    FORBIDS("/example/page/disallowed.gif");
    ALLOWS("/other");
    reads("User-Agent: *\nDisallow: /a\nAllow: /a\n"); // as long: allow
    ALLOWS("/a/b");
    reads("User-Agent: *\nAllow: /p\nDisallow: /\n");
    ALLOWS("/page");
    FORBIDS("/other");
    reads("User-Agent: *\nAllow: /$\nDisallow: /\n");
    ALLOWS("/");
    FORBIDS("/page.html");
    reads("User-Agent: *\nAllow: /page\nDisallow: /*.html\n");
    FORBIDS("/page.html");
    ALLOWS("/page");
}

static void paths_are_case_sensitive_and_start_at_the_start(void **state)
{
    (void)state;
    reads("user-agent: *\ndisallow: /fish\n");
    FORBIDS("/fish");
    FORBIDS("/fish.html");
    FORBIDS("/fisheads?a");
    ALLOWS("/Fish");
    ALLOWS("/a/fish");
    reads("user-agent: *\ndisallow: fish\n");
    ALLOWS("/fish");
}

static void wildcards(void **state)
{
    (void)state;
    reads("User-agent: *\nDisallow: /*.php$\nDisallow: /a*b*c\nDisallow: *secret\n");
    FORBIDS("/index.php");
    FORBIDS("/x/.php.php");
    ALLOWS("/index.php?a");
    ALLOWS("/index.PHP");
    FORBIDS("/abc");
    FORBIDS("/a/b/b/c/d");
    ALLOWS("/acb");
    FORBIDS("/x/secret/y");
    reads("User-agent: *\nDisallow: /a*ab$\nDisallow: /d**e\n");
    FORBIDS("/aab");
    FORBIDS("/aabab");
    ALLOWS("/ab"); // the two parts may not share a byte
    ALLOWS("/aaba");
    FORBIDS("/dxe");
    reads("User-agent: *\nDisallow: /a*$\nDisallow: $\nDisallow: /b$c\n");
    FORBIDS("/abc");
    ALLOWS("/");
    FORBIDS("/b$cd"); // a $ inside stands for itself
    reads("User-agent: *\nDisallow: *\n");
    FORBIDS("/");
}

static void one_way_of_writing(void **state)
{
    (void)state;
    reads("User-agent: *\nDisallow: /foo/bar/ツ\nDisallow: /a%3cd.html\n"
          "Disallow: /~jane\nDisallow: /x%2Fy\nDisallow: /file-%2A.html\nDisallow: /%24\n");
    FORBIDS("/foo/bar/%E3%83%84");
    FORBIDS("/foo/bar/%e3%83%84");
    FORBIDS("/foo/bar/ツ");
    FORBIDS("/a%3Cd.html");
    FORBIDS("/%7Ejane/a");
    FORBIDS("/%7ej%61ne");
    FORBIDS("/x%2fy");
    ALLOWS("/x/y"); // reserved: coded and plain are not the same
    FORBIDS("/file-*.html");
    ALLOWS("/file-a.html");
    FORBIDS("/$");
    reads("User-agent: *\nDisallow: /50%\nDisallow: /%zz\nDisallow: /q%2\n");
    FORBIDS("/50%");
    FORBIDS("/%zz");
    FORBIDS("/q%2");
}

static void our_group_comes_before_everybodys(void **state)
{
    (void)state;
    reads("User-agent: *\nDisallow: /\n\nUser-agent: QUOTH\nDisallow: /a\n");
    ALLOWS("/b");
    FORBIDS("/a");
    reads("User-agent: quoth\nAllow: /\n\nUser-agent: *\nDisallow: /\n");
    ALLOWS("/b");
    reads("User-agent: *\nDisallow: /\n\nUser-agent: quoth\n"); // nothing for us
    ALLOWS("/b");
    reads("User-agent: quoth/1.0 (of the press)\nDisallow: /\n");
    FORBIDS("/");
    reads("User-agent: quothbot\nUser-agent: quo\nUser-agent: unquoth\nDisallow: /\n");
    ALLOWS("/");
}

static void groups(void **state)
{
    (void)state;
    reads("User-agent: other\nUser-agent: quoth\n\n# both\nSitemap: /s\nUser-agent: third\n"
          "Disallow: /a\nUser-agent: fourth\nDisallow: /b\nUser-agent: quoth\nDisallow: "
          "/c\n");
    FORBIDS("/a");
    ALLOWS("/b");
    FORBIDS("/c"); // groups for one agent are one
    reads("User-agent: *\nCrawl-delay: 5\n\nUser-agent: other\nDisallow: /\n");
    ALLOWS("/a");
}

static void lines_of_every_kind(void **state)
{
    (void)state;
    reads("\xef\xbb\xbfUSER-AGENT:*\r\n \t disallow \t:\t /a b # why\rDisallow:/c\n"
          "Noindex: /d\nDisallow: /e");
    FORBIDS("/a%20b");
    FORBIDS("/c");
    ALLOWS("/d");
    FORBIDS("/e"); // no line end
    ALLOWS("/robots.txt");
    reads("User-agent: *\nDisallow: /");
    ALLOWS("/robots.txt");
    FORBIDS("/robots.txt2");
    quoth_str odd = Q_STR("User-agent: *\nDisallow: /a\0b\xff\n");
    assert_int_equal(q_robots_read(&robots, odd), QUOTH_OK);
    ALLOWS("/a");
    FORBIDS("/a%00b%ff");
}

static void delays(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t delay;
    } cases[] = {
        {"User-agent: *\nCrawl-delay: 10", 10000},
        {"User-agent: *\nCrawl-delay: 0.5\n", 500},
        {"User-agent: *\nCrawl-delay: 1.2345\n", 1234},
        {"User-agent: *\nCrawl-delay: 99999999999999999999\n", 3600000},
        {"User-agent: *\nCrawl-delay: -1\n", 0},
        {"User-agent: *\nCrawl-delay: soon\n", 0},
        {"User-agent: *\nCrawl-delay: 1.2.3\n", 0},
        {"User-agent: other\nCrawl-delay: 10\n", 0},
        {"User-agent: *\nCrawl-delay: 10\nUser-agent: quoth\nCrawl-delay: 2\n", 2000},
        {"User-agent: *\nCrawl-delay: 10\nUser-agent: quoth\nAllow: /\n", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reads(cases[i].text);
        assert_int_equal(robots.delay, cases[i].delay);
    }
}

static void what_is_too_long(void **state)
{
    (void)state;
    size_t len = Q_MAX_ROBOTS + 100;
    char *text = malloc(len);
    assert_non_null(text);
    memset(text, '\n', len);
    memcpy(text, "User-agent: *\nDisallow: /a\n", 27);
    memcpy(text + Q_MAX_ROBOTS, "Disallow: /b\n", 13);
    q_robots_release(&robots);
    q_robots_init(&robots);
    assert_int_equal(q_robots_read(&robots, q_str(text, len)), QUOTH_OK);
    FORBIDS("/a");
    ALLOWS("/b");
    memset(text, 'c', Q_MAX_URL + 1);
    text[0] = '/';
    assert_true(q_robots_allow(&robots, q_str(text, 2)));
    assert_false(q_robots_allow(&robots, q_str(text, Q_MAX_URL + 1)));
    free(text);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

// 500 kB of wildcards that nearly match a long path, as one rule and as many.
static void hostile_rules_cost_no_more_than_long_ones(void **state)
{
    (void)state;
    static const char *const units[] = {"*a", "\nDisallow: *a*a*a*b", "\nDisallow:*ab$"};
    char path[Q_MAX_URL];
    memset(path, 'a', sizeof path);
    path[0] = '/';
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct q_buf text;
        q_buf_init(&text, Q_MAX_ROBOTS);
        q_buf_add_str(&text, Q_STR("User-agent: *\nDisallow:"));
        while (text.len + 40 < Q_MAX_ROBOTS)
            q_buf_add_str(&text, q_str_from(units[i]));
        q_robots_release(&robots);
        q_robots_init(&robots);
        double began = seconds();
        assert_int_equal(q_robots_read(&robots, q_str(text.ptr, text.len)), QUOTH_OK);
        assert_true(q_robots_allow(&robots, q_str(path, sizeof path)));
        assert_true(seconds() - began < 5);
        q_buf_release(&text);
    }
}

static void memory_runs_out(void **state)
{
    (void)state;
    q_robots_release(&robots);
    q_robots_init(&robots);
    q_buf_fail_at(1);
    quoth_str text = Q_STR("User-agent: *\nDisallow: /a\n");
    assert_int_equal(q_robots_read(&robots, text), QUOTH_ENOMEM);
    q_buf_fail_at(0);
    assert_int_equal(q_robots_read(&robots, text), QUOTH_OK);
    FORBIDS("/a");
    q_robots_release(&robots);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_said_is_all_allowed),
        cmocka_unit_test(the_longest_rule_wins),
        cmocka_unit_test(paths_are_case_sensitive_and_start_at_the_start),
        cmocka_unit_test(wildcards),
        cmocka_unit_test(one_way_of_writing),
        cmocka_unit_test(our_group_comes_before_everybodys),
        cmocka_unit_test(groups),
        cmocka_unit_test(lines_of_every_kind),
        cmocka_unit_test(delays),
        cmocka_unit_test(what_is_too_long),
        cmocka_unit_test(hostile_rules_cost_no_more_than_long_ones),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
