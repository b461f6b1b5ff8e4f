/*
 * Stage 1, read: XML as feeds have it, a token at a time.
 *
 *     <dc:creator x="1">Jane&#8217;s</dc:creator>   →   open dc·creator x="1"
 *                                                       text Jane&#8217;s
 *                                                       close dc·creator
 *
 * It goes on behind everything that is wrong, so that one bad item costs only itself (a
 * library's reader stops at the first error, as XML demands): a "<" that begins no tag and
 * a "&" that begins no reference are text, a tag ends at the next "<" at the latest, what
 * is never closed (a comment, a section) is passed over. Comments, processing instructions
 * and the document type are not given out; of the last the short entities are kept, others
 * are HTML's. Whether tags match is the caller's to see. Namespaces are told by what
 * prefixes were declared for, wherever that was. Nothing is copied, time is linear.
 */
#ifndef Q_XML_H
#define Q_XML_H

#include "base/buf.h"
#include "base/str.h"

// The namespaces that feeds speak in.
enum q_xml_space {
    Q_XML_PLAIN, // none, and those of RSS and Atom themselves
    Q_XML_DC,
    Q_XML_DCTERMS,
    Q_XML_CONTENT,
    Q_XML_XHTML,
    Q_XML_RDF,
    Q_XML_FEEDBURNER,
    Q_XML_STRANGE // any other
};

enum q_xml_kind {
    Q_XML_END, // of the input
    Q_XML_OPEN,
    Q_XML_CLOSE,
    Q_XML_TEXT,
    Q_XML_CDATA
};

struct q_xml_token {
    enum q_xml_kind kind;
    enum q_xml_space space;
    bool empty;       // <a/>: no Q_XML_CLOSE follows
    size_t from, to;  // bytes of the input
    quoth_str name;   // of a tag, without its prefix
    quoth_str inside; // a tag's attributes; the text, or what a section holds
};

enum { Q_XML_PREFIXES = 32, Q_XML_ENTITIES = 32 };

struct q_xml {
    quoth_str in;
    size_t at;
    bool no_comment, no_section, no_instruction; // none is closed any more
    bool typed;                                  // the document type was seen
    size_t prefix_count, entity_count;
    struct {
        quoth_str prefix;
        enum q_xml_space space;
    } prefixes[Q_XML_PREFIXES];
    struct {
        quoth_str name, value;
    } entities[Q_XML_ENTITIES];
    size_t expanded; // bytes that entities were replaced by
};

/** Begins to read `in` (valid UTF-8), which must stay. */
void q_xml_init(struct q_xml *xml, quoth_str in);

void q_xml_next(struct q_xml *xml, struct q_xml_token *token);

/** The attribute with the name `name` as it is written, prefix and all; ptr NULL: there is
 *  none. Its references are still to be read. */
quoth_str q_xml_attribute(const struct q_xml_token *token, quoth_str name);

/** Appends `written` with its references read. */
void q_xml_decode(struct q_xml *xml, quoth_str written, struct q_buf *out);

#endif
