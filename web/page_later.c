/* Pages that are not made yet; each goes when its own file comes. */
#include "page.h"

static void later(struct visit *visit)
{
    page_error(visit, 404, (quoth_str){"not made yet", 12}, -1);
}

void change_decision(struct visit *visit)
{
    later(visit);
}
void change_capture(struct visit *visit)
{
    later(visit);
}
