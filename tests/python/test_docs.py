"""The examples in docstrings run, every public name has one that says what it is, and the package says clearly when it
cannot be loaded. (python/README.md is run with the other documents.)"""
import doctest, inspect, os, re, subprocess, sys
import support
import quoth


class Docs(support.Test):
    def test_examples(self):
        finder, runner, said, count = doctest.DocTestFinder(recurse=True), doctest.DocTestRunner(), [], 0
        for name in ['quoth', *quoth.__all__]:
            one = quoth if name == 'quoth' else getattr(quoth, name)
            for test in finder.find(one, name, module=False, globs={**vars(quoth), 'PATH': self.path(name + '.quoth')}):
                if name == 'quoth' and test.name != 'quoth': continue
                count += len(test.examples)
                runner.run(test, out=said.append)
        self.assertEqual(runner.failures, 0, ''.join(said))
        self.assertGreater(count, 10)

    def test_everything_is_described(self):
        for name in quoth.__all__:
            one = getattr(quoth, name)
            self.assertTrue(inspect.getdoc(one), name)
            self.assertEqual(one.__module__, 'quoth')
            for method, what in inspect.getmembers(one if inspect.isclass(one) else None, inspect.isfunction):
                if not method.startswith('_') and what.__module__.startswith('quoth'):
                    self.assertTrue(inspect.getdoc(what), f'{name}.{method}')

    def test_arguments_are_described(self):
        """Each parameter of a function with an Args section is named in it."""
        for one in (quoth.extract, quoth.extract_all, quoth.read, quoth.doctor, quoth.Archive.search, quoth.Archive.add,
                    quoth.Archive.forget, quoth.Archive.verify):
            told = inspect.getdoc(one).split('Args:')[1].split('Returns:')[0]
            for parameter in set(inspect.signature(one).parameters) - {'self', 'path'}:
                self.assertRegex(told, rf'\b{parameter}\b', one.__name__)


class Loading(support.Test):
    def loaded(self, library):
        """What importing says with this library."""
        done = subprocess.run([sys.executable, '-c', 'import quoth'], capture_output=True, text=True, env={
            **support.BARE, 'QUOTH_LIBRARY': library, 'PYTHONPATH': os.path.join(support.ROOT, 'python')})
        self.assertEqual(done.returncode, 1)
        return done.stderr.splitlines()[-1]

    def test_missing(self):
        said = self.loaded(self.path('libquoth.so'))
        self.assertIn('LibraryError: quoth: the library ' + self.path('libquoth.so') + ' cannot be loaded', said)
        self.assertIn('libquoth0', said)

    def built(self, version):
        """A library of that version in which all functions are."""
        from quoth import _library
        source = self.path('stub.c', ''.join(
            f'const char *{name}(void); const char *{name}(void) {{ return "{version}"; }}\n'
            for name in _library.FUNCTIONS).encode())
        library = self.path('stub.so')
        subprocess.run(['cc', '-shared', '-fPIC', '-o', library, source], check=True, env=support.BARE)
        return library

    def test_another_version(self):
        self.assertRegex(self.loaded(self.built('1.2.0')), r'is version 1\.2\.0; this package is written for 0\.x')

    def test_another_library(self):
        source, library = self.path('other.c', b'int other;'), self.path('other.so')
        subprocess.run(['cc', '-shared', '-fPIC', '-o', library, source], check=True, env=support.BARE)
        self.assertIn('is too old, or is not quoth', self.loaded(library))

    def test_version(self):
        with open(os.path.join(support.ROOT, 'include', 'quoth.h'), encoding='utf8') as file:
            told = re.search(r'#define QUOTH_VERSION "(.*)"', file.read())[1]
        with open(os.path.join(support.ROOT, 'python', 'pyproject.toml'), encoding='utf8') as file:
            self.assertIn(f'version = "{told}"', file.read())
        self.assertEqual((quoth.__version__, quoth.version()), (told, told))
