"""Captures on their way into an archive, and articles on their way out of its dump."""

from __future__ import annotations

import ctypes
import json
import threading
from typing import Iterator, List, NamedTuple, Optional, Union

from . import _library as c
from ._core import Bench, Handle, call
from ._errors import DamagedError, Error, LimitError
from ._read import Errors, articles_in, path_of, tell
from ._records import Article, Flaw, Json, article_of


class Packed(NamedTuple):
    """A capture on its way into an archive."""

    known: int
    entry: Optional[Handle]
    errors: List[Error]


class Packing:
    """What threads need to pack captures for an archive."""

    def __init__(self, known: Handle, engine: Handle) -> None:
        self.known, self._engine = known, engine
        self._lock = threading.Lock()

    def pack(self, capture: Handle) -> Packed:
        told = ctypes.c_int()
        with self._lock:
            call(c.lib.quoth_archive_knows, self.known.pointer, capture.pointer, told)
        if told.value != c.NEW:
            return Packed(told.value, None, [])
        entry = Handle(c.lib.quoth_entry_new(), c.lib.quoth_entry_free, "entry")
        try:
            call(c.lib.quoth_entry_start, entry.pointer, capture.pointer)
        except Error as error:
            error.path = path_of(capture)
            return Packed(c.NEW, None, [error])

        def work(own: Bench) -> int:
            call(c.lib.quoth_extract, self._engine.pointer, own.article.pointer, None,
                 own.found.pointer)
            call(c.lib.quoth_entry_add, entry.pointer, own.article.pointer, own.found.pointer)
            return 1

        made = list(articles_in(capture, work))
        wrong = [one for one in made if isinstance(one, Error)]
        return Packed(c.NEW, entry if len(wrong) < len(made) else None, wrong)


class Dump:
    """The lines of an archive, several at a time, and what is wrong with a capture of it."""

    def __init__(self, archive: Handle) -> None:
        out = ctypes.c_void_p()
        call(c.lib.quoth_dump_open, ctypes.byref(out), archive.pointer)

        def free(pointer: int) -> None:
            c.lib.quoth_dump_close(pointer)
            archive.close()

        self._lock = threading.Lock()
        self._handle = Handle(out.value, free, "the archive", self._lock)
        self._wrong: Optional[Error] = None

    def __iter__(self) -> Iterator[Union[bytes, Error]]:
        return self

    def __next__(self) -> Union[bytes, Error]:
        wrong, self._wrong = self._wrong, None
        if wrong:
            return wrong
        lines = c.Str()
        with self._lock:
            try:
                if call(c.lib.quoth_dump_next, self._handle.pointer, lines) == c.END:
                    raise StopIteration
            except (DamagedError, LimitError) as error:
                wrong = error
            if wrong and not lines.len:
                return wrong
            self._wrong = wrong
            return lines.bytes()

    def close(self) -> None:
        with self._lock:
            self._handle.close()


def dumped(told: Json, statements: List[Json]) -> Article:
    flaw = told["flaw"]
    return article_of(told, statements, told["why"], flaw and Flaw(flaw["message"], flaw["offset"]))


def articles(dump: Dump, errors: Errors) -> Iterator[Article]:
    for chunk in dump:
        if isinstance(chunk, Error):
            tell(errors, chunk)
            continue
        leading: Optional[Json] = None
        statements: List[Json] = []
        for line in chunk.splitlines():
            if line.startswith(b'{"type": "article"'):
                if leading:
                    yield dumped(leading, statements)
                told = json.loads(line.decode("utf-8"))
                leading, statements = told if told["leads"] else None, []
            elif line.startswith(b'{"type": "statement"') and leading:
                statements.append(json.loads(line.decode("utf-8")))
        if leading:
            yield dumped(leading, statements)
