/*
 * Text files of any bytes: the first byte picks a charset, the rest is the file. What comes
 * out is valid UTF-8 without NUL, in a language that has a name or is not known, the same
 * each time; what fails says where.
 */
#include "base/language.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "read/plaintext.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const charsets[] = {
        NULL,     NULL,           NULL,        "UTF-8",   "UTF-16", "UTF-16BE",
        "UTF-32", "windows-1252", "SHIFT_JIS", "GB18030", "UTF-7",  "ISO-2022-JP"};
    if (size == 0)
        return 0;
    const char *charset = charsets[data[0] % (sizeof charsets / sizeof *charsets)];
    quoth_str bytes = q_str((const char *)data + 1, size - 1);
    quoth_article *article = quoth_article_new(), *again = quoth_article_new();
    quoth_error error = {.status = QUOTH_OK};
    HOLD(article && again);
    quoth_status status = q_plaintext_read(bytes, charset, article, &error);
    quoth_str text = quoth_article_text(article);
    if (status == QUOTH_OK) {
        HOLD(q_utf8_check(text) == text.len);
        HOLD(!text.len || !memchr(text.ptr, '\0', text.len));
        quoth_str language = quoth_article_language(article);
        HOLD(q_language_name(language).ptr || q_str_equal(language, Q_STR("und")));
    } else {
        HOLD(status == QUOTH_EFORMAT && error.status == status && !text.ptr);
        HOLD(error.offset <= bytes.len);
    }
    HOLD(q_plaintext_read(bytes, charset, again, NULL) == status);
    HOLD(q_str_equal(text, quoth_article_text(again)));
    HOLD(q_str_equal(quoth_article_id(article), quoth_article_id(again)));
    quoth_article_free(article);
    quoth_article_free(again);
    return 0;
}
