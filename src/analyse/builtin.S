/*
 * The models that are built into the program, as they are on disk. The paths are looked
 * for from the folder of the build and along -I.
 */
#ifndef Q_BUILTIN_MODEL
#define Q_BUILTIN_MODEL "data/models/en.qmodel"
#endif
#ifndef Q_BUILTIN_NAMES
#define Q_BUILTIN_NAMES "data/models/names.qmodel"
#endif

    .section .rodata
    .balign 64
    .globl q_builtin_model
    .hidden q_builtin_model
    .type q_builtin_model, STT_OBJECT
q_builtin_model:
    .incbin Q_BUILTIN_MODEL
    .size q_builtin_model, . - q_builtin_model

    .globl q_builtin_model_end
    .hidden q_builtin_model_end
    .type q_builtin_model_end, STT_OBJECT
q_builtin_model_end:
    .byte 0
    .size q_builtin_model_end, 1

    .balign 64
    .globl q_builtin_names
    .hidden q_builtin_names
    .type q_builtin_names, STT_OBJECT
q_builtin_names:
    .incbin Q_BUILTIN_NAMES
    .size q_builtin_names, . - q_builtin_names

    .globl q_builtin_names_end
    .hidden q_builtin_names_end
    .type q_builtin_names_end, STT_OBJECT
q_builtin_names_end:
    .byte 0
    .size q_builtin_names_end, 1

    .section .note.GNU-stack, "",%progbits
