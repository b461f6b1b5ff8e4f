#!/usr/bin/env python3
"""The library from another language: opens the engine, sets a text, reads who said what."""
import ctypes as c, os, sys

BUILD = os.path.abspath(os.environ.get('BUILD', 'build'))
os.environ.setdefault('QUOTH_LIBRARY', os.path.join(BUILD, 'libquoth.so'))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'python'))
from quoth._library import Spans, Str, lib as quoth  # as tests/python compares them with quoth.h

class Statement(c.Structure):   # the head of quoth_statement; the rest is not needed here
    _fields_ = [('act', c.c_int), ('kind', c.c_int), ('negated', c.c_int),
                ('content', Spans), ('cue', Spans), ('source', Spans)]

# What the package does without.
quoth.quoth_article_set.argtypes = [c.c_void_p, Str, Str, c.c_void_p]
quoth.quoth_statements_at.restype, quoth.quoth_statements_at.argtypes = c.POINTER(Statement), [c.c_void_p, c.c_size_t]
quoth.quoth_statements_count.restype, quoth.quoth_statements_count.argtypes = c.c_size_t, [c.c_void_p]
quoth.quoth_statements_why.restype, quoth.quoth_statements_why.argtypes = Str, [c.c_void_p]

raw = '“The bridge is safe,” Mayor Anna Kolt told reporters on Monday.'.encode()
text = c.create_string_buffer(raw)
engine, article, found = c.c_void_p(), c.c_void_p(quoth.quoth_article_new()), c.c_void_p(quoth.quoth_statements_new())
checks = {
    'version': quoth.quoth_version()[:2] == b'0.',
    'engine': quoth.quoth_engine_open(c.byref(engine), None, None) == 0,
    'article': quoth.quoth_article_set(article, Str(None, 0), Str(c.addressof(text), len(raw)), None) == 0,
    'extract': quoth.quoth_extract(engine, article, None, found, None) == 0,
    'one statement': quoth.quoth_statements_count(found) == 1}
if all(checks.values()):
    s = quoth.quoth_statements_at(found, 0)[0]
    cut = lambda spans: ' '.join(raw[spans.at[i].start:spans.at[i].end].decode() for i in range(spans.count))
    for role, want in (('source', 'Mayor Anna Kolt'), ('cue', 'told'), ('content', '“The bridge is safe,”')):
        checks[f'{role}: {cut(getattr(s, role))}'] = cut(getattr(s, role)) == want
    checks['kind'] = s.kind == 0
german = 'Der Rat sagte, die Brücke sei sicher.'.encode()
text = c.create_string_buffer(german)
checks['a text in German'] = quoth.quoth_article_set(article, Str(None, 0), Str(c.addressof(text), len(german)), None) == 0
checks['is not read'] = quoth.quoth_extract(engine, article, None, found, None) == 0
why = quoth.quoth_statements_why(found)
checks['and why'] = why.ptr and c.string_at(why.ptr, why.len) == b'the article is in German (de), the model reads English (en)'
quoth.quoth_statements_free(found), quoth.quoth_article_free(article), quoth.quoth_engine_close(engine)

for what, ok in checks.items():
    if not ok: print(f'not as it should be: {what}')
failed = sum(not ok for ok in checks.values())
print(f'api: {len(checks) - failed} passed, {failed} failed')
raise SystemExit(failed > 0)
