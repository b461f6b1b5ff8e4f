/* The elements of a page that somebody asks for by name; all others are Q_ELEMENT_OTHER. */
#ifndef Q_ELEMENT_H
#define Q_ELEMENT_H

#include "quoth.h"

// The names stand in element.c, in this order: sorted from Q_ELEMENT_A on.
enum q_element {
    Q_ELEMENT_ROOT,
    Q_ELEMENT_TEXT,
    Q_ELEMENT_OTHER, // an element with another name
    Q_ELEMENT_A,
    Q_ELEMENT_ABBR,
    Q_ELEMENT_ADDRESS,
    Q_ELEMENT_AMP_IMG,
    Q_ELEMENT_APPLET,
    Q_ELEMENT_AREA,
    Q_ELEMENT_ARTICLE,
    Q_ELEMENT_ASIDE,
    Q_ELEMENT_AUDIO,
    Q_ELEMENT_B,
    Q_ELEMENT_BASE,
    Q_ELEMENT_BLOCKQUOTE,
    Q_ELEMENT_BODY,
    Q_ELEMENT_BR,
    Q_ELEMENT_BUTTON,
    Q_ELEMENT_CAPTION,
    Q_ELEMENT_CENTER,
    Q_ELEMENT_CITE,
    Q_ELEMENT_CODE,
    Q_ELEMENT_COL,
    Q_ELEMENT_COLGROUP,
    Q_ELEMENT_DD,
    Q_ELEMENT_DEL,
    Q_ELEMENT_DETAILS,
    Q_ELEMENT_DIALOG,
    Q_ELEMENT_DIR,
    Q_ELEMENT_DIV,
    Q_ELEMENT_DL,
    Q_ELEMENT_DT,
    Q_ELEMENT_EM,
    Q_ELEMENT_EMBED,
    Q_ELEMENT_FIELDSET,
    Q_ELEMENT_FIGCAPTION,
    Q_ELEMENT_FIGURE,
    Q_ELEMENT_FONT,
    Q_ELEMENT_FOOTER,
    Q_ELEMENT_FOREIGNOBJECT,
    Q_ELEMENT_FORM,
    Q_ELEMENT_FRAMESET,
    Q_ELEMENT_H1,
    Q_ELEMENT_H2,
    Q_ELEMENT_H3,
    Q_ELEMENT_H4,
    Q_ELEMENT_H5,
    Q_ELEMENT_H6,
    Q_ELEMENT_HEAD,
    Q_ELEMENT_HEADER,
    Q_ELEMENT_HGROUP,
    Q_ELEMENT_HR,
    Q_ELEMENT_HTML,
    Q_ELEMENT_I,
    Q_ELEMENT_IFRAME,
    Q_ELEMENT_IMG,
    Q_ELEMENT_INPUT,
    Q_ELEMENT_INS,
    Q_ELEMENT_LABEL,
    Q_ELEMENT_LEGEND,
    Q_ELEMENT_LI,
    Q_ELEMENT_LINK,
    Q_ELEMENT_LISTING,
    Q_ELEMENT_MAIN,
    Q_ELEMENT_MARQUEE,
    Q_ELEMENT_MATH,
    Q_ELEMENT_MENU,
    Q_ELEMENT_META,
    Q_ELEMENT_NAV,
    Q_ELEMENT_NOEMBED,
    Q_ELEMENT_NOFRAMES,
    Q_ELEMENT_NOSCRIPT,
    Q_ELEMENT_OBJECT,
    Q_ELEMENT_OL,
    Q_ELEMENT_OPTGROUP,
    Q_ELEMENT_OPTION,
    Q_ELEMENT_P,
    Q_ELEMENT_PARAM,
    Q_ELEMENT_PICTURE,
    Q_ELEMENT_PRE,
    Q_ELEMENT_Q,
    Q_ELEMENT_S,
    Q_ELEMENT_SCRIPT, // one that holds JSON: its only child is the text, as it is written
    Q_ELEMENT_SEARCH,
    Q_ELEMENT_SECTION,
    Q_ELEMENT_SELECT,
    Q_ELEMENT_SMALL,
    Q_ELEMENT_SOURCE,
    Q_ELEMENT_SPAN,
    Q_ELEMENT_STRONG,
    Q_ELEMENT_STYLE,
    Q_ELEMENT_SUB,
    Q_ELEMENT_SUMMARY,
    Q_ELEMENT_SUP,
    Q_ELEMENT_SVG,
    Q_ELEMENT_TABLE,
    Q_ELEMENT_TBODY,
    Q_ELEMENT_TD,
    Q_ELEMENT_TEMPLATE,
    Q_ELEMENT_TEXTAREA,
    Q_ELEMENT_TFOOT,
    Q_ELEMENT_TH,
    Q_ELEMENT_THEAD,
    Q_ELEMENT_TIME,
    Q_ELEMENT_TITLE,
    Q_ELEMENT_TR,
    Q_ELEMENT_TRACK,
    Q_ELEMENT_U,
    Q_ELEMENT_UL,
    Q_ELEMENT_VIDEO,
    Q_ELEMENT_WBR,
    Q_ELEMENT_XMP,
    Q_ELEMENT_COUNT
};

// What the HTML standard says of an element.
enum q_element_trait {
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

/** The q_element_trait bits of `tag`. */
uint16_t q_element_traits(enum q_element tag);

/** The element that `name` (any case) is. */
enum q_element q_element_of(quoth_str name);

/** Its name in small letters, e.g. "blockquote"; "" of root, text and others. */
const char *q_element_name(enum q_element tag);

#endif
