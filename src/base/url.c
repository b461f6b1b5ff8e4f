#include "base/url.h"

// The parts of an address, each with the mark that begins or (scheme) ends it; empty: it is
// not there.
struct parts {
    quoth_str scheme, host, path, query, fragment;
};

// Length of the scheme with its colon; 0: there is none. One letter is a drive.
static size_t scheme_of(quoth_str s)
{
    size_t i = 0;
    while (i < s.len && (q_is_letter(s.ptr[i]) || (i && q_is_digit(s.ptr[i])) ||
                         (i && (s.ptr[i] == '+' || s.ptr[i] == '-' || s.ptr[i] == '.'))))
        i++;
    return i > 1 && i < s.len && s.ptr[i] == ':' ? i + 1 : 0;
}

bool q_url_is_whole(quoth_str s)
{
    return scheme_of(s) > 0;
}

// Takes `len` bytes of `*rest`.
static quoth_str take(quoth_str *rest, size_t len)
{
    quoth_str out = q_str(rest->ptr, len);
    *rest = q_str(rest->ptr + len, rest->len - len);
    return out;
}

// How much of `s` stands before any of `marks`.
static size_t before(quoth_str s, const char *marks)
{
    size_t len = 0;
    while (len < s.len && !(s.ptr[len] && strchr(marks, s.ptr[len])))
        len++;
    return len;
}

static struct parts take_apart(quoth_str s)
{
    struct parts p = {.scheme = take(&s, scheme_of(s))};
    bool host = q_str_starts(s, Q_STR("//"));
    p.host = take(&s, host ? 2 + before(q_str(s.ptr + 2, s.len - 2), "/?#") : 0);
    p.path = take(&s, before(s, "?#"));
    p.query = take(&s, before(s, "#"));
    p.fragment = s;
    return p;
}

static size_t add(char *out, size_t len, quoth_str s)
{
    if (s.len)
        memcpy(out + len, s.ptr, s.len);
    return len + s.len;
}

// Appends the path `s` behind out[start, len), whose last segment is whole ("/" is put
// between them where none is), and takes "." and ".." for what they mean.
static size_t add_path(char *out, size_t start, size_t len, quoth_str s)
{
    while (s.len) {
        quoth_str segment = take(&s, before(s, "/"));
        quoth_str slash = take(&s, s.len ? 1 : 0);
        bool up = q_str_equal(segment, Q_STR(".."));
        if (!up && !q_str_equal(segment, Q_STR("."))) {
            len = add(out, add(out, len, segment), slash);
            continue;
        }
        if (up && len > start + 1) // the root has nothing above
            len--;
        while (up && len > start && out[len - 1] != '/')
            len--;
    }
    return len;
}

quoth_str q_url_resolve(quoth_str url, quoth_str base, struct q_arena *arena)
{
    struct parts u = take_apart(url.ptr ? url : Q_STR(""));
    struct parts b = take_apart(base.ptr ? base : Q_STR(""));
    char *out = q_arena_array(arena, 1, url.len + base.len + 1);
    if (!out)
        return Q_NO_STR;
    if (u.scheme.len || !b.scheme.len)
        return q_str(out, add(out, 0, url));
    size_t len = add(out, 0, b.scheme);
    len = add(out, len, u.host.len ? u.host : b.host);
    bool same = !u.host.len && !u.path.len;
    size_t start = len;
    if (same)
        len = add(out, len, b.path);
    if (!same && !u.host.len && !q_str_starts(u.path, Q_STR("/"))) {
        size_t folder = b.path.len; // with its slash
        while (folder > 0 && b.path.ptr[folder - 1] != '/')
            folder--;
        len = add_path(out, start, len, q_str(b.path.ptr, folder));
        if (folder == 0 && b.host.len)
            out[len++] = '/';
    }
    len = add_path(out, start, len, u.path);
    len = add(out, len, same && !u.query.len ? b.query : u.query);
    return q_str(out, add(out, len, u.fragment));
}
