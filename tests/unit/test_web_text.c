// How strings of others go into HTML, JSON and addresses.
#include "web/plain.h"
#include "web/text.h"
#include "web/twin.h"

#include <cmocka.h>
#include <string.h>

static void assert_text(struct text *text, const char *wanted)
{
    assert_false(text->failed);
    assert_int_equal(text->len, strlen(wanted));
    if (text->len)
        assert_memory_equal(text->ptr, wanted, text->len);
    text_release(text);
}

static void html_is_text(void **state)
{
    (void)state;
    struct text text;
    text_init(&text);
    text_html(&text, str_of("<script>\"Roe's\" & co</script>"));
    assert_text(&text, "&lt;script&gt;&quot;Roe&#39;s&quot; &amp; co&lt;/script&gt;");
    text_html(&text, (quoth_str){"a\0b\x1b\xff\xef\xbf\xbe"
                                 "c\xf0\x9f\x98\x80\xe2\x82",
                                 15});
    assert_text(&text, "a\xef\xbf\xbd"
                       "b\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
                       "c"
                       "\xf0\x9f\x98\x80\xef\xbf\xbd\xef\xbf\xbd");
}

static void json_is_a_string(void **state)
{
    (void)state;
    struct text text;
    text_init(&text);
    text_json(&text, str_of("say \"no\" \\ \n\t\x01 \xe2\x80\xa8 ü"));
    assert_text(&text, "\"say \\\"no\\\" \\\\ \\n\\t\\u0001 \\u2028 ü\"");
    text_json(&text, (quoth_str){NULL, 0});
    assert_text(&text, "null");
    text_island(&text, str_of("{\"a\": \"</script><!--\"}"));
    assert_text(&text, "{\"a\": \"\\u003c/script>\\u003c!--\"}");
}

static void addresses_are_plain(void **state)
{
    (void)state;
    struct text text;
    text_init(&text);
    text_url(&text, str_of("a b/ü?&=%\"<"));
    assert_text(&text, "a%20b%2F%C3%BC%3F%26%3D%25%22%3C");
    assert_true(plain_is_web(str_of("https://herald.example/")));
    assert_true(plain_is_web(str_of("HTTP://herald.example/")));
    assert_false(plain_is_web(str_of("javascript:alert(1)//http://")));
    assert_false(plain_is_web(str_of(" http://herald.example/")));
    assert_false(plain_is_web(str_of("data:text/html,x")));
    assert_false(plain_is_web(str_of("//herald.example/")));
    assert_false(plain_is_web((quoth_str){NULL, 0}));
    plain_url(&text, str_of("javascript:alert(1)"), str_of("<here>"));
    assert_text(&text, "&lt;here&gt;");
}

static void days_are_said(void **state)
{
    (void)state;
    static const char *const days[][2] = {
        {"2018-03-05", "5 March 2018"},
        {"2018-03", "March 2018"},
        {"2018", "2018"},
        {"2018-03-05T09:07", "5 March 2018, 09:07"},
        {"2018-03-05T09:07+01:00", "5 March 2018, 09:07 (+01:00)"},
        {"2018-03-05T09:07:30Z", "5 March 2018, 09:07 UTC"},
        {"2018-03-05T09-05:00", "5 March 2018, about 09:00 (-05:00)"},
        {"2018-W16", "2018-W16"},
        {"2018-03-05/2018-03-07", "2018-03-05/2018-03-07"},
        {"2018-13-05", "2018-13-05"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct text text;
        text_init(&text);
        plain_day(&text, str_of(days[i][0]));
        assert_text(&text, days[i][1]);
    }
}

static void only_what_html_knows_is_its_time(void **state)
{
    (void)state;
    static const char *const dates[][2] = {
        {"2018-03-05", "<time datetime=\"2018-03-05\">5 March 2018</time>"},
        {"2018-03-05T09:07Z",
         "<time datetime=\"2018-03-05T09:07Z\">5 March 2018, 09:07 UTC</time>"},
        {"2018-03-05T09-05:00", "5 March 2018, about 09:00 (-05:00)"},
        {"2018-W16", "2018-W16"},
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct text text;
        text_init(&text);
        plain_date(&text, &(quoth_date){.value = str_of(dates[i][0])});
        assert_text(&text, dates[i][1]);
    }
}

static void members_have_commas(void **state)
{
    (void)state;
    struct text json;
    text_init(&json);
    twin_open(&json, "ledger");
    twin_key(&json, "rows");
    text_put(&json, "[");
    for (uint64_t i = 1; i < 3; i++) {
        twin_next(&json);
        text_put(&json, "{");
        twin_number(&json, "entry", i);
        twin_word(&json, "why", NULL);
        text_put(&json, "}");
    }
    text_put(&json, "]");
    twin_time(&json, "at", 0);
    twin_close(&json);
    assert_text(&json, "{\"page\": \"ledger\", \"ok\": true, \"rows\": [{\"entry\": 1, "
                       "\"why\": null}, {\"entry\": 2, \"why\": null}], \"at\": "
                       "\"1970-01-01T00:00:00Z\"}\n");
}

static void spans_are_code_points(void **state)
{
    (void)state;
    static const quoth_span spans[] = {{4, 6}, {8, 11}, {12, 14}};
    struct text json;
    text_init(&json);
    text_put(&json, "{");
    twin_spans(&json, "at", str_of("😀üüü12345678"), (quoth_spans){spans, 3});
    assert_text(&json, "{\"at\": [[1, 2], [3, 5], [6, 8]]");
    text_put(&json, "{");
    twin_spans(&json, "at", str_of(""), (quoth_spans){NULL, 0});
    assert_text(&json, "{\"at\": []");
}

static void too_long_sticks(void **state)
{
    (void)state;
    struct text text;
    text_init(&text);
    text_put(&text, "a");
    size_t len = text.len;
    text_add(&text, (quoth_str){"b", (size_t)TEXT_MAX});
    assert_true(text.failed);
    text_put(&text, "c");
    assert_int_equal(text.len, len);
    text_empty(&text);
    assert_true(text.failed); // what was made of it lacks "b"
    text_clear(&text);
    assert_false(text.failed);
    text_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_is_text),
        cmocka_unit_test(json_is_a_string),
        cmocka_unit_test(addresses_are_plain),
        cmocka_unit_test(days_are_said),
        cmocka_unit_test(only_what_html_knows_is_its_time),
        cmocka_unit_test(members_have_commas),
        cmocka_unit_test(spans_are_code_points),
        cmocka_unit_test(too_long_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
