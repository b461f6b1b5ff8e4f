"""What goes wrong, as exceptions."""

from __future__ import annotations

from typing import Any, Dict, Optional, Type

from . import _library as c


class Error(Exception):
    """Anything that the library refuses or cannot do.

    Attributes:
        status: the library's word for it, e.g. ``"eformat"``.
        message: one line of English.
        offset: the byte of the input (of a question: of its UTF-8) at which it went wrong, or None.
        path: the input that it is about, or None.
    """

    def __init__(self, status: str, message: str, offset: Optional[int] = None,
                 path: Optional[str] = None) -> None:
        super().__init__(status, message, offset, path)
        self.status, self.message, self.offset, self.path = status, message, offset, path

    def __str__(self) -> str:
        path = f"{self.path}: " if self.path and self.path not in self.message else ""
        offset = "" if self.offset is None else f" (byte {self.offset})"
        return f"{path}{self.message}{offset}"


class OutOfMemory(Error, MemoryError):
    """There is not enough memory."""


class FileError(Error):
    """A file cannot be opened, read or written."""


class FormatError(Error):
    """The bytes are not what they should be; ``offset`` says where."""


class LimitError(Error):
    """Something is larger than the library reads."""


class VersionError(Error):
    """A model or an archive of a version that this library does not read."""


class UsageError(Error, ValueError):
    """An argument that cannot be; of a question, ``offset`` says where."""


class LockedError(Error):
    """Another program is writing the archive."""


class DamagedError(Error):
    """The file is no archive, or a damaged one."""


class MissingError(Error, LookupError):
    """There is no such file, article, statement, person or entry."""


class ClosedError(Error, ValueError):
    """The archive, or the results, were closed."""

    def __init__(self, what: str) -> None:
        super().__init__("closed", f"{what} is closed")
        self._what = what

    def __reduce__(self) -> Any:
        return ClosedError, (self._what,)


class InputWarning(UserWarning):
    """Some of an input could not be read, or was mended; see ``errors=`` of :func:`quoth.read`."""


_CLASSES: Dict[str, Type[Error]] = {
    "enomem": OutOfMemory, "eio": FileError, "eformat": FormatError, "elimit": LimitError,
    "eversion": VersionError, "eusage": UsageError, "elocked": LockedError,
    "edamaged": DamagedError, "emissing": MissingError,
}


def error_of(told: c.Error, path: Optional[str] = None) -> Error:
    """The exception for what the library told."""
    status = c.STATUSES[told.status] if told.status < len(c.STATUSES) else str(told.status)
    offset = None if told.offset == c.NO_OFFSET else int(told.offset)
    message = told.message.decode("utf-8", "replace")
    return _CLASSES.get(status, Error)(status, message, offset, path)
