"""From texts, pages, web archives and feeds to articles and who said what in them."""

from __future__ import annotations

import collections.abc
import datetime
import json
import os
import warnings
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import (
    Callable, Deque, Iterable, Iterator, NamedTuple, Optional, Sequence, Tuple, TypeVar, Union)

from . import _library as c
from ._core import Bench, Engine, Handle, Path, bench, c_path, c_text, call, engine_of, need, opened, word
from ._errors import Error, FormatError, InputWarning, UsageError, error_of
from ._records import Article, Flaw, article_of

Source = Union[Path, bytes]
Errors = Optional[Callable[[Error], object]]
Day = Union[str, datetime.date, None]

_JSON = c.PrintOptions(format=c.PRINTS.index("json"))
_MOST_JOBS = 16
_CAPTURES_PER_JOB = 4

T = TypeVar("T")


def iso(day: Day, what: str = "published") -> Optional[str]:
    """A day, or a day and time with its zone, as the library takes it."""
    if isinstance(day, datetime.datetime):
        return day.isoformat(timespec="minutes")
    if isinstance(day, datetime.date):
        return day.isoformat()
    return None if day is None else str(need(day, str, what))


def read_options(format: str = "auto", charset: Optional[str] = None, outlet: Optional[str] = None,
                 published: Day = None, url: Optional[str] = None,
                 language: Optional[str] = None, keep: bool = False) -> c.ReadOptions:
    return c.ReadOptions(
        word(format, c.FORMATS, "format"), c_text(charset, "charset"), c_text(outlet, "outlet"),
        c_text(iso(published), "published"), c_text(url, "url"), c_text(language, "language"), 0,
        int(keep))


# ── Inputs ───────────────────────────────────────────────────────────────────


class Trouble(NamedTuple):
    """What was wrong with an input; it ends everything if it is `fatal`."""

    error: Error
    fatal: bool


def each(sources: Union[Source, Iterable[Source]]) -> Iterator[Source]:
    """One source or several; an iterator of them is not run ahead of."""
    if isinstance(sources, (str, bytes, os.PathLike)):
        return iter([sources])
    return (need(one, (str, bytes, os.PathLike), "source")
            for one in need(sources, collections.abc.Iterable, "source"))


class Inputs:
    """The captures of several sources, one after the other."""

    def __init__(self, sources: Iterator[Source], options: c.ReadOptions, name: Optional[str],
                 strict: bool) -> None:
        self._sources = sources
        self._options, self._name, self._strict = options, c_text(name, "name"), strict
        self._reader: Optional[Handle] = None
        self._bytes = c.Str.of(None)  # lives as long as its reader

    def _open(self, source: Source) -> Optional[Trouble]:
        path = None if isinstance(source, bytes) else os.fspath(source)
        try:
            if isinstance(source, bytes):
                self._bytes = c.Str.of(source)
                self._reader = opened(
                    c.lib.quoth_reader_open_bytes, c.lib.quoth_reader_close, "reader", self._bytes,
                    self._name, self._options)
            else:
                self._reader = opened(c.lib.quoth_reader_open_path, c.lib.quoth_reader_close,
                                      "reader", c_path(source), self._options, path=path)
        except Error as error:
            return Trouble(error, self._strict or isinstance(error, UsageError))
        return None

    def take(self, capture: Handle) -> Union[bool, Trouble]:
        """Fills `capture` with the next one: True; False behind the last."""
        while True:
            if self._reader is None:
                source = next(self._sources, None)
                if source is None:
                    return False
                trouble = self._open(source)
                if trouble:
                    return trouble
                continue
            told = c.Error()
            status = c.lib.quoth_reader_take(self._reader.pointer, capture.pointer, told)
            if status == c.OK:
                return True
            if status != c.END:
                path = c.lib.quoth_reader_path(self._reader.pointer)
                return Trouble(error_of(told, path and os.fsdecode(path)), False)
            self._reader.close()
            self._reader = None


def new_capture() -> Handle:
    return Handle(c.lib.quoth_capture_new(), c.lib.quoth_capture_free, "capture")


def path_of(capture: Handle) -> Optional[str]:
    told: c.Str = c.lib.quoth_capture_path(capture.pointer)
    return os.fsdecode(told.bytes()) if told.ptr else None


def articles_in(capture: Handle, work: Callable[[Bench], T]) -> Iterator[Union[T, Error]]:
    """What `work` makes of each article of a capture, and what is wrong with it."""
    own, path = bench(), path_of(capture)
    while True:
        told = c.Error()
        status = c.lib.quoth_capture_next(capture.pointer, own.article.pointer, told)
        if status == c.END:
            return
        if status != c.OK:
            yield error_of(told, path)
            continue
        try:
            made = work(own)
        except Error as error:
            error.path = path
            yield error
            continue
        flaw = flaw_of(own)
        if flaw:
            yield FormatError("eformat", flaw.message, flaw.offset, path)
        yield made


# ── Several at once ──────────────────────────────────────────────────────────


def jobs_of(jobs: Optional[int]) -> int:
    if jobs is None:
        return min(len(os.sched_getaffinity(0)), _MOST_JOBS)
    if need(jobs, int, "jobs") < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    return jobs


def in_order(inputs: Inputs, jobs: int, work: Callable[[Handle], T]) -> Iterator[Union[T, Trouble]]:
    """What `work` makes of each capture, in their order, by `jobs` threads.

    Calls into the library let other threads of Python run, so that they use as many cores.
    No more than a few captures are held at a time.
    """
    if jobs == 1:
        capture = new_capture()
        while True:
            taken = inputs.take(capture)
            if taken is False:
                return
            yield work(capture) if taken is True else taken
    free = [new_capture() for _ in range(_CAPTURES_PER_JOB * jobs)]
    window: Deque[Tuple[Handle, Union[Trouble, "Future[T]"]]] = deque()
    more = True
    made: Union[T, Trouble]
    with ThreadPoolExecutor(jobs, "quoth") as pool:
        try:
            while more or window:
                while more and free:
                    capture = free.pop()
                    taken = inputs.take(capture)
                    more = taken is not False
                    if more:
                        window.append((capture, taken if isinstance(taken, Trouble)
                                       else pool.submit(work, capture)))
                if window:
                    capture, item = window.popleft()
                    made = item if isinstance(item, Trouble) else item.result()
                    free.append(capture)
                    yield made
        finally:
            for _, item in window:
                if isinstance(item, Future):
                    item.cancel()


def tell(errors: Errors, error: Error) -> None:
    """To the caller's function, else as a warning."""
    if errors is None:
        warnings.warn(str(error), InputWarning, stacklevel=3)
    else:
        errors(error)


# ── Articles ─────────────────────────────────────────────────────────────────


def flaw_of(own: Bench) -> Optional[Flaw]:
    told = c.lib.quoth_article_flaw(own.article.pointer)
    if not told:
        return None
    error = error_of(told.contents)
    return Flaw(error.message, error.offset)


class Printed(NamedTuple):
    """What the library prints of an article, and of what was found in it.

    It is parsed by the thread that iterates: the others stay in the library, where they need not
    wait for each other.
    """

    about: bytes
    found: Optional[bytes]
    flaw: Optional[Flaw]

    def article(self) -> Article:
        about = json.loads(self.about.decode("utf-8"))
        if self.found is None:
            return article_of(about, [], None, self.flaw)
        found = json.loads(self.found.decode("utf-8"))
        return article_of(about, found["statements"], found["why"], self.flaw)


def printed(own: Bench) -> Printed:
    """The article that was read last, alone."""
    about = own.printed(c.lib.quoth_print_article, own.article.pointer, _JSON)
    return Printed(about, None, flaw_of(own))


def printed_with_statements(own: Bench) -> Printed:
    found = own.printed(c.lib.quoth_print, own.article.pointer, own.found.pointer, _JSON)
    return printed(own)._replace(found=found)


def extracting(engine: Handle, explain: bool, raw: bool) -> Callable[[Bench], Printed]:
    if raw and explain:
        raise ValueError("raw and explain do not go together")
    options = c.ExtractOptions(int(raw), int(explain))

    def work(own: Bench) -> Printed:
        call(c.lib.quoth_extract, engine.pointer, own.article.pointer, options, own.found.pointer)
        return printed_with_statements(own)

    return work


def _stream(sources: Union[Source, Iterable[Source]], options: c.ReadOptions, name: Optional[str],
            jobs: int, errors: Errors, work: Callable[[Bench], Printed]) -> Iterator[Article]:
    inputs = Inputs(each(sources), options, name, errors is None)

    def generate() -> Iterator[Article]:
        for made in in_order(inputs, jobs, lambda capture: list(articles_in(capture, work))):
            if isinstance(made, Trouble):
                if made.fatal:
                    raise made.error
                tell(errors, made.error)
                continue
            for one in made:
                if isinstance(one, Error):
                    tell(errors, one)
                else:
                    yield one.article()

    return generate()


def read(source: Union[Source, Iterable[Source]], *, format: str = "auto",
         charset: Optional[str] = None, outlet: Optional[str] = None, published: Day = None,
         url: Optional[str] = None, language: Optional[str] = None, name: Optional[str] = None,
         errors: Errors = None) -> Iterator[Article]:
    """Reads articles, without looking for statements in them.

    Args:
        source: a path of a file or a folder, which is walked (``"-"``: standard input), the bytes
            of one in memory, or several of these. Texts, pages, web archives, feeds and JSON lines,
            maybe packed by gzip or zstd.
        format: ``"auto"`` (by name and beginning), ``"text"``, ``"html"``, ``"warc"``, ``"feed"``
            or ``"jsonl"``.
        charset: of texts, pages and feeds, whatever they say themselves.
        outlet, published, url, language: what is known of them; ``published`` is a date or
            ISO 8601, ``language`` e.g. ``"en"``.
        name: the name of a file that bytes in memory stand for, endings and all.
        errors: is called with an :class:`Error` for each record or file that could not be read, or
            was mended; the others go on. Without it each is an :class:`InputWarning`, but what
            you named and cannot be opened is raised.

    Returns:
        An iterator over :class:`Article`, in the order of the input and with the memory of one.

    Raises:
        Error: when it is iterated, as said at ``errors``.
        UsageError: options that cannot be, e.g. a date that is none.

    >>> [article.title for article in read(b"<h1>Pier opens</h1><p>It opened on Monday.", name="pier.html")]
    ['Pier opens']
    """
    options = read_options(format, charset, outlet, published, url, language)
    return _stream(source, options, name, 1, errors, printed)


def extract_all(source: Union[Source, Iterable[Source]], *, jobs: Optional[int] = None,
                format: str = "auto", charset: Optional[str] = None, outlet: Optional[str] = None,
                published: Day = None, url: Optional[str] = None, language: Optional[str] = None,
                name: Optional[str] = None, explain: bool = False, raw: bool = False,
                engine: Optional[Engine] = None, errors: Errors = None) -> Iterator[Article]:
    """Reads articles and finds who said what in them, on all cores, in order, in flat memory.

    Args:
        source, format, charset, outlet, published, url, language, name, errors: as of :func:`read`.
        jobs: threads; None: as many as there are cores, at most 16. With more than one a few
            articles are read ahead, so of standard input as it comes use 1.
        explain, raw, engine: as of :func:`extract`.

    Returns:
        An iterator over :class:`Article` with their ``statements``.

    Raises:
        As :func:`read`.

    >>> for article in extract_all(b'"It leaks," said Jane Roe, the engineer.', outlet="Herald"):
    ...     for statement in article.statements:
    ...         print(statement.speaker.name, statement.content.text, article.outlet)
    Jane Roe "It leaks," Herald
    """
    options = read_options(format, charset, outlet, published, url, language)
    return _stream(source, options, name, jobs_of(jobs), errors,
                   extracting(engine_of(engine), explain, raw))


def extract(text: str, *, published: Day = None, outlet: Optional[str] = None,
            title: Optional[str] = None, url: Optional[str] = None,
            language: Optional[str] = None, authors: Union[str, Sequence[str]] = (),
            name: str = "-", explain: bool = False, raw: bool = False,
            engine: Optional[Engine] = None) -> Article:
    """Finds who said what in a text.

    Args:
        text: the article. Offsets in what is found count its characters.
        published: when, as a date or in ISO 8601; days of the week are told by it.
        outlet, title, url: what else is known of the article.
        authors: one name or several.
        language: e.g. ``"en"``; overrules the language that the text seems to be in.
        name: what to call it.
        explain: also what was weighed and left out, with the flag ``left-out``, and the evidence
            of each statement.
        raw: what was found before the rules of what is a statement. Not with ``explain``.
        engine: with other models than the ones built in.

    Returns:
        The article with its ``statements``; ``why`` tells why one in another language has none.

    Raises:
        UsageError: a date or language that is none.
        FormatError: a text with a NUL in it.
        LimitError: a text of more than 32 MB.

    >>> article = extract('"The bridge is safe," Mayor Anna Kolt told reporters on Monday.',
    ...                   published="2031-05-08")
    >>> statement = article.statements[0]
    >>> statement.speaker.name, statement.cue.text, statement.said.value
    ('Anna Kolt', 'told', '2031-05-05')
    >>> start, end = statement.content.spans[0]
    >>> article.text[start:end]
    '"The bridge is safe,"'
    """
    need(text, str, "text")
    given = {"id": need(name, str, "name"), "text": text,
             "title": None if title is None else need(title, str, "title"),
             "authors": [need(one, str, "authors")
                         for one in ([authors] if isinstance(authors, str) else authors)]}
    line = json.dumps({key: value for key, value in given.items() if value or key == "text"},
                      ensure_ascii=False).encode("utf-8")
    options = read_options("jsonl", None, outlet, published, url, language)
    inputs, capture = Inputs(iter([line]), options, None, True), new_capture()
    taken = inputs.take(capture)
    if isinstance(taken, Trouble):
        raise taken.error
    for one in articles_in(capture, extracting(engine_of(engine), explain, raw)):
        if isinstance(one, Error):
            raise one
        return one.article()
    raise FormatError("eformat", "there is no text")
