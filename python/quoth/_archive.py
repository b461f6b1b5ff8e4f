"""The archive: one file that keeps, is asked, is decided upon and proves."""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import json
import os
import threading
import weakref
from typing import (
    Any, Callable, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple, Union)

from . import _library as c
from ._core import (
    Bench, Engine, Handle, Path, bench, c_path, c_str, c_text, call, engine_of, need, number,
    opened, word)
from ._errors import ClosedError, Error, FormatError, LimitError, MissingError, UsageError
from ._keep import Dump, Packed, Packing, articles
from ._proof import Progress, verified
from ._read import (
    Day, Errors, Inputs, Source, Trouble, each, in_order, jobs_of, printed_with_statements,
    read_options, tell)
from ._records import (
    Added, Article, Decision, Forgotten, Kept, Origin, Person, Role, Spelling, Stat, Verified,
    kept_of, origin_of)
from ._results import Results, article_searched, hit_at, open_reader

Points = Sequence[Tuple[int, int]]

_JSON = c.PrintOptions(format=c.PRINTS.index("json"))
_PAGE = 500


def _added(told: c.Added) -> Added:
    return Added(*[getattr(told, name) for name in Added.__slots__])


def _person(told: c.Person) -> Person:
    return Person(
        told.id.text(), told.name.text(), told.kind.text(), told.statements, told.articles,
        told.first.text_or_none(), told.last.text_or_none(),
        tuple([Spelling(one.text.text(), one.work.text(), one.statements, one.articles)
               for one in told.spellings[:told.spelling_count]]),
        tuple([Role(one.text.text(), one.statements, one.first.text_or_none(),
                    one.last.text_or_none()) for one in told.roles[:told.role_count]]))


def _decision(told: c.LedgerEntry) -> Decision:
    payload = told.payload.text_or_none()
    return Decision(
        told.entry, told.at, told.who.text() or None, told.verb.text(), told.state.decode(),
        told.of or None, told.person.text_or_none(), told.what.text_or_none(), told.statements,
        told.why.text_or_none(), None if payload is None else json.loads(payload))


class Archive:
    """A file that keeps articles, who said what in them, and the bytes they came from.

    Use it as a context manager, or close it. Iterating gives its articles with their statements,
    ``len()`` their number, ``id in archive`` whether it has a statement. Any thread may call it;
    calls of several threads wait for each other. What goes on for longer (results, iterators,
    :meth:`verify`, :meth:`dump`) reads the file through a handle of its own, as it is when that
    begins, so you may write meanwhile.

    Args:
        path: the file.
        mode: ``"read"``, ``"write"`` (what is there) or ``"make"`` (and make it where it is not).
        who: whose decisions these are, for the ledger.
        wait: seconds to wait for another program that writes; 20 unless told.

    Raises:
        MissingError: there is no such file.
        DamagedError: it is no archive, or damaged.
        VersionError: it is of a later format.
        LockedError: another program is writing it.
        FileError: it cannot be opened or made.

    >>> with Archive(PATH, "make") as archive:
    ...     added = archive.add(b'"It leaks," said Jane Roe, the engineer of Tolva.', outlet="Herald")
    ...     for hit in archive.search("kind:direct speaker:Roe"):
    ...         print(hit.person.id, hit.statement.content.text, hit.date.of)
    jane-roe "It leaks," captured
    """

    def __init__(self, path: Path, mode: str = "read", *, who: Optional[str] = None,
                 wait: float = 20.0) -> None:
        access = word(mode, c.ACCESSES, "mode")
        milliseconds = number(round(need(wait, (int, float), "wait") * 1000), "wait") or 1
        options = c.ArchiveOptions(access, milliseconds, c_text(who, "who"))
        self.path = os.path.abspath(os.fsdecode(c_path(path)))
        self._path = os.fsencode(self.path)
        self._lock = threading.Lock()
        self._reading: "weakref.WeakSet[Union[Results, Dump]]" = weakref.WeakSet()
        self._handle = opened(c.lib.quoth_archive_open, c.lib.quoth_archive_close, "archive",
                              self._path, options, path=self.path, lock=self._lock)

    # ── The handle ──

    @contextlib.contextmanager
    def _open(self) -> Iterator[int]:
        """The handle, for this thread alone."""
        with self._lock:
            if self._handle.closed:
                raise ClosedError("the archive")
            yield self._handle.pointer

    def _reader(self) -> Handle:
        """Another handle on the file, for what goes on for longer."""
        with self._open():
            return open_reader(self._path)

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._handle.closed

    def close(self) -> None:
        """Closes it, and its results; closing it again does nothing."""
        with self._lock:
            self._handle.close()
        self._stop_reading()

    def _stop_reading(self) -> None:
        with self._lock:
            reading = list(self._reading)
        for one in reading:
            one.close()

    def __enter__(self) -> "Archive":
        with self._open():
            return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<quoth.Archive {self.path!r}{', closed' if self.closed else ''}>"

    # ── What is in it ──

    def stats(self, outlets: int = 0, parts: bool = False) -> Tuple[Stat, ...]:
        """Numbers about it: of the whole, of outlets, years and models, and bytes.

        Args:
            outlets: so many outlets, those with the most articles; 0: all.
            parts: the bytes of each part of the file too, for which it is read from end to end.
        """
        out, count = ctypes.POINTER(c.Stat)(), ctypes.c_size_t()
        with self._open() as archive:
            call(c.lib.quoth_archive_stats, archive, number(outlets, "outlets"), int(parts), out,
                 count)
            return tuple([Stat(one.what.text(), one.name.text(), one.count,
                               one.statements if one.of_articles else None)
                          for one in out[:count.value]])

    def __len__(self) -> int:
        for stat in self.stats(1):
            if (stat.what, stat.name) == ("archive", "articles"):
                return stat.count
        return 0

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Article]:
        return self.articles()

    def __contains__(self, statement: object) -> bool:
        try:
            self._located(need(statement, str, "statement"))
        except (MissingError, UsageError):  # there is none, or this is no id
            return False
        return True

    def articles(self, errors: Errors = None) -> Iterator[Article]:
        """Every article with its statements, capture by capture, as they were found.

        It goes through a dump of one moment, with the memory of one capture.

        Args:
            errors: is called with an :class:`Error` for each capture that is damaged; without it
                each is an :class:`InputWarning`.
        """
        return articles(self._dump(), errors)

    def article(self, id: str) -> Article:
        """The article with this id (``sha256:…``, or how it begins), with its statements.

        Raises:
            MissingError: there is none.
            UsageError: several begin so.
        """
        wanted, own = c_str(need(id, str, "id"), "id"), bench()
        with self._open() as archive:
            call(c.lib.quoth_archive_article, archive, wanted, own.article.pointer,
                 own.found.pointer)
        return printed_with_statements(own).article()

    def origin(self, article: str) -> Origin:
        """Where an article was found, and other texts at its addresses. Raises as :meth:`article`."""
        wanted, own, out = c_str(need(article, str, "article"), "article"), bench(), c.Origin()
        with self._open() as archive:
            call(c.lib.quoth_archive_article, archive, wanted, own.article.pointer,
                 own.found.pointer)
            call(c.lib.quoth_archive_origin, archive, wanted, out)
            return origin_of(own.json(c.lib.quoth_print_kept, own.article.pointer,
                                      own.found.pointer, out, _JSON))

    def _located(self, statement: str) -> Tuple[str, int]:
        """The article of a statement, and which of its statements it is."""
        wanted, own, index = c_str(statement, "statement"), bench(), ctypes.c_uint32()
        with self._open() as archive:
            call(c.lib.quoth_archive_statement, archive, wanted, own.article.pointer,
                 own.found.pointer, index)
        head = own.json(c.lib.quoth_print, own.article.pointer, own.found.pointer, _JSON)
        return head["article"]["id"], index.value

    def statement(self, id: str) -> Kept:
        """All that is known of the statement with this id (or how it begins).

        Raises:
            MissingError: there is none.
            UsageError: several begin so.
        """
        article, index = self._located(need(id, str, "id"))
        reader, own, origin = self._reader(), Bench(), c.Origin()
        with contextlib.closing(article_searched(reader, article)) as results:
            hit = hit_at(results, own, index)
            call(c.lib.quoth_archive_origin, reader.pointer, c.Str.of(article), origin)
            return kept_of(own.json(c.lib.quoth_print_statement, own.article.pointer,
                                    own.found.pointer, hit, origin, _JSON))

    # ── Questions ──

    def search(self, question: str = "", *, since: Day = None, until: Day = None,
               clock: str = "said", order: str = "relevance", ascending: bool = False,
               by_article: bool = False, limit: Optional[int] = None,
               after: Optional[str] = None) -> Results:
        """Asks it who said what.

        Args:
            question: in the language of docs/QUERIES.md, e.g. ``'kind:direct speaker:Roe bridge'``;
                an empty one asks for every statement.
            since, until: a date, ISO 8601, or how long ago, as ``"7d"``; both included.
            clock: which date of a statement counts: ``"said"``, ``"published"`` or ``"captured"``.
            order: ``"relevance"``, ``"said"``, ``"published"``, ``"captured"``, ``"added"`` or
                ``"doubt"``.
            ascending: the oldest first; not with relevance.
            by_article: one row an article, its best.
            limit: rows at most; None: all, which are read one by one as you iterate.
            after: ``next`` of the results that this page follows.

        Raises:
            UsageError: a question that does not parse (``offset`` says where), a date that is none.
        """
        with self._open():
            results = Results(self._path, need(question, str, "question"), since=since, until=until,
                              clock=clock, order=order, ascending=ascending, by_article=by_article,
                              limit=limit, after=after)
            self._reading.add(results)
        return results

    # ── Adding ──

    def add(self, source: Union[Source, Iterable[Source]], *, jobs: Optional[int] = None,
            format: str = "auto", charset: Optional[str] = None, outlet: Optional[str] = None,
            published: Day = None, url: Optional[str] = None, language: Optional[str] = None,
            name: Optional[str] = None, engine: Optional[Engine] = None,
            errors: Errors = None) -> Added:
        """Puts articles in, with what was said in them and the bytes as they came.

        What is there already is passed over, so the same can be added again and again; what was
        added is on the disk, capture by capture, even if this is interrupted.

        Args:
            source, jobs, format, charset, outlet, published, url, language, name, engine, errors:
                as of :func:`extract_all`.

        Returns:
            How much was added.

        Raises:
            As :func:`extract_all`, and LockedError, FileError, DamagedError of the archive.
        """
        options = read_options(format, charset, outlet, published, url, language, keep=True)
        inputs = Inputs(each(source), options, name, errors is None)
        packing = Packing(self._reader(), engine_of(engine))
        added = c.Added()
        try:
            for made in in_order(inputs, jobs_of(jobs), packing.pack):
                if isinstance(made, Trouble):
                    if made.fatal:
                        raise made.error
                    tell(errors, made.error)
                    continue
                for wrong in made.errors:
                    tell(errors, wrong)
                self._put(made, added)
        finally:
            packing.known.close()
            with self._open() as archive:
                call(c.lib.quoth_archive_settle, archive)
        return _added(added)

    def _put(self, made: Packed, added: c.Added) -> None:
        if made.known == c.KNOWN:
            added.known += 1
        elif made.known == c.FORGOTTEN:
            added.refused += 1
        elif made.entry:
            with self._open() as archive:
                call(c.lib.quoth_archive_put, archive, made.entry.pointer, added)

    # ── People and decisions ──

    def speakers(self, name: Optional[str] = None) -> Iterator[Person]:
        """Who is called `name` (all of its words, or an id; None: everybody), the busiest first."""
        if name is not None:
            need(name, str, "name")
        with self._open():
            return self._speakers(name)

    def _speakers(self, name: Optional[str]) -> Iterator[Person]:
        after: Optional[bytes] = None
        asked = c_str(name, "name")
        while True:
            out = c.People()
            with self._open() as archive:
                call(c.lib.quoth_archive_people, archive, asked, _PAGE, after, out)
                people, after = [_person(one) for one in out.at[:out.count]], out.next
            yield from people
            if not after:
                return

    def speaker(self, name: str) -> Person:
        """All that is known of one: an id, or words of a name that only one has.

        Raises:
            MissingError: there is nobody.
            UsageError: several have this name.
        """
        try:
            return self._speaker(need(name, str, "name"))
        except MissingError:
            called = list(itertools.islice(self.speakers(name), 3))
            if not called:
                raise
        if len(called) > 1:
            raise UsageError("eusage", f"several are called {name}: " + ", ".join(
                one.id for one in called[:2]) + (" …" if called[2:] else ""))
        return self._speaker(called[0].id)

    def _speaker(self, name: str) -> Person:
        asked, out = c_str(name, "name"), c.Person()
        with self._open() as archive:
            call(c.lib.quoth_archive_person, archive, asked, out)
            return _person(out)

    def _decide(self, verb: str, why: Optional[str], entry: int = 0,
                statements: Union[str, Sequence[str]] = (), spans: Optional[Dict[str, c.Spans]] = None,
                **names: Optional[str]) -> int:
        ids = [statements] if isinstance(statements, str) else list(statements)
        kept = [c_str(need(one, str, "statements"), "statements") for one in ids]
        told = {key: c_str(value, key) for key, value in {**names, "why": why}.items()}
        array = (c.Str * len(kept))(*kept)
        decision = c.Decision(verb=word(verb, c.VERBS, "verb"), statements=array,
                              statement_count=len(kept), entry=entry, **told, **(spans or {}))
        out = ctypes.c_uint64()
        with self._open() as archive:
            call(c.lib.quoth_archive_decide, archive, decision, out)
        del kept, told  # the decision borrowed them
        return out.value

    def merge(self, person: str, other: str, *, why: Optional[str] = None) -> int:
        """`other` is `person`, both ids or names that only one has.

        Returns, as all decisions do, the number of its entry in the ledger, for :meth:`undo`.

        Raises, as all decisions do:
            MissingError: there is no such person, statement or entry.
            UsageError: it makes no sense. Nothing is then written.
        """
        return self._decide("merge", why, person=need(person, str, "person"),
                            other=need(other, str, "other"))

    def never_merge(self, person: str, other: str, *, why: Optional[str] = None) -> int:
        """They are two, whatever else is told."""
        return self._decide("never_merge", why, person=need(person, str, "person"),
                            other=need(other, str, "other"))

    def alias(self, person: str, spelling: str, *, why: Optional[str] = None) -> int:
        """Who is called `spelling` is `person`."""
        return self._decide("alias", why, person=need(person, str, "person"),
                            spelling=need(spelling, str, "spelling"))

    def split(self, person: str, *, spelling: Optional[str] = None,
              statements: Union[str, Sequence[str]] = (), why: Optional[str] = None) -> int:
        """Who is called `spelling`, or says `statements` (ids), is not `person`."""
        return self._decide("split", why, person=need(person, str, "person"), spelling=spelling,
                            statements=statements)

    def rename(self, person: str, name: str, *, why: Optional[str] = None) -> int:
        """`person` goes by the name `name`."""
        return self._decide("rename", why, person=need(person, str, "person"),
                            spelling=need(name, str, "name"))

    def accept(self, statements: Union[str, Sequence[str]], *, why: Optional[str] = None) -> int:
        """They (ids) are what the machine says they are."""
        return self._decide("accept", why, statements=statements)

    def reject(self, statements: Union[str, Sequence[str]], *, why: Optional[str] = None) -> int:
        """They (ids) are none."""
        return self._decide("reject", why, statements=statements)

    def edit(self, statement: str, content: Points, *, cue: Points = (), source: Points = (),
             why: Optional[str] = None) -> int:
        """A statement (an id) has these words: spans in code points of its article's text."""
        article, _ = self._located(need(statement, str, "statement"))
        text = self.article(article).text
        spans = {"content": _bytes_of(text, content, "content"), "cue": _bytes_of(text, cue, "cue"),
                 "source": _bytes_of(text, source, "source")}
        return self._decide("edit", why, statements=statement, spans=spans)

    def set_speaker(self, statements: Union[str, Sequence[str]], *, person: Optional[str] = None,
                    name: Optional[str] = None, why: Optional[str] = None) -> int:
        """They (ids) are said by `person`, or by somebody new of this `name`: one of the two."""
        if person is not None and name is not None:
            raise UsageError("eusage", "person and name do not go together")
        return self._decide("speaker", why, statements=statements, person=person, spelling=name)

    def undo(self, entry: int, *, why: Optional[str] = None) -> int:
        """An entry of the ledger no longer holds."""
        return self._decide("undo", why, entry=number(entry, "entry", 2**64 - 1))

    def ledger(self) -> Iterator[Decision]:
        """What was decided, in its order."""
        with self._open():
            return self._ledger()

    def _ledger(self) -> Iterator[Decision]:
        cursor, out = ctypes.c_uint64(), c.LedgerEntry()
        while True:
            with self._open() as archive:
                if call(c.lib.quoth_archive_ledger, archive, cursor, out) == c.END:
                    return
                decision = _decision(out)
            yield decision

    # ── Proof ──

    def verify(self, *, reading: bool = True, progress: Progress = None) -> Verified:
        """Hashes everything again and looks for every statement at its place.

        Args:
            reading: read captures again too, and say what this version reads differently.
            progress: is called now and then with how much of how much is done; not for a daemon
                thread, which Python's end may find in it.

        Returns:
            What was looked at, with ``findings``; it does not raise for damage.
        """
        reader = self._reader()
        try:
            return verified(c.lib.quoth_archive_verify, reader.pointer, reading, progress)
        finally:
            reader.close()

    def evidence(self, statement: str) -> bytes:
        """A zip that proves a statement (an id) without the archive; see :func:`verify_evidence`.

        Raises:
            MissingError, UsageError: as :meth:`statement`.
        """
        return self._printed(c.lib.quoth_archive_evidence, statement, "statement")

    def brat(self, article: str) -> str:
        """An article's statements as reviewed, in brat's standoff format, for training.

        Raises as :meth:`article`.
        """
        return self._printed(c.lib.quoth_archive_brat, article, "article").decode("utf-8")

    def _printed(self, function: Callable[..., int], id: str, what: str) -> bytes:
        wanted, own = c_str(need(id, str, what), what), bench()
        c.lib.quoth_output_clear(own.output.pointer)
        with self._open() as archive:
            call(function, archive, wanted, own.output.pointer)
        text: c.Str = c.lib.quoth_output_text(own.output.pointer)
        return text.bytes()

    # ── Care ──

    def forget(self, *, article: Optional[str] = None, statement: Optional[str] = None,
               speaker: Optional[str] = None, url: Optional[str] = None, why: str = "",
               dry_run: bool = False, engine: Optional[Engine] = None) -> Forgotten:
        """Takes whole articles out with all that holds them, so that no byte is left in the file.

        What was forgotten is refused when it comes again. Results and iterators of this archive
        are closed first; where another one or another program still reads the file as it was, this
        raises LockedError, and :meth:`finish_forgetting` goes on.

        Args:
            article, statement, speaker, url: exactly one; the articles in which the statement
                stands, the speaker speaks, or that were found there.
            why: the reason, which the ledger keeps; needed.
            dry_run: only counts.
            engine: reads again what another capture has too; as of :func:`extract`.
        """
        told = {key: c_str(value, key) for key, value in
                (("article", article), ("statement", statement), ("speaker", speaker),
                 ("url", url), ("why", need(why, str, "why") or None))}
        options, out = c.ForgetOptions(dry_run=int(dry_run), **told), c.Forgotten()
        models = engine_of(engine)
        if not dry_run:
            self._stop_reading()
        with self._open() as archive:
            call(c.lib.quoth_archive_forget, archive, models.pointer, options, out)
        del told  # the options borrowed them
        return Forgotten(*[getattr(out, name) for name in Forgotten.__slots__])

    def finish_forgetting(self) -> None:
        """Ends what a forgetting began and could not end; does nothing where none did."""
        with self._open() as archive:
            call(c.lib.quoth_archive_forget_finish, archive)

    def backup(self, path: Path, *, force: bool = False) -> None:
        """Copies it to a new file, as it is at one moment, and checks the copy.

        Args:
            force: replace a file that is there, once the copy is whole.

        Raises:
            UsageError: the file is there.
        """
        with self._open() as archive:
            call(c.lib.quoth_archive_backup, archive, c_path(path), int(force), path=os.fspath(path))

    def dump(self) -> Iterator[bytes]:
        """All of it as lines of JSON (docs/FORMAT.md, Dump), several lines at a time.

        Raises:
            DamagedError, LimitError: about one capture, behind all that can be given.
        """
        return self._dumped(self._dump())

    def _dumped(self, dump: Dump) -> Iterator[bytes]:
        first: Optional[Error] = None
        for chunk in dump:
            if isinstance(chunk, Error):
                first = first or chunk
            else:
                yield chunk
        dump.close()
        if first:
            raise first

    def _dump(self) -> Dump:
        with self._open():
            dump = Dump(open_reader(self._path))
            self._reading.add(dump)
        return dump

    def load(self, path: Path, *, errors: Errors = None) -> Added:
        """Puts in what :meth:`dump` gave of an archive, maybe packed by gzip or zstd.

        Args:
            errors: is called with an :class:`Error` for each capture that is damaged, which is
                left out; without it each is an :class:`InputWarning`.
        """
        added, told = c.Added(), os.fspath(path)
        troubles: List[Error] = []
        with self._open() as archive:
            loader = opened(c.lib.quoth_loader_open, c.lib.quoth_loader_close, "loader", archive,
                            c_path(path), path=told)
            try:
                status = c.OK
                while status != c.END:
                    try:
                        status = call(c.lib.quoth_loader_next, loader.pointer, added, path=told)
                    except (FormatError, LimitError) as error:
                        troubles.append(error)
            finally:
                loader.close()
                call(c.lib.quoth_archive_settle, archive)
        for one in troubles:
            tell(errors, one)
        return _added(added)


def _bytes_of(text: str, points: Points, what: str) -> c.Spans:
    """Spans of a text in bytes, from code points."""
    flat: List[int] = []
    for start, end in points:
        flat += [number(start, what, len(text)), number(end, what, len(text))]
    if flat != sorted(flat):
        raise ValueError(f"{what} must be spans in the order of the text")
    offsets = (ctypes.c_uint32 * len(flat))(*flat)
    c.lib.quoth_points_to_bytes(c.Str.of(text), offsets, len(flat))
    pairs = [c.Span(offsets[i], offsets[i + 1]) for i in range(0, len(flat), 2)]
    return c.Spans((c.Span * len(pairs))(*pairs), len(pairs))
