/*
 * The small words of languages that are built into the library, as they are on disk. The
 * path is looked for from the folder of the build and along -I.
 */
    .section .rodata
    .globl q_language_words
    .hidden q_language_words
    .type q_language_words, STT_OBJECT
q_language_words:
    .incbin "data/lexicon/languages.txt"
    .size q_language_words, . - q_language_words

    .globl q_language_words_end
    .hidden q_language_words_end
    .type q_language_words_end, STT_OBJECT
q_language_words_end:
    .byte 0
    .size q_language_words_end, 1

    .section .note.GNU-stack, "",%progbits
