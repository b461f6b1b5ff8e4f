#include "query/days.h"
#include "query/field.h"
#include "query/query.h"
#include "record/term.h"

/*
 * A part is a lead and a value, so that parts of one lead are told together:
 *
 *     by putin OR by may   →   "by putin or may"       -kind:direct   →   "not direct"
 */
struct saying {
    const char *lead, *lead_not; // what stands before the value, and where it is denied
    const char *values;          // the lead of several values; NULL: as of one
    bool marked;                 // the value stands between quote marks
    bool close;                  // follows "statements" without a comma
};

static const char *const acts[] = {"spoken", "written", "thought", "intended"};
static const char *const forms[] = {"not there", "a name", "a description", "a pronoun"};
static const char *const blocks[] = {"the body",     "a headline",
                                     "a standfirst", "a byline",
                                     "a dateline",   "a caption",
                                     "a credit",     "a list",
                                     "a table",      "a quotation set apart",
                                     "a post",       "a turn of a transcript",
                                     "an insert",    "the page's furniture"};
static const char *const traits[] = {"by nobody named",
                                     "by somebody named",
                                     "refused or not made",
                                     "inside another one",
                                     "found in a headline",
                                     "by a person",
                                     "by an organization",
                                     "accepted",
                                     "rejected",
                                     "edited",
                                     "reviewed"};
_Static_assert(sizeof traits / sizeof *traits == Q_TRAITS, "each has its words");
static const char *const parts[] = {"an insert of the reporter",
                                    "a day on which it was said",
                                    "an addressee",
                                    "somebody through whom it came",
                                    "a place",
                                    "an occasion",
                                    "a speaker's name",
                                    "a speaker's role",
                                    "a cue"};

static struct saying say_words(const struct q_question *part)
{
    bool phrase = memchr(part->text.ptr, ' ', part->text.len) != NULL;
    if (part->field == Q_FIELD_SOURCE)
        return (struct saying){"by a source called ", "not by a source called ", NULL, true,
                               true};
    if (part->field == Q_FIELD_TO)
        return (struct saying){"to ", "not to ", NULL, true, true};
    if (part->field == Q_FIELD_VIA)
        return (struct saying){"through ", "not through ", NULL, true, true};
    if (part->field == Q_FIELD_AT)
        return (struct saying){"at the place or occasion ", "not at the place or occasion ",
                               NULL, true, true};
    if (part->prefix && phrase)
        return (struct saying){"with a phrase that begins with ",
                               "without a phrase that begins with ", NULL, true, true};
    if (part->prefix)
        return (struct saying){"with a word that begins with ",
                               "without a word that begins with ", NULL, true, true};
    if (phrase)
        return (struct saying){"with the phrase ", "without the phrase ",
                               "with the phrases ", true, true};
    return (struct saying){"with the word ", "without the word ", "with the words ", true,
                           true};
}

static struct saying say_day(const struct q_question *part)
{
    if (part->clock == QUOTH_CLOCK_SAID)
        return (struct saying){"said ", "not said ", NULL, false, false};
    if (part->clock == QUOTH_CLOCK_PUBLISHED)
        return (struct saying){"published ", "not published ", NULL, false, false};
    return (struct saying){"captured ", "not captured ", NULL, false, false};
}

static struct saying saying_of(const struct q_question *part)
{
    switch (part->asks) {
    case Q_ASKS_WORDS:
        return say_words(part);
    case Q_ASKS_DAY:
        return say_day(part);
    case Q_ASKS_NEAR:
        return (struct saying){"with ", "without ", NULL, false, true};
    case Q_ASKS_VOICE:
        return (struct saying){"by ", "not by ", NULL, false, true};
    case Q_ASKS_PERSON:
        return (struct saying){"by the person ", "not by the person ", NULL, false, false};
    case Q_ASKS_ABOUT:
        return (struct saying){"about ", "not about ", NULL, false, true};
    case Q_ASKS_OUTLET:
        return (struct saying){"in ", "not in ", NULL, false, true};
    case Q_ASKS_TITLE:
        return (struct saying){"from an article whose title has ",
                               "not from an article whose title has ", NULL, true, false};
    case Q_ASKS_URL:
        return (struct saying){"from the address ", "not from the address ", NULL, false,
                               false};
    case Q_ASKS_ARTICLE:
        return (struct saying){"of the article ", "not of the article ", NULL, false,
                               false};
    case Q_ASKS_FORM:
        return (struct saying){"with a source that is ", "with no source that is ", NULL,
                               false, false};
    case Q_ASKS_BLOCK:
        return (struct saying){"standing in ", "not standing in ", NULL, false, false};
    case Q_ASKS_HAS:
        return (struct saying){"with ", "without ", NULL, false, false};
    case Q_ASKS_DEPTH:
        return (struct saying){"at depth ", "not at depth ", NULL, false, false};
    case Q_ASKS_SURE:
        return (struct saying){"of confidence ", "not of confidence ", NULL, false, false};
    default:
        return (struct saying){"", "not ", NULL, false, false};
    }
}

static bool is_leaf(const struct q_question *part)
{
    return part->asks > Q_ASKS_NOT;
}

// Are both told with one lead?
static bool alike(const struct q_question *a, const struct q_question *b)
{
    return a->asks == b->asks && saying_of(a).lead == saying_of(b).lead;
}

static void say_number(const struct q_question *part, struct q_buf *out)
{
    quoth_str unit = part->asks == Q_ASKS_SURE ? Q_STR("%") : Q_NO_STR;
    bool chance = part->asks == Q_ASKS_SURE;
    bool open_to = part->to == Q_OPEN_TO || (chance && part->to == 100);
    bool open_from = part->from == Q_OPEN_FROM || (chance && part->from == 0);
    int32_t first = open_from ? part->to : part->from;
    q_buf_add_number(out, (uint64_t)first);
    q_buf_add_str(out, unit);
    if (part->from == part->to)
        return;
    if (open_to || open_from) {
        q_buf_add_str(out, open_from ? Q_STR(" or less") : Q_STR(" or more"));
        return;
    }
    q_buf_add_str(out, Q_STR(" to "));
    q_buf_add_number(out, (uint64_t)part->to);
    q_buf_add_str(out, unit);
}

static void say_marked(const struct q_question *part, bool star, struct q_buf *out)
{
    q_buf_add_str(out, Q_STR("“"));
    q_buf_add_str(out, part->text);
    if (part->prefix && star)
        q_buf_add_char(out, '*');
    q_buf_add_str(out, Q_STR("”"));
}

static void say_near(const struct q_question *part, struct q_buf *out)
{
    for (const struct q_question *child = part->first; child; child = child->next) {
        if (child != part->first)
            q_buf_add_str(out, child->next ? Q_STR(", ") : Q_STR(" and "));
        say_marked(child, true, out);
    }
    if (part->number == 0) {
        q_buf_add_str(out, Q_STR(" (no word between)"));
        return;
    }
    q_buf_add_str(out, Q_STR(" (at most "));
    q_buf_add_number(out, part->number);
    q_buf_add_str(out,
                  part->number == 1 ? Q_STR(" word between)") : Q_STR(" words between)"));
}

static void say_value(const struct q_question *part, struct q_buf *out)
{
    switch (part->asks) {
    case Q_ASKS_DAY:
        q_days_say(part->from, part->to, out);
        break;
    case Q_ASKS_NEAR:
        say_near(part, out);
        break;
    case Q_ASKS_KIND:
        q_buf_add_str(out, q_str_from(q_kind_terms[part->number]));
        break;
    case Q_ASKS_ACT:
        q_buf_add_str(out, q_str_from(acts[part->number]));
        break;
    case Q_ASKS_FORM:
        q_buf_add_str(out, q_str_from(forms[part->number]));
        break;
    case Q_ASKS_BLOCK:
        q_buf_add_str(out, q_str_from(blocks[part->number]));
        break;
    case Q_ASKS_IS:
        q_buf_add_str(out, q_str_from(traits[part->number]));
        break;
    case Q_ASKS_HAS:
        q_buf_add_str(out, q_str_from(parts[part->number]));
        break;
    case Q_ASKS_DEPTH:
    case Q_ASKS_SURE:
        say_number(part, out);
        break;
    default:
        if (saying_of(part).marked) {
            // of the words said the lead tells it
            say_marked(part, part->field != Q_FIELD_CONTENT, out);
        } else {
            q_buf_add_str(out, part->text);
            if (part->asks == Q_ASKS_URL && q_str_ends(part->text, Q_STR("/")))
                q_buf_add_str(out, Q_STR(" or below"));
        }
    }
}

// Leaves of one lead from `part` on, up to the first of another: how many.
static uint32_t run_of(const struct q_question *part)
{
    uint32_t count = 1;
    while (part->next && is_leaf(part->next) && alike(part, part->next)) {
        part = part->next;
        count++;
    }
    return count;
}

// The lead once, then the values of `count` leaves.
static void say_run(const struct q_question *part, uint32_t count, bool denied,
                    quoth_str last, struct q_buf *out)
{
    struct saying saying = saying_of(part);
    bool many = count > 1 && saying.values && !denied && q_str_equal(last, Q_STR(" and "));
    q_buf_add_str(out, q_str_from(denied ? saying.lead_not
                                  : many ? saying.values
                                         : saying.lead));
    for (uint32_t i = 0; i < count; i++, part = part->next) {
        if (i)
            q_buf_add_str(out, i + 1 == count ? last : Q_STR(", "));
        say_value(part, out);
    }
}

static void say_part(const struct q_question *part, bool denied, struct q_buf *out);

// Is it told with one lead throughout?
static bool is_run(const struct q_question *part)
{
    if (!is_leaf(part->first))
        return false;
    const struct q_question *last = part->first;
    for (uint32_t i = run_of(part->first); i > 1; i--)
        last = last->next;
    return !last->next;
}

static void say_in_brackets(const struct q_question *part, struct q_buf *out)
{
    bool brackets = part->asks == Q_ASKS_ALL || (part->asks == Q_ASKS_ANY && !is_run(part));
    if (brackets)
        q_buf_add_char(out, '(');
    say_part(part, false, out);
    if (brackets)
        q_buf_add_char(out, ')');
}

// The leaf whose lead a part is told with; NULL: it has several.
static const struct q_question *lead_of(const struct q_question *part)
{
    if (part->asks == Q_ASKS_ANY && is_run(part))
        return part->first;
    return is_leaf(part) ? part : NULL;
}

static bool is_close(const struct q_question *part)
{
    const struct q_question *lead = lead_of(part);
    return lead && saying_of(lead).close;
}

static bool is_words(const struct q_question *part)
{
    return part->asks == Q_ASKS_WORDS && part->field == Q_FIELD_CONTENT;
}

// What stands between two parts that are told one behind the other.
static quoth_str between(const struct q_question *last, const struct q_question *part)
{
    if (!last)
        return Q_NO_STR;
    if (!is_close(part))
        return Q_STR(", ");
    const struct q_question *a = lead_of(last), *b = lead_of(part);
    bool both_words =
        (is_words(a) || a->asks == Q_ASKS_NEAR) && (is_words(b) || b->asks == Q_ASKS_NEAR);
    return both_words || alike(a, b) ? Q_STR(" and ") : Q_STR(" ");
}

static bool is_denied(const struct q_question *part)
{
    return part->asks == Q_ASKS_NOT && is_leaf(part->first);
}

// What is denied of one lead, told together: neither one nor the other. How many there are.
static uint32_t say_denied(const struct q_question *part, struct q_buf *out)
{
    const struct q_question *first = part->first;
    uint32_t count = 0;
    q_buf_add_str(out, q_str_from(saying_of(first).lead_not));
    while (part && is_denied(part) && alike(first, part->first)) {
        const struct q_question *next = part->next;
        bool last = !next || !is_denied(next) || !alike(first, next->first);
        if (count++)
            q_buf_add_str(out, last ? Q_STR(" or ") : Q_STR(", "));
        say_value(part->first, out);
        part = next;
    }
    return count;
}

// Every child: those that follow "statements" of themselves first, words of one lead
// together, then the others, parted by commas.
static void say_all(const struct q_question *part, struct q_buf *out)
{
    const struct q_question *last = NULL;
    for (int close = 1; close >= 0; close--) {
        uint32_t told = 0; // with those before it
        for (const struct q_question *child = part->first; child; child = child->next) {
            if (told > 0 && told--)
                continue;
            if (is_close(child) != close)
                continue;
            q_buf_add_str(out, between(last, child));
            last = child;
            if (is_denied(child)) {
                told = say_denied(child, out) - 1;
            } else if (is_words(child)) {
                told = run_of(child) - 1;
                say_run(child, told + 1, false, Q_STR(" and "), out);
            } else {
                say_in_brackets(child, out);
            }
        }
    }
}

static void say_part(const struct q_question *part, bool denied, struct q_buf *out)
{
    if (is_leaf(part)) {
        say_run(part, 1, denied, Q_NO_STR, out);
    } else if (part->asks == Q_ASKS_NOT) {
        say_part(part->first, true, out);
    } else if (part->asks == Q_ASKS_ANY && is_run(part)) {
        say_run(part->first, run_of(part->first), denied, Q_STR(" or "), out);
    } else if (denied) {
        q_buf_add_str(out, Q_STR("not "));
        say_in_brackets(part, out);
    } else if (part->asks == Q_ASKS_ALL) {
        say_all(part, out);
    } else {
        for (const struct q_question *child = part->first; child; child = child->next) {
            if (child != part->first)
                q_buf_add_str(out, Q_STR(" or "));
            say_in_brackets(child, out);
        }
    }
}

// Is the first word that is told an adjective?
static bool is_bare(const struct q_question *part)
{
    if (part->asks == Q_ASKS_NOT)
        part = part->first;
    if (part->asks == Q_ASKS_ANY && is_run(part))
        part = part->first;
    if (part->asks != Q_ASKS_ALL)
        return part->asks == Q_ASKS_KIND || part->asks == Q_ASKS_ACT;
    for (const struct q_question *child = part->first; child; child = child->next)
        if (is_close(child))
            return false;
    return part->first && part->first->asks != Q_ASKS_ALL && is_bare(part->first);
}

void q_question_say(const struct q_question *question, struct q_buf *out)
{
    if (question->asks == Q_ASKS_ALL && !question->first) {
        q_buf_add_str(out, Q_STR("all statements"));
        return;
    }
    q_buf_add_str(out, Q_STR("statements "));
    if (is_bare(question))
        q_buf_add_str(out, Q_STR("that are "));
    say_part(question, false, out);
}
