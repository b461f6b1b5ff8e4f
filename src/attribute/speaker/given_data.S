/*
 * The given names that are built into the library, as it is on disk. The path is
 * looked for from the folder of the build and along -I.
 */
    .section .rodata
    .globl q_given_names
    .hidden q_given_names
    .type q_given_names, STT_OBJECT
q_given_names:
    .incbin "data/lexicon/given.txt"
    .size q_given_names, . - q_given_names

    .globl q_given_names_end
    .hidden q_given_names_end
    .type q_given_names_end, STT_OBJECT
q_given_names_end:
    .byte 0
    .size q_given_names_end, 1

    .section .note.GNU-stack, "",%progbits
