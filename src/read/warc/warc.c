#include "read/warc/warc.h"
#include "base/error.h"
#include <stdlib.h>
#include <string.h>
struct q_warc {
    int unused;
};
struct q_warc *q_warc_new(void)
{
    return calloc(1, sizeof(struct q_warc));
}
void q_warc_free(struct q_warc *warc)
{
    free(warc);
}
void q_warc_start(struct q_warc *warc)
{
    (void)warc;
}
bool q_warc_is(quoth_str bytes)
{
    return bytes.len > 5 && memcmp(bytes.ptr, "WARC/", 5) == 0;
}
quoth_status q_warc_next(struct q_warc *warc, struct q_input *input,
                         struct quoth_capture *capture, quoth_error *error)
{
    (void)warc;
    (void)capture;
    q_input_end(input);
    return q_error(error, QUOTH_EFORMAT, 0, "not built yet");
}
