/*
 * The lexicon of cues that is built into the library, as it is on disk. The path is
 * looked for from the folder of the build and along -I.
 */
    .section .rodata
    .globl q_cue_lexicon
    .hidden q_cue_lexicon
    .type q_cue_lexicon, STT_OBJECT
q_cue_lexicon:
    .incbin "data/lexicon/cues.txt"
    .size q_cue_lexicon, . - q_cue_lexicon

    .globl q_cue_lexicon_end
    .hidden q_cue_lexicon_end
    .type q_cue_lexicon_end, STT_OBJECT
q_cue_lexicon_end:
    .byte 0
    .size q_cue_lexicon_end, 1

    .section .note.GNU-stack, "",%progbits
