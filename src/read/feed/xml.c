#include "read/feed/xml.h"

#include "read/markup/markup.h"

enum {
    LONGEST_NAME = 32,   // of an entity
    LONGEST_VALUE = 256, // of an entity of the document
    MOST_EXPANDED = 1024 * 1024
};

// ── Namespaces ──

#define S(literal)                                                                         \
    {                                                                                      \
        literal, sizeof(literal) - 1                                                       \
    }
static const struct {
    quoth_str prefix; // that everybody writes, for feeds that forget to declare it
    quoth_str uri;    // how the namespace begins
    enum q_xml_space space;
} spaces[] = {
    {S("atom"), S("http://www.w3.org/2005/atom"), Q_XML_PLAIN},
    {S("rss"), S("http://purl.org/rss/1.0/"), Q_XML_PLAIN},
    {S(""), S("http://purl.org/atom/"), Q_XML_PLAIN},
    {S(""), S("http://purl.org/net/rss"), Q_XML_PLAIN},
    {S(""), S("http://backend.userland.com/rss"), Q_XML_PLAIN},
    {S(""), S("http://blogs.law.harvard.edu/tech/rss"), Q_XML_PLAIN},
    {S(""), S("http://my.netscape.com/rdf/simple/"), Q_XML_PLAIN},
    {S(""), S("http://my.netscape.com/publish/formats/"), Q_XML_PLAIN},
    {S(""), S("http://channel.netscape.com/rdf/simple/"), Q_XML_PLAIN},
    {S("dc"), S("http://purl.org/dc/elements/"), Q_XML_DC},
    {S("dcterms"), S("http://purl.org/dc/terms/"), Q_XML_DCTERMS},
    {S("content"), S("http://purl.org/rss/1.0/modules/content"), Q_XML_CONTENT},
    {S("xhtml"), S("http://www.w3.org/1999/xhtml"), Q_XML_XHTML},
    {S("rdf"), S("http://www.w3.org/1999/02/22-rdf-syntax-ns"), Q_XML_RDF},
    {S("feedburner"), S("http://rssnamespace.org/feedburner"), Q_XML_FEEDBURNER},
    {S(""), S("http://purl.org/rss/1.0/modules/"), Q_XML_STRANGE},
};
enum { SPACES = sizeof spaces / sizeof *spaces };

// The longest beginning wins: modules stand below RSS 1.0.
static enum q_xml_space space_of_uri(quoth_str uri)
{
    size_t best = SPACES;
    for (size_t i = 0; i < SPACES; i++)
        if (q_str_starts_nocase(uri, spaces[i].uri) &&
            (best == SPACES || spaces[i].uri.len > spaces[best].uri.len))
            best = i;
    return best < SPACES ? spaces[best].space : Q_XML_STRANGE;
}

static void declare(struct q_xml *xml, quoth_str prefix, quoth_str uri)
{
    size_t i = 0;
    while (i < xml->prefix_count && !q_str_equal(xml->prefixes[i].prefix, prefix))
        i++;
    if (i == Q_XML_PREFIXES)
        return;
    if (i == xml->prefix_count)
        xml->prefixes[xml->prefix_count++].prefix = prefix;
    xml->prefixes[i].space = space_of_uri(q_str_trim(uri));
}

static void declare_all(struct q_xml *xml, quoth_str tag)
{
    static const quoth_str mark = S("xmlns:");
    quoth_str name, value;
    for (size_t at = 0; q_markup_next_attribute(tag, &at, &name, &value);)
        if (q_str_starts(name, mark) && value.ptr)
            declare(xml, q_str(name.ptr + mark.len, name.len - mark.len), value);
}

static enum q_xml_space space_of_prefix(const struct q_xml *xml, quoth_str prefix)
{
    if (prefix.len == 0)
        return Q_XML_PLAIN;
    for (size_t i = 0; i < xml->prefix_count; i++)
        if (q_str_equal(xml->prefixes[i].prefix, prefix))
            return xml->prefixes[i].space;
    for (size_t i = 0; i < SPACES; i++)
        if (q_str_equal_nocase(spaces[i].prefix, prefix))
            return spaces[i].space;
    return Q_XML_STRANGE;
}

// ── Tokens ──

void q_xml_init(struct q_xml *xml, quoth_str in)
{
    *xml = (struct q_xml){.in = in};
}

static quoth_str rest_of(const struct q_xml *xml)
{
    return q_str(xml->in.ptr + xml->at, xml->in.len - xml->at);
}

// Where `mark` begins at or behind `from`; in.len: nowhere.
static size_t find(quoth_str in, size_t from, quoth_str mark)
{
    while (from < in.len) {
        const char *hit = memchr(in.ptr + from, mark.ptr[0], in.len - from);
        if (!hit)
            break;
        from = (size_t)(hit - in.ptr);
        if (q_str_starts(q_str(hit, in.len - from), mark))
            return from;
        from++;
    }
    return in.len;
}

static bool is_name_start(char c)
{
    return q_is_letter(c) || c == '_' || (c & 0x80);
}

static bool ends_name(char c)
{
    return q_is_space(c) || c == '>' || c == '/' || c == '<';
}

// Behind `opening`, up to `closing`, which is taken too. False: it is never closed, and
// `*never` says so from now on; only the opening is taken then.
static bool take_until(struct q_xml *xml, size_t opening, quoth_str closing, bool *never,
                       quoth_str *inside)
{
    size_t from = xml->at + opening;
    size_t end = *never ? xml->in.len : find(xml->in, from, closing);
    *never = end == xml->in.len;
    *inside = q_str(xml->in.ptr + from, end - from);
    xml->at = *never ? from : end + closing.len;
    return !*never;
}

// Where the tag that begins at `from` ends: at ">" outside of quote marks, or before "<".
static size_t end_of_tag(quoth_str in, size_t from)
{
    char quote = 0;
    for (size_t i = from; i < in.len; i++) {
        char c = in.ptr[i];
        if (c == '<')
            return i;
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '>')
            return i;
        else if ((c == '"' || c == '\'') && i > from && in.ptr[i - 1] == '=')
            quote = c;
    }
    return in.len;
}

static void take_tag(struct q_xml *xml, struct q_xml_token *token)
{
    quoth_str in = xml->in;
    bool close = in.ptr[xml->at + 1] == '/';
    size_t start = xml->at + 1 + close, i = start;
    quoth_str prefix = Q_NO_STR;
    for (; i < in.len && !ends_name(in.ptr[i]); i++)
        if (in.ptr[i] == ':' && prefix.len == 0) {
            prefix = q_str(in.ptr + start, i - start);
            start = i + 1;
        }
    size_t end = end_of_tag(in, i);
    token->kind = close ? Q_XML_CLOSE : Q_XML_OPEN;
    token->name = q_str(in.ptr + start, i - start);
    token->empty = !close && end > i && in.ptr[end - 1] == '/';
    token->inside = q_str(in.ptr + i, end - i - token->empty);
    xml->at = end + (end < in.len && in.ptr[end] == '>');
    if (!close)
        declare_all(xml, token->inside);
    token->space = space_of_prefix(xml, prefix);
}

// ── The document type ──

static quoth_str skip_space(quoth_str s)
{
    while (s.len && q_is_space(*s.ptr))
        s = q_str(s.ptr + 1, s.len - 1);
    return s;
}

static quoth_str take_word(quoth_str *rest)
{
    *rest = skip_space(*rest);
    size_t len = 0;
    while (len < rest->len && len <= LONGEST_NAME && !q_is_space(rest->ptr[len]))
        len++;
    quoth_str word = q_str(rest->ptr, len);
    *rest = q_str(rest->ptr + len, rest->len - len);
    return word;
}

// One declaration, behind "<!ENTITY": name "value". What stands in files is not fetched,
// and what is made of other entities stays as it is written. Returns what was taken.
static size_t take_entity(struct q_xml *xml, quoth_str declaration)
{
    quoth_str rest = declaration;
    quoth_str name = take_word(&rest);
    rest = skip_space(rest);
    char quote = rest.len ? *rest.ptr : ' ';
    if (name.len == 0 || name.len > LONGEST_NAME || (quote != '"' && quote != '\''))
        return 0;
    size_t near = rest.len - 1 < LONGEST_VALUE + 1 ? rest.len - 1 : LONGEST_VALUE + 1;
    const char *end = memchr(rest.ptr + 1, quote, near);
    if (!end || xml->entity_count == Q_XML_ENTITIES)
        return 0;
    quoth_str value = q_str(rest.ptr + 1, (size_t)(end - rest.ptr) - 1);
    xml->entities[xml->entity_count].name = name;
    xml->entities[xml->entity_count++].value = value;
    return (size_t)(end - declaration.ptr) + 1;
}

// <!DOCTYPE … [ … ]>, the first, or any other <!…>.
static void take_declaration(struct q_xml *xml)
{
    static const quoth_str entity = S("<!ENTITY");
    quoth_str in = xml->in;
    bool first = !xml->typed && q_str_starts(rest_of(xml), Q_STR("<!DOCTYPE"));
    bool inner = false; // between the brackets
    size_t i = xml->at + 2;
    xml->typed |= first;
    for (; i < in.len; i++) {
        quoth_str rest = q_str(in.ptr + i, in.len - i);
        if (in.ptr[i] == '[')
            inner = first;
        else if (in.ptr[i] == ']')
            inner = false;
        else if (inner && q_str_starts(rest, entity)) {
            i += entity.len - 1;
            i += take_entity(xml, q_str(in.ptr + i + 1, in.len - i - 1));
        } else if (!inner && (in.ptr[i] == '>' || in.ptr[i] == '<')) {
            break;
        }
    }
    xml->at = i + (i < in.len && in.ptr[i] == '>');
}

// What begins with "<!" or "<?". False: there is nothing to give out.
static bool take_special(struct q_xml *xml, struct q_xml_token *token)
{
    quoth_str rest = rest_of(xml), inside;
    if (q_str_starts(rest, Q_STR("<![CDATA["))) {
        // The last one may be cut off: what there is of it is its text.
        if (!take_until(xml, 9, Q_STR("]]>"), &xml->no_section, &token->inside) &&
            find(token->inside, 0, Q_STR("<![CDATA[")) == token->inside.len)
            xml->at = xml->in.len;
        else if (xml->no_section)
            return false;
        token->kind = Q_XML_CDATA;
        return true;
    }
    if (q_str_starts(rest, Q_STR("<!--")))
        take_until(xml, 4, Q_STR("-->"), &xml->no_comment, &inside);
    else if (rest.ptr[1] == '?')
        take_until(xml, 2, Q_STR("?>"), &xml->no_instruction, &inside);
    else
        take_declaration(xml);
    return false;
}

static void take_text(struct q_xml *xml, struct q_xml_token *token)
{
    // The first character is text whatever it is, also a "<" that begins nothing.
    const char *from = xml->in.ptr + xml->at;
    const char *end = memchr(from + 1, '<', xml->in.len - xml->at - 1);
    size_t len = end ? (size_t)(end - from) : xml->in.len - xml->at;
    token->kind = Q_XML_TEXT;
    token->inside = q_str(from, len);
    xml->at += len;
}

void q_xml_next(struct q_xml *xml, struct q_xml_token *token)
{
    for (bool given = false; !given;) {
        quoth_str rest = rest_of(xml);
        *token = (struct q_xml_token){.kind = Q_XML_END, .from = xml->at};
        given = true;
        if (rest.len == 0) {
            token->to = xml->at;
            return;
        }
        char c = rest.len > 1 ? rest.ptr[1] : ' ', d = rest.len > 2 ? rest.ptr[2] : ' ';
        if (rest.ptr[0] == '<' && (c == '!' || c == '?'))
            given = take_special(xml, token);
        else if (rest.ptr[0] == '<' && (is_name_start(c) || (c == '/' && is_name_start(d))))
            take_tag(xml, token);
        else
            take_text(xml, token);
    }
    token->to = xml->at;
}

quoth_str q_xml_attribute(const struct q_xml_token *token, quoth_str name)
{
    quoth_str found, value;
    for (size_t at = 0; q_markup_next_attribute(token->inside, &at, &found, &value);)
        if (q_str_equal_nocase(found, name))
            return value;
    return Q_NO_STR;
}

// ── References ──

static bool is_name(char c)
{
    return is_name_start(c) || q_is_digit(c) || c == '#' || c == '-' || c == '.';
}

// Length of the reference that `s` begins with: "&", a name, ";". 0: it is a mere "&".
static size_t reference_at(quoth_str s)
{
    size_t len = 1;
    while (len < s.len && len <= LONGEST_NAME && is_name(s.ptr[len]))
        len++;
    return len > 1 && len < s.len && s.ptr[len] == ';' ? len + 1 : 0;
}

// False: nobody knows it.
static bool add_reference(struct q_xml *xml, quoth_str reference, struct q_buf *out)
{
    char text[Q_REFERENCE_SIZE];
    size_t len = 0;
    quoth_str name = q_str(reference.ptr + 1, reference.len - 2);
    for (size_t i = 0; i < xml->entity_count; i++) {
        quoth_str value = xml->entities[i].value;
        if (!q_str_equal(xml->entities[i].name, name))
            continue;
        if (xml->expanded + value.len > MOST_EXPANDED)
            return false;
        xml->expanded += value.len;
        q_buf_add_str(out, value);
        return true;
    }
    if (q_markup_reference(reference, false, text, &len) != reference.len)
        return false;
    q_buf_add(out, text, len);
    return true;
}

void q_xml_decode(struct q_xml *xml, quoth_str written, struct q_buf *out)
{
    while (written.len) {
        const char *mark = memchr(written.ptr, '&', written.len);
        size_t before = mark ? (size_t)(mark - written.ptr) : written.len;
        q_buf_add(out, written.ptr, before);
        written = q_str(written.ptr + before, written.len - before);
        if (written.len == 0)
            break;
        size_t len = reference_at(written);
        if (len == 0 || !add_reference(xml, q_str(written.ptr, len), out)) {
            len = 1;
            q_buf_add_char(out, '&');
        }
        written = q_str(written.ptr + len, written.len - len);
    }
}
