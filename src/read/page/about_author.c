// Who wrote a page's article.
#include "read/page/about_facts.h"

#include "base/date.h"

enum {
    NAME_MOST = 120, // bytes
    NAMES = 40,      // of one article
    BEFORE = 150,    // nodes around the headline
    BEHIND = 300,
    LINE = 300 // bytes of a byline
};

// Names, each once.
struct names {
    struct q_facts *facts;
    quoth_str outlet; // folded
    quoth_str name[NAMES], folded[NAMES];
    uint32_t count;
    bool by_outlet; // the outlet stood among them
};

static size_t starts(quoth_str s, const char *word)
{
    size_t len = strlen(word);
    return s.len >= len && q_str_equal_nocase(q_str(s.ptr, len), q_str(word, len)) ? len
                                                                                   : 0;
}

static quoth_str behind(quoth_str s, size_t len)
{
    return q_str_trim(q_str(s.ptr + len, s.len - len));
}

// ── A name without what stands around it ──

static quoth_str cut_label(quoth_str s)
{
    static const char *const labels[] = {"by ",
                                         "by:",
                                         "and ",
                                         "& ",
                                         "written by ",
                                         "words by ",
                                         "posted by ",
                                         "story by ",
                                         "text by ",
                                         "author: ",
                                         "author:",
                                         "authors:",
                                         "reported by ",
                                         "review by ",
                                         "edited by ",
                                         "analysis by ",
                                         "commentary by ",
                                         "opinion by ",
                                         "column by ",
                                         "perspective by ",
                                         "submitted by ",
                                         "contributed by ",
                                         "von ",
                                         "par ",
                                         "door ",
                                         "af ",
                                         "av ",
                                         NULL};
    for (bool again = true; again;) {
        again = false;
        for (int i = 0; labels[i] && !again; i++) {
            size_t len = starts(s, labels[i]);
            again = len > 0 && len < s.len;
            s = again ? behind(s, len) : s;
        }
    }
    return s;
}

// Marks that no name begins or ends with.
static quoth_str cut_marks(quoth_str s)
{
    while (s.len && strchr(" ,;:|/-*", s.ptr[0]))
        s = q_str(s.ptr + 1, s.len - 1);
    while (s.len && strchr(" ,;:|/-*", s.ptr[s.len - 1]))
        s.len--;
    return s;
}

static size_t find(quoth_str s, const char *what)
{
    quoth_str mark = q_str_from(what);
    for (size_t at = 0; at + mark.len <= s.len; at++)
        if (memcmp(s.ptr + at, mark.ptr, mark.len) == 0)
            return at;
    return s.len;
}

// "Jane Roe (jane@herald.example)", "Jane Roe jane@herald.example" → "Jane Roe"
static quoth_str cut_mail(quoth_str s)
{
    size_t at = find(s, "@");
    if (at == s.len)
        return s;
    while (at > 0 && !strchr(" (<", s.ptr[at - 1]))
        at--;
    return cut_marks(q_str(s.ptr, at > 0 && strchr("(<", s.ptr[at - 1]) ? at - 1 : at));
}

static bool is_address(quoth_str s)
{
    return find(s, "://") < s.len || starts(s, "www.") ||
           (find(s, " ") == s.len && find(s, "/") < s.len);
}

// ── Names ──

// What programs call whoever had no name.
static bool is_nobody(quoth_str folded)
{
    static const char *const list[] = {"admin", "administrator", "webmaster", "none",
                                       "null",  "undefined",     "unknown",   NULL};
    return q_str_is_any(folded, list);
}

static void add(struct names *names, quoth_str name)
{
    name = cut_marks(cut_mail(cut_marks(cut_label(cut_marks(name)))));
    quoth_str folded = q_about_fold(name, names->facts->room);
    if (names->count == NAMES || name.len > NAME_MOST || folded.len < 2 ||
        is_address(name) || is_nobody(folded))
        return;
    if (q_str_equal(folded, names->outlet)) {
        names->by_outlet = true;
        return;
    }
    for (uint32_t i = 0; i < names->count; i++)
        if (q_str_equal(names->folded[i], folded))
            return;
    names->name[names->count] = name;
    names->folded[names->count++] = folded;
}

static quoth_str word_at(quoth_str s, size_t at)
{
    size_t end = at;
    while (end < s.len && s.ptr[end] != ' ')
        end++;
    return q_str(s.ptr + at, end - at);
}

// Small words inside a name.
static bool is_particle(quoth_str word)
{
    static const char *const list[] = {"de",  "van", "von", "der", "den", "la",  "le",
                                       "di",  "da",  "del", "al",  "bin", "ibn", "el",
                                       "y",   "e",   "ter", "du",  "dos", "das", "della",
                                       "des", "ten", "zu",  "af",  "av",  NULL};
    return q_str_is_any(word, list);
}

// Words of desks, jobs and labels, which no person is called.
static bool is_office(quoth_str word)
{
    static const char *const list[] = {
        "about",         "agency",       "analyst",     "assistant",     "associate",
        "associated",    "author",       "board",       "business",      "bureau",
        "chief",         "chronicle",    "courier",     "dispatch",      "gazette",
        "herald",        "leader",       "sentinel",    "tribune",       "columnist",
        "comments",      "contributing", "contributor", "correspondent", "critic",
        "daily",         "deputy",       "desk",        "director",      "editor",
        "editorial",     "editors",      "expert",      "follow",        "foundation",
        "freelance",     "guest",        "home",        "images",        "insider",
        "international", "institute",    "journal",     "journalist",    "magazine",
        "manager",       "media",        "minutes",     "more",          "network",
        "news",          "newsroom",     "officer",     "photographer",  "post",
        "press",         "producer",     "published",   "read",          "report",
        "reporter",      "reporters",    "researcher",  "reuters",       "senior",
        "service",       "share",        "special",     "staff",         "strategist",
        "subscribe",     "team",         "the",         "times",         "today",
        "university",    "updated",      "view",        "web",           "wire",
        "with",          "writer",       "writers",     "your",          NULL};
    size_t len = 0; // "Editor-at-large"
    while (len < word.len && q_is_letter(word.ptr[len]))
        len++;
    return q_str_is_any(q_str(word.ptr, len), list);
}

// Written in capitals alone?
static bool is_loud(quoth_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= 'a' && s.ptr[i] <= 'z')
            return false;
    return s.len > 0;
}

// Does it look like a person's name: two to five words with capitals?
static bool is_person(quoth_str s)
{
    uint32_t words = 0, capitals = 0;
    for (size_t at = 0; at < s.len;) {
        quoth_str word = word_at(s, at);
        unsigned char c = word.len ? (unsigned char)word.ptr[0] : ' ';
        at += word.len + 1;
        if (!word.len)
            continue;
        words++;
        bool capital = (c >= 'A' && c <= 'Z') || c >= 0x80;
        capitals += capital;
        if ((!capital && !is_particle(word)) || is_office(word))
            return false;
        for (size_t i = 0; i < word.len; i++)
            if (strchr("0123456789!?@#%&()[]{}<>:;/|\"", word.ptr[i]))
                return false;
    }
    return words >= 2 && words <= 5 && capitals >= 2 && s.len <= 60;
}

// ── Lists of names ──

// Length of what stands between two names at `s`, or 0.
static size_t between(quoth_str s)
{
    static const char *const marks[] = {", and ", ", ",   " and ", " & ", "; ", ";",
                                        " und ",  " et ", " y ",   " | ", "|",  " / ",
                                        " with ", " · ",  " • ",   ",",   NULL};
    for (int i = 0; marks[i]; i++)
        if (starts(s, marks[i]))
            return strlen(marks[i]);
    return 0;
}

// What the list begins with, up to the next mark, is cut off.
static quoth_str take_piece(quoth_str *list)
{
    for (size_t at = 0; at < list->len; at++) {
        size_t mark = between(q_str(list->ptr + at, list->len - at));
        if (!mark)
            continue;
        quoth_str piece = q_str(list->ptr, at);
        *list = q_str(list->ptr + at + mark, list->len - at - mark);
        return piece;
    }
    quoth_str all = *list;
    list->len = 0;
    return all;
}

// Does the outlet's name begin in the first `len` bytes of `s`?
static bool is_outlet(const struct names *names, quoth_str s, size_t len)
{
    struct q_about_room *room = names->facts->room;
    size_t at, most = len + 4 * names->outlet.len; // it may be written with more marks
    if (!names->outlet.len)
        return false;
    s.len = s.len < most ? s.len : most;
    return q_about_within(names->outlet, q_about_fold(s, room), &at) &&
           at < q_about_fold(q_str(s.ptr, len), room).len;
}

// A claim may hold several: all are names when two of them look like persons. "Jane Roe,
// PhD" and "Jane Roe, Herald" are one.
static void add_claim(struct names *names, quoth_str claim)
{
    quoth_str rest = cut_marks(cut_label(cut_marks(claim)));
    quoth_str first = Q_NO_STR;
    uint32_t persons = 0, pieces = 0;
    for (quoth_str list = rest; list.len;) {
        quoth_str piece = cut_marks(cut_mail(cut_marks(take_piece(&list))));
        if (!piece.len)
            continue;
        first = pieces++ ? first : piece;
        persons += is_person(cut_label(piece));
    }
    if (pieces > 1 && persons > 0 && (persons > 1 || is_person(first))) {
        for (quoth_str list = rest; list.len;) {
            quoth_str whole = list, piece = take_piece(&list);
            bool outlet = is_outlet(names, whole, piece.len);
            piece = cut_marks(cut_mail(cut_marks(piece)));
            if (is_person(cut_label(piece)) && !outlet)
                add(names, piece);
        }
        return;
    }
    add(names, rest);
}

// A byline: names up to the first piece that is none.
static void add_line(struct names *names, quoth_str line)
{
    quoth_str rest = cut_label(cut_marks(line));
    uint32_t before = names->count;
    bool loud = false;
    while (rest.len) {
        quoth_str whole = rest, piece = cut_marks(take_piece(&rest));
        if (!piece.len)
            continue;
        if (!is_person(piece) || is_outlet(names, whole, piece.len) ||
            (is_loud(piece) && !loud && names->count > before)) // "Jane Roe, HERALD LIVE"
            return;
        loud = is_loud(piece);
        add(names, piece);
    }
}

// ── Sources ──

static void read_linked(struct names *names)
{
    const struct q_jsonld *linked = &names->facts->linked;
    for (uint32_t i = 0; i < linked->author_count; i++) {
        const struct q_jsonld_author *author = &linked->authors[i];
        quoth_str name = q_about_clean(author->name, NAME_MOST * 4, names->facts->room);
        bool broken = name.len && strchr(",;", name.ptr[0]); // ", The Herald": no name
        if (name.len && !broken)
            add_claim(names, name);
    }
}

// Those that the best kind of claim tells.
static const char *read_claims(struct names *names)
{
    const char *by = NULL;
    const struct q_claim *c = q_facts_best(names->facts, Q_FIELD_AUTHOR, NULL);
    for (; c; c = q_facts_best(names->facts, Q_FIELD_AUTHOR, c)) {
        if (names->count && strcmp(by, c->by) != 0)
            break;
        by = c->by;
        if (c->value.ptr[0] != '(') // "(Image: Roe)"
            add_claim(names, c->value);
    }
    return by;
}

// How an element speaks of authors.
enum sign { NOTHING, CLASS, REL };

static bool holds(quoth_str s, const char *word)
{
    return q_str_has_nocase(s, q_str_from(word));
}

static enum sign sign_of(const struct q_markup *markup, uint32_t node)
{
    static const char *const others[] = {
        "bio",     "photo",   "image",  "img",    "avatar", "social",   "follow", "desc",
        "related", "comment", "title",  "role",   "job",    "position", "icon",   "date",
        "caption", "twitter", "recirc", "widget", "card",   "teaser",   "promo",  NULL};
    quoth_str tag = q_markup_cut(markup, node), name, value;
    bool by_class = false;
    if (tag.len > 2000)
        return NOTHING;
    for (size_t at = 0; q_markup_next_attribute(tag, &at, &name, &value);) {
        bool rel = q_str_equal_nocase(name, Q_STR("rel"));
        bool prop = q_str_equal_nocase(name, Q_STR("itemprop"));
        if ((rel || prop) && (q_facts_has_word(value, Q_STR("author")) ||
                              (prop && q_facts_has_word(value, Q_STR("creator")))))
            return REL;
        if (!q_str_equal_nocase(name, Q_STR("class")) ||
            !(holds(value, "author") || holds(value, "byline")))
            continue;
        by_class = true;
        for (int i = 0; others[i]; i++)
            if (holds(value, others[i]))
                return NOTHING;
    }
    return by_class ? CLASS : NOTHING;
}

// The element in `node` that has itemprop=name; `node` itself where there is none.
static uint32_t name_in(const struct q_markup *markup, uint32_t node)
{
    enum { MOST = 24 }; // nodes that are looked at
    for (uint32_t i = node + 1; i < markup->nodes[node].end && i < node + MOST; i++)
        if (markup->nodes[i].tag != Q_ELEMENT_TEXT &&
            q_facts_has_word(q_markup_attribute(markup, i, Q_STR("itemprop")),
                             Q_STR("name")))
            return i;
    return node;
}

// The pieces of text in `node`, one after the other.
static void read_pieces(struct names *names, uint32_t node)
{
    enum { MOST = 40 };
    const struct q_markup *markup = names->facts->markup;
    for (uint32_t i = node + 1; i < markup->nodes[node].end && i < node + MOST; i++) {
        if (!q_about_is_text(markup, i))
            continue;
        quoth_str text = q_about_clean(q_markup_cut(markup, i), LINE, names->facts->room);
        uint32_t before = names->count;
        add_line(names, text);
        bool label = text.len < 12 || between(text);
        if (names->count == before && names->count > 0 && !label)
            return;
    }
}

// A line near the headline that says "By Jane Roe".
static void read_words(struct names *names, uint32_t from, uint32_t to)
{
    const struct q_markup *markup = names->facts->markup;
    bool label = false; // the text before is "By"
    for (uint32_t i = from; i < to && !names->count; i++) {
        if (!q_about_is_text(markup, i))
            continue;
        quoth_str text = q_str_trim(q_markup_cut(markup, i));
        if (!text.len)
            continue;
        bool says = starts(text, "by ") > 0 && text.ptr[0] == 'B';
        if ((says || label) && text.len <= LINE / 2)
            add_line(names, q_about_clean(text, LINE, names->facts->room));
        label = q_str_equal(text, Q_STR("By")) || q_str_equal(text, Q_STR("BY"));
    }
}

// The names in elements of one sign in [from, to), which stand close together.
static void read_signed(struct names *names, enum sign wanted, uint32_t from, uint32_t to)
{
    enum { APART = 14 }; // nodes
    const struct q_markup *markup = names->facts->markup;
    uint32_t close = to;
    for (uint32_t i = from; i < to && i < close; i++) {
        const struct q_node *node = &markup->nodes[i];
        if (node->tag == Q_ELEMENT_TEXT || sign_of(markup, i) != wanted)
            continue;
        uint32_t before = names->count;
        read_pieces(names, wanted == REL ? name_in(markup, i) : i);
        if (names->count > before)
            close = node->end + APART;
        if (names->count > before && wanted == CLASS)
            i = node->end - 1;
    }
}

// What stands near the headline: marked as the author's name, or called a byline.
static const char *read_near(struct names *names)
{
    struct q_facts *facts = names->facts;
    const struct q_markup *markup = facts->markup;
    uint32_t title = facts->headline, end = title ? markup->nodes[title].end : 0;
    uint32_t first = title > BEFORE ? title - BEFORE : 1;
    uint32_t last = end + BEHIND < markup->count ? end + BEHIND : markup->count;
    if (!title)
        return NULL;
    read_signed(names, REL, end, last);
    if (!names->count)
        read_signed(names, REL, first, title);
    if (names->count)
        return "rel=author";
    read_signed(names, CLASS, end, last);
    if (!names->count)
        read_signed(names, CLASS, first, title);
    if (!names->count)
        read_words(names, end, last);
    return "byline";
}

static bool holds_all(const struct names *all, const struct names *some)
{
    for (uint32_t i = 0; i < some->count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < all->count && !found; j++)
            found = q_str_equal(all->folded[j], some->folded[i]);
        if (!found)
            return false;
    }
    return true;
}

static void tell(struct names *names, const char *by, struct q_about *out)
{
    if (!names->count)
        return;
    quoth_str *authors = q_about_alloc(names->facts->room, names->count * sizeof *authors);
    if (!authors)
        return;
    memcpy(authors, names->name, names->count * sizeof *authors);
    out->authors = authors;
    out->author_count = names->count;
    out->told_by[QUOTH_ABOUT_AUTHORS] = by;
}

void q_about_authors(struct q_facts *facts, struct q_about *out)
{
    struct names none = {.facts = facts, .outlet = q_about_fold(out->outlet, facts->room)};
    struct names told = none, near = none;
    const char *by = "json-ld", *near_by = read_near(&near);
    read_linked(&told);
    if (!told.count)
        by = read_claims(&told);
    // Else the posts of a live blog name their own.
    bool unnamed = !told.count && told.by_outlet && facts->linked.live;
    bool more = !unnamed && near.count > told.count && holds_all(&near, &told);
    if (more)
        tell(&near, near_by, out);
    else
        tell(&told, by, out);
}
