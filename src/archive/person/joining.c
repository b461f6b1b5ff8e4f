#include "archive/person/joining.h"

#include "archive/person/known.h"
#include "archive/person/variant.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    CHAIN = 256, // clusters that a form is compared with, of one given name
    MANY = 4096, // forms of a block beyond which abbreviations and slips are not looked for
    LARGE = 64,  // clusters that a slip of the pen may mean
    FAMOUS = 15, // times as often: another line of work is a misread role, no namesake
    DOMINATES = 4, // times as often as the next of that surname
    KNOWN = 3      // articles in which somebody must speak to be meant by a surname alone
};

struct cluster {
    uint32_t *forms;
    uint32_t count, room;
    uint64_t articles;
    uint64_t works[Q_WORKS];
    uint8_t group[Q_WORKS]; // of namesakes, by line of work
    uint8_t groups;
    uint32_t person[Q_WORKS]; // of each group
    bool alone;               // surnames alone
};

struct link {
    uint64_t handle;
    uint32_t cluster, next; // 0: none
};

struct settler {
    struct q_arena *arena;
    struct q_settle_row *rows;
    uint32_t row_count;
    const struct q_settle_never *never;
    uint32_t never_count;
    struct q_form *forms;
    uint32_t form_count;
    struct cluster *clusters; // from 1
    uint32_t cluster_count;
    struct link *links; // from 1
    uint32_t link_count;
    uint32_t *heads, mask;
    struct q_settled *out;
    bool failed;
};

static void *array(struct settler *s, size_t count, size_t size)
{
    void *made = q_arena_calloc(s->arena, count ? count : 1, size);
    s->failed = s->failed || !made;
    return made;
}

static bool stands_alone(const struct q_settle_row *row)
{
    return row->apart || row->work < 0;
}

static unsigned work_of(const struct q_settle_row *row)
{
    return row->work >= 0 && row->work < Q_WORKS ? (unsigned)row->work : 0;
}

// ── Forms ──

static int by_id(const void *a, const void *b)
{
    const struct q_settle_row *x = a, *y = b;
    int first = q_str_compare(x->id, y->id);
    if (first == 0)
        first = q_str_compare(x->text, y->text);
    if (first != 0)
        return first;
    return x->work < y->work ? -1 : x->work > y->work;
}

static int by_articles(const void *a, const void *b)
{
    const struct q_form *x = a, *y = b;
    if (x->articles != y->articles)
        return x->articles > y->articles ? -1 : 1;
    return q_str_compare(x->slug, y->slug);
}

// Rows sorted by their ids; those of one id are one form.
static void make_forms(struct settler *s)
{
    s->forms = array(s, s->row_count, sizeof *s->forms);
    struct q_settle_row **rows = array(s, s->row_count, sizeof(void *));
    for (uint32_t i = 0; i < s->row_count && !s->failed;) {
        if (stands_alone(&s->rows[i])) {
            i++;
            continue;
        }
        struct q_form *form = &s->forms[s->form_count++];
        s->failed = !q_form_read(s->rows[i].text, s->arena, form);
        form->slug = s->rows[i].id;
        form->rows = rows + i;
        uint32_t from = i;
        for (; !s->failed && i < s->row_count; i++) {
            if (!q_str_equal(s->rows[i].id, s->rows[from].id))
                break;
            if (stands_alone(&s->rows[i]))
                continue;
            form->rows[form->count++] = &s->rows[i];
            form->articles += s->rows[i].articles;
        }
    }
    if (!s->failed)
        qsort(s->forms, s->form_count, sizeof *s->forms, by_articles);
}

// ── Clusters ──

static bool are_never(const struct settler *s, quoth_str a, quoth_str b)
{
    for (uint32_t i = 0; i < s->never_count; i++)
        if ((q_str_equal(s->never[i].one, a) && q_str_equal(s->never[i].other, b)) ||
            (q_str_equal(s->never[i].one, b) && q_str_equal(s->never[i].other, a)))
            return true;
    return false;
}

static bool may_join(const struct settler *s, const struct cluster *cluster, quoth_str slug)
{
    for (uint32_t i = 0; s->never_count > 0 && i < cluster->count; i++)
        if (are_never(s, s->forms[cluster->forms[i]].slug, slug))
            return false;
    return true;
}

static void add_links(struct settler *s, const struct q_form *form)
{
    for (uint32_t i = 0; i < form->handle_count; i++) {
        uint32_t *head = &s->heads[form->handles[i] & s->mask];
        struct link *link = &s->links[++s->link_count];
        *link = (struct link){form->handles[i], form->cluster, *head};
        *head = s->link_count;
    }
}

static void join(struct settler *s, uint32_t at, uint32_t number)
{
    struct cluster *cluster = &s->clusters[number];
    struct q_form *form = &s->forms[at];
    if (cluster->count == cluster->room) {
        uint32_t room = cluster->room ? 2 * cluster->room : 2;
        uint32_t *more = array(s, room, sizeof *more);
        if (!more)
            return;
        if (cluster->count > 0)
            memcpy(more, cluster->forms, cluster->count * sizeof *more);
        cluster->forms = more;
        cluster->room = room;
    }
    cluster->forms[cluster->count++] = at;
    cluster->articles += form->articles;
    for (uint32_t i = 0; i < form->count; i++)
        cluster->works[work_of(form->rows[i])] += form->rows[i]->articles;
    form->cluster = number;
}

static uint32_t open_cluster(struct settler *s, uint32_t at)
{
    uint32_t number = ++s->cluster_count;
    s->clusters[number].alone = s->forms[at].given.len == 0;
    join(s, at, number);
    return number;
}

// "Donald Trump Jr." is said to tell him from another; "Eric H. Holder Jr." is how one
// paper writes the only one. Papers that write so give the middle name, too.
static bool junior_is_apart(const struct settler *s, const struct q_form *junior)
{
    uint64_t plain = 0, formal = 0;
    for (uint32_t i = 0; i < s->form_count; i++) {
        const struct q_form *form = &s->forms[i];
        if (form->suffix != Q_SUFFIX_JUNIOR || !q_form_matches(form, junior))
            continue;
        if (form->middle.len > 0 || form->initials)
            formal += form->articles;
        else
            plain += form->articles;
    }
    return formal <= 4 * plain;
}

static bool goes(const struct settler *s, const struct q_form *a, const struct q_form *b)
{
    if (!q_form_matches(a, b))
        return false;
    const struct q_form *junior = a->suffix == Q_SUFFIX_JUNIOR ? a : b;
    if (a->suffix == b->suffix || junior->suffix != Q_SUFFIX_JUNIOR)
        return true;
    return !junior_is_apart(s, junior);
}

// Do lines of work, or numbers, say that a short name is meant?
static bool supports(const struct cluster *cluster, const struct q_form *form)
{
    bool apart = false;
    for (uint32_t r = 0; r < form->count; r++) {
        unsigned work = work_of(form->rows[r]);
        if (work > 0 && cluster->works[work] > 0)
            return true;
        for (unsigned w = 1; work > 0 && w < Q_WORKS; w++)
            apart = apart || (cluster->works[w] > 0 &&
                              !q_work_goes_with((enum q_work)w, (enum q_work)work));
    }
    return !apart && !form->common && cluster->articles >= KNOWN &&
           cluster->articles >= DOMINATES * form->articles;
}

static bool fits(const struct settler *s, const struct cluster *cluster,
                 const struct q_form *form)
{
    bool weak = true;
    for (uint32_t i = 0; i < cluster->count; i++) {
        const struct q_form *member = &s->forms[cluster->forms[i]];
        if (!goes(s, member, form))
            return false;
        weak = weak && q_form_matches_weakly(member, form);
    }
    return may_join(s, cluster, form->slug) && (!weak || supports(cluster, form));
}

static uint32_t best_cluster(const struct settler *s, const struct q_form *form)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < form->handle_count; i++) {
        uint32_t at = s->heads[form->handles[i] & s->mask];
        for (uint32_t n = 0; at && n < CHAIN; at = s->links[at].next, n++) {
            const struct link *link = &s->links[at];
            if (link->handle != form->handles[i] || link->cluster == best)
                continue;
            const struct cluster *cluster = &s->clusters[link->cluster];
            if ((!best || cluster->articles > s->clusters[best].articles) &&
                fits(s, cluster, form))
                best = link->cluster;
        }
    }
    return best;
}

static void join_full(struct settler *s)
{
    for (uint32_t i = 0; i < s->form_count && !s->failed; i++) {
        struct q_form *form = &s->forms[i];
        if (!form->given.len || form->initials)
            continue;
        uint32_t best = best_cluster(s, form);
        if (best)
            join(s, i, best);
        else
            open_cluster(s, i);
        add_links(s, form);
    }
}

// "J. Roe" is the only one of whom it can be short.
static void join_initials(struct settler *s)
{
    for (uint32_t i = 0; i < s->form_count && !s->failed; i++) {
        const struct q_form *form = &s->forms[i];
        if (!form->initials || form->cluster)
            continue;
        uint32_t same = best_cluster(s, form), found = 0, others = 0;
        for (uint32_t c = 1; !same && c <= s->cluster_count && s->form_count <= MANY; c++) {
            struct cluster *cluster = &s->clusters[c];
            if (cluster->alone || !q_form_abbreviates(form, &s->forms[cluster->forms[0]]) ||
                !may_join(s, cluster, form->slug))
                continue;
            others += found != 0;
            found = c;
        }
        if (same || (found && !others)) {
            join(s, i, same ? same : found);
            continue;
        }
        open_cluster(s, i);
        add_links(s, form);
    }
}

// ── Slips of the pen ──

static bool outnumbers(const struct cluster *large, const struct cluster *small)
{
    return large->articles >= DOMINATES * small->articles && large->articles >= KNOWN;
}

static bool works_go(const struct cluster *a, const struct cluster *b)
{
    for (unsigned i = 1; i < Q_WORKS; i++)
        for (unsigned j = 1; a->works[i] && j < Q_WORKS; j++)
            if (b->works[j] && i == j)
                return true;
    return a->works[0] == a->articles || b->works[0] == b->articles;
}

static bool is_half(const struct settler *s, const struct cluster *cluster,
                    const struct q_form *form)
{
    for (uint32_t i = 0; i < cluster->count; i++)
        if (q_form_halves(&s->forms[cluster->forms[i]], form))
            return true;
    return false;
}

static uint32_t meant_by(const struct settler *s, const uint32_t *large, uint32_t count,
                         uint32_t number)
{
    const struct cluster *small = &s->clusters[number];
    for (uint32_t i = 0; i < count; i++) {
        const struct cluster *cluster = &s->clusters[large[i]];
        if (large[i] == number || !outnumbers(cluster, small) || !works_go(cluster, small))
            continue;
        bool slips = true;
        for (uint32_t j = 0; slips && j < small->count; j++) {
            const struct q_form *form = &s->forms[small->forms[j]];
            slips = (q_form_slips(&s->forms[cluster->forms[0]], form) ||
                     is_half(s, cluster, form)) &&
                    may_join(s, cluster, form->slug);
        }
        if (slips)
            return large[i];
    }
    return 0;
}

// Those who speak most, the largest first.
static uint32_t find_large(const struct settler *s, uint32_t large[LARGE])
{
    uint32_t count = 0;
    for (uint32_t c = 1; c <= s->cluster_count; c++) {
        uint64_t articles = s->clusters[c].articles;
        if (s->clusters[c].alone || articles < KNOWN)
            continue;
        uint32_t at = count;
        while (at > 0 && s->clusters[large[at - 1]].articles < articles)
            at--;
        if (at == LARGE)
            continue;
        count += count < LARGE;
        memmove(large + at + 1, large + at, (count - 1 - at) * sizeof *large);
        large[at] = c;
    }
    return count;
}

static void join_slips(struct settler *s)
{
    uint32_t large[LARGE];
    if (s->form_count > MANY)
        return;
    uint32_t count = find_large(s, large);
    for (uint32_t c = 1; c <= s->cluster_count && !s->failed; c++) {
        struct cluster *small = &s->clusters[c];
        uint32_t meant = small->alone || !small->count ? 0 : meant_by(s, large, count, c);
        for (uint32_t i = 0; meant && i < small->count; i++)
            join(s, small->forms[i], meant);
        if (meant)
            *small = (struct cluster){.count = 0};
    }
}

// ── Namesakes ──

// Of a common name: is it one man all the same?
static bool works_near(unsigned a, unsigned b)
{
    static const unsigned near[][2] = {
        {Q_WORK_POLITICS, Q_WORK_MILITARY}, {Q_WORK_POLITICS, Q_WORK_OFFICE},
        {Q_WORK_POLITICS, Q_WORK_MEDIA},    {Q_WORK_BUSINESS, Q_WORK_OFFICE},
        {Q_WORK_SCIENCE, Q_WORK_OFFICE},    {Q_WORK_SCIENCE, Q_WORK_MEDICINE},
        {Q_WORK_LAW, Q_WORK_OFFICE},        {Q_WORK_POLICE, Q_WORK_OFFICE},
        {Q_WORK_MEDICINE, Q_WORK_OFFICE},   {Q_WORK_MILITARY, Q_WORK_OFFICE},
        {Q_WORK_MEDIA, Q_WORK_ARTS},
    };
    bool is = a == b || !a || !b;
    for (size_t i = 0; i < sizeof near / sizeof *near; i++)
        is = is || (near[i][0] == a && near[i][1] == b) ||
             (near[i][0] == b && near[i][1] == a);
    return is;
}

static void part_namesakes(const struct settler *s, struct cluster *cluster)
{
    unsigned seeds[Q_WORKS];
    cluster->groups = 1;
    if (!s->forms[cluster->forms[0]].common)
        return;
    bool taken[Q_WORKS] = {true};
    unsigned count = 0;
    for (;;) {
        unsigned most = 0;
        for (unsigned w = 1; w < Q_WORKS; w++)
            if (!taken[w] && cluster->works[w] > (most ? cluster->works[most] : 0))
                most = w;
        if (!most)
            return;
        taken[most] = true;
        unsigned group = 0;
        while (group < count && !works_near(seeds[group], most))
            group++;
        if (group == count) {
            if (count > 0 && cluster->works[seeds[0]] > FAMOUS * cluster->works[most]) {
                group = 0;
            } else {
                seeds[count++] = most;
                cluster->groups = (uint8_t)count;
            }
        }
        cluster->group[most] = (uint8_t)group;
    }
}

static void name_person(struct settler *s, struct cluster *cluster, unsigned group)
{
    // Its own id is the most frequent form's, of a full name where there is one.
    quoth_str slug = s->forms[cluster->forms[0]].slug;
    struct q_settle_person *person = &s->out->persons[s->out->count];
    cluster->person[group] = s->out->count++;
    person->id = slug;
    if (group == 0)
        return;
    unsigned work = 1;
    for (unsigned w = Q_WORKS - 1; w >= 1; w--)
        if (cluster->group[w] == group && cluster->works[w] > 0)
            work = w;
    quoth_str name = q_str_from(q_work_name((enum q_work)work));
    size_t len = slug.len + 1 + name.len;
    char *id = array(s, len, 1);
    if (!id)
        return;
    memcpy(id, slug.ptr, slug.len);
    id[slug.len] = '-';
    memcpy(id + slug.len + 1, name.ptr, name.len);
    person->id = q_str(id, len);
}

static void give_persons(struct settler *s, struct cluster *cluster)
{
    for (unsigned group = 0; group < cluster->groups; group++)
        name_person(s, cluster, group);
    for (uint32_t i = 0; i < cluster->count; i++) {
        struct q_form *form = &s->forms[cluster->forms[i]];
        for (uint32_t r = 0; r < form->count; r++) {
            struct q_settle_row *row = form->rows[r];
            row->person = cluster->person[cluster->group[work_of(row)]];
            s->out->persons[row->person].articles += row->articles;
        }
    }
}

// ── Surnames alone ──

static uint64_t articles_of(const struct cluster *cluster, unsigned group)
{
    uint64_t articles = 0;
    for (unsigned w = 0; w < Q_WORKS; w++)
        if (cluster->group[w] == group)
            articles += cluster->works[w];
    return articles;
}

static unsigned main_work(const struct cluster *cluster, unsigned group)
{
    unsigned most = 0;
    for (unsigned w = 1; w < Q_WORKS; w++)
        if (cluster->group[w] == group &&
            cluster->works[w] > (most ? cluster->works[most] : 0))
            most = w;
    return most;
}

// The one who clearly dominates among those whom the surname, with this line of work, may
// mean; UINT32_MAX: there is none.
static uint32_t dominant(const struct settler *s, const struct q_form *form, unsigned work,
                         uint64_t articles)
{
    uint64_t best = 0, next = 0;
    uint32_t person = UINT32_MAX;
    bool same = false; // his line of work is the same
    for (uint32_t c = 1; c <= s->cluster_count; c++) {
        const struct cluster *cluster = &s->clusters[c];
        if (cluster->alone || !cluster->count ||
            !q_form_same_surname(&s->forms[cluster->forms[0]], form))
            continue;
        for (unsigned group = 0; group < cluster->groups; group++) {
            uint64_t count = articles_of(cluster, group);
            // cppcheck-suppress arrayIndexOutOfBoundsCond  // work_of: below Q_WORKS
            bool known = work > 0 && cluster->group[work] == group &&
                         // cppcheck-suppress arrayIndexOutOfBoundsCond
                         20 * cluster->works[work] >= count; // not once, by mistake
            if (work > 0 && !known && !works_near(work, main_work(cluster, group)))
                continue;
            if (work > 0 && !known)
                count /= 4; // it may not be in his role here
            if (count > best) {
                next = best;
                best = count;
                person = cluster->person[group];
                same = known;
                if (!may_join(s, cluster, form->slug))
                    person = UINT32_MAX;
            } else if (count > next) {
                next = count;
            }
        }
    }
    bool only = !next && !q_known_of(form->surname).surname;
    bool enough = same ? best >= 1 : best >= (only ? KNOWN - 1 : KNOWN);
    if (!enough || best < DOMINATES * next || 4 * best < articles || form->suffix ||
        form->sex || form->surname.len < 2)
        return UINT32_MAX;
    return person;
}

static void join_surnames(struct settler *s)
{
    for (uint32_t i = 0; i < s->form_count && !s->failed; i++) {
        struct q_form *form = &s->forms[i];
        if (form->given.len > 0)
            continue;
        uint32_t own = UINT32_MAX;
        for (uint32_t r = 0; r < form->count; r++) {
            struct q_settle_row *row = form->rows[r];
            uint32_t person = dominant(s, form, work_of(row), form->articles);
            if (person == UINT32_MAX && own == UINT32_MAX) {
                own = s->out->count++;
                s->out->persons[own].id = form->slug;
            }
            row->person = person == UINT32_MAX ? own : person;
        }
    }
}

// ── All of it ──

static void give_id(struct settler *s, struct q_settle_row *row)
{
    char room[Q_VOICE_ID];
    quoth_str id = q_voice_id(row->text, row->kind, room);
    char *kept = array(s, id.len + 1, 1);
    if (kept)
        row->id = q_str(memcpy(kept, id.ptr, id.len), id.len);
}

static void settle_people(struct settler *s)
{
    uint32_t size = 64;
    while (size < 4 * s->form_count)
        size *= 2;
    s->mask = size - 1;
    s->heads = array(s, size, sizeof *s->heads);
    s->links = array(s, (size_t)s->form_count * Q_VARIANT_HANDLES + 1, sizeof *s->links);
    s->clusters = array(s, (size_t)s->form_count + 1, sizeof *s->clusters);
    if (s->failed)
        return;
    join_full(s);
    join_initials(s);
    join_slips(s);
    for (uint32_t c = 1; c <= s->cluster_count && !s->failed; c++) {
        if (!s->clusters[c].count)
            continue;
        part_namesakes(s, &s->clusters[c]);
        give_persons(s, &s->clusters[c]);
    }
    join_surnames(s);
}

// All of a block of organizations are one, but what `never` says.
static void settle_organizations(struct settler *s)
{
    for (uint32_t i = 0; i < s->form_count; i++) {
        uint32_t own = s->out->count++;
        s->out->persons[own].id = s->forms[i].slug;
        for (uint32_t r = 0; r < s->forms[i].count; r++)
            s->forms[i].rows[r]->person = own;
    }
}

// All of one split, and all who are called so, are one.
static bool same_alone(const struct q_settle_row *a, const struct q_settle_row *b)
{
    if (a->work < 0 || b->work < 0)
        return a->work == b->work;
    return q_str_equal(a->text, b->text);
}

static void settle_apart(struct settler *s)
{
    const struct q_settle_row **alone = array(s, s->row_count, sizeof(void *));
    uint32_t count = 0;
    for (uint32_t i = 0; alone && i < s->row_count; i++) {
        struct q_settle_row *row = &s->rows[i];
        if (!stands_alone(row))
            continue;
        uint32_t j = 0; // there are as many as people decided
        while (j < count && !same_alone(alone[j], row))
            j++;
        if (j < count) {
            row->person = alone[j]->person;
            continue;
        }
        row->person = s->out->count;
        s->out->persons[s->out->count++].id = Q_NO_STR;
        alone[count++] = row;
    }
}

quoth_status q_settle(struct q_settle_row *rows, uint32_t count,
                      const struct q_settle_never *never, uint32_t never_count,
                      struct q_arena *arena, struct q_settled *out)
{
    struct settler s = {.arena = arena,
                        .rows = rows,
                        .row_count = count,
                        .never = never,
                        .never_count = never_count,
                        .out = out};
    // A form has as many persons as it has rows, at most, and one more.
    out->count = 0;
    out->persons = array(&s, 2 * (size_t)count + 1, sizeof *out->persons);
    for (uint32_t i = 0; i < count && !s.failed; i++)
        give_id(&s, &rows[i]);
    if (s.failed || !count)
        return s.failed ? QUOTH_ENOMEM : QUOTH_OK;
    qsort(rows, count, sizeof *rows, by_id);
    make_forms(&s);
    if (!s.failed && rows[0].kind == Q_VOICE_PERSON)
        settle_people(&s);
    else if (!s.failed)
        settle_organizations(&s);
    settle_apart(&s);
    return s.failed ? QUOTH_ENOMEM : QUOTH_OK;
}

// ── What a person is called ──

static bool is_loud(quoth_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= 'a' && text.ptr[i] <= 'z')
            return false;
    return true;
}

static bool is_alone(quoth_str text)
{
    return !memchr(text.ptr, ' ', text.len);
}

static bool is_better(const struct q_settle_row *a, uint64_t articles,
                      const struct q_settle_row *b, uint64_t most)
{
    if (is_loud(a->text) != is_loud(b->text))
        return is_loud(b->text);
    if (a->kind == Q_VOICE_PERSON && is_alone(a->text) != is_alone(b->text))
        return is_alone(b->text);
    // Fuller, and usual: in a third of the articles, at least.
    if (a->text.len != b->text.len && 3 * articles >= most && 3 * most >= articles)
        return a->text.len > b->text.len;
    if (articles != most)
        return articles > most;
    return q_str_compare(a->text, b->text) < 0;
}

quoth_str q_settle_name(const struct q_settle_row *const *rows, uint32_t count)
{
    // Rows of one text stand side by side (by_id).
    const struct q_settle_row *best = NULL;
    uint64_t most = 0;
    for (uint32_t i = 0; i < count;) {
        uint64_t articles = 0;
        uint32_t from = i;
        for (; i < count && q_str_equal(rows[i]->text, rows[from]->text); i++)
            articles += rows[i]->articles;
        if (!best || is_better(rows[from], articles, best, most)) {
            best = rows[from];
            most = articles;
        }
    }
    return best ? best->text : Q_STR("");
}
