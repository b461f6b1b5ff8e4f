#include "read/plaintext.h"

#include "base/error.h"
#include "base/limits.h"
#include "read/charset.h"

// Where the name's last ending begins, its dot; name.len: it has none.
static size_t find_ending(quoth_str name)
{
    enum { LONGEST = 8 };
    size_t dot = name.len;
    while (dot > 0 && name.ptr[dot - 1] != '.')
        dot--;
    if (dot < 2 || dot == name.len || name.len - dot > LONGEST)
        return name.len;
    if (!q_is_letter(name.ptr[dot]))
        return name.len;
    for (size_t i = dot; i < name.len; i++)
        if (!q_is_letter(name.ptr[i]) && !q_is_digit(name.ptr[i]))
            return name.len;
    return dot - 1;
}

static bool is_packed(quoth_str ending)
{
    static const char *const packed[] = {".gz", ".zst", ".bz2", ".xz", ".br"};
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
        if (q_str_equal_nocase(ending, q_str_from(packed[i])))
            return true;
    return false;
}

quoth_str q_plaintext_unpacked(quoth_str name)
{
    size_t end = find_ending(name);
    return is_packed(q_str(name.ptr + end, name.len - end)) ? q_str(name.ptr, end) : name;
}

quoth_str q_plaintext_name(quoth_str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    quoth_str name = q_plaintext_unpacked(q_str(path.ptr + start, path.len - start));
    return q_str(name.ptr, find_ending(name));
}

quoth_status q_plaintext_read(quoth_str bytes, const char *charset,
                              struct quoth_article *article, quoth_error *error)
{
    quoth_str text;
    q_article_clear(article);
    if (bytes.len > Q_MAX_ARTICLE)
        return q_error(error, QUOTH_ELIMIT, Q_MAX_ARTICLE, "longer than %u MB",
                       Q_MAX_ARTICLE >> 20);
    quoth_status status = q_charset_read(bytes, charset, &article->arena, &text, error);
    if (status == QUOTH_OK)
        q_article_adopt(article, text);
    else
        q_article_clear(article);
    return status;
}
