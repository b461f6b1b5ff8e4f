"""quoth: who said what in news.

>>> import quoth
>>> article = quoth.extract('"The gate was sound," Yevrem Talsko told the Courier.')
>>> for statement in article.statements:
...     print(statement.speaker.name, statement.content.text, statement.content.spans)
Yevrem Talsko "The gate was sound," (Span(start=0, end=21),)

:func:`extract` reads one text, :func:`extract_all` files, folders, pages, web archives and
feeds on all cores, :func:`read` only the articles. :class:`Archive` is the file that keeps
them, is asked questions, and proves what it has. Offsets count Unicode code points, as
Python does: ``text[start:end]`` are the words.

The package is a thin layer over libquoth (one version of it: soname 0) and needs nothing but
Python's standard library.
"""

from ._archive import Archive
from ._core import Engine
from ._errors import (
    ClosedError, DamagedError, Error, FileError, FormatError, InputWarning, LimitError,
    LockedError, MissingError, OutOfMemory, UsageError, VersionError)
from ._library import LibraryError, version
from ._proof import doctor, verify_evidence
from ._read import extract, extract_all, read
from ._records import (
    Added, Appearance, Article, ArticleHead, Bin, Block, Candidate, Cue, Date, Decision,
    Extractor, Finding, Flaw, Forgotten, Histogram, Hit, HitDate, Kept, Note, Origin, Person,
    PersonName, Phrase, Relay, Review, Role, Said, Share, Source, Span, Speaker, Spelling, Stat,
    Statement, Tally, Verified, Words)
from ._results import Results

__version__ = "0.1.0"
__all__ = [
    "Added", "Appearance", "Archive", "Article", "ArticleHead", "Bin", "Block", "Candidate",
    "ClosedError", "Cue", "DamagedError", "Date", "Decision", "Engine", "Error", "Extractor",
    "FileError", "Finding", "Flaw", "Forgotten", "FormatError", "Histogram", "Hit", "HitDate",
    "InputWarning", "Kept", "LibraryError", "LimitError", "LockedError", "MissingError", "Note",
    "Origin", "OutOfMemory", "Person", "PersonName", "Phrase", "Relay", "Results", "Review",
    "Role", "Said", "Share", "Source", "Span", "Speaker", "Spelling", "Stat", "Statement",
    "Tally", "UsageError", "Verified", "VersionError", "Words", "doctor", "extract",
    "extract_all", "read", "verify_evidence", "version"]

# Tracebacks and documentation name the public place.
for _name in __all__:
    globals()[_name].__module__ = "quoth"
del _name
