// src/base/base64: bytes as text and back.
#include "base/base64.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct q_buf buf;

static void assert_puts(const char *bytes, const char *text)
{
    q_buf_clear(&buf, 0);
    q_base64_put(&buf, q_str_from(bytes));
    assert_int_equal(buf.len, strlen(text));
    assert_memory_equal(buf.ptr ? buf.ptr : "", text, buf.len);
    q_buf_clear(&buf, 0);
    assert_true(q_base64_read(&buf, q_str_from(text)));
    assert_int_equal(buf.len, strlen(bytes));
    assert_memory_equal(buf.ptr ? buf.ptr : "", bytes, buf.len);
}

static void examples_of_the_standard(void **state)
{
    (void)state;
    q_buf_init(&buf, 1 << 20);
    assert_puts("", "");
    assert_puts("f", "Zg==");
    assert_puts("fo", "Zm8=");
    assert_puts("foo", "Zm9v");
    assert_puts("foob", "Zm9vYg==");
    assert_puts("fooba", "Zm9vYmE=");
    assert_puts("foobar", "Zm9vYmFy");
    assert_puts("\xff\xfe\xfb\xef", "//777w==");
    q_buf_release(&buf);
}

static void every_byte_comes_back(void **state)
{
    (void)state;
    char bytes[256];
    struct q_buf back;
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    q_buf_init(&buf, 1 << 20);
    q_buf_init(&back, 1 << 20);
    for (size_t len = 0; len <= sizeof bytes; len++) {
        q_buf_cut(&buf, 0);
        q_buf_cut(&back, 0);
        q_base64_put(&buf, q_str(bytes, len));
        assert_true(q_base64_read(&back, q_str(buf.ptr ? buf.ptr : "", buf.len)));
        assert_int_equal(back.len, len);
        assert_memory_equal(back.ptr ? back.ptr : "", bytes, len);
    }
    q_buf_release(&buf);
    q_buf_release(&back);
}

static void what_is_none_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"Z",        "Zg",      "Zg=",  "Zg==\n",
                                        "Z===",     "====",    "Zh==", "Zm9=",
                                        "Zm9v Zm9", "Zg==Zg=", "Zm9ö", NULL};
    q_buf_init(&buf, 1 << 20);
    for (int i = 0; wrong[i]; i++)
        if (q_base64_read(&buf, q_str_from(wrong[i])))
            fail_msg("read %s", wrong[i]);
    q_buf_release(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_of_the_standard),
        cmocka_unit_test(every_byte_comes_back),
        cmocka_unit_test(what_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
