#include "attribute/attribute.h"

#include "attribute/build.h"
#include "attribute/guide.h"
#include "attribute/link.h"
#include "attribute/settle.h"

quoth_status q_attribute(const struct q_lexicon *lexicon,
                         const struct quoth_article *article,
                         const struct q_annotation *annotation, bool raw,
                         struct quoth_statements *out)
{
    struct q_attributions found = {0};
    quoth_status status = q_link_pieces(article->text, annotation, &out->arena, &found);
    if (status == QUOTH_OK)
        status = q_settle_contents(article->text, annotation, &out->arena, &found);
    if (status)
        return status;
    if (!raw)
        q_follow_guide(lexicon, article->text, annotation, &found);
    return q_build_statements(lexicon, article->text, q_str_from(article->id), annotation,
                              &found, out);
}
