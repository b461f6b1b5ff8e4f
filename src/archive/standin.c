// Stands in for person/voice.c until that is there.
#include "archive/person/voice.h"

struct q_voice q_voice_of(const quoth_statement *statement)
{
    struct q_voice voice = {.name = statement->speaker_name,
                            .role = statement->speaker_role};
    if (voice.name.ptr)
        voice.kind = Q_VOICE_PERSON;
    return voice;
}
