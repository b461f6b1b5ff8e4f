"""What is kept is what was received: verifying, and a look at a file that may be damaged."""

from __future__ import annotations

import ctypes
import os
from typing import Any, Callable, List, Optional, Tuple

from . import _library as c
from ._core import Path, c_path, call, need
from ._records import Finding, Note, Verified

Progress = Optional[Callable[[int, int], object]]


def verified(function: Callable[..., int], what: Any, reading: bool, progress: Progress) -> Verified:
    """What a function of the library that verifies tells."""
    findings: List[Finding] = []
    raised: List[BaseException] = []

    def found(_: Any, told: Any) -> None:
        one = told.contents
        findings.append(Finding(bool(one.damage), one.what.text(), one.which.text_or_none(),
                                one.message.text()))

    def told_progress(_: Any, done: int, total: int) -> None:
        try:
            if progress and not raised:
                progress(done, total)
        except BaseException as error:  # C cannot pass it on
            raised.append(error)

    # Both live as long as the call. Nobody asks for progress: nothing is called, as a daemon thread
    # that the library lets call Python when that has ended crashes there (as any by ctypes does).
    on_found, on_progress = c.FOUND(found), c.PROGRESS(told_progress) if progress else c.PROGRESS(0)
    options = c.VerifyOptions(int(not reading), on_found, on_progress)
    out = c.Verified()
    call(function, what, options, out)
    if raised:
        raise raised[0]
    return Verified(out.sources, out.captures, out.articles, out.statements, out.decisions,
                    out.damaged, out.different, out.orphans, tuple(findings))


def verify_evidence(zip: bytes, *, reading: bool = True) -> Verified:
    """Checks a zip of :meth:`Archive.evidence`, from whomever it comes, without an archive.

    Raises:
        FormatError: it is no such zip.
        LimitError: it is larger than any.
    """
    return verified(c.lib.quoth_evidence_verify, c.Str.of(bytes(need(zip, bytes, "zip"))), reading,
                    None)


def doctor(path: Path, *, fix: bool = False) -> Tuple[Note, ...]:
    """Looks at the file of an archive, whatever is wrong with it, without changing it.

    Args:
        fix: end what was interrupted.

    Raises:
        MissingError: there is no such file.
    """
    notes: List[Note] = []

    def note(_: Any, told: Any) -> None:
        one = told.contents
        notes.append(Note(c.NOTES[one.kind], one.what.text(), one.message.text(),
                          one.advice.text_or_none()))

    call(c.lib.quoth_archive_doctor, c_path(path), int(fix), c.NOTE(note), None, ctypes.c_int(),
         path=os.fspath(path))
    return tuple(notes)
