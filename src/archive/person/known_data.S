/*
 * The names that are built into the library, as they are on disk. The path is looked for
 * from the folder of the build and along -I.
 */
    .section .rodata
    .globl q_known_names
    .hidden q_known_names
    .type q_known_names, STT_OBJECT
q_known_names:
    .incbin "data/lexicon/persons.txt"
    .size q_known_names, . - q_known_names

    .globl q_known_names_end
    .hidden q_known_names_end
    .type q_known_names_end, STT_OBJECT
q_known_names_end:
    .byte 0
    .size q_known_names_end, 1

    .section .note.GNU-stack, "",%progbits
