#include "record/term.h"

const char *const q_act_terms[] = {[QUOTH_ACT_SPEECH] = "speech",
                                   [QUOTH_ACT_WRITING] = "writing",
                                   [QUOTH_ACT_THOUGHT] = "thought",
                                   [QUOTH_ACT_INTENT] = "intent",
                                   NULL};

const char *const q_kind_terms[] = {[QUOTH_KIND_DIRECT] = "direct",
                                    [QUOTH_KIND_MIXED] = "mixed",
                                    [QUOTH_KIND_INDIRECT] = "indirect",
                                    NULL};

const char *const q_form_terms[] = {[QUOTH_FORM_NONE] = "none",
                                    [QUOTH_FORM_NAME] = "name",
                                    [QUOTH_FORM_NOMINAL] = "nominal",
                                    [QUOTH_FORM_PRONOUN] = "pronoun",
                                    NULL};

const char *const q_block_terms[] = {[QUOTH_BLOCK_BODY] = "body",
                                     [QUOTH_BLOCK_HEADLINE] = "headline",
                                     [QUOTH_BLOCK_STANDFIRST] = "standfirst",
                                     [QUOTH_BLOCK_BYLINE] = "byline",
                                     [QUOTH_BLOCK_DATELINE] = "dateline",
                                     [QUOTH_BLOCK_CAPTION] = "caption",
                                     [QUOTH_BLOCK_CREDIT] = "credit",
                                     [QUOTH_BLOCK_LIST] = "list",
                                     [QUOTH_BLOCK_TABLE] = "table",
                                     [QUOTH_BLOCK_QUOTE] = "quote",
                                     [QUOTH_BLOCK_POST] = "post",
                                     [QUOTH_BLOCK_TURN] = "turn",
                                     [QUOTH_BLOCK_INSERT] = "insert",
                                     [QUOTH_BLOCK_FURNITURE] = "furniture",
                                     NULL};

const char *const q_flag_terms[] = {"unclosed-quote", "carried-quote",   "headline",
                                    "left-out",       "inside-not-read", NULL};

const char *const q_block_flag_terms[] = {"repeated", "goes-on", NULL};
