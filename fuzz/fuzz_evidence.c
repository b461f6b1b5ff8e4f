/*
 * A zip of evidence from anybody: whatever its bytes are, it is checked or refused, and
 * what is found is told in valid UTF-8. What is damage has a name, a refusal a reason.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "quoth.h"

static void found(void *context, const quoth_finding *finding)
{
    uint64_t *damaged = context;
    HOLD(finding->message.len && finding->what.len);
    HOLD(q_utf8_check(finding->message) == finding->message.len);
    HOLD(!finding->which.ptr || q_utf8_check(finding->which) == finding->which.len);
    *damaged += finding->damage != 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t damaged = 0;
    const quoth_verify_options options = {.found = found, .context = &damaged};
    const quoth_str zip = {(const char *)data, size};
    quoth_verified verified;
    quoth_error error;
    quoth_status status = quoth_evidence_verify(zip, &options, &verified, &error);
    HOLD(status == QUOTH_OK || status == QUOTH_EFORMAT || status == QUOTH_ELIMIT);
    HOLD(status == QUOTH_OK || (error.status == status && error.message[0]));
    HOLD(status != QUOTH_OK || verified.damaged == damaged);
    return 0;
}
