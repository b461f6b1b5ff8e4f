"""The answer to a question."""

from __future__ import annotations

import ctypes
import threading
from typing import Any, Iterator, List, Optional

from . import _library as c
from ._core import Bench, Handle, call, c_str, c_text, number, opened, word
from ._errors import DamagedError
from ._read import Day, iso
from ._records import Bin, Histogram, Hit, Share, Tally, hit_of

_ROWS = c.ListOptions(format=c.LISTS.index("ndjson"))


def open_reader(path: bytes) -> Handle:
    """A handle of its own on an archive, to read what is there now."""
    return opened(c.lib.quoth_archive_open, c.lib.quoth_archive_close, "archive", path,
                  c.ArchiveOptions())


def search(archive: Handle, question: Handle, options: c.SearchOptions,
           lock: "Optional[threading.Lock]" = None) -> Handle:
    """Results, which keep the archive open until they are freed."""

    def free(pointer: int) -> None:
        c.lib.quoth_results_free(pointer)
        archive.close()

    out = ctypes.c_void_p()
    call(c.lib.quoth_archive_search, archive.pointer, question.pointer, options, ctypes.byref(out))
    return Handle(out.value, free, "the answer", lock)


def parsed(question: str) -> Handle:
    return opened(c.lib.quoth_question_parse, c.lib.quoth_question_free, "question",
                  c_str(question, "question"))


class Results:
    """The answer to a question, as :meth:`Archive.search` gives it: an iterator over hits.

    It is of one moment: what is written to the archive meanwhile changes nothing in it. Rows are
    read one by one while they are iterated, once. Any thread may go on with it; several wait for
    each other.

    Attributes:
        total: how many statements (with ``by_article``: articles) answer, exactly.
        shown: how many of them are rows of this page; ``len()`` of it.
        words: the question in words.
        order: in which order the rows are.
        ranked: 0, or among how many, the latest added, relevance was weighed.
        next: the token with which ``after=`` goes on behind this page, or None.
    """

    def __init__(self, path: bytes, question: str, *, since: Day, until: Day, clock: str,
                 order: str, ascending: bool, by_article: bool, limit: Optional[int],
                 after: Optional[str]) -> None:
        options = c.SearchOptions(
            c_text(iso(since, "since"), "since"), c_text(iso(until, "until"), "until"),
            word(clock, c.CLOCKS, "clock"), word(order, c.ORDERS, "order"), int(ascending),
            int(by_article), 0 if limit is None else number(limit, "limit"), c_text(after, "after"))
        asked = parsed(question)
        self._none = limit == 0  # to the library 0 is all
        self._bench = Bench()
        self._lock = threading.Lock()
        self._handle = search(open_reader(path), asked, options, self._lock)
        results = self._handle.pointer
        told: c.Str = c.lib.quoth_question_words(asked.pointer)
        token = c.lib.quoth_results_next(results)
        self.words: str = told.text()
        self.total: int = c.lib.quoth_results_total(results)
        self.shown: int = 0 if self._none else c.lib.quoth_results_shown(results)
        self.ranked: int = c.lib.quoth_results_ranked(results)
        self.order: str = c.ORDERS[c.lib.quoth_results_order(results)]
        self.next: Optional[str] = token.decode() if token and not self._none else None
        self._head = c.ListHead()
        call(c.lib.quoth_list_open, self._bench.output.pointer, _ROWS, self._head, None, 0)

    def __len__(self) -> int:
        return self.shown

    def __iter__(self) -> Iterator[Hit]:
        return self

    def __next__(self) -> Hit:
        own, hit = self._bench, c.Hit()
        with self._lock:
            results = self._handle.pointer
            if self._none or call(c.lib.quoth_results_take, results, own.article.pointer,
                                  own.found.pointer, hit) == c.END:
                raise StopIteration
            told = own.json(c.lib.quoth_list_add_hit, own.article.pointer, own.found.pointer, hit)
        return hit_of(told)

    def tally(self, facet: str, limit: int = 10) -> Tally:
        """How all statements of the answer are spread over a facet.

        The most frequent values come first, and are those given; of years the latest.

        Args:
            facet: ``speaker``, ``outlet``, ``kind``, ``act``, ``year``, ``addressee`` or ``via``.
            limit: values, at most 1,000.
        """
        what, most, out = word(facet, c.FACETS, "facet"), number(limit, "limit"), c.Tally()
        with self._lock:
            call(c.lib.quoth_results_tally, self._handle.pointer, what, most, out)
            shares = tuple([Share(one.value.text(), one.label.text(), one.statements)
                            for one in out.at[:out.count]])
        return Tally(shares if limit else (), out.others, out.none, out.of)

    def histogram(self) -> Histogram:
        """How all statements of the answer are spread over time, in days, weeks, months or years."""
        out = c.Histogram()
        with self._lock:
            call(c.lib.quoth_results_histogram, self._handle.pointer, out)
            bins: List[Bin] = []
            for one in out.at[:out.count]:
                first, last = getattr(one, "from").decode(), one.to.decode()
                bins.append(Bin(first, last, one.direct, one.mixed, one.indirect, one.nested))
            unit = out.unit.decode() if out.unit else None
        return Histogram(unit, tuple(bins), out.undated, out.before, out.after)

    def close(self) -> None:
        """Lets go of the archive; iterating raises :class:`ClosedError` from then on."""
        with self._lock:
            self._handle.close()

    def __enter__(self) -> "Results":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<quoth.Results {self.words!r}: {self.shown} of {self.total}>"


def article_searched(archive: Handle, article: str) -> Handle:
    """Every statement of an article."""
    options = c.SearchOptions(order=c.ORDERS.index("added"), ascending=1)
    return search(archive, parsed(f"article:{article}"), options)


def hit_at(results: Handle, own: Bench, index: int) -> c.Hit:
    """Whose statement one of an article's is, and its date; borrowed from the results."""
    hit = c.Hit()
    while call(c.lib.quoth_results_take, results.pointer, own.article.pointer, own.found.pointer,
               hit) == c.OK:
        if hit.statement == index:
            return hit
    raise DamagedError("edamaged", "the statement is not found in its article")
