/*
 * The names of character references that are built into the library, as they are on disk.
 * The path is looked for from the folder of the build and along -I.
 */
    .section .rodata
    .globl q_reference_names
    .hidden q_reference_names
    .type q_reference_names, STT_OBJECT
q_reference_names:
    .incbin "data/lexicon/references.txt"
    .size q_reference_names, . - q_reference_names

    .globl q_reference_names_end
    .hidden q_reference_names_end
    .type q_reference_names_end, STT_OBJECT
q_reference_names_end:
    .byte 0
    .size q_reference_names_end, 1

    .section .note.GNU-stack, "",%progbits
