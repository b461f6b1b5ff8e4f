"""Corpora as arrays: tokens and features come from the built library, so that they exist once."""
import ctypes, hashlib, json, os, re, subprocess
import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get('QUOTH_SHARED', os.path.join(ROOT, '..', 'shared'))

FEATURE = np.dtype([('start', 'u4'), ('end', 'u4'), ('word', 'u8'), ('part', 'u8'), ('suffix', 'u2'),
                    ('prefix', 'u2'), ('shape', 'u1'), ('place', 'u1'), ('sentence', 'u1'),
                    ('paragraph', 'u1')])
INPUTS = ('word', 'suffix', 'prefix', 'shape', 'place')    # what a network sees of them
SPECIAL = 2                                                # word ids: 0 unknown, 1 masked


class Str(ctypes.Structure):
    _fields_ = [('ptr', ctypes.c_char_p), ('len', ctypes.c_size_t)]


lib = ctypes.CDLL(os.environ.get('QUOTH_LIBRARY', os.path.join(ROOT, 'build', 'libquoth.so')))
lib.quoth_features.argtypes = [Str, ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t)]
lib.quoth_word_hash.argtypes = [Str]
lib.quoth_word_hash.restype = ctypes.c_uint64


def word_hash(word):
    raw = word.encode()
    return lib.quoth_word_hash(Str(raw, len(raw)))


def features(text):
    """Features of a text's tokens; spans are bytes of its UTF-8."""
    raw = text.encode()
    out = np.empty(len(raw) + 1, FEATURE)
    count = ctypes.c_size_t(len(out))
    status = lib.quoth_features(Str(raw, len(raw)), out.ctypes.data, ctypes.byref(count))
    if status:
        raise RuntimeError(f'quoth_features: status {status}')
    return out[:count.value].copy()


def ids_of(found, vocabulary):
    """Word ids of features: the word, else what stands for it, else unknown."""
    order = np.argsort(vocabulary)
    ranked = vocabulary[order]

    def look(hashes):
        at = np.minimum(np.searchsorted(ranked, hashes), len(ranked) - 1)
        return np.where(ranked[at] == hashes, order[at] + SPECIAL, 0)
    ids = look(found['word'])
    part = look(found['part'])
    return np.where(ids > 0, ids, np.where(found['part'] != 0, part, 0)).astype('i4')


def inputs(found, vocabulary):
    """What a network sees of features: {input: [T]}."""
    return {k: (ids_of(found, vocabulary) if k == 'word' else found[k]).astype('i8') for k in INPUTS}


def points_of(text, spans):
    """Byte offsets into text's UTF-8 as code points."""
    raw = np.frombuffer(text.encode(), 'u1')
    starts = np.concatenate([[0], np.cumsum((raw & 0xc0) != 0x80)])
    return starts[spans]


def brat(path):
    """Text and attributions of one PolNeAR document: [{'source': [(a, b)…], 'cue': …, 'content': …}]."""
    with open(path[:-4] + '.txt', encoding='utf8', newline='') as file:
        text = file.read()
    with open(path, encoding='utf8', newline='\n') as file:
        lines = file.readlines()
    things, events = {}, []
    for line in lines:
        f = line.rstrip('\r\n').split('\t')
        if re.fullmatch(r'T\d+', f[0]) and len(f) > 1:
            label, rest = f[1].split(' ', 1)
            things[f[0]] = [tuple(map(int, s.split())) for s in rest.split(';')]
        elif re.fullmatch(r'E\d+', f[0]) and len(f) > 1:
            events.append([a.split(':') for a in f[1].split()])
    out = []
    for event in events:
        one = {'source': [], 'cue': [], 'content': []}
        for role, ident in event:
            role = re.sub(r'\d+$', '', role).lower()
            if role in one and ident in things:
                one[role] += things[ident]
        if one['content']:
            out.append({role: sorted(spans) for role, spans in one.items()})
    return text, out


def polnear(part):
    """(name, text, attributions) of every document, in the order of the names."""
    folder = os.path.join(SHARED, 'data', 'polnear', part)
    for name in sorted(os.listdir(folder)):
        if name.endswith('.ann'):
            yield (name[:-4], *brat(os.path.join(folder, name)))


def records():
    """Articles of shared/data/news as they stand there, file by file."""
    folder = os.path.join(SHARED, 'data', 'news')
    for name in sorted(os.listdir(folder)):
        with subprocess.Popen(['zstd', '-dc', os.path.join(folder, name)], stdout=subprocess.PIPE) as pipe:
            yield from map(json.loads, pipe.stdout)
        if pipe.returncode:
            raise RuntimeError(f'zstd, {name}: status {pipe.returncode}')


def news():
    """Texts of shared/data/news, file by file."""
    for record in records():
        yield record['text']


def sha256(path):
    """Hash of a file, or of a folder's files with their names."""
    digest = hashlib.sha256()
    names = [path] if os.path.isfile(path) else [os.path.join(path, n) for n in sorted(os.listdir(path))]
    for name in names:
        digest.update(os.path.basename(name).encode() + b'\0')
        with open(name, 'rb') as file:
            digest.update(file.read())
    return digest.hexdigest()
