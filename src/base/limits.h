/* Every cap in one place. Sizes are bytes unless the name says otherwise. */
#ifndef Q_LIMITS_H
#define Q_LIMITS_H

// An article's text. The longest real one in 37,087 is under 1 MB; offsets are uint32_t.
#define Q_MAX_ARTICLE (32u * 1024 * 1024)
// A page, a feed or a record of a web archive as it was received, and again when it is
// unpacked; the largest of 940 news pages has 2.9 MB.
#define Q_MAX_PAGE (32u * 1024 * 1024)
// The head of a record of a web archive, and of an HTTP message in it; servers stop at 8
// or 16 KB.
#define Q_MAX_RECORD_HEAD (1024u * 1024)
// A title that is read for the names in it; a line of JSON can give one larger than any
// article. The longest in 1,900 articles has 255.
#define Q_MAX_TITLE 4096u
// A JSONL line: the largest article with every byte escaped, and room for the other fields.
#define Q_MAX_LINE (6u * Q_MAX_ARTICLE + 1024 * 1024)
// One article's arena: tokens, features and statements of the largest text.
#define Q_MAX_ARENA ((size_t)12 * 1024 * 1024 * 1024)
// One article's printed records.
#define Q_MAX_OUTPUT ((size_t)4 * 1024 * 1024 * 1024)
// A model file; the built-in one is 8 MB.
#define Q_MAX_MODEL (10u * 1024 * 1024)
// Quote marks open at once; real text has at most four, deeper ones are not paired.
#define Q_MAX_QUOTE_DEPTH 16
// Tokens that are read again inside contents: so many times the article's, and some for a
// short text. Real articles need less than one time; depth has no limit of its own. What
// is not read for it says so (QUOTH_FLAG_NOT_READ).
#define Q_MAX_INSIDE_TIMES 4
#define Q_MAX_INSIDE_MORE 65536
// Tokens of a statement's source, which many cues may share and which is walked, hashed and
// printed for each. The longest in 1,600 articles has 33 words.
#define Q_MAX_SOURCE_TOKENS 256
// A speaker's name or role, which each of his statements repeats: bytes. The longest in 400
// articles has 157.
#define Q_MAX_NAME 1024
// Folders inside folders.
#define Q_MAX_FOLDER_DEPTH 64
// A URL that is fetched; servers refuse longer ones. The longest of 390 news pages has 221.
#define Q_MAX_URL 8192u
// The header of a response; libcurl 8 takes 300 KB.
#define Q_MAX_HEAD (256u * 1024)
// A robots.txt; what is behind it is not read (RFC 9309 §2.5).
#define Q_MAX_ROBOTS (500u * 1024)
// Hosts whose robots.txt is remembered; the one that was not asked for longest goes first.
#define Q_MAX_HOSTS 256u
// JSON-LD in a page that is looked into, and its brackets and commas, which bound the tree
// that is made of it (to 6 MB). Of 390 news pages the largest has 84 kB, and 1,638 of them.
#define Q_MAX_JSONLD (1024u * 1024)
#define Q_MAX_JSONLD_VALUES 16384u
// A question's text: what an address on the web can hold; the parts that its tree may have
// (each costs a look into the archive, at most milliseconds); brackets open at once, each
// of which is up to three levels of the tree.
#define Q_MAX_QUESTION 8192u
#define Q_MAX_QUESTION_PARTS 512u
#define Q_MAX_QUESTION_DEPTH 32
// Words that may stand between two that are near each other: further apart is another
// sentence, and what both are in says AND.
#define Q_MAX_NEAR 100u
// A token that goes on with an answer; ours have under 64.
#define Q_MAX_TOKEN 256u
// What FTS5 is asked in one go: a question with every byte doubled, or so many spellings
// of somebody.
#define Q_MAX_MATCH (4u * 1024 * 1024)
// Values of a facet that are told; a page shows some ten, and 1,000 of people are all that
// anyone scrolls through.
#define Q_MAX_SHARES 1000u
// Statements whose records are read for a tally of addressees or relays: 0.03 ms each, 0.1
// ms where they must come from the disk.
#define Q_MAX_LABELLED 500u
// Names under which the content of statements is looked through for somebody.
#define Q_MAX_ABOUT 64u
// Statements that one decision speaks of: its line in a dump stays under 400 kB.
#define Q_MAX_DECIDED 10000u
// Spans of the content, cue or source of a statement as a reviewer edits it; the most of
// 31,000 that were found have 9.
#define Q_MAX_EDIT_SPANS 256u
// What one request to an archive takes: a few names, a statement's columns. Answers have
// their own.
#define Q_MAX_REQUEST ((size_t)1024 * 1024 * 1024)
// Ids and names of what is forgotten in one go, by which the ledger is looked through.
#define Q_MAX_GONE ((size_t)1024 * 1024 * 1024)
// Keys of statements that an archive ever gives away: as bits, 512 MB.
#define Q_MAX_KEYS (UINT64_C(1) << 32)

// All files in a zip of evidence: the largest capture twice, as its record and its source,
// its text, and what is printed of it.
#define Q_MAX_EVIDENCE (512u * 1024 * 1024)
// Files in such a zip, which has at most 8, and the length of their names.
#define Q_MAX_EVIDENCE_FILES 16u
#define Q_MAX_EVIDENCE_NAME 64u
// Findings of one kind that verifying tells one by one; an archive that is damaged all over
// would tell millions. The rest is counted.
#define Q_MAX_FINDINGS 10000u

#endif
