"""What the package declares is what include/quoth.h says: a difference would corrupt memory."""
import ctypes, os, re, subprocess
import support
from quoth import _library as c

HEADER = os.path.join(support.ROOT, 'include', 'quoth.h')


def code():
    """The header without comments."""
    text = re.sub(r'/\*.*?\*/', ' ', open(HEADER, encoding='utf8').read(), flags=re.S)
    return re.sub(r'//.*', ' ', text)


def bodies(kind):
    return {name: body for body, name in re.findall(r'typedef %s \w+ \{(.*?)\} (\w+);' % kind, code(), re.S)}


def fields_of(body):
    """The names of a structure's fields, in their order."""
    body = re.sub(r'\(\*(\w+)\)\([^)]*\)', r' \1', body)
    out = []
    for declared in body.split(';'):
        out += [re.search(r'(\w+)\s*(\[\w+\])?$', one.strip())[1] for one in declared.split(',') if one.strip()]
    return out


class Layout(support.Test):
    def measured(self, lines):
        """Numbers that a C program with these expressions prints."""
        source = self.path('layout.c', ('#include "quoth.h"\n#include <stdio.h>\nint main(void)\n{\n' + ''.join(
            f'    printf("%llu\\n", (unsigned long long)({line}));\n' for line in lines) + '}\n').encode())
        program = self.path('layout')
        subprocess.run(['cc', '-std=c17', '-I', os.path.dirname(HEADER), '-o', program, source], check=True,
                       env=support.BARE)
        return [int(line) for line in subprocess.run([program], check=True, capture_output=True,
                                                     env=support.BARE).stdout.split()]

    def test_structures(self):
        asked, mine = [], []
        for name, structure in c.STRUCTURES.items():
            asked.append(f'sizeof({name})')
            mine.append((name, ctypes.sizeof(structure)))
            for field, *_ in structure._fields_:
                here = getattr(structure, field)
                asked += [f'(size_t)&((({name} *)0)->{field})', f'sizeof((({name} *)0)->{field})']
                mine += [(f'{name}.{field} stands at', here.offset), (f'{name}.{field} has bytes', here.size)]
        self.assertEqual([(what, there) for (what, _), there in zip(mine, self.measured(asked))], mine)

    def test_fields(self):
        there = bodies('struct')
        self.assertGreater(len(there), 40)
        for name, structure in c.STRUCTURES.items():
            self.assertEqual([field for field, *_ in structure._fields_], fields_of(there[name]), name)

    def test_every_structure_is_measured(self):
        declared = {one for one in vars(c).values()
                    if isinstance(one, type) and issubclass(one, ctypes.Structure) and one is not ctypes.Structure}
        self.assertEqual(declared, set(c.STRUCTURES.values()))

    def test_words(self):
        lists = [re.findall(r'\b(QUOTH_\w+)', re.sub(r'=[^,]*', '', body)) for body in bodies('enum').values()]
        for prefix, words in c.WORDS.items():
            names = [prefix + word.upper() for word in words]
            there = next((one for one in lists if one[0] == names[0]), [])
            self.assertEqual([one for one in there if one.startswith(prefix)], names)
            self.assertEqual(self.measured(names), list(range(len(names))), prefix)

    def test_constants(self):
        self.assertEqual(self.measured(c.CONSTANTS), list(c.CONSTANTS.values()))

    def test_functions(self):
        text = re.sub(r'void \(\*(\w+)\)\([^)]*\)', r'CALLBACK \1', code())
        there = {name: (result.strip(), arguments) for result, name, arguments in
                 re.findall(r'QUOTH_API\s+([\w\s*]+?)(quoth_\w+)\(([^)]*)\);', text)}
        self.assertGreater(len(there), 90)
        enums = set(bodies('enum'))
        plain = {'char *': ctypes.c_char_p, 'void *': ctypes.c_void_p, 'void': None, 'int': ctypes.c_int,
                 'size_t': ctypes.c_size_t, 'uint32_t': ctypes.c_uint32, 'uint64_t': ctypes.c_uint64,
                 'CALLBACK': c.NOTE}

        def meant(told):
            told = re.sub(r'\bconst\b', '', told).strip()
            stars = told.count('*')
            name = told.replace('*', ' ').split()[0]
            if stars and f'{name} *' in plain: return plain[f'{name} *']
            if name in enums: base = ctypes.c_int
            elif name in c.STRUCTURES: base = c.STRUCTURES[name]
            elif name in plain: base = plain[name]
            else: base, stars = ctypes.c_void_p, stars - 1  # a handle
            for _ in range(stars): base = ctypes.POINTER(base)
            return base

        for name, (result, arguments) in c.FUNCTIONS.items():
            self.assertIn(name, there)
            wanted = [meant(one) for one in there[name][1].split(',') if one.strip() != 'void']
            self.assertEqual((meant(there[name][0]), wanted), (result, arguments), name)
