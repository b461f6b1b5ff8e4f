#include "archive/person/variant.h"

#include "archive/person/known.h"

// ── Reading ──

static quoth_str keep(quoth_str s, struct q_arena *arena, bool *failed)
{
    quoth_str copy;
    *failed |= !q_str_keep(s, arena, &copy);
    return copy;
}

static void add_handle(struct q_form *form, quoth_str word)
{
    char room[Q_KEY_ROOM];
    quoth_str sound = q_key_sound(word, room);
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < sound.len; i++)
        hash = (hash ^ (unsigned char)sound.ptr[i]) * UINT64_C(0x100000001b3);
    if (form->handle_count < Q_VARIANT_HANDLES)
        form->handles[form->handle_count++] = hash;
}

static void add_handles(struct q_form *form, quoth_str word)
{
    struct q_known_name known = q_known_of(word);
    add_handle(form, word);
    for (uint32_t i = 0; i < known.count; i++)
        add_handle(form, known.stands[i]);
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

// "j", "jd", "fh": nobody is called so.
static bool are_initials(quoth_str given)
{
    if (given.len == 1)
        return true;
    return given.len == 2 && !q_known_of(given).count &&
           (!is_vowel(given.ptr[0]) || given.ptr[1] == 'j') && !is_vowel(given.ptr[1]);
}

static quoth_str first_word(quoth_str words)
{
    return q_str_take_until(&words, ' ');
}

bool q_form_read(quoth_str text, struct q_arena *arena, struct q_form *form)
{
    struct q_name name;
    bool failed = false;
    q_name_read(text, &name);
    *form = (struct q_form){.given = keep(name.given, arena, &failed),
                            .middle = keep(name.middle, arena, &failed),
                            .surname = keep(name.surname, arena, &failed),
                            .key = keep(name.key, arena, &failed),
                            .slug = keep(name.slug, arena, &failed),
                            .suffix = name.suffix,
                            .sex = name.sex};
    if (failed)
        return false;
    form->initials = are_initials(form->given);
    if (form->given.len > 0)
        add_handles(form, form->given);
    quoth_str second = first_word(form->middle);
    if (form->initials && second.len > 1) { // "R. Jeffrey Smith"
        form->initials = false;
        add_handles(form, second);
    }
    struct q_known_name given = q_known_of(form->given);
    bool usual = given.given;
    for (uint32_t i = 0; !usual && i < given.count; i++)
        usual = q_known_of(given.stands[i]).given;
    form->common = usual && q_known_of(form->surname).surname;
    form->vague = given.count >= 3;
    return true;
}

// ── Comparing ──

// Letters apart, at most `most`, of two words; a swap of neighbours counts as one.
static bool is_near(quoth_str a, quoth_str b, size_t most)
{
    if (a.len > b.len) {
        quoth_str swap = a;
        a = b;
        b = swap;
    }
    if (b.len - a.len > most)
        return false;
    size_t head = 0, tail = 0;
    while (head < a.len && a.ptr[head] == b.ptr[head])
        head++;
    while (tail < a.len - head && a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail])
        tail++;
    if (b.len - head - tail <= most)
        return true;
    return most == 1 && a.len == b.len && b.len - head - tail == 2 &&
           a.ptr[head] == b.ptr[head + 1] && a.ptr[head + 1] == b.ptr[head];
}

static bool ends_with(const struct q_form *form, quoth_str surname)
{
    // The middle name and the surname in one: "ocasio cortez", "ocasiocortez".
    quoth_str last = form->middle;
    for (size_t i = form->middle.len; i-- > 0;)
        if (form->middle.ptr[i] == ' ') {
            last = q_str(form->middle.ptr + i + 1, form->middle.len - i - 1);
            break;
        }
    return surname.len == last.len + form->surname.len && q_str_starts(surname, last) &&
           q_str_ends(surname, form->surname);
}

// As endings tell: names that come out of another alphabet in several ways.
static bool is_slavic(quoth_str key)
{
    static const char *const endings[] = {"ov",  "ev",    "ova",  "eva", "ski",
                                          "ska", "skaia", "enko", "vic", "iak",
                                          "iuk", "cuk",   "ovna"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (key.len > strlen(endings[i]) + 1 && q_str_ends(key, q_str_from(endings[i])))
            return true;
    return false;
}

static bool same_but_doubles(quoth_str a, quoth_str b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len && a.ptr[i] == b.ptr[j]) {
        char c = a.ptr[i];
        while (i < a.len && a.ptr[i] == c)
            i++;
        while (j < b.len && b.ptr[j] == c)
            j++;
    }
    return i == a.len && j == b.len;
}

// "Hillary Rodham-Clinton" is "Hillary Clinton", whatever stands before the hyphen; but
// "ex-Clinton" is not, nor is every James Smith James Lloyd-Smith.
static bool drops_hyphen(const struct q_form *longer, const struct q_form *shorter)
{
    return longer->surname.len > shorter->surname.len && longer->given.len > 0 &&
           q_str_ends(longer->surname, shorter->surname) && !shorter->common &&
           (!shorter->given.len || q_str_equal(longer->given, shorter->given));
}

bool q_form_same_surname(const struct q_form *a, const struct q_form *b)
{
    if (q_str_equal(a->surname, b->surname) || ends_with(a, b->surname) ||
        ends_with(b, a->surname))
        return true;
    if (!q_str_equal(a->key, b->key))
        return false;
    if (drops_hyphen(a, b) || drops_hyphen(b, a))
        return true;
    return is_slavic(a->key) || same_but_doubles(a->surname, b->surname);
}

static bool share_given(const struct q_form *a, const struct q_form *b)
{
    for (uint32_t i = 0; i < a->handle_count; i++)
        for (uint32_t j = 0; j < b->handle_count; j++)
            if (a->handles[i] == b->handles[j])
                return true;
    return false;
}

static bool middles_go(const struct q_form *a, const struct q_form *b)
{
    quoth_str x = a->middle, y = b->middle;
    if (!x.len || !y.len)
        return true;
    if (x.ptr[0] != y.ptr[0])
        return false;
    quoth_str first = first_word(x), other = first_word(y);
    return first.len == 1 || other.len == 1 || is_near(first, other, 2);
}

static bool suffixes_go(const struct q_form *a, const struct q_form *b)
{
    return a->suffix == b->suffix || !a->suffix || !b->suffix;
}

bool q_form_matches(const struct q_form *a, const struct q_form *b)
{
    return suffixes_go(a, b) && share_given(a, b) && q_form_same_surname(a, b) &&
           (middles_go(a, b) || ends_with(a, b->surname) || ends_with(b, a->surname));
}

bool q_form_matches_weakly(const struct q_form *a, const struct q_form *b)
{
    if (q_str_equal(a->given, b->given) || a->initials || b->initials)
        return false;
    // Marti and Marty; but that Alison is Allison is known.
    bool sounds = !is_slavic(a->key);
    for (uint32_t i = 0; sounds && i < a->handle_count; i++)
        for (uint32_t j = 0; sounds && j < b->handle_count; j++)
            sounds =
                (i == 0 && j == 0) || a->handles[i] != b->handles[j] || (i > 0 && j > 0);
    sounds = sounds && a->handles[0] == b->handles[0];
    // Bill and Will are both William, and seldom one man.
    bool short_both = a->handles[0] != b->handles[0];
    for (uint32_t i = 0; short_both && i < a->handle_count; i++)
        for (uint32_t j = 0; short_both && j < b->handle_count; j++)
            short_both = (i > 0 && j > 0) || a->handles[i] != b->handles[j];
    return sounds || short_both || a->common || b->common || a->vague || b->vague;
}

bool q_form_slips(const struct q_form *a, const struct q_form *b)
{
    if (a->suffix != b->suffix || !middles_go(a, b) || q_form_matches(a, b))
        return false;
    if (share_given(a, b))
        return q_str_equal(a->key, b->key) && is_near(a->surname, b->surname, 2);
    if (!q_form_same_surname(a, b) || a->given.len < 4 || b->given.len < 4 ||
        !is_near(a->given, b->given, 1))
        return false;
    // Who is called Danny, Ivana, or Mario is called so.
    struct q_known_name known = q_known_of(b->given);
    return !known.given && !known.count &&
           a->given.ptr[a->given.len - 1] == b->given.ptr[b->given.len - 1];
}

bool q_form_halves(const struct q_form *full, const struct q_form *half)
{
    quoth_str word = full->middle;
    for (size_t i = word.len; i-- > 0;)
        if (word.ptr[i] == ' ') {
            word = q_str(word.ptr + i + 1, word.len - i - 1);
            break;
        }
    bool spaced = word.len > 1 && q_str_equal(word, half->given) &&
                  q_str_equal(full->surname, half->surname);
    bool hyphened = full->given.len > 0 && half->given.len > 1 &&
                    full->surname.len == half->given.len + half->surname.len &&
                    q_str_starts(full->surname, half->given) &&
                    q_str_ends(full->surname, half->surname);
    return (spaced || hyphened) && !half->middle.len && suffixes_go(full, half) &&
           !q_known_of(half->given).given;
}

bool q_form_abbreviates(const struct q_form *initials, const struct q_form *full)
{
    return full->given.len > 0 && !full->initials && suffixes_go(initials, full) &&
           initials->given.ptr[0] == full->given.ptr[0] &&
           q_form_same_surname(initials, full) && middles_go(initials, full);
}
