/*
 * The files of the page, as web/pack.sh put them into one; looked for along -I.
 */
    .section .rodata
    .balign 64
    .globl web_assets
    .hidden web_assets
    .type web_assets, STT_OBJECT
web_assets:
    .incbin "assets.pack"
    .size web_assets, . - web_assets

    .globl web_assets_end
    .hidden web_assets_end
    .type web_assets_end, STT_OBJECT
web_assets_end:
    .byte 0
    .size web_assets_end, 1

    .section .note.GNU-stack,"",%progbits
