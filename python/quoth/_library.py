"""Loads libquoth and declares of include/quoth.h what this package uses.

Structures, numbers and functions stand here once, in the order of the header;
tests/python/test_layout.py compares all of them with it, field by field.
"""

from __future__ import annotations

import ctypes
import os
from ctypes import (
    CFUNCTYPE, POINTER, Structure, c_char, c_char_p, c_int, c_int64, c_size_t, c_uint32, c_uint64,
    c_void_p, cast, string_at)
from typing import Any, Dict, List, Optional, Tuple, Type, Union

SONAME = "libquoth.so.0"
MAJOR = "0"

# ── Structures ───────────────────────────────────────────────────────────────


class Str(Structure):
    """Borrowed UTF-8. What `of` makes borrows from the bytes that it keeps."""

    _fields_ = [("ptr", c_void_p), ("len", c_size_t)]
    kept: bytes

    @classmethod
    def of(cls, text: Union[str, bytes, None]) -> "Str":
        if text is None:
            return cls(None, 0)
        raw = text if isinstance(text, bytes) else text.encode("utf-8")
        out = cls(cast(c_char_p(raw), c_void_p), len(raw))
        out.kept = raw
        return out

    def bytes(self) -> bytes:
        return string_at(self.ptr, self.len) if self.ptr else b""

    def text(self) -> str:
        return self.bytes().decode("utf-8", "replace")

    def text_or_none(self) -> Optional[str]:
        return self.text() if self.ptr else None


class Span(Structure):
    _fields_ = [("start", c_uint32), ("end", c_uint32)]


class Spans(Structure):
    _fields_ = [("at", POINTER(Span)), ("count", c_uint32)]


class Error(Structure):
    _fields_ = [("status", c_int), ("offset", c_uint64), ("message", c_char * 240)]


class EngineOptions(Structure):
    _fields_ = [("model_path", c_char_p), ("kernel", c_char_p), ("names_path", c_char_p)]


class Date(Structure):
    _fields_ = [("value", Str), ("precision", Str), ("text", Str)]


class ReadOptions(Structure):
    _fields_ = [("format", c_int), ("charset", c_char_p), ("outlet", c_char_p),
                ("published", c_char_p), ("url", c_char_p), ("language", c_char_p),
                ("start", c_uint64), ("keep", c_int)]


class ExtractOptions(Structure):
    _fields_ = [("raw", c_int), ("explain", c_int)]


class ArchiveOptions(Structure):
    _fields_ = [("access", c_int), ("wait", c_uint32), ("who", c_char_p)]


class Added(Structure):
    _fields_ = [("captures", c_uint64), ("known", c_uint64), ("refused", c_uint64),
                ("articles", c_uint64), ("joined", c_uint64), ("edited", c_uint64),
                ("statements", c_uint64), ("future", c_uint64), ("behind", c_uint64)]


class Origin(Structure):
    _fields_ = [("appearances", c_void_p), ("count", c_size_t),
                ("versions", c_void_p), ("version_count", c_size_t)]


class Stat(Structure):
    _fields_ = [("what", Str), ("name", Str), ("count", c_uint64), ("of_articles", c_int),
                ("statements", c_uint64)]


class SearchOptions(Structure):
    _fields_ = [("since", c_char_p), ("until", c_char_p), ("clock", c_int), ("order", c_int),
                ("ascending", c_int), ("by_article", c_int), ("limit", c_uint32),
                ("after", c_char_p)]


class Hit(Structure):
    _fields_ = [("statement", c_uint32), ("words", Spans), ("date", Date), ("clock", c_int),
                ("person", Str), ("person_name", Str), ("judged", c_int),
                ("judged_entry", c_uint64), ("judged_by", Str), ("more", c_uint64)]


class Share(Structure):
    _fields_ = [("value", Str), ("label", Str), ("statements", c_uint64)]


class Tally(Structure):
    _fields_ = [("at", POINTER(Share)), ("count", c_size_t), ("others", c_uint64),
                ("none", c_uint64), ("of", c_uint64)]


class Bin(Structure):
    _fields_ = [("from", c_char * 11), ("to", c_char * 11), ("direct", c_uint64),
                ("mixed", c_uint64), ("indirect", c_uint64), ("nested", c_uint64)]


class Histogram(Structure):
    _fields_ = [("unit", c_char_p), ("at", POINTER(Bin)), ("count", c_size_t),
                ("undated", c_uint64), ("before", c_uint64), ("after", c_uint64)]


class Spelling(Structure):
    _fields_ = [("text", Str), ("work", Str), ("statements", c_uint64), ("articles", c_uint64)]


class Role(Structure):
    _fields_ = [("text", Str), ("statements", c_uint64), ("first", Str), ("last", Str)]


class Person(Structure):
    _fields_ = [("id", Str), ("name", Str), ("kind", Str), ("statements", c_uint64),
                ("articles", c_uint64), ("first", Str), ("last", Str),
                ("spellings", POINTER(Spelling)), ("spelling_count", c_size_t),
                ("roles", POINTER(Role)), ("role_count", c_size_t), ("roles_of", c_uint64)]


class People(Structure):
    _fields_ = [("at", POINTER(Person)), ("count", c_size_t), ("total", c_uint64),
                ("next", c_char_p)]


class Decision(Structure):
    _fields_ = [("verb", c_int), ("person", Str), ("other", Str), ("spelling", Str),
                ("statements", POINTER(Str)), ("statement_count", c_size_t),
                ("entry", c_uint64), ("content", Spans), ("cue", Spans), ("source", Spans),
                ("why", Str)]


class LedgerEntry(Structure):
    _fields_ = [("entry", c_uint64), ("at", c_int64), ("who", Str), ("verb", Str),
                ("payload", Str), ("why", Str), ("person", Str), ("what", Str),
                ("statements", c_uint64), ("state", c_char_p), ("of", c_uint64)]


class Finding(Structure):
    _fields_ = [("damage", c_int), ("what", Str), ("which", Str), ("message", Str)]


FOUND = CFUNCTYPE(None, c_void_p, POINTER(Finding))
PROGRESS = CFUNCTYPE(None, c_void_p, c_uint64, c_uint64)


class VerifyOptions(Structure):
    _fields_ = [("no_reading", c_int), ("found", FOUND), ("progress", PROGRESS),
                ("context", c_void_p)]


class Verified(Structure):
    _fields_ = [("sources", c_uint64), ("captures", c_uint64), ("articles", c_uint64),
                ("statements", c_uint64), ("decisions", c_uint64), ("damaged", c_uint64),
                ("different", c_uint64), ("orphans", c_uint64)]


class ForgetOptions(Structure):
    _fields_ = [("article", Str), ("statement", Str), ("speaker", Str), ("url", Str),
                ("why", Str), ("dry_run", c_int)]


class Forgotten(Structure):
    _fields_ = [("captures", c_uint64), ("sources", c_uint64), ("articles", c_uint64),
                ("others", c_uint64), ("statements", c_uint64), ("kept", c_uint64),
                ("decisions", c_uint64)]


class Note(Structure):
    _fields_ = [("kind", c_int), ("what", Str), ("message", Str), ("advice", Str)]


NOTE = CFUNCTYPE(None, c_void_p, POINTER(Note))


class PrintOptions(Structure):
    _fields_ = [("format", c_int), ("colour", c_int), ("width", c_int), ("map", c_int)]


class ListOptions(Structure):
    _fields_ = [("format", c_int), ("colour", c_int), ("width", c_int), ("safe", c_int),
                ("page", c_int)]


class ListHead(Structure):
    _fields_ = [("type", c_char_p), ("question", Str), ("order", c_int), ("ranked", c_uint64),
                ("total", c_uint64), ("shown", c_uint64), ("next", c_char_p)]


#: Which structure of the header each one is.
STRUCTURES: Dict[str, Type[Structure]] = {
    "quoth_str": Str, "quoth_span": Span, "quoth_spans": Spans, "quoth_error": Error,
    "quoth_engine_options": EngineOptions, "quoth_date": Date,
    "quoth_read_options": ReadOptions, "quoth_extract_options": ExtractOptions,
    "quoth_archive_options": ArchiveOptions, "quoth_added": Added, "quoth_origin": Origin,
    "quoth_stat": Stat, "quoth_search_options": SearchOptions, "quoth_hit": Hit,
    "quoth_share": Share, "quoth_tally": Tally, "quoth_bin": Bin,
    "quoth_histogram": Histogram, "quoth_spelling": Spelling, "quoth_role": Role,
    "quoth_person": Person, "quoth_people": People, "quoth_decision": Decision,
    "quoth_ledger_entry": LedgerEntry, "quoth_finding": Finding,
    "quoth_verify_options": VerifyOptions, "quoth_verified": Verified,
    "quoth_forget_options": ForgetOptions, "quoth_forgotten": Forgotten, "quoth_note": Note,
    "quoth_print_options": PrintOptions, "quoth_list_options": ListOptions,
    "quoth_list_head": ListHead,
}

# ── Numbers ──────────────────────────────────────────────────────────────────

#: Constants of the header, and for those that users name by words, the words in their order.
OK, END, ENOMEM, EUSAGE = 0, 1, 2, 7
NO_OFFSET = 2**64 - 1
NEW, KNOWN, FORGOTTEN = 0, 1, 2
CONSTANTS = {"QUOTH_OK": OK, "QUOTH_END": END, "QUOTH_ENOMEM": ENOMEM, "QUOTH_EUSAGE": EUSAGE,
             "QUOTH_NO_OFFSET": NO_OFFSET, "QUOTH_NEW": NEW,
             "QUOTH_KNOWN": KNOWN, "QUOTH_FORGOTTEN": FORGOTTEN}

STATUSES = ("ok", "end", "enomem", "eio", "eformat", "elimit", "eversion", "eusage", "efetch",
            "elocked", "edamaged", "emissing")
FORMATS = ("auto", "text", "html", "warc", "feed", "jsonl")
ACCESSES = ("read", "write", "make")
CLOCKS = ("said", "published", "captured")
ORDERS = ("relevance", "said", "published", "captured", "added", "doubt")
JUDGED = ("not", "accepted", "rejected", "edited")
FACETS = ("speaker", "outlet", "kind", "act", "year", "addressee", "via")
VERBS = ("merge", "never_merge", "alias", "split", "undo", "rename", "accept", "reject", "edit",
         "speaker")
NOTES = ("fact", "warning", "damage")
PRINTS = ("ndjson", "json", "text")
LISTS = ("table", "ndjson", "json", "csv", "tsv", "md")

#: The prefix of a list of constants in the header, and their words in its order.
WORDS: Dict[str, Tuple[str, ...]] = {
    "QUOTH_": STATUSES, "QUOTH_FORMAT_": FORMATS, "QUOTH_ACCESS_": ACCESSES,
    "QUOTH_CLOCK_": CLOCKS, "QUOTH_ORDER_": ORDERS, "QUOTH_JUDGED_": JUDGED,
    "QUOTH_FACET_": FACETS, "QUOTH_VERB_": VERBS, "QUOTH_NOTE_": NOTES,
    "QUOTH_PRINT_": PRINTS, "QUOTH_LIST_": LISTS,
}

# ── Functions ────────────────────────────────────────────────────────────────

_handle, _filled, _error = c_void_p, POINTER(c_void_p), POINTER(Error)

#: What each function returns and takes.
FUNCTIONS: Dict[str, Tuple[Any, List[Any]]] = {
    "quoth_version": (c_char_p, []),
    "quoth_engine_open": (c_int, [_filled, POINTER(EngineOptions), _error]),
    "quoth_engine_close": (None, [_handle]),
    "quoth_engine_model": (c_char_p, [_handle]),
    "quoth_engine_names": (c_char_p, [_handle]),
    "quoth_engine_kernel": (c_char_p, [_handle]),
    "quoth_article_new": (c_void_p, []),
    "quoth_article_free": (None, [_handle]),
    "quoth_article_path": (Str, [_handle]),
    "quoth_article_flaw": (_error, [_handle]),
    "quoth_reader_open_path": (c_int, [_filled, c_char_p, POINTER(ReadOptions), _error]),
    "quoth_reader_open_bytes": (c_int, [_filled, Str, c_char_p, POINTER(ReadOptions), _error]),
    "quoth_reader_close": (None, [_handle]),
    "quoth_capture_new": (c_void_p, []),
    "quoth_capture_free": (None, [_handle]),
    "quoth_reader_take": (c_int, [_handle, _handle, _error]),
    "quoth_capture_next": (c_int, [_handle, _handle, _error]),
    "quoth_capture_path": (Str, [_handle]),
    "quoth_reader_path": (c_char_p, [_handle]),
    "quoth_statements_new": (c_void_p, []),
    "quoth_statements_free": (None, [_handle]),
    "quoth_extract": (c_int, [_handle, _handle, POINTER(ExtractOptions), _handle, _error]),
    "quoth_archive_open": (c_int, [_filled, c_char_p, POINTER(ArchiveOptions), _error]),
    "quoth_archive_close": (None, [_handle]),
    "quoth_entry_new": (c_void_p, []),
    "quoth_entry_free": (None, [_handle]),
    "quoth_entry_start": (c_int, [_handle, _handle, _error]),
    "quoth_entry_add": (c_int, [_handle, _handle, _handle, _error]),
    "quoth_archive_knows": (c_int, [_handle, _handle, POINTER(c_int), _error]),
    "quoth_archive_put": (c_int, [_handle, _handle, POINTER(Added), _error]),
    "quoth_archive_settle": (c_int, [_handle, _error]),
    "quoth_archive_article": (c_int, [_handle, Str, _handle, _handle, _error]),
    "quoth_archive_statement": (c_int, [_handle, Str, _handle, _handle, POINTER(c_uint32), _error]),
    "quoth_archive_origin": (c_int, [_handle, Str, POINTER(Origin), _error]),
    "quoth_archive_stats": (c_int, [_handle, c_uint32, c_int, POINTER(POINTER(Stat)),
                                    POINTER(c_size_t), _error]),
    "quoth_question_parse": (c_int, [_filled, Str, _error]),
    "quoth_question_free": (None, [_handle]),
    "quoth_question_words": (Str, [_handle]),
    "quoth_archive_search": (c_int, [_handle, _handle, POINTER(SearchOptions), _filled, _error]),
    "quoth_results_free": (None, [_handle]),
    "quoth_results_total": (c_uint64, [_handle]),
    "quoth_results_shown": (c_uint64, [_handle]),
    "quoth_results_ranked": (c_uint64, [_handle]),
    "quoth_results_order": (c_int, [_handle]),
    "quoth_results_next": (c_char_p, [_handle]),
    "quoth_results_take": (c_int, [_handle, _handle, _handle, POINTER(Hit), _error]),
    "quoth_results_tally": (c_int, [_handle, c_int, c_uint32, POINTER(Tally), _error]),
    "quoth_results_histogram": (c_int, [_handle, POINTER(Histogram), _error]),
    "quoth_archive_people": (c_int, [_handle, Str, c_uint32, c_char_p, POINTER(People), _error]),
    "quoth_archive_person": (c_int, [_handle, Str, POINTER(Person), _error]),
    "quoth_archive_decide": (c_int, [_handle, POINTER(Decision), POINTER(c_uint64), _error]),
    "quoth_archive_ledger": (c_int, [_handle, POINTER(c_uint64), POINTER(LedgerEntry), _error]),
    "quoth_output_new": (c_void_p, []),
    "quoth_output_free": (None, [_handle]),
    "quoth_output_clear": (None, [_handle]),
    "quoth_output_text": (Str, [_handle]),
    "quoth_archive_brat": (c_int, [_handle, Str, _handle, _error]),
    "quoth_archive_verify": (c_int, [_handle, POINTER(VerifyOptions), POINTER(Verified), _error]),
    "quoth_archive_evidence": (c_int, [_handle, Str, _handle, _error]),
    "quoth_evidence_verify": (c_int, [Str, POINTER(VerifyOptions), POINTER(Verified), _error]),
    "quoth_archive_forget": (c_int, [_handle, _handle, POINTER(ForgetOptions),
                                     POINTER(Forgotten), _error]),
    "quoth_archive_forget_finish": (c_int, [_handle, _error]),
    "quoth_archive_backup": (c_int, [_handle, c_char_p, c_int, _error]),
    "quoth_archive_doctor": (c_int, [c_char_p, c_int, NOTE, c_void_p, POINTER(c_int), _error]),
    "quoth_dump_open": (c_int, [_filled, _handle, _error]),
    "quoth_dump_close": (None, [_handle]),
    "quoth_dump_next": (c_int, [_handle, POINTER(Str), _error]),
    "quoth_loader_open": (c_int, [_filled, _handle, c_char_p, _error]),
    "quoth_loader_close": (None, [_handle]),
    "quoth_loader_next": (c_int, [_handle, POINTER(Added), _error]),
    "quoth_print": (c_int, [_handle, _handle, _handle, POINTER(PrintOptions), _error]),
    "quoth_print_article": (c_int, [_handle, _handle, POINTER(PrintOptions), _error]),
    "quoth_print_statement": (c_int, [_handle, _handle, _handle, POINTER(Hit), POINTER(Origin),
                                      POINTER(PrintOptions), _error]),
    "quoth_print_kept": (c_int, [_handle, _handle, _handle, POINTER(Origin),
                                 POINTER(PrintOptions), _error]),
    "quoth_list_open": (c_int, [_handle, POINTER(ListOptions), POINTER(ListHead), c_void_p,
                                c_size_t, _error]),
    "quoth_list_add_hit": (c_int, [_handle, _handle, _handle, POINTER(Hit), _error]),
    "quoth_points_to_bytes": (None, [Str, POINTER(c_uint32), c_size_t]),
}

# ── Loading ──────────────────────────────────────────────────────────────────


class LibraryError(ImportError):
    """libquoth cannot be loaded, or is another version than this package is written for."""


def _load() -> ctypes.CDLL:
    path = os.environ.get("QUOTH_LIBRARY") or SONAME
    try:
        library = ctypes.CDLL(path)
    except OSError as error:
        raise LibraryError(
            f"quoth: the library {path} cannot be loaded ({error}); install Debian's package "
            f"libquoth0, or set QUOTH_LIBRARY to the path of libquoth.so") from None
    try:
        for name, (result, arguments) in FUNCTIONS.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    except AttributeError as error:
        raise LibraryError(f"quoth: the library {path} is too old, or is not quoth's: "
                           f"{error}") from None
    version = library.quoth_version().decode()
    if version.split(".")[0] != MAJOR:
        raise LibraryError(f"quoth: the library {path} is version {version}; this package is "
                           f"written for {MAJOR}.x")
    return library


lib = _load()


def version() -> str:
    """The version of the library that is running, e.g. "0.1.0"."""
    text: bytes = lib.quoth_version()
    return text.decode()

