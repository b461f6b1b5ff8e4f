#include "attribute/attribute.h"

#include "attribute/build.h"
#include "attribute/guide.h"
#include "attribute/headline.h"
#include "attribute/judge.h"
#include "attribute/link.h"
#include "attribute/settle.h"
#include "attribute/signed.h"
#include "attribute/source.h"

quoth_status q_attribute(const struct q_attribute_with *with,
                         const struct quoth_article *article,
                         const struct q_annotation *note, struct quoth_statements *out)
{
    quoth_str text = article->text;
    struct q_attributions found = {0};
    quoth_status status = q_link_pieces(text, note, &out->arena, &found);
    if (status == QUOTH_OK)
        status = q_settle_contents(text, note, &out->arena, &found);
    if (status == QUOTH_OK && !with->raw) {
        q_follow_guide(with->lexicon, text, note, &found);
        q_replace_relatives(with->lexicon, text, note, &found);
        status = q_judge(with->lexicon, with->weights, text, note, with->explain,
                         &out->arena, &found);
        // behind the judge, which learnt from what the network found
        if (status == QUOTH_OK)
            q_give_sources(with->lexicon, text, note, &found);
        if (status == QUOTH_OK)
            status = q_read_headlines(with->lexicon, article, note, &out->arena, &found);
        if (status == QUOTH_OK)
            status = q_add_signed(article, note, &out->arena, &found);
    }
    if (status != QUOTH_OK)
        return status;
    return q_build_statements(with->lexicon, article, note, &found, out);
}
