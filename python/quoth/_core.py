"""Handles of the library, the engine, and what every part calls."""

from __future__ import annotations

import ctypes
import json
import os
import threading
import weakref
from typing import Any, Callable, Optional, Tuple, Union

from . import _library as c
from ._errors import ClosedError, OutOfMemory, error_of

Path = Union[str, "os.PathLike[str]"]


def call(function: Callable[..., int], *arguments: Any, path: Optional[str] = None) -> int:
    """Calls what takes an error last. OK or END; anything else is raised."""
    error = c.Error()
    status = function(*arguments, ctypes.byref(error))
    if status not in (c.OK, c.END):
        raise error_of(error, path)
    return status


def need(value: Any, kind: Any, what: str) -> Any:
    """`value`, which must be of `kind`: what goes to C is looked at before."""
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
        names = kind if isinstance(kind, tuple) else (kind,)
        raise TypeError(f"{what} must be {' or '.join(one.__name__ for one in names)}, "
                        f"not {type(value).__name__}")
    return value


def number(value: int, what: str, most: int = 2**32 - 1) -> int:
    if not 0 <= need(value, int, what) <= most:
        raise ValueError(f"{what} must be 0 to {most}, not {value}")
    return value


def c_text(value: Optional[str], what: str) -> Optional[bytes]:
    """As a terminated string."""
    if value is None:
        return None
    raw: bytes = need(value, str, what).encode("utf-8")
    if b"\0" in raw:
        raise ValueError(f"{what} holds a NUL character")
    return raw


def c_path(value: Path, what: str = "path") -> bytes:
    need(value, (str, os.PathLike), what)
    raw = os.fsencode(value)
    if b"\0" in raw:
        raise ValueError(f"{what} holds a NUL character")
    return raw


def c_str(value: Optional[str], what: str) -> c.Str:
    return c.Str.of(None if value is None else need(value, str, what))


def word(value: str, words: Tuple[str, ...], what: str) -> int:
    """The number of one of the words that a list of the library has."""
    need(value, str, what)
    if value not in words:
        raise ValueError(f"{what} must be one of {', '.join(words)}, not {value!r}")
    return words.index(value)


def _free_unless_used(free: Callable[[int], None], pointer: int,
                      lock: "Optional[threading.Lock]") -> None:
    if lock is None or lock.acquire(blocking=False):
        free(pointer)


class Handle:
    """A handle that is freed once: by `close`, or when nothing refers to it any more.

    At the end of Python, daemon threads may still be at work with one. So what is only memory is
    left to the system then, and what has a file open is freed only where its `lock`, which whoever
    uses it holds, is free.
    """

    def __init__(self, pointer: Optional[int], free: Callable[[int], None], what: str,
                 lock: "Optional[threading.Lock]" = None) -> None:
        if not pointer:
            raise OutOfMemory("enomem", "out of memory")
        self._pointer: Optional[int] = pointer
        self._what = what
        self._free = free
        self._unclosed = weakref.finalize(self, _free_unless_used, free, pointer, lock)
        self._unclosed.atexit = lock is not None

    @property
    def pointer(self) -> int:
        if self._pointer is None:
            raise ClosedError(self._what)
        return self._pointer

    @property
    def closed(self) -> bool:
        return self._pointer is None

    def __reduce__(self) -> Any:
        raise TypeError(f"{self._what} cannot be pickled")

    def close(self) -> None:
        pointer, self._pointer = self._pointer, None
        if self._unclosed.detach():
            self._free(pointer)  # type: ignore[arg-type]


def opened(function: Callable[..., int], free: Callable[[int], None], what: str, *arguments: Any,
           path: Optional[str] = None, lock: "Optional[threading.Lock]" = None) -> Handle:
    """What a function of the library opens."""
    out = ctypes.c_void_p()
    call(function, ctypes.byref(out), *arguments, path=path)
    return Handle(out.value, free, what, lock)


class Bench:
    """What one thread needs to read articles one after the other."""

    def __init__(self) -> None:
        self.article = Handle(c.lib.quoth_article_new(), c.lib.quoth_article_free, "article")
        self.found = Handle(c.lib.quoth_statements_new(), c.lib.quoth_statements_free, "statements")
        self.output = Handle(c.lib.quoth_output_new(), c.lib.quoth_output_free, "output")

    def printed(self, function: Callable[..., int], *arguments: Any) -> bytes:
        """What a function appends to an output."""
        c.lib.quoth_output_clear(self.output.pointer)
        call(function, self.output.pointer, *arguments)
        text: c.Str = c.lib.quoth_output_text(self.output.pointer)
        return text.bytes()

    def json(self, function: Callable[..., int], *arguments: Any) -> Any:
        return json.loads(self.printed(function, *arguments).decode("utf-8"))


_threads = threading.local()


def bench() -> Bench:
    """This thread's."""
    if not hasattr(_threads, "bench"):
        _threads.bench = Bench()
    return _threads.bench  # type: ignore[no-any-return]


class Engine:
    """The models. One is opened when it is first needed; open your own for other models.

    It never changes, and any number of threads may use it at once.

    Args:
        model: a model file instead of the one built in.
        names: the same for the model of names.
        kernel: how to compute, ``"c"``, ``"avx2"`` or ``"vnni"``; the fastest here unless told.
            The results are the same.

    Raises:
        FileError, FormatError, VersionError: a file that cannot be read or is no such model.
        UsageError: a kernel that there is not, or that this processor cannot run.
    """

    def __init__(self, *, model: Optional[Path] = None, names: Optional[Path] = None,
                 kernel: Optional[str] = None) -> None:
        options = c.EngineOptions(None if model is None else c_path(model, "model"),
                                  c_text(kernel, "kernel"),
                                  None if names is None else c_path(names, "names"))
        self._handle = opened(c.lib.quoth_engine_open, c.lib.quoth_engine_close, "engine", options)

    @property
    def model(self) -> str:
        """``sha256:`` and the hash of the model."""
        return c.lib.quoth_engine_model(self._handle.pointer).decode()  # type: ignore[no-any-return]

    @property
    def kernel(self) -> str:
        """How it computes."""
        return c.lib.quoth_engine_kernel(self._handle.pointer).decode()  # type: ignore[no-any-return]


_engine: Optional[Engine] = None
_engine_lock = threading.Lock()


def engine_of(given: Optional[Engine]) -> Handle:
    """The handle of the given engine, else of the one with the models built in."""
    global _engine
    if given is None:
        with _engine_lock:
            if _engine is None:
                _engine = Engine()
            given = _engine
    return need(given, Engine, "engine")._handle  # type: ignore[no-any-return]
