/* The elements of a page that somebody asks for by name; all others are Q_TAG_OTHER. */
#ifndef Q_TAG_H
#define Q_TAG_H

#include "quoth.h"

// The names stand in tag.c, in this order: sorted from Q_TAG_A on.
enum q_tag {
    Q_TAG_ROOT,
    Q_TAG_TEXT,
    Q_TAG_OTHER, // an element with another name
    Q_TAG_A,
    Q_TAG_ABBR,
    Q_TAG_ADDRESS,
    Q_TAG_AMP_IMG,
    Q_TAG_APPLET,
    Q_TAG_AREA,
    Q_TAG_ARTICLE,
    Q_TAG_ASIDE,
    Q_TAG_AUDIO,
    Q_TAG_B,
    Q_TAG_BASE,
    Q_TAG_BLOCKQUOTE,
    Q_TAG_BODY,
    Q_TAG_BR,
    Q_TAG_BUTTON,
    Q_TAG_CAPTION,
    Q_TAG_CENTER,
    Q_TAG_CITE,
    Q_TAG_CODE,
    Q_TAG_COL,
    Q_TAG_COLGROUP,
    Q_TAG_DD,
    Q_TAG_DEL,
    Q_TAG_DETAILS,
    Q_TAG_DIALOG,
    Q_TAG_DIR,
    Q_TAG_DIV,
    Q_TAG_DL,
    Q_TAG_DT,
    Q_TAG_EM,
    Q_TAG_EMBED,
    Q_TAG_FIELDSET,
    Q_TAG_FIGCAPTION,
    Q_TAG_FIGURE,
    Q_TAG_FONT,
    Q_TAG_FOOTER,
    Q_TAG_FOREIGNOBJECT,
    Q_TAG_FORM,
    Q_TAG_FRAMESET,
    Q_TAG_H1,
    Q_TAG_H2,
    Q_TAG_H3,
    Q_TAG_H4,
    Q_TAG_H5,
    Q_TAG_H6,
    Q_TAG_HEAD,
    Q_TAG_HEADER,
    Q_TAG_HGROUP,
    Q_TAG_HR,
    Q_TAG_HTML,
    Q_TAG_I,
    Q_TAG_IFRAME,
    Q_TAG_IMG,
    Q_TAG_INPUT,
    Q_TAG_INS,
    Q_TAG_LABEL,
    Q_TAG_LEGEND,
    Q_TAG_LI,
    Q_TAG_LINK,
    Q_TAG_LISTING,
    Q_TAG_MAIN,
    Q_TAG_MARQUEE,
    Q_TAG_MATH,
    Q_TAG_MENU,
    Q_TAG_META,
    Q_TAG_NAV,
    Q_TAG_NOEMBED,
    Q_TAG_NOFRAMES,
    Q_TAG_NOSCRIPT,
    Q_TAG_OBJECT,
    Q_TAG_OL,
    Q_TAG_OPTGROUP,
    Q_TAG_OPTION,
    Q_TAG_P,
    Q_TAG_PARAM,
    Q_TAG_PICTURE,
    Q_TAG_PRE,
    Q_TAG_Q,
    Q_TAG_S,
    Q_TAG_SCRIPT, // one that holds JSON: its only child is the text, as it is written
    Q_TAG_SEARCH,
    Q_TAG_SECTION,
    Q_TAG_SELECT,
    Q_TAG_SMALL,
    Q_TAG_SOURCE,
    Q_TAG_SPAN,
    Q_TAG_STRONG,
    Q_TAG_STYLE,
    Q_TAG_SUB,
    Q_TAG_SUMMARY,
    Q_TAG_SUP,
    Q_TAG_SVG,
    Q_TAG_TABLE,
    Q_TAG_TBODY,
    Q_TAG_TD,
    Q_TAG_TEMPLATE,
    Q_TAG_TEXTAREA,
    Q_TAG_TFOOT,
    Q_TAG_TH,
    Q_TAG_THEAD,
    Q_TAG_TIME,
    Q_TAG_TITLE,
    Q_TAG_TR,
    Q_TAG_TRACK,
    Q_TAG_U,
    Q_TAG_UL,
    Q_TAG_VIDEO,
    Q_TAG_WBR,
    Q_TAG_XMP,
    Q_TAG_COUNT
};

// What the HTML standard says of an element.
enum q_tag_trait {
    Q_TRAIT_VOID = 1,            // has no content and no end tag
    Q_TRAIT_RAW = 2,             // its content is not markup, up to its end tag
    Q_TRAIT_RCDATA = 4,          // nor is this one's, but for references
    Q_TRAIT_ENDS_P = 8,          // its start tag ends an open paragraph
    Q_TRAIT_SPECIAL = 16,        // the end tag of an inline element does not close it
    Q_TRAIT_SCOPE = 32,          // nor does that of any element outside of it
    Q_TRAIT_IN_HEAD = 64,        // may stand in the head
    Q_TRAIT_CLOSES_BLOCKS = 128, // its end tag closes special elements in it
    Q_TRAIT_BREAKS_OUT = 256,    // cannot stand in a vector graphic: that one ends here
    Q_TRAIT_NO_SPACE = 512       // white space alone between its children is nothing
};

/** The q_tag_trait bits of `tag`. */
uint16_t q_tag_traits(enum q_tag tag);

/** The element that `name` (any case) is. */
enum q_tag q_tag_of(quoth_str name);

/** Its name in small letters, e.g. "blockquote"; "" of root, text and others. */
const char *q_tag_name(enum q_tag tag);

#endif
