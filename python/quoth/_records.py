"""What is found and told, as immutable records.

They have the fields of docs/FORMAT.md in its order, and ``to_dict()`` gives the object that
the program prints. Offsets are code points, so ``text[start:end]`` are the words.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

Json = Dict[str, Any]


class Span(NamedTuple):
    """Code points [start, end) of an article's text: ``text[span.start:span.end]``."""

    start: int
    end: int


Spans = Tuple[Span, ...]


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value


class Record:
    """What all records can do."""

    __slots__ = ()

    def to_dict(self) -> Json:
        """The object that the program prints for it, of what json has: dict, list, str …"""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    # Frozen records with slots can be pickled and copied in every Python this way.
    def __reduce__(self) -> Tuple[Any, Tuple[Any, ...]]:
        return type(self), tuple(getattr(self, field.name) for field in fields(self))

    def _without(self, *names: str) -> Json:
        out = Record.to_dict(self)
        for name in names:
            del out[name]
        return out


class _Carried(Record):
    """`carried` is printed only where it is true."""

    __slots__ = ()
    carried: bool

    def to_dict(self) -> Json:
        return Record.to_dict(self) if self.carried else self._without("carried")


# ── A statement ──────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Words(Record):
    """Words of the text. Several spans are joined in ``text`` by one space."""

    __slots__ = ("text", "spans")
    text: str
    spans: Spans


@dataclass(frozen=True)
class Cue(Record):
    """The words that tell the saying; ``lemma`` is *say* for *has said*, or None."""

    __slots__ = ("text", "spans", "lemma")
    text: str
    spans: Spans
    lemma: Optional[str]


@dataclass(frozen=True)
class Source(Record):
    """The words that name who says it; ``form`` is ``name``, ``nominal`` or ``pronoun``."""

    __slots__ = ("text", "spans", "form")
    text: str
    spans: Spans
    form: Optional[str]


@dataclass(frozen=True)
class Candidate(Record):
    """Somebody who was weighed as the speaker. ``clues`` are told with ``explain`` only."""

    __slots__ = ("name", "kind", "confidence", "clues")
    name: Optional[str]
    kind: Optional[str]
    confidence: float
    clues: Optional[str]

    def to_dict(self) -> Json:
        return self._without("clues") if self.clues is None else Record.to_dict(self)


@dataclass(frozen=True)
class Speaker(Record):
    """Who says it. ``name`` is None where nobody can be named, and ``why`` says why.

    ``kind`` is ``person``, ``organization``, ``group``, ``document``, ``anonymous`` or None;
    ``confidence`` is the chance, 0 to 1, that it is this speaker; ``candidates`` are those
    who were weighed, the likeliest first.
    """

    __slots__ = ("name", "kind", "role", "confidence", "candidates", "why")
    name: Optional[str]
    kind: Optional[str]
    role: Optional[str]
    confidence: float
    candidates: Tuple[Candidate, ...]
    why: Optional[str]

    def to_dict(self) -> Json:
        return Record.to_dict(self) if self.name is None else self._without("why")


@dataclass(frozen=True)
class Phrase(_Carried):
    """Words that tell addressee, occasion or place.

    ``carried``: an earlier sentence of the same turn of speech tells it.
    """

    __slots__ = ("text", "spans", "carried")
    text: str
    spans: Spans
    carried: bool


@dataclass(frozen=True)
class Said(_Carried):
    """When it was said: ISO 8601 in ``value``, None where the words do not tell it for certain."""

    __slots__ = ("value", "precision", "text", "spans", "carried")
    value: Optional[str]
    precision: Optional[str]
    text: str
    spans: Spans
    carried: bool


@dataclass(frozen=True)
class Relay(_Carried):
    """One through whom the words came to the article's outlet."""

    __slots__ = ("name", "spans", "carried")
    name: Optional[str]
    spans: Spans
    carried: bool


@dataclass(frozen=True)
class Date(Record):
    """A date as far as it is known: ISO 8601, its precision, the words it was read from."""

    __slots__ = ("value", "precision", "text")
    value: str
    precision: Optional[str]
    text: Optional[str]


@dataclass(frozen=True)
class Extractor(Record):
    """The version of the library and the model that found a statement."""

    __slots__ = ("version", "model")
    version: Optional[str]
    model: Optional[str]


@dataclass(frozen=True)
class ArticleHead(Record):
    """What a statement tells of the article that it stands in."""

    __slots__ = ("name", "id", "path", "url", "outlet", "title", "published", "language")
    name: Optional[str]
    id: str
    path: Optional[str]
    url: Optional[str]
    outlet: Optional[str]
    title: Optional[str]
    published: Optional[Date]
    language: Optional[str]


@dataclass(frozen=True)
class Statement(Record):
    """Who said what, to whom, where, when and through whom: docs/FORMAT.md, Fields of a record.

    ``act`` is ``speech``, ``writing``, ``thought`` or ``intent``; ``kind`` is ``direct``,
    ``mixed`` or ``indirect``; ``parent`` the id of the statement around this one.
    ``confidence`` is the chance, 0 to 1, that this is a statement. ``evidence`` is told with
    ``explain`` only.
    """

    __slots__ = ("id", "article", "act", "kind", "negated", "content", "cue", "source", "speaker",
                 "addressee", "occasion", "place", "said", "via", "parent", "inserts", "block",
                 "confidence", "flags", "extractor", "evidence")
    id: str
    article: ArticleHead
    act: str
    kind: str
    negated: bool
    content: Words
    cue: Optional[Cue]
    source: Optional[Source]
    speaker: Speaker
    addressee: Optional[Phrase]
    occasion: Optional[Phrase]
    place: Optional[Phrase]
    said: Optional[Said]
    via: Tuple[Relay, ...]
    parent: Optional[str]
    inserts: Tuple[Words, ...]
    block: str
    confidence: float
    flags: Tuple[str, ...]
    extractor: Extractor
    evidence: Optional[str]

    def to_dict(self) -> Json:
        """The line that ``quoth extract --format ndjson`` prints, field for field."""
        out = {"type": "statement", **Record.to_dict(self)}
        if self.evidence is None:
            del out["evidence"]
        return out


# ── An article ───────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Block(Record):
    """A block of an article's text; take an unknown ``kind`` for ``body``."""

    __slots__ = ("kind", "span", "author", "flags")
    kind: str
    span: Span
    author: Optional[str]
    flags: Tuple[str, ...]


@dataclass(frozen=True)
class Flaw(Record):
    """What was wrong with an input and was mended; ``offset`` is a byte of it, or None."""

    __slots__ = ("message", "offset")
    message: str
    offset: Optional[int]


@dataclass(frozen=True)
class Article(Record):
    """A text, what is told of it, and who said what in it.

    ``statements`` is empty in what :func:`quoth.read` gives, which looks for none; ``why``
    says why there are none in an article that was looked at and not read, e.g. because it is
    in German. ``flaw`` is what was mended in its input. ``told_by`` says where title, date …
    were read. ``body`` is the text of the article alone.
    """

    __slots__ = ("name", "id", "path", "url", "outlet", "title", "authors", "published",
                 "modified", "language", "canonical", "section", "guid", "told_by", "text",
                 "body", "blocks", "statements", "why", "flaw")
    name: Optional[str]
    id: str
    path: Optional[str]
    url: Optional[str]
    outlet: Optional[str]
    title: Optional[str]
    authors: Tuple[str, ...]
    published: Optional[Date]
    modified: Optional[Date]
    language: Optional[str]
    canonical: Optional[str]
    section: Optional[str]
    guid: Optional[str]
    told_by: Mapping[str, str]
    text: str
    body: str
    blocks: Tuple[Block, ...]
    statements: Tuple[Statement, ...]
    why: Optional[str]
    flaw: Optional[Flaw]

    def to_dict(self) -> Json:
        """The line that ``quoth read`` prints: the article without its statements."""
        return self._without("statements", "why", "flaw")

    def __hash__(self) -> int:
        return hash((self.id, self.path, self.name))


# ── From what the library prints ─────────────────────────────────────────────


def spans_of(told: List[List[int]]) -> Spans:
    return tuple([Span(start, end) for start, end in told])


def date_of(told: Optional[Json]) -> Optional[Date]:
    return told and Date(told["value"], told["precision"], told["text"])  # type: ignore[return-value]


def _words(told: Json) -> Words:
    return Words(told["text"], spans_of(told["spans"]))


def _phrase(told: Optional[Json]) -> Optional[Phrase]:
    return None if told is None else Phrase(
        told["text"], spans_of(told["spans"]), told.get("carried", False))


def _speaker(told: Json) -> Speaker:
    return Speaker(
        told["name"], told["kind"], told["role"], told["confidence"],
        tuple([Candidate(one["name"], one["kind"], one["confidence"], one.get("clues"))
               for one in told["candidates"]]), told.get("why"))


def _said(told: Optional[Json]) -> Optional[Said]:
    return None if told is None else Said(
        told["value"], told["precision"], told["text"], spans_of(told["spans"]),
        told.get("carried", False))


def head_of(told: Json) -> ArticleHead:
    return ArticleHead(told["name"], told["id"], told["path"], told["url"], told["outlet"],
                       told["title"], date_of(told["published"]), told["language"])


def statement_of(told: Json, article: Optional[ArticleHead] = None) -> Statement:
    """A record of the library; `article` where the record does not tell it."""
    cue, source, extractor = told["cue"], told["source"], told["extractor"]
    return Statement(
        told["id"], article or head_of(told["article"]), told["act"], told["kind"],
        told["negated"], _words(told["content"]),
        cue and Cue(cue["text"], spans_of(cue["spans"]), cue["lemma"]),
        source and Source(source["text"], spans_of(source["spans"]), source["form"]),
        _speaker(told["speaker"]), _phrase(told["addressee"]), _phrase(told["occasion"]),
        _phrase(told["place"]), _said(told["said"]),
        tuple([Relay(one["name"], spans_of(one["spans"]), one.get("carried", False))
               for one in told["via"]]),
        told["parent"], tuple([_words(one) for one in told["inserts"]]), told["block"],
        told["confidence"], tuple(told["flags"]),
        Extractor(extractor["version"], extractor["model"]), told.get("evidence"))


def article_of(told: Json, statements: List[Json], why: Optional[str] = None,
               flaw: Optional[Flaw] = None) -> Article:
    """An article with the records of its statements, which need not tell the article."""
    head = head_of(told)
    return Article(
        head.name, head.id, head.path, head.url, head.outlet, head.title,
        tuple(told["authors"]), head.published, date_of(told["modified"]), head.language,
        told["canonical"], told["section"], told["guid"], told["told_by"], told["text"],
        told["body"],
        tuple([Block(one["kind"], Span(*one["span"]), one["author"], tuple(one["flags"]))
               for one in told["blocks"]]),
        tuple([statement_of(one, head) for one in statements]), why, flaw)


# ── From an archive ──────────────────────────────────────────────────────────


@dataclass(frozen=True)
class HitDate(Record):
    """The date a row was chosen and sorted by; ``of`` is ``said``, ``published`` or ``captured``."""

    __slots__ = ("value", "precision", "of")
    value: str
    precision: Optional[str]
    of: str


@dataclass(frozen=True)
class PersonName(Record):
    """Who speaks, across articles: an id that never stands for somebody else, and a name."""

    __slots__ = ("id", "name")
    id: str
    name: str


@dataclass(frozen=True)
class Review(Record):
    """What a reviewer said: ``accepted``, ``rejected`` or ``edited``, by which entry of the ledger."""

    __slots__ = ("judged", "entry", "who")
    judged: str
    entry: int
    who: Optional[str]


def _row(row: Any) -> Json:
    return {"date": _plain(row.date), "person": _plain(row.person), "review": _plain(row.review)}


@dataclass(frozen=True)
class Hit(Record):
    """A row of an answer: a statement, and where in it are the words that were asked for.

    ``more``: with ``by_article``, how many statements of the article answer beside it.
    """

    __slots__ = ("statement", "spans", "more", "date", "person", "review")
    statement: Statement
    spans: Spans
    more: int
    date: Optional[HitDate]
    person: Optional[PersonName]
    review: Optional[Review]

    def to_dict(self) -> Json:
        """The line that ``quoth search --format ndjson`` prints."""
        hit: Json = {"spans": _plain(self.spans)}
        if self.more:
            hit["more"] = self.more
        return {**self.statement.to_dict(), "hit": hit, **_row(self)}


@dataclass(frozen=True)
class Appearance(Record):
    """An article as one capture shows it: ``bytes`` long, with ``source`` as their hash.

    ``leads``: the statements are those found with what this one tells.
    """

    __slots__ = ("article", "capture", "source", "bytes", "captured", "name", "path", "url",
                 "outlet", "title", "published", "leads")
    article: str
    capture: str
    source: str
    bytes: int
    captured: Optional[Date]
    name: Optional[str]
    path: Optional[str]
    url: Optional[str]
    outlet: Optional[str]
    title: Optional[str]
    published: Optional[Date]
    leads: bool


@dataclass(frozen=True)
class Origin(Record):
    """Where an article was found, the leading appearance first; other texts at its addresses."""

    __slots__ = ("appearances", "versions")
    appearances: Tuple[Appearance, ...]
    versions: Tuple[Appearance, ...]


@dataclass(frozen=True)
class Kept(Record):
    """All that an archive knows of one statement.

    ``context`` are the paragraphs that it stands in, with the one before and the one behind.
    """

    __slots__ = ("statement", "date", "person", "review", "context", "origin")
    statement: Statement
    date: Optional[HitDate]
    person: Optional[PersonName]
    review: Optional[Review]
    context: Words
    origin: Origin

    def to_dict(self) -> Json:
        """The line that ``quoth show --format ndjson`` prints."""
        return {**self.statement.to_dict(), **_row(self),
                "context": self.context.to_dict(), **self.origin.to_dict()}


@dataclass(frozen=True)
class Spelling(Record):
    """A name that articles give to a person, in one line of work (``""``: none is told)."""

    __slots__ = ("text", "work", "statements", "articles")
    text: str
    work: str
    statements: int
    articles: int


@dataclass(frozen=True)
class Role(Record):
    """What articles call a person beside the name, from the first day to the last."""

    __slots__ = ("text", "statements", "first", "last")
    text: str
    statements: int
    first: Optional[str]
    last: Optional[str]


@dataclass(frozen=True)
class Person(Record):
    """Who speaks, across articles; ``kind`` is ``person`` or ``organization``.

    ``first`` and ``last`` are days of publication. ``roles``, the latest first, are told by
    :meth:`Archive.speaker` alone.
    """

    __slots__ = ("id", "name", "kind", "statements", "articles", "first", "last", "spellings",
                 "roles")
    id: str
    name: str
    kind: str
    statements: int
    articles: int
    first: Optional[str]
    last: Optional[str]
    spellings: Tuple[Spelling, ...]
    roles: Tuple[Role, ...]


@dataclass(frozen=True)
class Decision(Record):
    """An entry of the ledger: what somebody decided (docs/FORMAT.md, Dump, has the verbs).

    ``at`` is in seconds since 1970; ``state`` is ``holds``, ``undone``, ``orphan``,
    ``unread`` or ``forgotten``; ``payload`` is what was written, None where it was forgotten.
    """

    __slots__ = ("entry", "at", "who", "verb", "state", "undoes", "person", "what", "statements",
                 "why", "payload")
    entry: int
    at: int
    who: Optional[str]
    verb: str
    state: str
    undoes: Optional[int]
    person: Optional[str]
    what: Optional[str]
    statements: int
    why: Optional[str]
    payload: Optional[Mapping[str, Any]]

    def __hash__(self) -> int:
        return hash((self.entry, self.at, self.verb))


@dataclass(frozen=True)
class Share(Record):
    """One value of a facet, as a question asks for it and as people read it."""

    __slots__ = ("value", "label", "statements")
    value: str
    label: str
    statements: int


@dataclass(frozen=True)
class Tally(Record):
    """How the statements of an answer are spread over the values of a facet.

    ``others`` have a value that is not among ``shares``, ``none`` have none; ``of``: only the
    latest so many were looked at (0: all).
    """

    __slots__ = ("shares", "others", "none", "of")
    shares: Tuple[Share, ...]
    others: int
    none: int
    of: int


@dataclass(frozen=True)
class Bin(Record):
    """A stretch of time, from its first day to its last, and the statements in it."""

    __slots__ = ("first", "last", "direct", "mixed", "indirect", "nested")
    first: str
    last: str
    direct: int
    mixed: int
    indirect: int
    nested: int


@dataclass(frozen=True)
class Histogram(Record):
    """The statements of an answer over time, in bins of one ``unit`` without a gap.

    ``undated`` have only a day of capture; ``before`` and ``after`` lie far outside.
    """

    __slots__ = ("unit", "bins", "undated", "before", "after")
    unit: Optional[str]
    bins: Tuple[Bin, ...]
    undated: int
    before: int
    after: int


@dataclass(frozen=True)
class Stat(Record):
    """A number about an archive; of articles also how many statements are in them."""

    __slots__ = ("what", "name", "count", "statements")
    what: str
    name: str
    count: int
    statements: Optional[int]


@dataclass(frozen=True)
class Added(Record):
    """What came of adding; include/quoth.h, quoth_added, says what each number counts."""

    __slots__ = ("captures", "known", "refused", "articles", "joined", "edited", "statements",
                 "future", "behind")
    captures: int
    known: int
    refused: int
    articles: int
    joined: int
    edited: int
    statements: int
    future: int
    behind: int


@dataclass(frozen=True)
class Finding(Record):
    """One thing that verifying found; ``damage`` False: only to be noted."""

    __slots__ = ("damage", "what", "which", "message")
    damage: bool
    what: str
    which: Optional[str]
    message: str


@dataclass(frozen=True)
class Verified(Record):
    """How much was looked at, and what was found; :attr:`ok` where nothing is damaged."""

    __slots__ = ("sources", "captures", "articles", "statements", "decisions", "damaged",
                 "different", "orphans", "findings")
    sources: int
    captures: int
    articles: int
    statements: int
    decisions: int
    damaged: int
    different: int
    orphans: int
    findings: Tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Nothing is damaged."""
        return self.damaged == 0


@dataclass(frozen=True)
class Forgotten(Record):
    """How much was forgotten; include/quoth.h, quoth_forgotten, says what each number counts."""

    __slots__ = ("captures", "sources", "articles", "others", "statements", "kept", "decisions")
    captures: int
    sources: int
    articles: int
    others: int
    statements: int
    kept: int
    decisions: int


@dataclass(frozen=True)
class Note(Record):
    """What a look at the file of an archive told: ``fact``, ``warning`` or ``damage``."""

    __slots__ = ("kind", "what", "message", "advice")
    kind: str
    what: str
    message: str
    advice: Optional[str]


def _row_of(told: Json) -> Tuple[Optional[HitDate], Optional[PersonName], Optional[Review]]:
    date, person, review = told["date"], told["person"], told["review"]
    return (date and HitDate(date["value"], date["precision"], date["of"]),
            person and PersonName(person["id"], person["name"]),
            review and Review(review["judged"], review["entry"], review["who"]))


def hit_of(told: Json) -> Hit:
    hit = told["hit"]
    return Hit(statement_of(told), spans_of(hit["spans"]), hit.get("more", 0), *_row_of(told))


def _appearance(told: Json) -> Appearance:
    return Appearance(
        told["article"], told["capture"], told["source"], told["bytes"], date_of(told["captured"]),
        told["name"], told["path"], told["url"], told["outlet"], told["title"],
        date_of(told["published"]), told["leads"])


def origin_of(told: Json) -> Origin:
    return Origin(tuple([_appearance(one) for one in told["appearances"]]),
                  tuple([_appearance(one) for one in told["versions"]]))


def kept_of(told: Json) -> Kept:
    return Kept(statement_of(told), *_row_of(told), _words(told["context"]), origin_of(told))
