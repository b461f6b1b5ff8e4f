#include "read/markup/tag.h"

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
} tags[Q_TAG_COUNT] = {
    [Q_TAG_A] = {"a", 0},
    [Q_TAG_ABBR] = {"abbr", 0},
    [Q_TAG_ADDRESS] = {"address", BLOCK},
    [Q_TAG_AMP_IMG] = {"amp-img", 0},
    [Q_TAG_APPLET] = {"applet", SPECIAL | SCOPE | CLOSES_BLOCKS},
    [Q_TAG_AREA] = {"area", VOID | SPECIAL},
    [Q_TAG_ARTICLE] = {"article", BLOCK},
    [Q_TAG_ASIDE] = {"aside", BLOCK},
    [Q_TAG_AUDIO] = {"audio", 0},
    [Q_TAG_B] = {"b", BREAKS_OUT},
    [Q_TAG_BASE] = {"base", VOID | SPECIAL | IN_HEAD},
    [Q_TAG_BLOCKQUOTE] = {"blockquote", BLOCK | BREAKS_OUT},
    [Q_TAG_BODY] = {"body", SPECIAL | BREAKS_OUT},
    [Q_TAG_BR] = {"br", VOID | SPECIAL | BREAKS_OUT},
    [Q_TAG_BUTTON] = {"button", SPECIAL | CLOSES_BLOCKS},
    [Q_TAG_CAPTION] = {"caption", SPECIAL | SCOPE},
    [Q_TAG_CENTER] = {"center", BLOCK | BREAKS_OUT},
    [Q_TAG_CITE] = {"cite", 0},
    [Q_TAG_CODE] = {"code", BREAKS_OUT},
    [Q_TAG_COL] = {"col", VOID | SPECIAL},
    [Q_TAG_COLGROUP] = {"colgroup", SPECIAL | NO_SPACE},
    [Q_TAG_DD] = {"dd", BLOCK | BREAKS_OUT},
    [Q_TAG_DEL] = {"del", 0},
    [Q_TAG_DETAILS] = {"details", BLOCK},
    [Q_TAG_DIALOG] = {"dialog", BLOCK},
    [Q_TAG_DIR] = {"dir", BLOCK},
    [Q_TAG_DIV] = {"div", BLOCK | BREAKS_OUT},
    [Q_TAG_DL] = {"dl", BLOCK | BREAKS_OUT | NO_SPACE},
    [Q_TAG_DT] = {"dt", BLOCK | BREAKS_OUT},
    [Q_TAG_EM] = {"em", BREAKS_OUT},
    [Q_TAG_EMBED] = {"embed", VOID | SPECIAL | BREAKS_OUT},
    [Q_TAG_FIELDSET] = {"fieldset", BLOCK},
    [Q_TAG_FIGCAPTION] = {"figcaption", BLOCK},
    [Q_TAG_FIGURE] = {"figure", BLOCK},
    [Q_TAG_FONT] = {"font", 0},
    [Q_TAG_FOOTER] = {"footer", BLOCK},
    [Q_TAG_FOREIGNOBJECT] = {"foreignobject", 0},
    [Q_TAG_FORM] = {"form", ENDS_P | SPECIAL},
    [Q_TAG_FRAMESET] = {"frameset", SPECIAL},
    [Q_TAG_H1] = {"h1", BLOCK | BREAKS_OUT},
    [Q_TAG_H2] = {"h2", BLOCK | BREAKS_OUT},
    [Q_TAG_H3] = {"h3", BLOCK | BREAKS_OUT},
    [Q_TAG_H4] = {"h4", BLOCK | BREAKS_OUT},
    [Q_TAG_H5] = {"h5", BLOCK | BREAKS_OUT},
    [Q_TAG_H6] = {"h6", BLOCK | BREAKS_OUT},
    [Q_TAG_HEAD] = {"head", SPECIAL | BREAKS_OUT | NO_SPACE},
    [Q_TAG_HEADER] = {"header", BLOCK},
    [Q_TAG_HGROUP] = {"hgroup", BLOCK},
    [Q_TAG_HR] = {"hr", VOID | ENDS_P | SPECIAL | BREAKS_OUT},
    [Q_TAG_HTML] = {"html", SPECIAL | SCOPE},
    [Q_TAG_I] = {"i", BREAKS_OUT},
    [Q_TAG_IFRAME] = {"iframe", RAW | SPECIAL},
    [Q_TAG_IMG] = {"img", VOID | SPECIAL | BREAKS_OUT},
    [Q_TAG_INPUT] = {"input", VOID | SPECIAL},
    [Q_TAG_INS] = {"ins", 0},
    [Q_TAG_LABEL] = {"label", 0},
    [Q_TAG_LEGEND] = {"legend", 0},
    [Q_TAG_LI] = {"li", ENDS_P | SPECIAL | BREAKS_OUT},
    [Q_TAG_LINK] = {"link", VOID | SPECIAL | IN_HEAD},
    [Q_TAG_LISTING] = {"listing", BLOCK | BREAKS_OUT},
    [Q_TAG_MAIN] = {"main", BLOCK},
    [Q_TAG_MARQUEE] = {"marquee", SPECIAL | SCOPE | CLOSES_BLOCKS},
    [Q_TAG_MATH] = {"math", 0},
    [Q_TAG_MENU] = {"menu", BLOCK | BREAKS_OUT},
    [Q_TAG_META] = {"meta", VOID | SPECIAL | IN_HEAD | BREAKS_OUT},
    [Q_TAG_NAV] = {"nav", BLOCK},
    [Q_TAG_NOEMBED] = {"noembed", RAW | SPECIAL},
    [Q_TAG_NOFRAMES] = {"noframes", RAW | SPECIAL},
    [Q_TAG_NOSCRIPT] = {"noscript", SPECIAL | IN_HEAD | CLOSES_BLOCKS},
    [Q_TAG_OBJECT] = {"object", SPECIAL | SCOPE | CLOSES_BLOCKS},
    [Q_TAG_OL] = {"ol", BLOCK | BREAKS_OUT | NO_SPACE},
    [Q_TAG_OPTGROUP] = {"optgroup", CLOSES_BLOCKS | NO_SPACE},
    [Q_TAG_OPTION] = {"option", CLOSES_BLOCKS},
    [Q_TAG_P] = {"p", ENDS_P | SPECIAL | BREAKS_OUT},
    [Q_TAG_PARAM] = {"param", VOID | SPECIAL},
    [Q_TAG_PICTURE] = {"picture", 0},
    [Q_TAG_PRE] = {"pre", BLOCK | BREAKS_OUT},
    [Q_TAG_Q] = {"q", 0},
    [Q_TAG_S] = {"s", BREAKS_OUT},
    [Q_TAG_SCRIPT] = {"script", RAW | SPECIAL | IN_HEAD},
    [Q_TAG_SEARCH] = {"search", BLOCK},
    [Q_TAG_SECTION] = {"section", BLOCK},
    [Q_TAG_SELECT] = {"select", SPECIAL | CLOSES_BLOCKS | NO_SPACE},
    [Q_TAG_SMALL] = {"small", BREAKS_OUT},
    [Q_TAG_SOURCE] = {"source", VOID | SPECIAL},
    [Q_TAG_SPAN] = {"span", BREAKS_OUT},
    [Q_TAG_STRONG] = {"strong", BREAKS_OUT},
    [Q_TAG_STYLE] = {"style", RAW | SPECIAL | IN_HEAD},
    [Q_TAG_SUB] = {"sub", BREAKS_OUT},
    [Q_TAG_SUMMARY] = {"summary", BLOCK},
    [Q_TAG_SUP] = {"sup", BREAKS_OUT},
    [Q_TAG_SVG] = {"svg", 0},
    [Q_TAG_TABLE] = {"table", ENDS_P | SPECIAL | SCOPE | BREAKS_OUT | NO_SPACE},
    [Q_TAG_TBODY] = {"tbody", SPECIAL | NO_SPACE},
    [Q_TAG_TD] = {"td", SPECIAL | SCOPE},
    [Q_TAG_TEMPLATE] = {"template", SPECIAL | IN_HEAD},
    [Q_TAG_TEXTAREA] = {"textarea", RCDATA | SPECIAL},
    [Q_TAG_TFOOT] = {"tfoot", SPECIAL | NO_SPACE},
    [Q_TAG_TH] = {"th", SPECIAL | SCOPE},
    [Q_TAG_THEAD] = {"thead", SPECIAL | NO_SPACE},
    [Q_TAG_TIME] = {"time", 0},
    [Q_TAG_TITLE] = {"title", RCDATA | SPECIAL | IN_HEAD},
    [Q_TAG_TR] = {"tr", SPECIAL | NO_SPACE},
    [Q_TAG_TRACK] = {"track", VOID | SPECIAL},
    [Q_TAG_U] = {"u", BREAKS_OUT},
    [Q_TAG_UL] = {"ul", BLOCK | BREAKS_OUT | NO_SPACE},
    [Q_TAG_VIDEO] = {"video", 0},
    [Q_TAG_WBR] = {"wbr", VOID | SPECIAL},
    [Q_TAG_XMP] = {"xmp", RAW | ENDS_P | SPECIAL},
};

// Of each letter, and of what comes behind "z", the first name with it or a later one.
static const uint8_t first[] = {
    Q_TAG_A,     Q_TAG_B,     Q_TAG_CAPTION, Q_TAG_DD,    Q_TAG_EM,    Q_TAG_FIELDSET,
    Q_TAG_H1,    Q_TAG_H1,    Q_TAG_I,       Q_TAG_LABEL, Q_TAG_LABEL, Q_TAG_LABEL,
    Q_TAG_MAIN,  Q_TAG_NAV,   Q_TAG_OBJECT,  Q_TAG_P,     Q_TAG_Q,     Q_TAG_S,
    Q_TAG_S,     Q_TAG_TABLE, Q_TAG_U,       Q_TAG_VIDEO, Q_TAG_WBR,   Q_TAG_XMP,
    Q_TAG_COUNT, Q_TAG_COUNT, Q_TAG_COUNT,
};

enum q_tag q_tag_of(quoth_str name)
{
    char key[NAME_SIZE] = {0};
    if (name.len == 0 || name.len >= NAME_SIZE)
        return Q_TAG_OTHER;
    for (size_t i = 0; i < name.len; i++)
        key[i] = q_lower(name.ptr[i]);
    if (key[0] < 'a' || key[0] > 'z')
        return Q_TAG_OTHER;
    unsigned letter = (unsigned)(key[0] - 'a');
    for (unsigned tag = first[letter]; tag < first[letter + 1]; tag++)
        if (memcmp(tags[tag].name, key, NAME_SIZE) == 0)
            return (enum q_tag)tag;
    return Q_TAG_OTHER;
}

const char *q_tag_name(enum q_tag tag)
{
    return tags[tag].name;
}

uint16_t q_tag_traits(enum q_tag tag)
{
    return tags[tag].traits;
}
