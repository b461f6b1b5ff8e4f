// What `verify` and `doctor` find, a line of ndjson each.
#include "base/error.h"
#include "base/json.h"
#include "base/str.h"
#include "print/print.h"

static quoth_status close_line(quoth_output *output, size_t before, quoth_error *error)
{
    q_buf_add_char(&output->buf, '\n');
    quoth_status status = q_buf_status(&output->buf);
    if (status == QUOTH_OK)
        return QUOTH_OK;
    q_buf_cut(&output->buf, before);
    return q_error(error, status, QUOTH_NO_OFFSET, "no room for a line");
}

quoth_status quoth_print_finding(quoth_output *output, const quoth_finding *finding,
                                 quoth_error *error)
{
    size_t before = output->buf.len;
    struct q_json json;
    q_json_init(&json, &output->buf);
    q_json_object(&json);
    q_put_string(&json, "type", Q_STR("finding"));
    q_json_key(&json, "damage");
    q_json_bool(&json, finding->damage != 0);
    q_put_string(&json, "what", finding->what);
    q_put_string(&json, "which", finding->which);
    q_put_string(&json, "message", finding->message);
    q_json_end(&json);
    return close_line(output, before, error);
}

quoth_status quoth_print_note(quoth_output *output, const quoth_note *note,
                              quoth_error *error)
{
    static const char *const kinds[] = {"fact", "warning", "damage"};
    size_t before = output->buf.len;
    struct q_json json;
    q_json_init(&json, &output->buf);
    q_json_object(&json);
    q_put_string(&json, "type", Q_STR("note"));
    q_put_string(&json, "kind", q_str_from(kinds[note->kind]));
    q_put_string(&json, "what", note->what);
    q_put_string(&json, "message", note->message);
    q_put_string(&json, "advice", note->advice);
    q_json_end(&json);
    return close_line(output, before, error);
}
