#include "read/page/body_word.h"

#include "base/str.h"

enum { WORD_MOST = 24 };

// Sorted; a word that ends with * stands for all that begin with it, and none other may
// then begin with it. English, and what pages in other languages call the same.
static const struct word {
    const char *name;
    uint16_t tells;
} WORDS[] = {
    {"abonn*", Q_WORD_OUT},
    {"ad", Q_WORD_OUT},
    {"adblock*", Q_WORD_OUT},
    {"adbox", Q_WORD_OUT},
    {"addthis*", Q_WORD_OUT},
    {"addtoany", Q_WORD_OUT},
    {"ads", Q_WORD_OUT},
    {"adsbygoogle", Q_WORD_OUT},
    {"adv", Q_WORD_OUT},
    {"advert*", Q_WORD_OUT},
    {"anleser", Q_WORD_STANDFIRST},
    {"annons*", Q_WORD_OUT},
    {"anzeige*", Q_WORD_OUT},
    {"article", Q_WORD_ARTICLE},
    {"articlebody", Q_WORD_ARTICLE | Q_WORD_BODY},
    {"articlecontent", Q_WORD_ARTICLE | Q_WORD_BODY},
    {"articletext", Q_WORD_ARTICLE | Q_WORD_BODY},
    {"articolo", Q_WORD_ARTICLE},
    {"artikel", Q_WORD_ARTICLE},
    {"attribution", Q_WORD_CREDIT},
    {"auteur*", Q_WORD_BYLINE},
    {"author*", Q_WORD_BYLINE},
    {"autor*", Q_WORD_BYLINE},
    {"bajada", Q_WORD_STANDFIRST},
    {"banner*", Q_WORD_OUT},
    {"bildtext", Q_WORD_CAPTION},
    {"bildunterschrift", Q_WORD_CAPTION},
    {"bio", Q_WORD_OUT},
    {"body", Q_WORD_BODY},
    {"bodycopy", Q_WORD_BODY},
    {"bodytext", Q_WORD_BODY},
    {"breadcrumb*", Q_WORD_OUT},
    {"brodtext", Q_WORD_BODY},
    {"button*", Q_WORD_OUT},
    {"byline*", Q_WORD_BYLINE},
    {"caption*", Q_WORD_CAPTION},
    {"carousel*", Q_WORD_OUT},
    {"categories", Q_WORD_OUT},
    {"chapeau", Q_WORD_STANDFIRST},
    {"chapo", Q_WORD_STANDFIRST},
    {"comentario*", Q_WORD_END},
    {"comment*", Q_WORD_END},
    {"compartir", Q_WORD_OUT},
    {"condividi", Q_WORD_OUT},
    {"contenido", Q_WORD_BODY},
    {"content", Q_WORD_BODY},
    {"contenuto", Q_WORD_BODY},
    {"conteudo", Q_WORD_BODY},
    {"cookie*", Q_WORD_END},
    {"copyright*", Q_WORD_END},
    {"corpo", Q_WORD_BODY},
    {"corps", Q_WORD_BODY},
    {"correlat*", Q_WORD_OUT},
    {"credit*", Q_WORD_CREDIT},
    {"cta", Q_WORD_OUT},
    {"cuerpo", Q_WORD_BODY},
    {"date", Q_WORD_DATE},
    {"dateline", Q_WORD_DATE},
    {"deck", Q_WORD_STANDFIRST},
    {"dek", Q_WORD_STANDFIRST},
    {"delen", Q_WORD_OUT},
    {"disclaimer", Q_WORD_OUT},
    {"disqus*", Q_WORD_END},
    {"donat*", Q_WORD_OUT},
    {"entradilla", Q_WORD_STANDFIRST},
    {"entry", Q_WORD_ARTICLE},
    {"excerpt", Q_WORD_STANDFIRST},
    {"facebook*", Q_WORD_OUT},
    {"follow*", Q_WORD_OUT},
    {"foot", Q_WORD_END},
    {"footer*", Q_WORD_END},
    {"gerelateerd*", Q_WORD_OUT},
    {"ingress", Q_WORD_STANDFIRST},
    {"inhalt", Q_WORD_BODY},
    {"inhoud", Q_WORD_BODY},
    {"instagram*", Q_WORD_POST},
    {"intro", Q_WORD_STANDFIRST},
    {"kommentar*", Q_WORD_END},
    {"legende", Q_WORD_CAPTION},
    {"login", Q_WORD_OUT},
    {"masthead", Q_WORD_OUT},
    {"menu*", Q_WORD_OUT},
    {"modal*", Q_WORD_OUT},
    {"most*", Q_WORD_OUT},
    {"nav*", Q_WORD_OUT},
    {"newsletter*", Q_WORD_OUT},
    {"noticia", Q_WORD_ARTICLE},
    {"notizia", Q_WORD_ARTICLE},
    {"nyhet", Q_WORD_ARTICLE},
    {"occhiello", Q_WORD_STANDFIRST},
    {"outbrain*", Q_WORD_OUT},
    {"overlay*", Q_WORD_OUT},
    {"pager", Q_WORD_OUT},
    {"pagination", Q_WORD_OUT},
    {"partage*", Q_WORD_OUT},
    {"popular*", Q_WORD_OUT},
    {"popup*", Q_WORD_OUT},
    {"post", Q_WORD_ARTICLE},
    {"promo*", Q_WORD_OUT},
    {"pubblicita", Q_WORD_OUT},
    {"publicidad*", Q_WORD_OUT},
    {"publicite*", Q_WORD_OUT},
    {"publish*", Q_WORD_DATE},
    {"rail", Q_WORD_OUT},
    {"reacties", Q_WORD_END},
    {"readmore", Q_WORD_OUT},
    {"recirc*", Q_WORD_OUT},
    {"recommend*", Q_WORD_OUT},
    {"reklam*", Q_WORD_OUT},
    {"relacionad*", Q_WORD_OUT},
    {"related*", Q_WORD_OUT},
    {"reportage", Q_WORD_ARTICLE},
    {"share*", Q_WORD_OUT},
    {"sharing", Q_WORD_OUT},
    {"sidebar*", Q_WORD_OUT},
    {"signup*", Q_WORD_OUT},
    {"skip", Q_WORD_OUT},
    {"social*", Q_WORD_OUT},
    {"sommario", Q_WORD_STANDFIRST},
    {"sponsor*", Q_WORD_OUT},
    {"standfirst*", Q_WORD_STANDFIRST},
    {"story", Q_WORD_ARTICLE},
    {"storybody", Q_WORD_ARTICLE | Q_WORD_BODY},
    {"strapline", Q_WORD_STANDFIRST},
    {"subhead*", Q_WORD_STANDFIRST},
    {"subhed", Q_WORD_STANDFIRST},
    {"subtitle", Q_WORD_STANDFIRST},
    {"summary", Q_WORD_STANDFIRST},
    {"support", Q_WORD_OUT},
    {"taboola*", Q_WORD_OUT},
    {"tags", Q_WORD_OUT},
    {"teaser*", Q_WORD_OUT},
    {"teilen", Q_WORD_OUT},
    {"text", Q_WORD_BODY},
    {"timestamp*", Q_WORD_DATE},
    {"toolbar*", Q_WORD_OUT},
    {"tooltip*", Q_WORD_OUT},
    {"topics", Q_WORD_OUT},
    {"trending*", Q_WORD_OUT},
    {"tweet*", Q_WORD_POST},
    {"twitter*", Q_WORD_POST},
    {"verwandt*", Q_WORD_OUT},
    {"vorspann", Q_WORD_STANDFIRST},
    {"werbung*", Q_WORD_OUT},
};

enum { WORD_COUNT = sizeof WORDS / sizeof *WORDS };

// How `word` compares with a name of the list: 0 where it is meant by it.
static int compare(quoth_str word, const char *name)
{
    size_t at = 0;
    while (at < word.len && name[at] == word.ptr[at])
        at++;
    if (name[at] == '*')
        return 0;
    if (at == word.len)
        return name[at] ? -1 : 0;
    return name[at] && (unsigned char)word.ptr[at] < (unsigned char)name[at] ? -1 : 1;
}

static unsigned look_up(quoth_str word)
{
    size_t low = 0, high = WORD_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(word, WORDS[middle].name);
        if (order == 0)
            return WORDS[middle].tells;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

unsigned q_body_words(quoth_str value)
{
    unsigned tells = 0;
    for (size_t at = 0; at < value.len;) {
        char word[WORD_MOST];
        size_t len = 0, start = at;
        while (at < value.len && q_is_letter(value.ptr[at])) {
            bool hump = at > start && value.ptr[at] <= 'Z' && value.ptr[at - 1] >= 'a';
            if (hump)
                break;
            if (len < WORD_MOST)
                word[len++] = q_lower(value.ptr[at]);
            at++;
        }
        if (len > 1)
            tells |= look_up(q_str(word, len));
        if (at == start)
            at++;
    }
    return tells;
}

const char *q_body_word_unsorted(void)
{
    for (size_t i = 1; i < WORD_COUNT; i++) {
        quoth_str before = q_str_from(WORDS[i - 1].name), word = q_str_from(WORDS[i].name);
        bool all = q_str_ends(before, Q_STR("*"));
        if (strcmp(before.ptr, word.ptr) >= 0 ||
            (all && q_str_starts(word, q_str(before.ptr, before.len - 1))))
            return word.ptr;
    }
    return NULL;
}
