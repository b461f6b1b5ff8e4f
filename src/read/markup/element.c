#include "read/markup/element.h"

#include "base/str.h"

enum {
    VOID = Q_TRAIT_VOID,
    RAW = Q_TRAIT_RAW,
    RCDATA = Q_TRAIT_RCDATA,
    ENDS_P = Q_TRAIT_ENDS_P,
    SPECIAL = Q_TRAIT_SPECIAL,
    SCOPE = Q_TRAIT_SCOPE,
    IN_HEAD = Q_TRAIT_IN_HEAD,
    CLOSES_BLOCKS = Q_TRAIT_CLOSES_BLOCKS,
    BREAKS_OUT = Q_TRAIT_BREAKS_OUT,
    NO_SPACE = Q_TRAIT_NO_SPACE,
    BLOCK = ENDS_P | SPECIAL | CLOSES_BLOCKS
};

// A name is compared as two numbers, hence its zeros up to 16 bytes.
enum { NAME_SIZE = 16 };

static const struct {
    char name[NAME_SIZE];
    uint16_t traits;
} tags[Q_ELEMENT_COUNT] = {
    [Q_ELEMENT_A] = {"a", 0},
    [Q_ELEMENT_ABBR] = {"abbr", 0},
    [Q_ELEMENT_ADDRESS] = {"address", BLOCK},
    [Q_ELEMENT_AMP_IMG] = {"amp-img", 0},
    [Q_ELEMENT_APPLET] = {"applet", SPECIAL | SCOPE | CLOSES_BLOCKS},
    [Q_ELEMENT_AREA] = {"area", VOID | SPECIAL},
    [Q_ELEMENT_ARTICLE] = {"article", BLOCK},
    [Q_ELEMENT_ASIDE] = {"aside", BLOCK},
    [Q_ELEMENT_AUDIO] = {"audio", 0},
    [Q_ELEMENT_B] = {"b", BREAKS_OUT},
    [Q_ELEMENT_BASE] = {"base", VOID | SPECIAL | IN_HEAD},
    [Q_ELEMENT_BLOCKQUOTE] = {"blockquote", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_BODY] = {"body", SPECIAL | BREAKS_OUT},
    [Q_ELEMENT_BR] = {"br", VOID | SPECIAL | BREAKS_OUT},
    [Q_ELEMENT_BUTTON] = {"button", SPECIAL | CLOSES_BLOCKS},
    [Q_ELEMENT_CAPTION] = {"caption", SPECIAL | SCOPE},
    [Q_ELEMENT_CENTER] = {"center", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_CITE] = {"cite", 0},
    [Q_ELEMENT_CODE] = {"code", BREAKS_OUT},
    [Q_ELEMENT_COL] = {"col", VOID | SPECIAL},
    [Q_ELEMENT_COLGROUP] = {"colgroup", SPECIAL | NO_SPACE},
    [Q_ELEMENT_DD] = {"dd", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_DEL] = {"del", 0},
    [Q_ELEMENT_DETAILS] = {"details", BLOCK},
    [Q_ELEMENT_DIALOG] = {"dialog", BLOCK},
    [Q_ELEMENT_DIR] = {"dir", BLOCK},
    [Q_ELEMENT_DIV] = {"div", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_DL] = {"dl", BLOCK | BREAKS_OUT | NO_SPACE},
    [Q_ELEMENT_DT] = {"dt", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_EM] = {"em", BREAKS_OUT},
    [Q_ELEMENT_EMBED] = {"embed", VOID | SPECIAL | BREAKS_OUT},
    [Q_ELEMENT_FIELDSET] = {"fieldset", BLOCK},
    [Q_ELEMENT_FIGCAPTION] = {"figcaption", BLOCK},
    [Q_ELEMENT_FIGURE] = {"figure", BLOCK},
    [Q_ELEMENT_FONT] = {"font", 0},
    [Q_ELEMENT_FOOTER] = {"footer", BLOCK},
    [Q_ELEMENT_FOREIGNOBJECT] = {"foreignobject", 0},
    [Q_ELEMENT_FORM] = {"form", ENDS_P | SPECIAL},
    [Q_ELEMENT_FRAMESET] = {"frameset", SPECIAL},
    [Q_ELEMENT_H1] = {"h1", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_H2] = {"h2", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_H3] = {"h3", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_H4] = {"h4", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_H5] = {"h5", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_H6] = {"h6", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_HEAD] = {"head", SPECIAL | BREAKS_OUT | NO_SPACE},
    [Q_ELEMENT_HEADER] = {"header", BLOCK},
    [Q_ELEMENT_HGROUP] = {"hgroup", BLOCK},
    [Q_ELEMENT_HR] = {"hr", VOID | ENDS_P | SPECIAL | BREAKS_OUT},
    [Q_ELEMENT_HTML] = {"html", SPECIAL | SCOPE},
    [Q_ELEMENT_I] = {"i", BREAKS_OUT},
    [Q_ELEMENT_IFRAME] = {"iframe", RAW | SPECIAL},
    [Q_ELEMENT_IMG] = {"img", VOID | SPECIAL | BREAKS_OUT},
    [Q_ELEMENT_INPUT] = {"input", VOID | SPECIAL},
    [Q_ELEMENT_INS] = {"ins", 0},
    [Q_ELEMENT_LABEL] = {"label", 0},
    [Q_ELEMENT_LEGEND] = {"legend", 0},
    [Q_ELEMENT_LI] = {"li", ENDS_P | SPECIAL | BREAKS_OUT},
    [Q_ELEMENT_LINK] = {"link", VOID | SPECIAL | IN_HEAD},
    [Q_ELEMENT_LISTING] = {"listing", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_MAIN] = {"main", BLOCK},
    [Q_ELEMENT_MARQUEE] = {"marquee", SPECIAL | SCOPE | CLOSES_BLOCKS},
    [Q_ELEMENT_MATH] = {"math", 0},
    [Q_ELEMENT_MENU] = {"menu", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_META] = {"meta", VOID | SPECIAL | IN_HEAD | BREAKS_OUT},
    [Q_ELEMENT_NAV] = {"nav", BLOCK},
    [Q_ELEMENT_NOEMBED] = {"noembed", RAW | SPECIAL},
    [Q_ELEMENT_NOFRAMES] = {"noframes", RAW | SPECIAL},
    [Q_ELEMENT_NOSCRIPT] = {"noscript", SPECIAL | IN_HEAD | CLOSES_BLOCKS},
    [Q_ELEMENT_OBJECT] = {"object", SPECIAL | SCOPE | CLOSES_BLOCKS},
    [Q_ELEMENT_OL] = {"ol", BLOCK | BREAKS_OUT | NO_SPACE},
    [Q_ELEMENT_OPTGROUP] = {"optgroup", CLOSES_BLOCKS | NO_SPACE},
    [Q_ELEMENT_OPTION] = {"option", CLOSES_BLOCKS},
    [Q_ELEMENT_P] = {"p", ENDS_P | SPECIAL | BREAKS_OUT},
    [Q_ELEMENT_PARAM] = {"param", VOID | SPECIAL},
    [Q_ELEMENT_PICTURE] = {"picture", 0},
    [Q_ELEMENT_PRE] = {"pre", BLOCK | BREAKS_OUT},
    [Q_ELEMENT_Q] = {"q", 0},
    [Q_ELEMENT_S] = {"s", BREAKS_OUT},
    [Q_ELEMENT_SCRIPT] = {"script", RAW | SPECIAL | IN_HEAD},
    [Q_ELEMENT_SEARCH] = {"search", BLOCK},
    [Q_ELEMENT_SECTION] = {"section", BLOCK},
    [Q_ELEMENT_SELECT] = {"select", SPECIAL | CLOSES_BLOCKS | NO_SPACE},
    [Q_ELEMENT_SMALL] = {"small", BREAKS_OUT},
    [Q_ELEMENT_SOURCE] = {"source", VOID | SPECIAL},
    [Q_ELEMENT_SPAN] = {"span", BREAKS_OUT},
    [Q_ELEMENT_STRONG] = {"strong", BREAKS_OUT},
    [Q_ELEMENT_STYLE] = {"style", RAW | SPECIAL | IN_HEAD},
    [Q_ELEMENT_SUB] = {"sub", BREAKS_OUT},
    [Q_ELEMENT_SUMMARY] = {"summary", BLOCK},
    [Q_ELEMENT_SUP] = {"sup", BREAKS_OUT},
    [Q_ELEMENT_SVG] = {"svg", 0},
    [Q_ELEMENT_TABLE] = {"table", ENDS_P | SPECIAL | SCOPE | BREAKS_OUT | NO_SPACE},
    [Q_ELEMENT_TBODY] = {"tbody", SPECIAL | NO_SPACE},
    [Q_ELEMENT_TD] = {"td", SPECIAL | SCOPE},
    [Q_ELEMENT_TEMPLATE] = {"template", SPECIAL | IN_HEAD},
    [Q_ELEMENT_TEXTAREA] = {"textarea", RCDATA | SPECIAL},
    [Q_ELEMENT_TFOOT] = {"tfoot", SPECIAL | NO_SPACE},
    [Q_ELEMENT_TH] = {"th", SPECIAL | SCOPE},
    [Q_ELEMENT_THEAD] = {"thead", SPECIAL | NO_SPACE},
    [Q_ELEMENT_TIME] = {"time", 0},
    [Q_ELEMENT_TITLE] = {"title", RCDATA | SPECIAL | IN_HEAD},
    [Q_ELEMENT_TR] = {"tr", SPECIAL | NO_SPACE},
    [Q_ELEMENT_TRACK] = {"track", VOID | SPECIAL},
    [Q_ELEMENT_U] = {"u", BREAKS_OUT},
    [Q_ELEMENT_UL] = {"ul", BLOCK | BREAKS_OUT | NO_SPACE},
    [Q_ELEMENT_VIDEO] = {"video", 0},
    [Q_ELEMENT_WBR] = {"wbr", VOID | SPECIAL},
    [Q_ELEMENT_XMP] = {"xmp", RAW | ENDS_P | SPECIAL},
};

// Of each letter, and of what comes behind "z", the first name with it or a later one.
static const uint8_t first[] = {
    Q_ELEMENT_A,        Q_ELEMENT_B,     Q_ELEMENT_CAPTION, Q_ELEMENT_DD,  Q_ELEMENT_EM,
    Q_ELEMENT_FIELDSET, Q_ELEMENT_H1,    Q_ELEMENT_H1,      Q_ELEMENT_I,   Q_ELEMENT_LABEL,
    Q_ELEMENT_LABEL,    Q_ELEMENT_LABEL, Q_ELEMENT_MAIN,    Q_ELEMENT_NAV, Q_ELEMENT_OBJECT,
    Q_ELEMENT_P,        Q_ELEMENT_Q,     Q_ELEMENT_S,       Q_ELEMENT_S,   Q_ELEMENT_TABLE,
    Q_ELEMENT_U,        Q_ELEMENT_VIDEO, Q_ELEMENT_WBR,     Q_ELEMENT_XMP, Q_ELEMENT_COUNT,
    Q_ELEMENT_COUNT,    Q_ELEMENT_COUNT,
};

enum q_element q_element_of(quoth_str name)
{
    char key[NAME_SIZE] = {0};
    if (name.len == 0 || name.len >= NAME_SIZE)
        return Q_ELEMENT_OTHER;
    for (size_t i = 0; i < name.len; i++)
        key[i] = q_lower(name.ptr[i]);
    if (key[0] < 'a' || key[0] > 'z')
        return Q_ELEMENT_OTHER;
    unsigned letter = (unsigned)(key[0] - 'a');
    for (unsigned tag = first[letter]; tag < first[letter + 1]; tag++)
        if (memcmp(tags[tag].name, key, NAME_SIZE) == 0)
            return (enum q_element)tag;
    return Q_ELEMENT_OTHER;
}

const char *q_element_name(enum q_element tag)
{
    return tags[tag].name;
}

uint16_t q_element_traits(enum q_element tag)
{
    return tags[tag].traits;
}
