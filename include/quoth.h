/*
 * quoth: who said what.
 *
 * libquoth reads news and keeps the record of who said what: the exact words,
 * the source, the words that tell it, each tied to the bytes it was read from.
 * This is its only header, and a long one, mostly comments: who uses it has one
 * file to read.
 *
 *     quoth_engine *engine;                        // models, shared by threads
 *     quoth_reader *reader;                        // one input
 *     quoth_article *article = quoth_article_new();
 *     quoth_statements *found = quoth_statements_new();
 *     quoth_engine_open(&engine, NULL, NULL);
 *     quoth_reader_open_path(&reader, "report.txt", NULL, NULL);
 *     while (quoth_reader_next(reader, article, NULL) == QUOTH_OK) {
 *         quoth_extract(engine, article, NULL, found, NULL);
 *         for (size_t i = 0; i < quoth_statements_count(found); i++) {
 *             const quoth_statement *s = quoth_statements_at(found, i);
 *             quoth_str who = quoth_article_cut(article, s->source.at[0]);
 *             quoth_str what = quoth_article_cut(article, s->content.at[0]);
 *             printf("%.*s: %.*s\n", (int)who.len, who.ptr, (int)what.len, what.ptr);
 *         }
 *     }
 *
 * (Error checks, `s->source.count > 0` and the closing calls are left out; the
 * whole program is tests/cases/example.c.)
 *
 * THREE LAWS
 *
 * Ownership. What is reached through a handle lives as long as that handle, or
 * until the handle is filled again (quoth_reader_next fills an article,
 * quoth_extract fills statements). Nothing that is returned is ever passed to
 * free(). The library copies what it keeps. Closing or freeing NULL is fine.
 *
 * Errors. What can fail returns a quoth_status; QUOTH_OK is 0. Where a
 * quoth_error is taken it may be NULL; otherwise it is filled on failure, and
 * only then, with a message in English and the byte of the input at which it
 * went wrong. The library never prints, never exits, never aborts.
 *
 * Threads. An engine is immutable and may be shared by any number of threads.
 * Every other handle belongs to one thread at a time.
 *
 * Offsets are bytes of the article's UTF-8 text, half-open, unless a name says
 * `points` (Unicode code points, which is what the printed records count in).
 */
#ifndef QUOTH_H
#define QUOTH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The version that this header belongs to, as quoth_version tells the library's. */
#define QUOTH_VERSION "0.1.0"

#if defined(__GNUC__)
#define QUOTH_API __attribute__((visibility("default")))
#else
#define QUOTH_API
#endif

/** The version of the library that is running, e.g. "0.1.0". Never fails. */
QUOTH_API const char *quoth_version(void);

/* ── Words that every section uses ──────────────────────────────────────── */

/** Borrowed UTF-8 text, not terminated. `ptr` is NULL where there is no text
 *  (as opposed to an empty one). */
typedef struct quoth_str {
    const char *ptr; /**< lives as long as what it was reached through */
    size_t len;      /**< bytes */
} quoth_str;

/** Bytes [start, end) of an article's text. */
typedef struct quoth_span {
    uint32_t start, end; /**< `start` <= `end`, on character boundaries */
} quoth_span;

/** Spans in the order of the text, not overlapping. */
typedef struct quoth_spans {
    const quoth_span *at; /**< `count` of them */
    uint32_t count;       /**< 0: there are none */
} quoth_spans;

/** What became of a call. Values may be added; take an unknown one for a failure. */
typedef enum quoth_status {
    QUOTH_OK = 0,        /**< done */
    QUOTH_END = 1,       /**< nothing is left to read; not an error */
    QUOTH_ENOMEM = 2,    /**< out of memory */
    QUOTH_EIO = 3,       /**< the system could not open, read or write */
    QUOTH_EFORMAT = 4,   /**< the bytes are not what they should be */
    QUOTH_ELIMIT = 5,    /**< larger than a limit of the library (src/base/limits.h) */
    QUOTH_EVERSION = 6,  /**< a model of another version */
    QUOTH_EUSAGE = 7,    /**< an argument that cannot be */
    QUOTH_EFETCH = 8,    /**< the web gave no answer, or may not be asked */
    QUOTH_ELOCKED = 9,   /**< another program is writing the archive */
    QUOTH_EDAMAGED = 10, /**< an archive that is none, or is damaged */
    QUOTH_EMISSING = 11  /**< there is no such thing in the archive */
} quoth_status;

/** The offset of an error that is about no byte. */
#define QUOTH_NO_OFFSET UINT64_MAX

/** What went wrong, filled on failure only. */
typedef struct quoth_error {
    quoth_status status; /**< as the call returned it */
    uint64_t offset;     /**< byte of the input, or QUOTH_NO_OFFSET */
    char message[240];   /**< terminated, one line, UTF-8 */
} quoth_error;

/* ── Engine: the models ─────────────────────────────────────────────────── */

/** The models, ready to be used. Immutable, shared by any number of threads. */
typedef struct quoth_engine quoth_engine;

/** `{0}` means defaults. */
typedef struct quoth_engine_options {
    const char *model_path; /**< a model file; NULL: the one built in */
    const char *kernel;     /**< "c", "avx2" or "vnni"; NULL: $QUOTH_KERNEL, else the
                                 fastest that the processor has */
    const char *names_path; /**< a model file of names; NULL: the one built in */
} quoth_engine_options;

/** Loads and checks the models. On QUOTH_OK `*out` is the caller's to close.
 *  Fails with QUOTH_EIO (file cannot be read), QUOTH_EFORMAT (damaged, or a model of the
 *  other kind, with the offset in the model file), QUOTH_EVERSION, QUOTH_ENOMEM,
 *  QUOTH_EUSAGE (unknown kernel, or one that this processor cannot run). */
QUOTH_API quoth_status quoth_engine_open(quoth_engine **out,
                                         const quoth_engine_options *options,
                                         quoth_error *error);

/** Gives its memory back; no thread may use it any more. NULL is fine. */
QUOTH_API void quoth_engine_close(quoth_engine *engine);

/** "sha256:" and 64 hexadecimal digits of the model file; lives with the engine. */
QUOTH_API const char *quoth_engine_model(const quoth_engine *engine);

/** The same of the model of names. */
QUOTH_API const char *quoth_engine_names(const quoth_engine *engine);

/** Name of the kernel that was chosen: "c", "avx2" or "vnni". */
QUOTH_API const char *quoth_engine_kernel(const quoth_engine *engine);

/* ── Article: a text, its blocks, and where it came from ────────────────── */

/** A text with its blocks and what is told of it. Belongs to one thread at a time. */
typedef struct quoth_article quoth_article;

/** What a block of an article is. Kinds may be added; take an unknown one for body. */
typedef enum quoth_block_kind {
    QUOTH_BLOCK_BODY,       /**< everything that is not clearly something else */
    QUOTH_BLOCK_HEADLINE,   /**< the title in the text */
    QUOTH_BLOCK_STANDFIRST, /**< the lines between headline and text */
    QUOTH_BLOCK_BYLINE,     /**< who wrote it */
    QUOTH_BLOCK_DATELINE, /**< place and agency before the text, or a line with the date */
    QUOTH_BLOCK_CAPTION,  /**< of a picture */
    QUOTH_BLOCK_CREDIT,   /**< of a picture, or the line that names the text's origin */
    QUOTH_BLOCK_LIST,     /**< bulleted lines, an article's highlights */
    QUOTH_BLOCK_TABLE,    /**< rows; told in pages alone */
    QUOTH_BLOCK_QUOTE,    /**< a quotation set apart */
    QUOTH_BLOCK_POST,     /**< an embedded post of a social network */
    QUOTH_BLOCK_TURN,     /**< what one speaker says in a transcript */
    QUOTH_BLOCK_INSERT, /**< the outlet's own: a comment, an editor's note, a correction */
    QUOTH_BLOCK_FURNITURE /**< of the page, not of the article: menus, adverts, buttons */
} quoth_block_kind;

/** What else is known of a block. */
typedef enum quoth_block_flag {
    QUOTH_BLOCK_REPEATED = 1 << 0, /**< a headline that was printed before */
    QUOTH_BLOCK_GOES_ON = 1 << 1   /**< goes on in the sentence that the block of another
                                        kind before it cut in two */
} quoth_block_flag;

/** A block: a span of the text, never rewritten. `author` and `words` lie inside `span`;
 *  they are empty (start == end) where there are none. */
typedef struct quoth_block {
    quoth_block_kind kind; /**< what it is */
    quoth_span span;       /**< all of it */
    quoth_span author;     /**< who it is by: of a byline, credit, post or turn. An insert's
                                author is the outlet, which the text does not name: empty */
    quoth_span words;      /**< of a post or turn: what its author says in it */
    unsigned flags;        /**< quoth_block_flag, or-ed */
} quoth_block;

/** A date as far as it is known. */
typedef struct quoth_date {
    quoth_str
        value; /**< ISO 8601, e.g. "2023-06-08T12:05" or "2018-W16"; ptr NULL: unknown */
    quoth_str precision; /**< "minute" "hour" "day" "week" "month" "quarter" "year" */
    quoth_str text;      /**< the words it was read from */
} quoth_date;

/** An empty article to be filled by quoth_reader_next or quoth_article_set;
 *  the caller's to free. NULL when memory is out. */
QUOTH_API quoth_article *quoth_article_new(void);

/** Frees it with all that was reached through it. NULL is fine. */
QUOTH_API void quoth_article_free(quoth_article *article);

/** Fills `article` with a copy of `name` and `text` (UTF-8), tells its language, finds its
 *  blocks, and reads title, authors, date and outlet from them where they tell. Fails with
 *  QUOTH_EFORMAT (text that is not UTF-8, with its offset; in a name U+FFFD stands for
 *  what is not), QUOTH_ELIMIT, QUOTH_ENOMEM. */
QUOTH_API quoth_status quoth_article_set(quoth_article *article, quoth_str name,
                                         quoth_str text, quoth_error *error);

/** Overrules the language that the text was told to be in: an ISO 639-1 code, maybe with a
 *  country ("en", "pt-BR"). Fails with QUOTH_EUSAGE (no such tag), QUOTH_ENOMEM. */
QUOTH_API quoth_status quoth_article_set_language(quoth_article *article,
                                                  quoth_str language, quoth_error *error);

/** All of its text, UTF-8, which the offsets count in. Like all below, lives until the
 *  article is filled again. */
QUOTH_API quoth_str quoth_article_text(const quoth_article *article);

/** What it is called in its input: a file's name without endings, a record's id or number
 *  (docs/FORMAT.md). */
QUOTH_API quoth_str quoth_article_name(const quoth_article *article);

/** The file it was read from, as it was given; ptr NULL: from none. */
QUOTH_API quoth_str quoth_article_path(const quoth_article *article);

/** Its address; ptr NULL: not known. */
QUOTH_API quoth_str quoth_article_url(const quoth_article *article);

/** Who published it, e.g. "Tolva Courier"; ptr NULL: not known. */
QUOTH_API quoth_str quoth_article_outlet(const quoth_article *article);

/** Its title; ptr NULL: not known. */
QUOTH_API quoth_str quoth_article_title(const quoth_article *article);

/** Who wrote it, as given or read from its byline. */
QUOTH_API const quoth_str *quoth_article_authors(const quoth_article *article,
                                                 size_t *count);
/** ISO 639-1, e.g. "en"; "und": not English, but which one is not known. */
QUOTH_API quoth_str quoth_article_language(const quoth_article *article);

/** When it was published; its value has ptr NULL where that is not known. */
QUOTH_API const quoth_date *quoth_article_published(const quoth_article *article);

/** When it was last changed, where the page tells. */
QUOTH_API const quoth_date *quoth_article_modified(const quoth_article *article);

/** Under which address the page says that it is to be kept; ptr NULL: it does not. */
QUOTH_API quoth_str quoth_article_canonical(const quoth_article *article);

/** The part of the outlet that it stands in, e.g. "Politics". */
QUOTH_API quoth_str quoth_article_section(const quoth_article *article);

/** What a feed calls it (guid, Atom's id). */
QUOTH_API quoth_str quoth_article_guid(const quoth_article *article);

/** What is told of an article beside its text. */
typedef enum quoth_about {
    QUOTH_ABOUT_TITLE,     /**< quoth_article_title */
    QUOTH_ABOUT_AUTHORS,   /**< quoth_article_authors */
    QUOTH_ABOUT_OUTLET,    /**< quoth_article_outlet */
    QUOTH_ABOUT_PUBLISHED, /**< quoth_article_published */
    QUOTH_ABOUT_MODIFIED,  /**< quoth_article_modified */
    QUOTH_ABOUT_LANGUAGE,  /**< quoth_article_language */
    QUOTH_ABOUT_CANONICAL, /**< quoth_article_canonical */
    QUOTH_ABOUT_SECTION,   /**< quoth_article_section */
    QUOTH_ABOUT_COUNT      /**< how many there are */
} quoth_about;

/** Where it was read, e.g. "json-ld", "og:title", "h1", "time", "url", "text"; "given" by
 *  an option or a record. ptr NULL: it is not told. */
QUOTH_API quoth_str quoth_article_told_by(const quoth_article *article, quoth_about about);

/** What was wrong with what it was read from and was mended, or NULL: e.g. bytes that are
 *  not of the charset that a page names. Its offset counts in the input. */
QUOTH_API const quoth_error *quoth_article_flaw(const quoth_article *article);

/** Bytes of an article's text, and of the capture that they stand for. Where both have one
 *  length, and the capture is UTF-8, they are the same bytes. */
typedef struct quoth_stretch {
    quoth_span text;   /**< in the article's text */
    quoth_span source; /**< in quoth_capture_bytes */
} quoth_stretch;

/** From which bytes each part of the text was read, in the order of the text; what lies
 *  between (line ends that were put in) stands for nothing. `*count` is 0 where the text is
 *  the capture itself, or was taken from a JSON string. */
QUOTH_API const quoth_stretch *quoth_article_map(const quoth_article *article,
                                                 size_t *count);

/** "sha256:" and the hash of the text in 64 hexadecimal digits. */
QUOTH_API quoth_str quoth_article_id(const quoth_article *article);

/** The article's blocks, in the order of the text, not overlapping; only white space lies
 *  between them. Live as long as the article is not filled again. */
QUOTH_API const quoth_block *quoth_article_blocks(const quoth_article *article,
                                                  size_t *count);

/** The words of a span. The span must lie inside the text. */
QUOTH_API quoth_str quoth_article_cut(const quoth_article *article, quoth_span span);

/* ── Reader: bytes → articles ───────────────────────────────────────────── */

/** An input that is being read. Belongs to one thread at a time. */
typedef struct quoth_reader quoth_reader;

/** How an input is read. */
typedef enum quoth_format {
    QUOTH_FORMAT_AUTO = 0, /**< by the name's ending, else by how it begins */
    QUOTH_FORMAT_TEXT,     /**< plain text, one article */
    QUOTH_FORMAT_HTML,     /**< a page */
    QUOTH_FORMAT_WARC,     /**< WARC, WET and ARC */
    QUOTH_FORMAT_FEED,     /**< RSS, Atom, JSON Feed */
    QUOTH_FORMAT_JSONL     /**< an object a line (docs/FORMAT.md) */
} quoth_format;

/** `{0}` means defaults. A field of a JSONL line wins over what is given here, but for
 *  `language`. */
typedef struct quoth_read_options {
    quoth_format format;   /**< of all files that are opened */
    const char *charset;   /**< of text, pages and feeds; NULL: byte order mark, what they
                                or HTTP tell, UTF-8, else guessed */
    const char *outlet;    /**< NULL: not known */
    const char *published; /**< ISO 8601; NULL: not known */
    const char *url;       /**< NULL: not known */
    const char *language;  /**< ISO 639-1, overrules text and record; NULL: as they tell */
    uint64_t start; /**< byte of a file to begin at, e.g. a record of a web archive */
    int keep;       /**< 1: captures hold what an archive keeps of them: records of web
                         archives as they came, head and all. quoth_entry_start and
                         quoth_archive_knows want it */
} quoth_read_options;

/** Opens a file, or a folder, which is walked in byte order of its names;
 *  "-" is standard input. `*out` is the caller's to close. Fails with QUOTH_EIO,
 *  QUOTH_EUSAGE (a charset that iconv does not know, no date, no language),
 *  QUOTH_ENOMEM. */
QUOTH_API quoth_status quoth_reader_open_path(quoth_reader **out, const char *path,
                                              const quoth_read_options *options,
                                              quoth_error *error);

/** The same of bytes in memory, which must live as long as the reader; `name` stands for
 * the name of a file, endings and all, and is told as its path ("-" is no more than a name
 * here); NULL or "": it has none. Fails with QUOTH_EUSAGE, QUOTH_ENOMEM; QUOTH_EIO
 * (options->start lies behind them). */
QUOTH_API quoth_status quoth_reader_open_bytes(quoth_reader **out, quoth_str bytes,
                                               const char *name,
                                               const quoth_read_options *options,
                                               quoth_error *error);

/** Closes the file; captures and articles that it filled stay. NULL is fine. */
QUOTH_API void quoth_reader_close(quoth_reader *reader);

/** Fills `article` with the next article. QUOTH_OK; QUOTH_END when none is
 *  left. Any other status is about one record (QUOTH_EFORMAT, QUOTH_ELIMIT) or
 *  one file (QUOTH_EIO): error->offset says where in quoth_reader_path(), that
 *  record or file is skipped, and the next call goes on behind it. QUOTH_ENOMEM
 *  likewise. */
QUOTH_API quoth_status quoth_reader_next(quoth_reader *reader, quoth_article *article,
                                         quoth_error *error);

/** One received unit: a file, a line of JSONL, a record of a web archive. Holds its bytes;
 *  the caller's to free. NULL when memory is out. */
typedef struct quoth_capture quoth_capture;

/** An empty capture, to be filled again and again; the caller's to free. NULL when memory
 *  is out. */
QUOTH_API quoth_capture *quoth_capture_new(void);

/** Frees it with its bytes. NULL is fine. */
QUOTH_API void quoth_capture_free(quoth_capture *capture);

/** The first half of quoth_reader_next: fills `capture` with the next unit as it was
 *  received, and does not look into it, so that other threads can. Returns as
 *  quoth_reader_next does. */
QUOTH_API quoth_status quoth_reader_take(quoth_reader *reader, quoth_capture *capture,
                                         quoth_error *error);

/** The second half: fills `article` with the next article of `capture`, which needs the
 *  reader no more. QUOTH_END when none is left: most have one, a feed has many. Otherwise
 *  as quoth_reader_next. */
QUOTH_API quoth_status quoth_capture_next(quoth_capture *capture, quoth_article *article,
                                          quoth_error *error);

/** Its bytes, without what they were packed in (gzip, an HTTP message). */
QUOTH_API quoth_str quoth_capture_bytes(const quoth_capture *capture);

/** The file that it comes from; ptr NULL: standard input. */
QUOTH_API quoth_str quoth_capture_path(const quoth_capture *capture);

/** The byte of that file at which it, or its record, begins. */
QUOTH_API uint64_t quoth_capture_offset(const quoth_capture *capture);

/** Where a web archive says it was fetched; ptr NULL: none does. */
QUOTH_API quoth_str quoth_capture_url(const quoth_capture *capture);

/** When a web archive says it was fetched; its value has ptr NULL where none does. */
QUOTH_API const quoth_date *quoth_capture_fetched(const quoth_capture *capture);

/** The file that is being read; differs from what was opened inside a folder. */
QUOTH_API const char *quoth_reader_path(const quoth_reader *reader);

/* ── Fetch: from the web, only when asked ───────────────────────────────── */

/** Asks the web and appends what comes to a web archive. Belongs to one thread at a
 *  time. */
typedef struct quoth_fetcher quoth_fetcher;

/** `{0}` means defaults. */
typedef struct quoth_fetch_options {
    const char *user_agent; /**< who asks; NULL: "quoth/" and the version. Whatever it says,
                                 the rules of robots.txt for "quoth" hold */
    int allow_private;      /**< 1: addresses that are not of the public internet, too */
    uint32_t max_bytes;     /**< of one response; 0: 16 MB; 32 MB is the most */
    uint32_t seconds;       /**< that one request may take; 0: 30 */
    uint32_t delay;         /**< seconds between two requests to one host; 0: 1 */
    int no_delay;           /**< 1: none, unless robots.txt asks for one */

    /** Called before a wait of more than two seconds, which robots.txt of `origin`
     *  ("https://herald.example") asks for; may be NULL. */
    void (*waiting)(void *context, quoth_str origin, uint32_t seconds);
    void *context; /**< passed to `waiting` */
} quoth_fetch_options;

/** One response as it was kept. */
typedef struct quoth_response {
    quoth_str url;   /**< that was asked for; of the first one as it was given, but in the
                          form that is sent, without a fragment */
    quoth_str next;  /**< where it sends on to; ptr NULL: nowhere */
    int status;      /**< of HTTP, e.g. 200 */
    uint64_t offset; /**< of its record in the archive */
    uint64_t bytes;  /**< of its body as it was received */
    quoth_str cut;   /**< why it is not whole: "length" "time" "disconnect" "unspecified";
                          ptr NULL: it is */
    quoth_str type;  /**< of its body as its header tells it, e.g. "text/html"; ptr NULL: it
                          does not */
} quoth_response;

/** Makes ready to fetch and to append what comes to the web archive `archive`, which is
 *  made if it is not there: WARC 1.1, each record packed by itself if the name ends in
 *  ".gz". No other program may write it meanwhile. `*out` is the caller's to close. Fails
 *  with QUOTH_EIO (the archive cannot be written, or is none), QUOTH_EUSAGE (options that
 *  cannot be), QUOTH_ENOMEM. */
QUOTH_API quoth_status quoth_fetcher_open(quoth_fetcher **out, const char *archive,
                                          const quoth_fetch_options *options,
                                          quoth_error *error);

/** Takes an archive away again that was made and got no response. */
QUOTH_API void quoth_fetcher_close(quoth_fetcher *fetcher);

/** Fetches what `url` (http or https) leads to, over at most ten redirects, unless the
 *  robots.txt of a host on the way forbids it or the host has a private address; keeps
 *  every response with its request, on the disk when this returns. Sends no cookies and no
 *  passwords, uses no proxy. QUOTH_OK whatever the status of HTTP is; QUOTH_EUSAGE (no such
 *  URL can be fetched), QUOTH_ELIMIT (URL too long), QUOTH_EFETCH; QUOTH_EIO (the archive
 *  cannot be written, which ends where it did before) and QUOTH_ENOMEM. */
QUOTH_API quoth_status quoth_fetcher_get(quoth_fetcher *fetcher, const char *url,
                                         quoth_error *error);

/** The responses of the last quoth_fetcher_get in their order, also when it failed: all but
 *  the last are redirects. Live until the next one. */
QUOTH_API const quoth_response *quoth_fetcher_responses(const quoth_fetcher *fetcher,
                                                        size_t *count);

/** The byte of the archive at which this fetcher's own records begin. */
QUOTH_API uint64_t quoth_fetcher_start(const quoth_fetcher *fetcher);

/* ── Statements: who said what ──────────────────────────────────────────── */

/** tests/spec §1: what somebody did. */
typedef enum quoth_act {
    QUOTH_ACT_SPEECH,  /**< said it */
    QUOTH_ACT_WRITING, /**< wrote it: a post, a letter, a judgment, a report */
    QUOTH_ACT_THOUGHT, /**< thinks, believes, expects it */
    QUOTH_ACT_INTENT   /**< plans, wants, promises it */
} quoth_act;

/** tests/spec §3: how much of the content stands inside quote marks. */
typedef enum quoth_kind {
    QUOTH_KIND_DIRECT,  /**< all of it */
    QUOTH_KIND_MIXED,   /**< a part of it */
    QUOTH_KIND_INDIRECT /**< nothing of it */
} quoth_kind;

/** By what the text calls the source. */
typedef enum quoth_form {
    QUOTH_FORM_NONE,    /**< no source */
    QUOTH_FORM_NAME,    /**< by a name */
    QUOTH_FORM_NOMINAL, /**< by a description: the minister */
    QUOTH_FORM_PRONOUN  /**< he, she, they, it, who */
} quoth_form;

/** What else is known of a statement. */
typedef enum quoth_flag {
    QUOTH_FLAG_UNCLOSED_QUOTE = 1 << 0, /**< a quote mark of the content has no partner */
    QUOTH_FLAG_CARRIED_QUOTE = 1
                               << 1, /**< the quotation is re-opened in a later paragraph */
    QUOTH_FLAG_HEADLINE = 1 << 2,    /**< found in the headline */
    QUOTH_FLAG_LEFT_OUT = 1 << 3,    /**< judged to be no statement; only with
                                          quoth_extract_options.explain */
    QUOTH_FLAG_NOT_READ = 1 << 4 /**< the limit of what is read again inside contents was
                                      reached before this one: what is said in it is
                                      not told */
} quoth_flag;

/** The parent of a statement that stands in no other. */
#define QUOTH_NO_PARENT UINT32_MAX

/** Words that tell a field of a statement; `spans` is empty where nothing does. */
typedef struct quoth_phrase {
    quoth_spans spans; /**< the words, in the article's text */
    int carried;       /**< 1: told by an earlier sentence of the same turn, not by the
                          statement's own or the one that it goes on from */
} quoth_phrase;

/** When it was said. `date.value` is NULL where the words do not tell it for certain. */
typedef struct quoth_when {
    quoth_date date;   /**< the day, told against the day of publication */
    quoth_spans spans; /**< the words that tell it */
    int carried;       /**< as in quoth_phrase */
} quoth_when;

/** One through whom the words came to the article's outlet. */
typedef struct quoth_relay {
    quoth_str name;    /**< an outlet, an agency, a person */
    quoth_spans spans; /**< the words that tell it */
    int carried;       /**< as in quoth_phrase */
} quoth_relay;

/** Somebody who was weighed as the speaker. */
typedef struct quoth_candidate {
    quoth_str name;      /**< as the article gives it; ptr NULL: nobody of the others */
    quoth_str kind;      /**< as speaker_kind */
    unsigned confidence; /**< in percent, 0…100 */
    quoth_str clues;     /**< with quoth_extract_options.explain: what was weighed, names
                              parted by a space; else ptr NULL */
} quoth_candidate;

/** Everything is borrowed from the quoth_statements that holds it. Fields may
 *  be added at the end. */
typedef struct quoth_statement {
    quoth_act act;   /**< speech, writing, thought or intent */
    quoth_kind kind; /**< direct, mixed or indirect */
    int negated;     /**< 0 or 1: a refusal or absence (tests/spec §1.6) */
    quoth_spans content, cue, source; /**< what was said (one span at least), the words
                                           that tell it, who is said to have said it */
    quoth_str cue_lemma;              /**< "say" for "has said"; ptr NULL: no cue */
    quoth_form form;                  /**< of the source */
    quoth_str speaker_name; /**< ptr NULL: nobody can be named, and speaker_why says why */
    quoth_str speaker_kind; /**< "person" "organization" "group" "document" "anonymous", or
                               NULL */
    quoth_str speaker_why;  /**< one line of English; ptr NULL: the speaker has a name */
    quoth_spans inserts;    /**< the reporter's words inside the content */
    uint32_t parent;        /**< index of the enclosing statement, or QUOTH_NO_PARENT */
    unsigned flags;         /**< quoth_flag, or-ed */
    unsigned confidence; /**< that this is a statement of tests/spec, in percent, 0…100 */
    char id[33];         /**< 32 hexadecimal digits, terminated (docs/FORMAT.md, Records) */
    quoth_block_kind block; /**< in which the content starts */
    quoth_str evidence; /**< with quoth_extract_options.explain: what was weighed for and
                             against its being a statement, a line each; else ptr NULL */
    quoth_str speaker_role; /**< office or description that the article gives, or NULL */
    unsigned speaker_confidence;       /**< that it is this speaker, in percent, 0…100 */
    const quoth_candidate *candidates; /**< who else was weighed, the likeliest first */
    uint32_t candidate_count;          /**< 0: none was weighed */
    quoth_phrase addressee, occasion, place; /**< to whom; at what event; where */
    quoth_when said;                         /**< when, where words tell it */
    const quoth_relay *via;                  /**< the nearest to the speaker first */
    uint32_t via_count;                      /**< 0: nobody is told */
} quoth_statement;

/** Statements of one article. Belongs to one thread at a time. */
typedef struct quoth_statements quoth_statements;

/** `{0}` means defaults. */
typedef struct quoth_extract_options {
    int raw;     /**< 1: what tagger and linking found, before tests/spec's rules */
    int explain; /**< 1: what is weighed and found to be no statement is kept too, with
                      QUOTH_FLAG_LEFT_OUT, and what is weighed has its evidence. Changes
                      nothing else. Not with raw. */
} quoth_extract_options;

/** An empty result, to be filled again and again; the caller's to free. NULL
 *  when memory is out. */
QUOTH_API quoth_statements *quoth_statements_new(void);

/** Frees them with all that was reached through them. NULL is fine. */
QUOTH_API void quoth_statements_free(quoth_statements *statements);

/** How many there are. */
QUOTH_API size_t quoth_statements_count(const quoth_statements *statements);
/** `index` must be below the count. In the order of the text. */
QUOTH_API const quoth_statement *quoth_statements_at(const quoth_statements *statements,
                                                     size_t index);

/** Why there are no statements, e.g. "the article is in German (de), the model reads
 *  English (en)". ptr NULL: the article was read. */
QUOTH_API quoth_str quoth_statements_why(const quoth_statements *statements);

/** By which version of the library they were found, as quoth_version says. ptr NULL:
 *  nothing was filled in yet. */
QUOTH_API quoth_str quoth_statements_version(const quoth_statements *statements);

/** By which model, as quoth_engine_model says. ptr NULL: nothing was filled in yet. */
QUOTH_API quoth_str quoth_statements_model(const quoth_statements *statements);

/** Finds who said what in `article` and fills `out`; of an article in another language than
 *  the model's, nothing (quoth_statements_why). Time and memory are linear in the text.
 * Fails with QUOTH_ENOMEM only; `out` is then empty. */
QUOTH_API quoth_status quoth_extract(const quoth_engine *engine,
                                     const quoth_article *article,
                                     const quoth_extract_options *options,
                                     quoth_statements *out, quoth_error *error);

/* ── Archive: one file that keeps ───────────────────────────────────────── */

/** An open archive. Belongs to one thread; several may be open on one file, in one program
 *  or in many: readers never wait, writers wait for each other. */
typedef struct quoth_archive quoth_archive;

/** What an archive is opened for. */
typedef enum quoth_access {
    QUOTH_ACCESS_READ,  /**< it is not changed */
    QUOTH_ACCESS_WRITE, /**< what is there */
    QUOTH_ACCESS_MAKE   /**< and make it where it is not */
} quoth_access;

/** `{0}` means defaults. */
typedef struct quoth_archive_options {
    quoth_access access; /**< to read, unless told */
    uint32_t wait;       /**< milliseconds to wait for another writer; 0: 20,000 */
    const char *who;     /**< who decides, in UTF-8, for the ledger; NULL: not told */
} quoth_archive_options;

/** `*out` is the caller's to close. A file of an earlier format is brought to this one
 * where it may be written. Fails with QUOTH_EMISSING (no such file), QUOTH_EDAMAGED (no
 * archive, or damaged), QUOTH_EVERSION (of a later format), QUOTH_ELOCKED, QUOTH_EIO
 * (cannot be opened or made; lies on a network file system, where locks cannot be trusted),
 *  QUOTH_ENOMEM. Every function below that takes an archive can fail with these too. */
QUOTH_API quoth_status quoth_archive_open(quoth_archive **out, const char *path,
                                          const quoth_archive_options *options,
                                          quoth_error *error);

/** Closes it; what was begun on it (answers, dumps, loaders, rebuilds) is to be ended
 *  before. NULL is fine. */
QUOTH_API void quoth_archive_close(quoth_archive *archive);

/** One capture with what was read and found in it, packed; any thread may make one. The
 *  caller's to free; to be started again and again. NULL when memory is out. */
typedef struct quoth_entry quoth_entry;

/** An empty entry; the caller's to free. NULL when memory is out. */
QUOTH_API quoth_entry *quoth_entry_new(void);

/** Frees it. NULL is fine. */
QUOTH_API void quoth_entry_free(quoth_entry *entry);

/** Forgets what it holds and takes the bytes of `capture`, which must come from
 *  quoth_reader_take or quoth_archive_capture. QUOTH_ENOMEM, QUOTH_ELIMIT. */
QUOTH_API quoth_status quoth_entry_start(quoth_entry *entry, const quoth_capture *capture,
                                         quoth_error *error);

/** Adds an article of that capture, in their order, with its statements. QUOTH_ENOMEM,
 *  QUOTH_ELIMIT. */
QUOTH_API quoth_status quoth_entry_add(quoth_entry *entry, const quoth_article *article,
                                       const quoth_statements *statements,
                                       quoth_error *error);

/** How many articles it holds. */
QUOTH_API size_t quoth_entry_count(const quoth_entry *entry);

/** Bytes of an article's id: "sha256:", 64 hexadecimal digits and their end. */
enum { QUOTH_ARTICLE_ID = 72 };

/** Writes the id of one of its articles ("sha256:…", terminated) to `id`. `index` must be
 *  below the count. */
QUOTH_API void quoth_entry_article(const quoth_entry *entry, size_t index,
                                   char id[QUOTH_ARTICLE_ID]);

/** Bytes of a capture's id: 32 hexadecimal digits and their end. */
enum { QUOTH_CAPTURE_ID = 33 };

/** By what an archive knows a capture: a hash of its bytes and of what was told beside
 * them, but not of its path. */
QUOTH_API quoth_status quoth_capture_id(const quoth_capture *capture,
                                        char id[QUOTH_CAPTURE_ID], quoth_error *error);

/** Whether an archive has a capture. */
typedef enum quoth_known {
    QUOTH_NEW = 0,      /**< it is not there */
    QUOTH_KNOWN = 1,    /**< it is in the archive */
    QUOTH_FORGOTTEN = 2 /**< it was, and is not to be again */
} quoth_known;

/** Sets `*known`, a quoth_known. */
QUOTH_API quoth_status quoth_archive_knows(quoth_archive *archive,
                                           const quoth_capture *capture, int *known,
                                           quoth_error *error);

/** What became of an entry; numbers add up over calls. */
typedef struct quoth_added {
    uint64_t captures;   /**< that are new */
    uint64_t known;      /**< captures that were there */
    uint64_t refused;    /**< captures or articles that were forgotten before */
    uint64_t articles;   /**< texts that are new */
    uint64_t joined;     /**< texts that were there, from another capture */
    uint64_t edited;     /**< of the new ones: at an address that had another text */
    uint64_t statements; /**< of the new ones */
    uint64_t future;     /**< of the new ones: dated after tomorrow */
    uint64_t behind; /**< not a sum: by how many seconds this machine's clock stands before
                          what was last written, at most; 0: it does not */
} quoth_added;

/** Puts an entry in, in one transaction: on QUOTH_OK it is on the disk, else nothing of it
 *  is. Adds to `*added`, which may be NULL. QUOTH_ELIMIT: an archive has room for some four
 *  thousand million statements, those that were taken out again included. */
QUOTH_API quoth_status quoth_archive_put(quoth_archive *archive, const quoth_entry *entry,
                                         quoth_added *added, quoth_error *error);

/** Joins the names that came since the last time to people: to be called when a run of puts
 *  is over. What was interrupted is done by the next one. */
QUOTH_API quoth_status quoth_archive_settle(quoth_archive *archive, quoth_error *error);

/** Fills `article`, and `statements` unless that is NULL, with what was kept of the article
 *  `id` ("sha256:…", or how it begins, 8 digits at least), as it was found. QUOTH_EMISSING;
 *  QUOTH_EUSAGE: several begin so. */
QUOTH_API quoth_status quoth_archive_article(quoth_archive *archive, quoth_str id,
                                             quoth_article *article,
                                             quoth_statements *statements,
                                             quoth_error *error);

/** The same of the article with the statement `id`, which is the one at `*index`. */
QUOTH_API quoth_status quoth_archive_statement(quoth_archive *archive, quoth_str id,
                                               quoth_article *article,
                                               quoth_statements *statements,
                                               uint32_t *index, quoth_error *error);

/** An article as one capture shows it. Strings have ptr NULL where nothing is told. */
typedef struct quoth_appearance {
    quoth_str article;   /**< id of its text, "sha256:…" */
    quoth_str capture;   /**< id of the capture, 32 hexadecimal digits */
    quoth_str source;    /**< "sha256:…" of the capture's bytes */
    uint64_t size;       /**< of these bytes */
    quoth_date captured; /**< when it was fetched, else the day it was added */
    quoth_str name, path, url, outlet, title; /**< as quoth_article_name … tell them */
    quoth_date published;                     /**< as quoth_article_published */
    int leads; /**< 1: the statements are found with what this one tells */
} quoth_appearance;

/** Where an article comes from. */
typedef struct quoth_origin {
    const quoth_appearance *appearances; /**< the leading one first, then as added */
    size_t count;                        /**< 1 at least */
    const quoth_appearance *versions; /**< other texts at its addresses, one appearance of
                                           each: it was edited, or a page has several */
    size_t version_count;             /**< 0: there are none */
} quoth_origin;

/** Fills `out` with the origin of the article `id` (as above); what it points to lives
 * until the archive is asked again. QUOTH_EMISSING, QUOTH_EUSAGE. */
QUOTH_API quoth_status quoth_archive_origin(quoth_archive *archive, quoth_str id,
                                            quoth_origin *out, quoth_error *error);

/** A number about the archive. */
typedef struct quoth_stat {
    quoth_str what;      /**< "archive" "published" "outlet" "model" "bytes" */
    quoth_str name;      /**< of what there are so many */
    uint64_t count;      /**< how many */
    int of_articles;     /**< 1: `count` is of articles, in which there are so many */
    uint64_t statements; /**< where `of_articles` is 1; else 0 */
} quoth_stat;

/** What is in it, part by part: the archive's whole numbers; of articles how many each
 *  outlet has (the `outlets` with the most; 0: all), each year of publication and each
 *  model that read them; the bytes of the file, with `parts` (0 or 1) by part too, for
 * which it is read from end to end. They live as the above. */
QUOTH_API quoth_status quoth_archive_stats(quoth_archive *archive, uint32_t outlets,
                                           int parts, const quoth_stat **out, size_t *count,
                                           quoth_error *error);

/** Fills `capture` with the received unit behind `*cursor` (0 to begin), which is moved on;
 *  QUOTH_END when none is left. To be read again by quoth_capture_next. */
QUOTH_API quoth_status quoth_archive_capture(quoth_archive *archive, uint64_t *cursor,
                                             quoth_capture *capture, quoth_error *error);

/* ── Questions: one language for program, page and feeds ────────────────── */

/** A clock that a statement can be dated by. */
typedef enum quoth_clock {
    QUOTH_CLOCK_SAID,      /**< where no day is known: published, then captured */
    QUOTH_CLOCK_PUBLISHED, /**< the day of the article's publication */
    QUOTH_CLOCK_CAPTURED   /**< the day it was fetched, else added */
} quoth_clock;

/** The order of rows. All but relevance and doubt begin with the latest, unless
 *  quoth_search_options.ascending. */
typedef enum quoth_order {
    QUOTH_ORDER_RELEVANCE, /**< of words; without any, by the day said, the latest first */
    QUOTH_ORDER_SAID,      /**< by the day said, or what stands for it */
    QUOTH_ORDER_PUBLISHED, /**< by the day of publication */
    QUOTH_ORDER_CAPTURED,  /**< by the day of capture */
    QUOTH_ORDER_ADDED,     /**< as they came into the archive */
    QUOTH_ORDER_DOUBT      /**< those that were reviewed last; else how near to a half the
                              machine's confidence is, in the statement or in its speaker */
} quoth_order;

/** A question that was read. The caller's to free. */
typedef struct quoth_question quoth_question;

/** Reads `text` (docs/QUERIES.md). QUOTH_EUSAGE: error->offset is the byte of `text` at
 * which it does not parse; QUOTH_ELIMIT: longer or deeper than src/base/limits.h allows;
 *  QUOTH_ENOMEM. An empty text asks for every statement. */
QUOTH_API quoth_status quoth_question_parse(quoth_question **out, quoth_str text,
                                            quoth_error *error);

/** Frees it. NULL is fine. */
QUOTH_API void quoth_question_free(quoth_question *question);

/** The question read back in words, e.g. "statements by patrushev, said in 2017 or 2018,
 *  not indirect". Lives with the question. */
QUOTH_API quoth_str quoth_question_words(const quoth_question *question);

/** Writes FIELD:VALUE as a question has it, e.g. speaker:"Jane Roe", and a NUL into the
 * `size` bytes of `out`, as much of it as they hold. Quote marks and stars, which cannot be
 * asked for, become spaces. How many bytes all of it has, without the NUL; `out` may be
 * NULL where `size` is 0. */
QUOTH_API size_t quoth_question_term(char *out, size_t size, const char *field,
                                     quoth_str value);

/** `{0}` means defaults. */
typedef struct quoth_search_options {
    const char *since, *until; /**< a day, month or year of ISO 8601, or how long ago, as
                                    7d or P1W; both included; NULL: open */
    quoth_clock clock;         /**< of since, until and the rows' dates */
    quoth_order order;         /**< of the rows */
    int ascending;             /**< 1: the oldest first; not with relevance */
    int by_article;    /**< 1: one row an article, its best; quoth_hit.more tells how many
                            statements of the article answer beside it */
    uint32_t limit;    /**< rows; 0: all */
    const char *after; /**< a token that quoth_results_next gave for the same question and
                            order; NULL: from the start */
} quoth_search_options;

/** The answer: all of one moment, whatever other programs write until it is freed. Belongs
 *  to the archive's thread; the caller's to free before the archive is closed, and before
 *  anything is written through that archive (QUOTH_EUSAGE). */
typedef struct quoth_results quoth_results;

/** What a reviewer said of a statement. */
typedef enum quoth_judged {
    QUOTH_JUDGED_NOT,      /**< nothing */
    QUOTH_JUDGED_ACCEPTED, /**< it is one, as found */
    QUOTH_JUDGED_REJECTED, /**< it is none */
    QUOTH_JUDGED_EDITED    /**< it is one, with other words than the machine found */
} quoth_judged;

/** One row of an answer. */
typedef struct quoth_hit {
    uint32_t statement;    /**< which of the statements that were filled */
    quoth_spans words;     /**< of the text that the question asked for, in the order of the
                              text; they live until the next row */
    quoth_date date;       /**< by the clock asked for, or what it falls back to */
    quoth_clock clock;     /**< which one that is */
    quoth_str person;      /**< id of the speaker across articles; ptr NULL: nobody */
    quoth_str person_name; /**< the name that is usual; ptr NULL: nobody */
    quoth_judged judged;   /**< what a reviewer said of it, by which entry of the ledger, */
    uint64_t judged_entry; /**< and who ("": not told); they live until the next row */
    quoth_str judged_by;   /**< "": not told */
    uint64_t more;         /**< with quoth_search_options.by_article; else 0 */
} quoth_hit;

/** Answers. QUOTH_EUSAGE: dates that are none, or a token of another question, which
 *  error->message says. */
QUOTH_API quoth_status quoth_archive_search(quoth_archive *archive,
                                            const quoth_question *question,
                                            const quoth_search_options *options,
                                            quoth_results **out, quoth_error *error);

/** Ends the answer, and the snapshot that it read. NULL is fine. */
QUOTH_API void quoth_results_free(quoth_results *results);

/** All that the question asks for, exactly; with by_article, of articles. */
QUOTH_API uint64_t quoth_results_total(const quoth_results *results);

/** How many rows this page has: at most quoth_search_options.limit. */
QUOTH_API uint64_t quoth_results_shown(const quoth_results *results);

/** 0; or, where relevance was weighed of so many of them only, the latest added, how many.
 */
QUOTH_API uint64_t quoth_results_ranked(const quoth_results *results);

/** In which order the rows are: where relevance was asked for and the question has no
 * words, QUOTH_ORDER_SAID. */
QUOTH_API quoth_order quoth_results_order(const quoth_results *results);

/** Terminated; NULL: nothing is left. */
QUOTH_API const char *quoth_results_next(const quoth_results *results);

/** The day by which row `row` of this page stands where it does, as a number of days, for
 *  quoth_print_chart; -1: it is in no order of days, or there is no such row. */
QUOTH_API int32_t quoth_results_day(const quoth_results *results, uint64_t row);

/** The next row: fills `article`, `statements` and `hit`. QUOTH_END behind the last. While
 *  rows lie in one article it is not filled again: leave both as they are meanwhile. */
QUOTH_API quoth_status quoth_results_take(quoth_results *results, quoth_article *article,
                                          quoth_statements *statements, quoth_hit *hit,
                                          quoth_error *error);

/* Tallies: how the statements of an answer, all of them, not of a page, are spread. */

/** By what an answer can be tallied. */
typedef enum quoth_facet {
    QUOTH_FACET_SPEAKER,   /**< people and organizations across articles; value: the id */
    QUOTH_FACET_OUTLET,    /**< of the leading appearance */
    QUOTH_FACET_KIND,      /**< direct, mixed, indirect */
    QUOTH_FACET_ACT,       /**< speech, writing, thought, intent */
    QUOTH_FACET_YEAR,      /**< by the clock of the search; by year, the latest first */
    QUOTH_FACET_ADDRESSEE, /**< to whom, as it is written */
    QUOTH_FACET_VIA,       /**< through whom, as it is written */
    QUOTH_FACETS           /**< how many there are */
} quoth_facet;

/** One value of a facet. */
typedef struct quoth_share {
    quoth_str value;     /**< as a question asks for it: person:VALUE, outlet:VALUE, year:
                            said:VALUE */
    quoth_str label;     /**< as people read it */
    uint64_t statements; /**< that have it */
} quoth_share;

/** The values of one facet. */
typedef struct quoth_tally {
    const quoth_share *at; /**< the most statements first; of years the latest */
    size_t count;          /**< at most the limit */
    uint64_t others;       /**< statements whose value is not among these */
    uint64_t none;         /**< statements without a value */
    uint64_t of; /**< of addressees and relays: of the statements that have one the
                      latest so many alone were looked at; 0: all */
} quoth_tally;

/** Fills `out` with the `limit` (0: 1,000, which is the most) values of `facet` that most
 * statements of the answer have, or the latest years. A statement with several relays
 * counts for each. Lives until the results are freed. QUOTH_EUSAGE: no such facet. All but
 * addressees and relays are counted once for all of them, in milliseconds; these two read
 * records, 500 at most.
 */
QUOTH_API quoth_status quoth_results_tally(quoth_results *results, quoth_facet facet,
                                           uint32_t limit, quoth_tally *out,
                                           quoth_error *error);

/** A stretch of time: how many statements fall into it, each in one of four. */
typedef struct quoth_bin {
    char from[11];                    /**< its first day, "2018-04-01" */
    char to[11];                      /**< its last */
    uint64_t direct, mixed, indirect; /**< of depth 1, by kind */
    uint64_t nested;                  /**< inside another statement */
} quoth_bin;

/** An answer spread over time. */
typedef struct quoth_histogram {
    const char *unit; /**< "year" "month" "week" "day": whichever gives a readable number */
    const quoth_bin *at;    /**< one behind the other, without a gap, empty ones too */
    size_t count;           /**< 0: none has a day */
    uint64_t undated;       /**< statements of which only the day of capture is known */
    uint64_t before, after; /**< statements that lie far before the first bin, or behind the
                                 last: at most one in 200 at each end, or what would make
                                 more than 400 years */
} quoth_histogram;

/** Spreads the statements of the answer over time, by the clock of the search, a statement
 * that may be of several days by the first of them: in days, weeks (from Monday) or months
 * where 160 of them suffice, else in years. Lives until the results are freed. */
QUOTH_API quoth_status quoth_results_histogram(quoth_results *results, quoth_histogram *out,
                                               quoth_error *error);

/* ── People: the same speaker across articles ───────────────────────────── */

/** A name that articles give to a person, in one line of work. */
typedef struct quoth_spelling {
    quoth_str text;                /**< as articles write it */
    quoth_str work;                /**< that roles tell, "politics"; "": none */
    uint64_t statements, articles; /**< under this spelling */
} quoth_spelling;

/** What articles call a person, beside the name. Days as "2018-04-24"; ptr NULL: no article
 * has one. */
typedef struct quoth_role {
    quoth_str text;        /**< as articles write it, e.g. "deputy mayor" */
    uint64_t statements;   /**< in which he has it */
    quoth_str first, last; /**< days of publication */
} quoth_role;

/** Who speaks, across articles. Strings live until the next call with the archive. */
typedef struct quoth_person {
    quoth_str id;   /**< "jane-roe": the same in every archive that knows him so */
    quoth_str name; /**< the spelling that is usual, or the one that was decided */
    quoth_str kind; /**< "person" or "organization" */
    uint64_t statements, articles;   /**< in which he speaks */
    quoth_str first, last;           /**< days of publication; ptr NULL: none is known */
    const quoth_spelling *spellings; /**< the most frequent first */
    size_t spelling_count;           /**< 1 at least */
    const quoth_role *roles;         /**< only of quoth_archive_person; the latest first */
    size_t role_count;               /**< 0: none is told */
    uint64_t roles_of; /**< articles that were read for them, the latest; 0: all */
} quoth_person;

/** A page of people. Lives until the next call with the archive. */
typedef struct quoth_people {
    const quoth_person *at; /**< those who say most first */
    size_t count;           /**< on this page */
    uint64_t total;         /**< on all pages */
    const char *next;       /**< token for the next page; NULL: nothing is left */
} quoth_people;

/** Who is called `name` (all of its words; an id: he alone; ptr NULL: everybody), those who
 *  say most first: `limit` of them (0: all), behind the token `after` (NULL: from the
 * start). QUOTH_EUSAGE: the token is of another question. */
QUOTH_API quoth_status quoth_archive_people(quoth_archive *archive, quoth_str name,
                                            uint32_t limit, const char *after,
                                            quoth_people *out, quoth_error *error);

/** All that is known of one: `name` is an id, or a name that only one has. QUOTH_EMISSING:
 *  nobody; QUOTH_EUSAGE: several. */
QUOTH_API quoth_status quoth_archive_person(quoth_archive *archive, quoth_str name,
                                            quoth_person *out, quoth_error *error);

/** What can be decided. */
typedef enum quoth_verb {
    QUOTH_VERB_MERGE,       /**< `other` is `person` */
    QUOTH_VERB_NEVER_MERGE, /**< they are two, whatever else is told */
    QUOTH_VERB_ALIAS,       /**< who is called `spelling` is `person` */
    QUOTH_VERB_SPLIT,       /**< who is called `spelling`, or says `statements`, is not */
    QUOTH_VERB_UNDO,        /**< `entry` of the ledger no longer holds */
    QUOTH_VERB_RENAME,      /**< `person` goes by the name `spelling` */
    QUOTH_VERB_ACCEPT,      /**< `statements` are what the machine says they are */
    QUOTH_VERB_REJECT,      /**< `statements` are none */
    QUOTH_VERB_EDIT,   /**< the one of `statements` has `content`, `cue` and `source` */
    QUOTH_VERB_SPEAKER /**< `statements` are said by `person` (an id, or a name that only
                            one has), else by `spelling`, a name that is new */
} quoth_verb;

/** What somebody decides. People are told as for quoth_archive_person. */
typedef struct quoth_decision {
    quoth_verb verb;                   /**< it tells which of the others are read */
    quoth_str person, other, spelling; /**< who, and whom or which name */
    const quoth_str *statements;       /**< ids */
    size_t statement_count;            /**< at most 10,000 */
    uint64_t entry;                    /**< of the ledger, for QUOTH_VERB_UNDO */
    quoth_spans content, cue,
        source;    /**< bytes of the article's text, in its order; content
                        has one at least, the others may have none */
    quoth_str why; /**< ptr NULL: not told */
} quoth_decision;

/** Writes it into the ledger, for quoth_archive_options.who, and does it. `*entry` (may be
 *  NULL) is its number. QUOTH_EMISSING: there is no such person, statement or entry;
 *  QUOTH_EUSAGE: it makes no sense, as error->message says. Nothing is then written. */
QUOTH_API quoth_status quoth_archive_decide(quoth_archive *archive,
                                            const quoth_decision *decision, uint64_t *entry,
                                            quoth_error *error);

/** What reviewers said of one statement; the statement itself stays as it was found. */
typedef struct quoth_review {
    quoth_judged judged;              /**< what was said last */
    uint64_t entry;                   /**< of the ledger, the last about it; 0: none */
    quoth_str who;                    /**< "": not told */
    int64_t at;                       /**< seconds since 1970 */
    quoth_spans content, cue, source; /**< where edited; else empty */
    uint64_t speaker_entry; /**< by which its speaker was chosen; 0: the machine's */
} quoth_review;

/** Fills `out` with what the ledger says of the statement `id` (whole). Lives until the
 * next call with the archive. QUOTH_EMISSING: there is no such statement; QUOTH_EUSAGE: it
 * is no id. */
QUOTH_API quoth_status quoth_archive_review(quoth_archive *archive, quoth_str id,
                                            quoth_review *out, quoth_error *error);

/** An entry of the ledger. Strings live until the next call with the archive. */
typedef struct quoth_ledger_entry {
    uint64_t entry; /**< from 1 */
    int64_t at;     /**< seconds since 1970 */
    quoth_str who;  /**< "": not told */
    quoth_str verb; /**< "merge", "never-merge", "alias", "split", "undo", "forget" … */
    quoth_str payload;   /**< JSON; ptr NULL: forgotten */
    quoth_str why;       /**< ptr NULL: not told */
    quoth_str person;    /**< as in quoth_decision; ptr NULL: of none */
    quoth_str what;      /**< the other, or the spelling; ptr NULL: neither */
    uint64_t statements; /**< of which it speaks */
    const char *state;   /**< "holds", "undone", "orphan" (what it speaks of is not there),
                              "unread" (it may be in an article that is damaged),
                              "forgotten" */
    uint64_t of;         /**< of an undo: the entry that it undoes; else 0 */
} quoth_ledger_entry;

/** The entry behind `*cursor` (0 to begin), which is moved on; QUOTH_END: there is none. */
QUOTH_API quoth_status quoth_archive_ledger(quoth_archive *archive, uint64_t *cursor,
                                            quoth_ledger_entry *out, quoth_error *error);

/** Output that grows; the caller's to free. */
typedef struct quoth_output quoth_output;

/** An empty output; the caller's to free. NULL when memory is out. */
QUOTH_API quoth_output *quoth_output_new(void);

/** Frees it with its text. NULL is fine. */
QUOTH_API void quoth_output_free(quoth_output *output);

/** Empties it and keeps its memory. */
QUOTH_API void quoth_output_clear(quoth_output *output);

/** All that was appended since it was made or cleared; lives until more is. May be binary
 *  (a zip). */
QUOTH_API quoth_str quoth_output_text(const quoth_output *output);

/** Appends to `output` the statements of the article `id` (as of quoth_archive_article) as
 *  brat's standoff format has them, for training: as reviewed where they were, without
 * those that were rejected; each says by an attribute who tells it, the machine or a
 * reviewer. Offsets are code points of the article's text. QUOTH_EMISSING, QUOTH_EUSAGE,
 * QUOTH_ENOMEM. Source: brat.nlplab.org/standoff.html. */
QUOTH_API quoth_status quoth_archive_brat(quoth_archive *archive, quoth_str id,
                                          quoth_output *output, quoth_error *error);

/* ── Proof: what is kept is what was received ───────────────────────────── */

/** One thing that verifying found. */
typedef struct quoth_finding {
    int damage;        /**< 1; 0: none, e.g. that this version reads a page differently */
    quoth_str what;    /**< "file" "source" "capture" "article" "statement" "index" "person"
                            "outlet" "ledger" "decision" "tombstone" "part" */
    quoth_str which;   /**< its id or name; ptr NULL: it has none */
    quoth_str message; /**< one line of English; all of it lives until the call is over */
} quoth_finding;

/** `{0}` means defaults. */
typedef struct quoth_verify_options {
    int no_reading; /**< 1: captures are not read again */
    void (*found)(void *context, const quoth_finding *finding); /**< may be NULL */
    /** How much of it is done, now and then; may be NULL. */
    void (*progress)(void *context, uint64_t done, uint64_t total);
    void *context; /**< passed to both */
} quoth_verify_options;

/** What was looked at, and what came of it. */
typedef struct quoth_verified {
    uint64_t sources, captures, articles, statements, decisions; /**< that were looked at */
    uint64_t damaged;   /**< findings that are damage */
    uint64_t different; /**< other findings, e.g. that a page is read differently, or that
                           the index of a file that may only be read was not looked at */
    uint64_t orphans;   /**< decisions about what is not there */
} quoth_verified;

/** Hashes everything again and looks for every statement at its place; goes on after
 *  damage, which is told by `found` and counted. Reads in one snapshot, in flat memory.
 *  QUOTH_OK also where something is damaged; other than that, what every function of an
 *  archive fails with. */
QUOTH_API quoth_status quoth_archive_verify(quoth_archive *archive,
                                            const quoth_verify_options *options,
                                            quoth_verified *out, quoth_error *error);

/** Appends to `output` a zip that proves the statement `id` (as of
 *  quoth_archive_statement) without the archive: what was received, the text, the record,
 *  a page to look at, and the hashes of all. The same archive gives the same bytes.
 *  QUOTH_EMISSING, QUOTH_EUSAGE, QUOTH_ELIMIT, QUOTH_ENOMEM. */
QUOTH_API quoth_status quoth_archive_evidence(quoth_archive *archive, quoth_str id,
                                              quoth_output *output, quoth_error *error);

/** Checks such a zip, from whomever it comes, as quoth_archive_verify does an archive.
 *  QUOTH_EFORMAT: it is no such zip; QUOTH_ELIMIT, QUOTH_ENOMEM. */
QUOTH_API quoth_status quoth_evidence_verify(quoth_str zip,
                                             const quoth_verify_options *options,
                                             quoth_verified *out, quoth_error *error);

/** What is to be forgotten: exactly one of these is told. */
typedef struct quoth_forget_options {
    quoth_str article, statement; /**< ids, or how they begin */
    quoth_str speaker; /**< name or id of a person: the articles in which he speaks */
    quoth_str url;     /**< what was found at this address, and all to come */
    quoth_str why;     /**< is written into the ledger; needed */
    int dry_run;       /**< 1: only counts */
} quoth_forget_options;

/** What was forgotten, or with quoth_forget_options.dry_run would be. */
typedef struct quoth_forgotten {
    uint64_t captures, sources; /**< that went with them */
    uint64_t articles;          /**< that were asked for, */
    uint64_t others;     /**< and those that stood in the same captures and in no other */
    uint64_t statements; /**< of both */
    uint64_t kept;       /**< articles of which another capture is left: read again */
    uint64_t decisions;  /**< entries of the ledger whose words went */
} quoth_forgotten;

/** Takes out whole articles with the captures that hold them, in one transaction, then
 *  makes the file small and clean: no byte of them is left in it. What was forgotten is
 *  refused when it comes again. `engine` reads what another capture has too.
 * QUOTH_EMISSING; QUOTH_EUSAGE: not exactly one thing, or no reason; QUOTH_ELOCKED: it is
 * taken out, but another program holds pages of before: quoth_archive_forget_finish goes
 * on. */
QUOTH_API quoth_status quoth_archive_forget(quoth_archive *archive,
                                            const quoth_engine *engine,
                                            const quoth_forget_options *options,
                                            quoth_forgotten *out, quoth_error *error);

/** Ends what a forgetting began and could not end; does nothing where none did. */
QUOTH_API quoth_status quoth_archive_forget_finish(quoth_archive *archive,
                                                   quoth_error *error);

/* ── Care: dump, load, backup ───────────────────────────────────────────── */

/** Copies the archive to the new file `path` while others read and write, as it is at one
 *  moment, and checks the copy; with `force` a file that is there is replaced, once the
 *  copy is whole. QUOTH_EUSAGE: it is there. */
QUOTH_API quoth_status quoth_archive_backup(quoth_archive *archive, const char *path,
                                            int force, quoth_error *error);

/** How serious a doctor's note is. */
typedef enum quoth_note_kind {
    QUOTH_NOTE_FACT,    /**< nothing is wrong */
    QUOTH_NOTE_WARNING, /**< something wants to be done */
    QUOTH_NOTE_DAMAGE   /**< something is lost, or cannot be used */
} quoth_note_kind;

/** One thing that the doctor tells. Lives until the call of `note` is over. */
typedef struct quoth_note {
    quoth_note_kind kind; /**< how serious it is */
    quoth_str what;       /**< a word, e.g. "pages" "log" "clock" */
    quoth_str message;    /**< one line */
    quoth_str advice;     /**< what to do; ptr NULL: nothing */
} quoth_note;

/** Looks at the file `path` without changing it, whatever is wrong with it, and calls
 *  `note` for each thing to be told; with `fix` it ends what was interrupted. `*worst` is
 *  the most serious. QUOTH_OK whatever it finds; QUOTH_EMISSING: there is no such file. */
QUOTH_API quoth_status quoth_archive_doctor(
    const char *path, int fix, void (*note)(void *context, const quoth_note *note),
    void *context, quoth_note_kind *worst, quoth_error *error);

/** Makes all again that was found in an archive's captures, in a new file beside it. */
typedef struct quoth_rebuild quoth_rebuild;

/** Makes the file, with what was received and what people decided. Of an archive that may
 *  be written nobody else can write until this is closed; one that may not can only be
 *  compared. Rows that are damaged are left out, and `damaged`, which may be NULL, is told;
 *  but where the disk refuses to read, that is QUOTH_EIO: it may be read elsewhere.
 *  `*out` is the caller's to close, before the archive, which is used for nothing but
 *  quoth_archive_capture meanwhile. */
QUOTH_API quoth_status quoth_rebuild_open(quoth_rebuild **out, quoth_archive *archive,
                                          void (*damaged)(void *context,
                                                          const quoth_error *error),
                                          void *context, quoth_error *error);

/** Takes the new file away, unless it took the old one's place. What was interrupted is
 *  taken away by the next one; the archive was never touched. */
QUOTH_API void quoth_rebuild_close(quoth_rebuild *rebuild);

/** The new archive, for quoth_archive_put of an entry for each capture of the old one; may
 *  be used by another thread than the old one. QUOTH_EDAMAGED of a put: the capture's bytes
 *  are not those that were received. */
QUOTH_API quoth_archive *quoth_rebuild_archive(quoth_rebuild *rebuild);

/** What a rebuild makes of a statement. */
typedef enum quoth_change {
    QUOTH_GAINED, /**< it was not there before */
    QUOTH_LOST,   /**< it is no more */
    QUOTH_CHANGED /**< it has other fields */
} quoth_change;

/** What became of one statement. */
typedef struct quoth_difference {
    quoth_change change;                   /**< gained, lost or changed */
    const quoth_article *article;          /**< that it stands in */
    const quoth_statement *before, *after; /**< NULL: it was not there, is no more */
    quoth_str fields; /**< of a changed one, the names of those that are others, parted by a
                           space: "speaker said"; no confidences, no candidates */
} quoth_difference;

/** Tells `tell` each statement that is in one of the two archives alone, or in both with
 *  other fields. An article that cannot be read in the old one is told to `damaged`. */
QUOTH_API quoth_status quoth_rebuild_compare(quoth_rebuild *rebuild,
                                             void (*tell)(void *context,
                                                          const quoth_difference *one),
                                             void *context, quoth_error *error);

/** Puts the new archive into the old one's place, in one transaction: readers see the one
 *  or the other. QUOTH_ELOCKED: another program wrote the old one in between; it is then as
 *  it was. */
QUOTH_API quoth_status quoth_rebuild_commit(quoth_rebuild *rebuild, quoth_error *error);

/** All of an archive as lines of JSON (docs/FORMAT.md, Dump), as it is when this is opened,
 *  whatever is written to it meanwhile. */
typedef struct quoth_dump quoth_dump;

/** `*out` is the caller's to close, before the archive, which is used for nothing else
 *  meanwhile. */
QUOTH_API quoth_status quoth_dump_open(quoth_dump **out, quoth_archive *archive,
                                       quoth_error *error);

/** Ends it, and the snapshot that it read. NULL is fine. */
QUOTH_API void quoth_dump_close(quoth_dump *dump);

/** The next lines, of one capture with all of its own, or of the rest; they live until the
 *  next call. QUOTH_END behind the last. QUOTH_EDAMAGED and QUOTH_ELIMIT are about one
 *  capture: `*lines` are then those that can be given of it, and the next call goes on
 *  behind it. */
QUOTH_API quoth_status quoth_dump_next(quoth_dump *dump, quoth_str *lines,
                                       quoth_error *error);

/** Puts a dump into an archive. Loading the dumps of several archives, in any order, gives
 *  what adding all their inputs to one would. */
typedef struct quoth_loader quoth_loader;

/** Opens a dump, maybe packed with gzip or zstd; "-" is standard input. `*out` is the
 *  caller's to close, before the archive. Fails with QUOTH_EIO, QUOTH_ENOMEM. */
QUOTH_API quoth_status quoth_loader_open(quoth_loader **out, quoth_archive *archive,
                                         const char *path, quoth_error *error);

/** Forgets what was read and not put in yet: the capture of the last lines, unless
 *  quoth_loader_next gave QUOTH_END. */
QUOTH_API void quoth_loader_close(quoth_loader *loader);

/** Takes the next line. QUOTH_END behind the last. QUOTH_EFORMAT, QUOTH_ELIMIT: it is
 *  damaged, at error->offset of the file, and its capture is not loaded; the next call goes
 *  on behind it. QUOTH_EUSAGE: the file is no dump; QUOTH_EVERSION: of a later version;
 *  QUOTH_EIO. Otherwise as quoth_archive_put, and so is `added`. */
QUOTH_API quoth_status quoth_loader_next(quoth_loader *loader, quoth_added *added,
                                         quoth_error *error);

/* ── Print: statements → ndjson, json, text; lists ──────────────────────── */

/** The form of what is printed of articles and statements. */
typedef enum quoth_print_format {
    QUOTH_PRINT_NDJSON, /**< one statement a line (docs/FORMAT.md) */
    QUOTH_PRINT_JSON,   /**< one object an article */
    QUOTH_PRINT_TEXT    /**< for people */
} quoth_print_format;

/** `{0}` means defaults. */
typedef struct quoth_print_options {
    quoth_print_format format; /**< ndjson unless told */
    int colour;                /**< 1: ANSI colours, text only */
    int width;                 /**< columns to wrap text at; 0: 80 */
    int map; /**< 1: quoth_article_map too; quoth_print_article only, json only */
} quoth_print_options;

/** Appends one article's statements to `output`. Fails with QUOTH_ENOMEM, QUOTH_ELIMIT or,
 *  of an unknown format, QUOTH_EUSAGE; the output then ends where it ended before. */
QUOTH_API quoth_status quoth_print(quoth_output *output, const quoth_article *article,
                                   const quoth_statements *statements,
                                   const quoth_print_options *options, quoth_error *error);

/** Appends the article alone, with its blocks: one object, also for QUOTH_PRINT_NDJSON, or
 *  text. Fails as quoth_print does. */
QUOTH_API quoth_status quoth_print_article(quoth_output *output,
                                           const quoth_article *article,
                                           const quoth_print_options *options,
                                           quoth_error *error);

/** Appends all that is known of one statement: its words in their context, each field with
 *  the words that tell it, and where it comes from (`origin` may be NULL). `hit` tells
 *  which it is, whose, and its date. An object a line, also for QUOTH_PRINT_JSON, or text.
 *  Fails as quoth_print does. */
QUOTH_API quoth_status quoth_print_statement(
    quoth_output *output, const quoth_article *article, const quoth_statements *statements,
    const quoth_hit *hit, const quoth_origin *origin, const quoth_print_options *options,
    quoth_error *error);

/** Appends an article with its statements marked in it, and where it comes from: text, or
 *  the object of quoth_print with the origin, also for QUOTH_PRINT_NDJSON. Fails as
 *  quoth_print does. */
QUOTH_API quoth_status quoth_print_kept(quoth_output *output, const quoth_article *article,
                                        const quoth_statements *statements,
                                        const quoth_origin *origin,
                                        const quoth_print_options *options,
                                        quoth_error *error);

/** Appends how many of `days` (as quoth_results_day gives them, ascending) lie in each
 * year, month or day, whichever has a readable number of them, as bars: text for people.
 * Fails as quoth_print does. */
QUOTH_API quoth_status quoth_print_chart(quoth_output *output, const int32_t *days,
                                         size_t count, uint64_t undated,
                                         const quoth_print_options *options,
                                         quoth_error *error);

/* Lists: rows that come one after the other, in one of six forms. */

/** The form of a list. */
typedef enum quoth_list_format {
    QUOTH_LIST_TABLE,  /**< for people, in columns that fit the width */
    QUOTH_LIST_NDJSON, /**< an object a line */
    QUOTH_LIST_JSON,   /**< one object: what is known of the list, and its "rows" */
    QUOTH_LIST_CSV,    /**< RFC 4180, with a header */
    QUOTH_LIST_TSV,    /**< with a header; \t \n \r \\ in values stand for what they name */
    QUOTH_LIST_MD      /**< Markdown: statements as a list with citations, else a table */
} quoth_list_format;

/** `{0}` means defaults. */
typedef struct quoth_list_options {
    quoth_list_format format; /**< a table unless told */
    int colour;               /**< 1: ANSI colours, table only */
    int width;                /**< columns of a table; 0: 80 */
    int safe; /**< 1: csv and tsv values that a spreadsheet would run begin with ' */
    int page; /**< 1: ndjson ends with {"type": "page", "next", "shown", "total"} */
} quoth_list_options;

/** What a list says of itself, as json. */
typedef struct quoth_list_head {
    const char *type;      /**< of rows of cells, in ndjson and json; NULL: not told */
    quoth_str question;    /**< in words; ptr NULL: it answers none, and has no order */
    quoth_order order;     /**< as quoth_results_order */
    uint64_t ranked;       /**< as quoth_results_ranked */
    uint64_t total, shown; /**< of all pages, and of this one */
    const char *next;      /**< token; NULL: nothing is left */
} quoth_list_head;

/** A column. `key` names it in json, csv and tsv, `title` (NULL: the key) for people. */
typedef struct quoth_column {
    const char *key, *title; /**< terminated */
    int width;               /**< in a table; 0: a share of what the others leave */
    int right;               /**< 1: set to the right, as numbers are */
} quoth_column;

/** What a cell holds. */
typedef enum quoth_cell_kind {
    QUOTH_CELL_NONE,   /**< null; empty */
    QUOTH_CELL_TEXT,   /**< `text` */
    QUOTH_CELL_NUMBER, /**< `number` */
    QUOTH_CELL_TEXTS   /**< a list; joined by "; " where only one value can stand */
} quoth_cell_kind;

/** A cell of a row. Borrowed until the call is over. */
typedef struct quoth_cell {
    quoth_cell_kind kind;   /**< which of these is read */
    quoth_str text;         /**< UTF-8 */
    uint64_t number;        /**< printed in full */
    const quoth_str *texts; /**< `count` of them */
    size_t count;           /**< of `texts` */
} quoth_cell;

/** Begins a list of statements, or, with `columns`, of cells; columns and what `head`
 *  points to must live until its end. `output` may be cleared between rows, so that a list
 *  of any length needs the memory of a row. Fails with QUOTH_EUSAGE (an unknown format, or
 * more than 32 columns), QUOTH_ENOMEM; like all below, the output then ends where it ended
 * before. */
QUOTH_API quoth_status quoth_list_open(quoth_output *output,
                                       const quoth_list_options *options,
                                       const quoth_list_head *head,
                                       const quoth_column *columns, size_t count,
                                       quoth_error *error);

/** Appends a row of as many cells as there are columns. QUOTH_ENOMEM, QUOTH_ELIMIT. */
QUOTH_API quoth_status quoth_list_add(quoth_output *output, const quoth_cell *cells,
                                      quoth_error *error);

/** Appends a statement, as quoth_results_take gave it. QUOTH_ENOMEM, QUOTH_ELIMIT. */
QUOTH_API quoth_status quoth_list_add_hit(quoth_output *output,
                                          const quoth_article *article,
                                          const quoth_statements *statements,
                                          const quoth_hit *hit, quoth_error *error);

/** Ends it. */
QUOTH_API quoth_status quoth_list_close(quoth_output *output, quoth_error *error);

/** Appends what verifying found as a line of JSON. QUOTH_ENOMEM, QUOTH_ELIMIT. */
QUOTH_API quoth_status quoth_print_finding(quoth_output *output,
                                           const quoth_finding *finding,
                                           quoth_error *error);

/** Appends what the doctor tells as a line of JSON. QUOTH_ENOMEM, QUOTH_ELIMIT. */
QUOTH_API quoth_status quoth_print_note(quoth_output *output, const quoth_note *note,
                                        quoth_error *error);

/* ── Offsets: bytes and code points ─────────────────────────────────────── */

/** Turns byte offsets into code-point offsets, in place, in one pass over the
 *  text. `offsets` must ascend (equal ones are fine) and be at most text.len.
 *  An offset inside a character counts as the character's start. */
QUOTH_API void quoth_bytes_to_points(quoth_str text, uint32_t *offsets, size_t count);

/** The way back. Offsets past the last character become text.len. */
QUOTH_API void quoth_points_to_bytes(quoth_str text, uint32_t *offsets, size_t count);

/* ── Tokens and features: what the tagger sees, for its training ────────── */

/** What the tagger reads of one token; src/analyse/feature.h has the meanings. */
typedef struct quoth_feature {
    quoth_span span;   /**< of `text` */
    uint64_t word;     /**< hash of the folded word */
    uint64_t part;     /**< hash of what stands for it when the word is unknown, or 0 */
    uint16_t suffix;   /**< bucket of the last letters */
    uint16_t prefix;   /**< bucket of the first letters */
    uint8_t shape;     /**< class of letters, digits and marks */
    uint8_t place;     /**< inside quote marks, at the start of a sentence or paragraph */
    uint8_t sentence;  /**< 1: first token of a sentence */
    uint8_t paragraph; /**< 1: first token of a paragraph */
} quoth_feature;

/** Tokens of `text` with their features. `*count` is their number and must hold
 *  the capacity of `out` when called; QUOTH_ELIMIT when that is too small (text.len
 *  always suffices) or the text is too long, QUOTH_EFORMAT (invalid UTF-8),
 *  QUOTH_ENOMEM. The training calls this, so that tokens and features exist once. */
QUOTH_API quoth_status quoth_features(quoth_str text, quoth_feature *out, size_t *count);

/** What the tagger says of the tokens that quoth_features gives: 0 nothing; 1, 3, 5 the
 *  first of a source, cue, content; 2, 4, 6 a further one. `*count` as above; fails as
 *  quoth_features does. For comparing the program with its training. */
QUOTH_API quoth_status quoth_tags(const quoth_engine *engine, quoth_str text, uint8_t *out,
                                  size_t *count);

/** An expression of date or time in a text. */
typedef struct quoth_time {
    quoth_span span;     /**< of `text` */
    char value[48];      /**< ISO 8601, a range A/B, terminated; "": it is not told when */
    quoth_str precision; /**< as of quoth_date, of a range the one of its ends; ptr NULL
                            with an empty value */
} quoth_time;

/** The dates and times in `text`, told from `published` (ISO 8601; ptr NULL: not known), in
 *  the order of the text. `*count` as above (a time has at least one token); fails as
 *  quoth_features does, and with QUOTH_EUSAGE where `published` is no date. For measuring
 *  what quoth_extract goes by. */
QUOTH_API quoth_status quoth_times(quoth_str text, quoth_str published, quoth_time *out,
                                   size_t *count);

/** Names among the tokens that quoth_features gives: 0 none; 1, 3, 5 the first of a
 *  person, an organization, a place; 2, 4, 6 a further one. `*count` as above; fails as
 *  quoth_features does. */
QUOTH_API quoth_status quoth_names(const quoth_engine *engine, quoth_str text, uint8_t *out,
                                   size_t *count);

/** The hash that `word` and `part` above hold, of a folded word. */
QUOTH_API uint64_t quoth_word_hash(quoth_str word);

#ifdef __cplusplus
}
#endif
#endif
