#!/usr/bin/env python3
"""Dates and times: those of GUM's news articles (TEI <date>), told by the library.

    score_dates.py [-v] [LIBRARY]       default: build/libquoth.so

A gold date with `when`, or with `from` and `to`, counts as right when a time that the library
finds at overlapping words has an equal value: of `when` the same day, month or year (of a moment
the same minute); of `from` and `to` the same first and last day, whatever the precision says them
(2017-W28, 2014). Where one time is a range (from 2004 to 2009) and gold has two dates, each counts
with its own end. The anchor is the article's dateCreated. Relative: no year stands in the gold
date's words. Left out, and counted: dates with notBefore or notAfter alone, which have no value
of their own, and the names of events that the calendar knows nothing of (opening night). -v: each
that is wrong.
"""
import ctypes, datetime, os, re, sys
from xml.sax.saxutils import unescape

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, '..', 'shared', 'data', 'gum-news', 'xml')
EVENT = re.compile(r'^(the )?(opening night|day five\b.*|day|fourth or fifth day of .*|.* in advance of the .*)$', re.I)
TIGHT, OPENS = set(',.;:)!?%'), set('($£€')


class Str(ctypes.Structure):
    _fields_ = [('ptr', ctypes.c_char_p), ('len', ctypes.c_size_t)]


class Time(ctypes.Structure):
    _fields_ = [('start', ctypes.c_uint32), ('end', ctypes.c_uint32), ('value', ctypes.c_char * 48), ('precision', Str)]


class Teller:
    def __init__(self, path):
        self.lib = ctypes.CDLL(os.path.abspath(path))
        self.lib.quoth_times.argtypes = [Str, Str, ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t)]

    def __call__(self, text, published):
        """(start, end, value) of each time; offsets are code points."""
        raw, day = text.encode(), published.encode() if published else None
        out, count = (Time * (len(raw) + 1))(), ctypes.c_size_t(len(raw) + 1)
        status = self.lib.quoth_times(Str(raw, len(raw)), Str(day, len(day or b'')), out, ctypes.byref(count))
        if status: sys.exit(f'quoth_times: status {status}')
        point = lambda at: len(raw[:at].decode())
        return [(point(t.start), point(t.end), t.value.decode()) for t in out[:count.value]]


def article(path):
    """Text, anchor and gold dates [(start, end, attributes)]: tokens are joined as print joins them."""
    text, dates, open_dates, tight, anchor = '', [], [], True, None
    whole = False  # inside <w>: one word, cut in parts
    for line in open(path, encoding='utf8'):
        line = line.rstrip('\n')
        tag = re.match(r'<(/?)(\w+)(.*)>$', line)
        if not tag or '\t' in line:
            word = unescape(line.split('\t')[0], {'&quot;': '"', '&apos;': "'"})
            glued = tight or word in TIGHT or re.match("^['’](s|re|ve|ll|d|m|S)?$|^n['’]t$", word)
            text += ('' if glued else ' ') + word
            tight = whole or word in OPENS
            for one in open_dates: one[0] = len(text) - len(word) if one[0] is None else one[0]
            continue
        closes, name, rest = tag.groups()
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', rest))
        if name == 'text' and not closes: anchor = attributes['dateCreated']
        elif name == 'w':
            whole = not closes
            tight = False
        elif name == 'date' and not closes: open_dates.append([None, attributes])
        elif name == 'date':
            start, attributes = open_dates.pop()
            dates.append((start, len(text), attributes))
        elif name in ('p', 'head', 'caption', 'figure', 'item', 'list') and not text.endswith('\n\n'):
            text, tight = text + '\n\n', True
    return text, anchor, dates


def days(value):
    """First and last day of an ISO value, or of a range."""
    first, _, last = value.partition('/')
    if last: return days(first)[0], days(last)[1]
    value = value[:10]
    year = int(value[:4])
    if '-W' in value:
        monday = datetime.date.fromisocalendar(year, int(value[6:8]), 1)
        return monday, monday + datetime.timedelta(6)
    if len(value) == 10: return (datetime.date.fromisoformat(value),) * 2
    month, last = (int(value[5:7]), int(value[5:7])) if len(value) == 7 and value[5] != 'Q' else (1, 12)
    if 'Q' in value: month, last = int(value[6]) * 3 - 2, int(value[6]) * 3
    return datetime.date(year, month, 1), datetime.date(year + last // 12, last % 12 + 1, 1) - datetime.timedelta(1)


def is_right(gold, value, first_half):
    if not value: return False
    if 'from' in gold:
        return days(value) == (datetime.date.fromisoformat(gold['from']), datetime.date.fromisoformat(gold['to']))
    when = gold['when']
    if '/' in value: value = value.split('/')[0 if first_half else 1]
    if 'T' in when: return value.rstrip('Z') == when[:16]
    return value.split('T')[0] == when


def main(argv):
    verbose = '-v' in argv
    given = [a for a in argv if a != '-v']
    tell = Teller(given[0] if given else os.path.join(ROOT, 'build', 'libquoth.so'))
    if not os.path.isdir(FOLDER): return print('skipped: no GUM news (shared/ beside the checkout)')
    counts = {'all': [0, 0], 'relative': [0, 0], 'with a year': [0, 0]}
    left, wrong, found_all = {'no value of its own': [], 'an event, no date': []}, [], 0
    for name in sorted(os.listdir(FOLDER)):
        text, anchor, dates = article(os.path.join(FOLDER, name))
        found = tell(text, anchor)
        found_all += len(found)
        for start, end, gold in dates:
            words = ' '.join(text[start:end].split())
            if 'when' not in gold and 'from' not in gold: left['no value of its own'].append(words); continue
            if EVENT.match(words): left['an event, no date'].append(words); continue
            here = [t for t in found if t[0] < end and start < t[1]]
            right = any(is_right(gold, value, start - a < b - end) for a, b, value in here)
            kind = 'with a year' if re.search(r'\b\d{4}', words) else 'relative'
            for key in ('all', kind):
                counts[key][0] += right
                counts[key][1] += 1
            if not right: wrong.append((name, anchor, text[max(0, start - 50):start].replace('\n', ' '), words, text[end:end + 30].replace('\n', ' '), gold, here))
    print(f'{"GUM news dates":<16} {"right":>5} {"of":>5}  percent   ({found_all} times found)')
    for key, (right, of) in counts.items(): print(f'{key:<16} {right:5} {of:5}  {100 * right / max(1, of):6.1f}')
    for why, words in left.items(): print(f'left out, {why}: {len(words)} ({"; ".join(words)})')
    if verbose:
        for name, anchor, before, words, behind, gold, here in wrong:
            print(f'{name} {anchor} …{before}[{words}]{behind}…\n    gold {gold} told {[value for _, _, value in here]}')
    return [100 * right / max(1, of) for right, of in (counts['all'], counts['relative'])]


if __name__ == '__main__': main(sys.argv[1:])
