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
