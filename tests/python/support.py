"""Where things are, for every test here; the package is taken from the checkout."""
import glob, json, os, subprocess, sys, tempfile, unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, os.environ.get('BUILD', 'build'))
PROGRAM = os.path.join(BUILD, 'quoth')
SAMPLES = os.path.join(ROOT, 'data', 'samples')
NEWS = sorted(glob.glob(os.path.join(ROOT, '..', 'shared', 'data', 'news', '*.jsonl.zst')))

os.environ.setdefault('QUOTH_LIBRARY', os.path.join(BUILD, 'libquoth.so'))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(ROOT, 'python'))
import quoth  # noqa: E402

# Other programs do without the run-time that ASan needs in this one.
BARE = {key: value for key, value in os.environ.items() if key != 'LD_PRELOAD'}


def program(*arguments, stdin=None, status=0):
    """What the program prints."""
    done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, env=BARE)
    assert done.returncode == status, (arguments, done.returncode, done.stderr.decode())
    return done.stdout


def records(*arguments, **more):
    return [json.loads(line) for line in program(*arguments, **more).splitlines()]


def samples():
    return sorted(glob.glob(os.path.join(SAMPLES, '2031-*')))


class Test(unittest.TestCase):
    """With a folder that goes when it is over."""
    maxDiff = 2000

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name, content=None):
        path = os.path.join(self.folder, name)
        if content is not None:
            with open(path, 'wb') as file: file.write(content)
        return path

    def archive(self, *sources, **more):
        """An archive with these in it (the samples unless told)."""
        archive = quoth.Archive(self.path('archive.quoth'), 'make', who='Ebba Roe')
        self.addCleanup(archive.close)
        archive.add(list(sources) or samples(), **more)
        return archive
