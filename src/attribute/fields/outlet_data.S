/*
 * The names of outlets that are built into the library, as they are on disk. The path is
 * looked for from the folder of the build and along -I.
 */
    .section .rodata
    .globl q_outlet_names
    .hidden q_outlet_names
    .type q_outlet_names, STT_OBJECT
q_outlet_names:
    .incbin "data/lexicon/outlets.txt"
    .size q_outlet_names, . - q_outlet_names

    .globl q_outlet_names_end
    .hidden q_outlet_names_end
    .type q_outlet_names_end, STT_OBJECT
q_outlet_names_end:
    .byte 0
    .size q_outlet_names_end, 1

    .section .note.GNU-stack, "",%progbits
