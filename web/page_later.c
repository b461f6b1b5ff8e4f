/* Pages that are not made yet; each goes when its own file comes. */
#include "feed.h"
#include "page.h"

static void later(struct visit *visit)
{
    page_error(visit, 404, (quoth_str){"not made yet", 12}, -1);
}

void feed_answer(struct visit *visit, struct asking *asking)
{
    (void)asking;
    later(visit);
}
void page_speakers(struct visit *visit)
{
    later(visit);
}
void page_speaker(struct visit *visit)
{
    later(visit);
}
void page_statement(struct visit *visit)
{
    later(visit);
}
void page_review(struct visit *visit)
{
    later(visit);
}
void page_ledger(struct visit *visit)
{
    later(visit);
}
void page_about(struct visit *visit)
{
    later(visit);
}
void change_decision(struct visit *visit)
{
    later(visit);
}
void change_capture(struct visit *visit)
{
    later(visit);
}
