#include "attribute/fields/medium.h"

#include "attribute/fields/medium_words.h"

static bool is_in(quoth_str in, const char *const *list)
{
    return in.ptr && q_str_is_any(in, list);
}

static bool is_opening(const struct q_words *w, uint32_t i)
{
    return q_word_token(w, i)->kind == Q_TOKEN_QUOTE &&
           (q_word_token(w, i)->flags & Q_TOKEN_OPENS);
}

// ── Who is spoken to ──

static bool is_object(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {"him", "her", "them", "me", "us", "you", NULL};
    return q_word_is_any(w, i, words) && q_sort_of(w, i) != Q_SORT_NAME; // *the US*
}

// The last word before *of*.
static uint32_t head_of_noun(const struct q_words *w, struct q_range noun)
{
    for (uint32_t i = noun.from + 1; i < noun.to; i++)
        if (q_word_is(w, i, "of"))
            return i - 1;
    return noun.to - 1;
}

// A name, or a listener, at the head of the noun.
static bool can_listen(const struct q_words *w, struct q_range noun, bool told)
{
    uint32_t head = head_of_noun(w, noun);
    bool named = q_sort_of(w, head) == Q_SORT_NAME;
    unsigned flags = q_medium_flags(w, head);
    if ((flags & Q_NOUN_EVENT) && !(flags & Q_NOUN_AIR) && !q_is_listener(w, head))
        return false;
    if (q_is_no_listener(w, head))
        return named && head > noun.from; // *The Lamp Times*
    return told || named || q_is_listener(w, head);
}

// The end of *“Harbour Lights”* at token i, or i.
static uint32_t skip_title(const struct q_words *w, uint32_t i, uint32_t end)
{
    enum { LONGEST = 10 };
    if (i >= end || !is_opening(w, i))
        return i;
    for (uint32_t n = i + 1; n < end && n - i < LONGEST; n++)
        if (q_word_token(w, n)->flags & Q_TOKEN_CLOSES)
            return n + 1 - i > 2 && q_sort_of(w, i + 1) != Q_SORT_PRONOUN ? n + 1 : i;
    return i;
}

// *Doe’s*, *the Millers’*
static bool is_owner(const struct q_words *w, uint32_t i)
{
    static const char *const marks[] = {"’", "'", NULL};
    return q_sort_of(w, i) == Q_SORT_OWNER || q_word_is_any(w, i, marks);
}

struct q_range q_read_listener(const struct q_words *w, uint32_t i, uint32_t end, bool told)
{
    struct q_range none = {i, i};
    if (i >= end)
        return none;
    bool alone = is_object(w, i) && (i + 1 == end || !q_word_is(w, i, "her") ||
                                     q_sort_of(w, i + 1) != Q_SORT_NOUN);
    if (alone)
        return (struct q_range){i, i + 1};
    struct q_range noun = q_read_noun(w, i, end);
    if (noun.from == noun.to || !can_listen(w, noun, told))
        return none;
    // *Fox’s “Harbour Lights”*
    uint32_t own = noun.to;
    own += own < end && is_owner(w, own);
    uint32_t title = skip_title(w, own, end);
    if (title > own && own > noun.to)
        noun.to = title;
    return noun;
}

// ── Where ──

struct q_range q_read_place(const struct q_words *w, quoth_str in, uint32_t i, uint32_t end)
{
    static const char *const ins[] = {"in", "near", "outside", NULL};
    struct q_range none = {i, i}, noun = q_read_noun(w, i, end);
    bool at = q_str_equal_nocase(in, Q_STR("at"));
    bool hill = q_str_equal_nocase(in, Q_STR("on")) && i + 1 < end &&
                q_word_is(w, i, "capitol") && q_word_is(w, i + 1, "hill");
    if (noun.from == noun.to || (!at && !hill && !is_in(in, ins)) ||
        q_in_time(w, noun.to - 1))
        return none;
    uint32_t first = noun.from;
    if (q_sort_of(w, first) == Q_SORT_DETERMINER || q_word_is(w, first, "the"))
        first++;
    bool building = false;
    for (uint32_t n = first; n < noun.to; n++) {
        if (q_is_no_place(w, n) || q_sort_of(w, n) == Q_SORT_OWNER)
            return none;
        building = building || q_is_building(w, n);
        if (q_sort_of(w, n) != Q_SORT_NAME && !building && !q_word_is(w, n, "of") &&
            !q_word_is(w, n, "and") && !q_word_is(w, n, "for"))
            return none;
    }
    uint8_t type = first < noun.to ? q_name_type_at(w->note, first) : Q_NAME_NONE;
    if (q_str_is_any(in, ins) && !building &&
        (type == Q_NAME_PERSON || type == Q_NAME_ORGANIZATION || first > noun.from))
        return none; // *in the Lamp*, a paper
    if (at && !building)
        return none;
    // *Tolva, North Ohio*
    uint32_t more = noun.to + 1;
    if (noun.to < end && q_sort_of(w, noun.to) == Q_SORT_COMMA)
        while (more < end && more < noun.to + 4 && q_sort_of(w, more) == Q_SORT_NAME &&
               !q_in_time(w, more))
            more++;
    if (more > noun.to + 1 && (more >= end || q_is_mark(w, more) || q_in_time(w, more)) &&
        !building)
        noun.to = more;
    return noun;
}

// ── Their phrases ──

// The end of the run of words at token i that can be one noun with what stands before it.
static uint32_t end_of_run(const struct q_words *w, uint32_t i, uint32_t end)
{
    enum { LONGEST = 14 };
    uint32_t n = i;
    for (; n < end && n - i < LONGEST; n++) {
        enum q_sort sort = q_sort_of(w, n);
        bool fits = sort == Q_SORT_NOUN || sort == Q_SORT_NAME || sort == Q_SORT_ADVERB ||
                    sort == Q_SORT_ING || (sort == Q_SORT_VERB && !q_is_auxiliary(w, n)) ||
                    (sort == Q_SORT_DETERMINER && n < i + 2) || is_owner(w, n);
        if (!fits || (n > i && (q_word_token(w, n)->flags & Q_TOKEN_SENTENCE)))
            break;
    }
    return n;
}

// Could a noun at token i be of the same words as the one before it, so that this one is
// the head: *statement analysis*?
static bool is_more(const struct q_words *w, uint32_t i, uint32_t end)
{
    if (i >= end || q_in_time(w, i) || q_word_token(w, i)->kind != Q_TOKEN_WORD)
        return false;
    return q_sort_of(w, i) == Q_SORT_NOUN || // or of a name: *the Tolva Convention Center*
           (q_sort_of(w, i) == Q_SORT_NAME && q_sort_of(w, i - 1) == Q_SORT_NAME);
}

// The last event or medium of the run, with its flags, or `to`.
static uint32_t head_of(const struct q_words *w, uint32_t i, uint32_t to, uint32_t end,
                        unsigned *flags)
{
    uint32_t head = to;
    for (uint32_t n = i; n < to; n++) {
        unsigned of = q_medium_flags(w, n);
        bool verb = n > i && !(of & ~(unsigned)Q_NOUN_BARE);
        if (verb && head < to && q_sort_of(w, n) != Q_SORT_OWNER &&
            q_sort_of(w, n) != Q_SORT_NOUN)
            break; // *a statement released …*: the run is over
        if (!of || (n + 1 < end && q_sort_of(w, n + 1) == Q_SORT_OWNER))
            continue;
        head = n;
        *flags = of;
    }
    return head < to && is_more(w, head + 1, end) ? to : head;
}

// *in a post*, *on his show*, *at a rally*: does the preposition go with the noun?
static bool goes_with(quoth_str in, unsigned flags)
{
    static const char *const events[] = {"at", "during", "in", "to", NULL};
    static const char *const writings[] = {"in", "via", "by", "through", "during", NULL};
    static const char *const airs[] = {"on", "in", "to", "during", NULL};
    if (!in.ptr)
        return (flags & Q_NOUN_SAID) != 0;
    if (q_str_equal_nocase(in, Q_STR("in")))
        return (flags & Q_NOUN_WRITING) != 0;
    return ((flags & Q_NOUN_EVENT) && is_in(in, events)) ||
           ((flags & Q_NOUN_WRITING) && is_in(in, writings)) ||
           ((flags & Q_NOUN_AIR) && is_in(in, airs));
}

// Is token i a participle that tells where the words came out: *issued by*, *sent to*?
static bool is_issued(const struct q_words *w, uint32_t i, uint32_t end)
{
    static const char *const words[] = {
        "issued",   "released",  "published", "posted",    "sent",      "shared",
        "given",    "held",      "hosted",    "broadcast", "aired",     "carried",
        "provided", "addressed", "written",   "filed",     "delivered", "circulated",
        "emailed",  "uploaded",  "obtained",  "organized", "signed",    "attended",
        "titled",   NULL};
    return i + 2 < end && q_word_is_any(w, i, words) &&
           (q_sort_of(w, i + 1) == Q_SORT_PREPOSITION || q_word_is(w, i + 1, "after")) &&
           !q_in_time(w, i + 2);
}

static bool joins(const struct q_words *w, uint32_t i)
{
    static const char *const words[] = {"of",     "to",   "with", "in",      "about",
                                        "from",   "at",   "on",   "for",     "by",
                                        "before", "over", "into", "between", NULL};
    return q_word_is_any(w, i, words);
}

// The noun, title or listener behind the preposition at token i; empty: none, or a time.
static struct q_range complement(const struct q_words *w, uint32_t i, uint32_t end)
{
    static const char *const no[] = {"behalf", "response", "which", "order", "fact", NULL};
    struct q_range noun = q_read_noun(w, i + 1, end);
    if (noun.from < noun.to &&
        (q_in_time(w, noun.from) || q_in_time(w, noun.to - 1) ||
         q_word_is_any(w, noun.from, no) ||
         (q_word_is(w, i, "at") && q_word_token(w, noun.from)->kind == Q_TOKEN_NUMBER)))
        return (struct q_range){i, i};
    if (i + 1 < end && is_object(w, i + 1))
        return (struct q_range){i + 1, i + 2};
    uint32_t own = noun.from < noun.to ? noun.to : i + 1;
    own += own < end && is_owner(w, own);
    if (q_word_is(w, i, "on") && noun.from < noun.to && noun.to + 1 < end &&
        q_word_is(w, noun.to, "the") && q_sort_of(w, noun.to + 1) == Q_SORT_NAME)
        noun.to += 2; // *Face the Harbour*
    uint32_t title = skip_title(w, own, end);
    return title > own ? (struct q_range){i + 1, title} : noun;
}

static bool is_last_name(const struct q_words *w, struct q_range noun)
{
    return q_sort_of(w, noun.to - 1) == Q_SORT_NAME;
}

// *a visit Saturday to Tolva*: behind the time, or `i`.
static uint32_t skip_weekday(const struct q_words *w, uint32_t i, uint32_t end)
{
    static const char *const behind[] = {"to", "with", "at", NULL};
    uint32_t n = i;
    while (n < end && n < i + 2 && q_in_time(w, n) && q_sort_of(w, n) == Q_SORT_ADVERB)
        n++;
    return n > i && n < end && q_word_is_any(w, n, behind) ? n : i;
}

// Reads on behind the noun: *to CNN about the cap*.
static void read_rest(const struct q_words *w, uint32_t end, unsigned flags,
                      struct q_medium *m)
{
    enum { MOST = 4 };
    static const char *const tos[] = {"to", "with", "before", NULL};
    for (int k = 0; k < MOST && m->next < end; k++) {
        uint32_t at = m->next + is_issued(w, m->next, end);
        if (k == 0 && (flags & Q_NOUN_EVENT) && at == m->next)
            at = skip_weekday(w, at, end);
        if (at >= end || (!joins(w, at) && !is_issued(w, at - 1, end)))
            return;
        struct q_range noun = complement(w, at, end);
        if (noun.from >= noun.to)
            return;
        quoth_str in = q_word_text(w, at);
        struct q_range listener = q_read_listener(w, at + 1, end, false);
        struct q_range place = q_read_place(w, in, at + 1, end);
        if ((flags & Q_NOUN_TO) && q_word_is_any(w, at, tos) &&
            m->addressee.from == m->addressee.to)
            m->addressee = listener;
        if ((flags & Q_NOUN_TRIP) && q_str_equal(in, Q_STR("to")) && is_last_name(w, noun))
            place = q_read_place(w, Q_STR("in"), at + 1, end);
        if ((flags & (Q_NOUN_EVENT | Q_NOUN_TRIP)) && m->place.from == m->place.to)
            m->place = place;
        m->words.to = m->next = noun.to;
    }
}

// *on CNN*, *on Twitter*, *on “Harbour Lights”*, *by phone*.
static struct q_medium read_channel(const struct q_words *w, quoth_str in, uint32_t i,
                                    uint32_t end)
{
    static const char *const airs[] = {
        "twitter", "facebook", "instagram", "x",      "weibo",      "telegram", "youtube",
        "tiktok",  "linkedin", "snapchat",  "reddit", "whatsapp",   "wechat",   "parler",
        "cnn",     "fox",      "nbc",       "msnbc",  "abc",        "cbs",      "bbc",
        "npr",     "c-span",   "pbs",       "cnbc",   "television", "tv",       "radio",
        "air",     "media",    "social",    "news",   "today",      "live",     NULL};
    static const char *const lines[] = {"phone",  "telephone", "email",
                                        "e-mail", "videolink", "text",
                                        "letter", "fax",       NULL};
    static const char *const by[] = {"by", "via", "over", NULL};
    static const char *const on[] = {"on", "via", NULL};
    struct q_medium none = {.words = {i, i}, .next = i};
    uint32_t title = skip_title(w, i, end);
    if (q_str_equal_nocase(in, Q_STR("on")) && title > i)
        return (struct q_medium){
            .words = {i, title}, .next = title, .sort = Q_MEDIUM_WRITING, .channel = true};
    struct q_range noun = q_read_noun(w, i, end);
    if (noun.from == noun.to)
        return none;
    uint32_t last = noun.to - 1;
    bool told = (is_in(in, by) && q_word_is_any(w, last, lines)) ||
                (is_in(in, on) && q_word_is_any(w, last, airs)) ||
                (is_in(in, on) && q_word_is_any(w, noun.from, airs) &&
                 q_sort_of(w, last) == Q_SORT_NAME);
    struct q_range titled = complement(w, i - 1, end);
    if (told && titled.from == i && titled.to > noun.to)
        noun = titled;
    if (q_str_equal_nocase(in, Q_STR("on")) && titled.from == i && titled.to > noun.to &&
        q_word_token(w, titled.to - 1)->kind == Q_TOKEN_QUOTE) {
        noun = titled;
        told = true;
    }
    if (!told)
        return none;
    return (struct q_medium){
        .words = noun, .next = noun.to, .sort = Q_MEDIUM_WRITING, .channel = true};
}

struct q_medium q_read_medium(const struct q_words *w, quoth_str in, uint32_t i,
                              uint32_t end)
{
    struct q_medium none = {.words = {i, i}, .next = i};
    unsigned flags = 0;
    if (i >= end || i == 0 || q_in_time(w, i))
        return none;
    uint32_t to = end_of_run(w, i, end), head = head_of(w, i, to, end, &flags);
    if (head == to)
        return in.ptr ? read_channel(w, in, i, end) : none;
    enum q_sort first = q_sort_of(w, i);
    bool begun = first == Q_SORT_DETERMINER || q_word_is(w, i, "live") ||
                 (head > i && first == Q_SORT_NAME);
    for (uint32_t n = i; n < head; n++)
        begun = begun || q_sort_of(w, n) == Q_SORT_OWNER;
    if (!begun && (!(flags & Q_NOUN_BARE) || q_str_equal_nocase(in, Q_STR("on"))))
        return read_channel(w, in, i, end);
    struct q_medium out = {.words = {i, head + 1},
                           .head = head,
                           .next = head + 1,
                           .sent = (flags & (Q_NOUN_TO | Q_NOUN_SAID | Q_NOUN_EVENT)) ==
                                   (Q_NOUN_TO | Q_NOUN_SAID),
                           .named = q_sort_of(w, head) == Q_SORT_NAME,
                           .sort = flags & Q_NOUN_EVENT && !(flags & Q_NOUN_AIR)
                                       ? Q_MEDIUM_EVENT
                                       : Q_MEDIUM_WRITING};
    if (flags & (Q_NOUN_PART | Q_NOUN_MANY)) { // *the opening of the session*
        struct q_medium of = {.words = {i, i}};
        if (head + 2 < end && q_word_is(w, head + 1, "of"))
            of = q_read_medium(w, flags & Q_NOUN_PART ? Q_STR("at") : in, head + 2, end);
        if (of.words.from == of.words.to)
            return none;
        of.words.from = i;
        return of;
    }
    if (!goes_with(in, flags))
        return none;
    if (flags & Q_NOUN_NAMED)
        while (out.next < end && q_sort_of(w, out.next) == Q_SORT_NAME)
            out.words.to = ++out.next;
    if (flags & Q_NOUN_NAMED)
        out.words.to = out.next = skip_title(w, out.next, end);
    read_rest(w, end, flags, &out);
    return out;
}
