"""What is found is what the program finds, field for field, and stands where it says."""
import copy, datetime, gc, gzip, json, pickle, subprocess, threading, unittest
import support
import quoth
from support import NEWS, SAMPLES, records, samples

FULL = 120 if support.BUILD.endswith('build') else 20   # articles; the sanitizers take their time
QUOTE = '“The gate was sound,” Yevrem Talsko told the Courier.'


def in_place(test, article):
    """Every span of an article and its statements has its words; how many there were."""
    text, count = article.text, 0

    def check(words, spans):
        nonlocal count
        test.assertEqual(' '.join(text[start:end] for start, end in spans), words)
        count += len(spans)

    for statement in article.statements:
        for words in (statement.content, statement.cue, statement.source, statement.addressee, statement.occasion,
                      statement.place, statement.said, *statement.inserts):
            if words: check(words.text, words.spans)
        for relay in statement.via:
            for start, end in relay.spans: test.assertLess(start, end)
    behind = 0
    for block in article.blocks:
        test.assertLessEqual(behind, block.span.start)
        behind = block.span.end
        if block.author: test.assertIn(block.author, text[block.span.start:block.span.end])
    test.assertLessEqual(behind, len(text))
    return count


class Equal(support.Test):
    def same(self, sources, *options, **more):
        """The package finds what the program prints; the articles."""
        found = list(quoth.extract_all(sources, jobs=2, **more))
        inputs = sources if isinstance(sources, list) else [sources]
        self.assertEqual([one.to_dict() for article in found for one in article.statements],
                         records('extract', '--format', 'ndjson', *options, *inputs))
        self.assertEqual([article.to_dict() for article in quoth.read(sources, **more)],
                         records('read', *options, *inputs))
        self.assertEqual([article.to_dict() for article in found], records('read', *options, *inputs))
        return found

    def test_samples(self):
        found = self.same(samples())
        self.assertGreater(sum(len(article.statements) for article in found), 100)

    def test_folder(self):
        self.same(SAMPLES)

    def test_options(self):
        self.same(samples(), '--outlet', 'Herald', '--published', '2031-06-08', '--url', 'https://herald.example/1',
                  outlet='Herald', published=datetime.date(2031, 6, 8), url='https://herald.example/1')

    def test_explain_and_raw(self):
        for option in ('explain', 'raw'):
            found = quoth.extract_all(samples(), **{option: True})
            self.assertEqual([one.to_dict() for article in found for one in article.statements],
                             records('extract', '--format', 'ndjson', '--' + option, *samples()))

    def test_packed_lines_and_feed(self):
        lines = b''.join(json.dumps({'id': str(i), 'text': QUOTE * i, 'authors': ['Ebba Roe'], 'published': '2031-05-01'}
                                    ).encode() + b'\n' for i in range(1, 9))
        feed = (b'<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>' + b''.join(
            b'<item><title>%d</title><guid>g%d</guid><description>&lt;p&gt;"It leaks," said Jane Roe.</description></item>'
            % (i, i) for i in range(5)) + b'</channel></rss>')
        found = self.same([self.path('x.jsonl.gz', gzip.compress(lines)), self.path('x.rss', feed)])
        self.assertEqual(len(found), 13)
        self.assertEqual(found[-1].guid, 'g4')

    @unittest.skipUnless(NEWS, 'there is no ../shared/data/news')
    def test_news(self):
        unpacked = subprocess.run(['zstd', '-dc', NEWS[0]], capture_output=True, env=support.BARE).stdout
        found = self.same(self.path('news.jsonl', b'\n'.join(unpacked.split(b'\n', FULL)[:FULL])))
        self.assertEqual(len(found), FULL)
        self.assertGreater(sum(in_place(self, article) for article in found), 30 * FULL)

    def test_one_text(self):
        for path in samples():
            if path.endswith('.html'): continue
            with open(path, encoding='utf8', newline='') as file: text = file.read()
            article = quoth.extract(text)
            self.assertEqual([one.to_dict() for one in article.statements],
                             records('extract', '--from', 'text', '--format', 'ndjson', '-', stdin=text.encode()))
            self.assertEqual((article.text, article.name, article.path), (text, '-', None))


class Places(support.Test):
    def test_samples(self):
        spans = sum(in_place(self, article) for article in quoth.extract_all(samples()))
        self.assertGreater(spans, 300)

    def test_beyond_the_first_plane(self):
        """Astral characters, combining ones, joined ones, a mark that looks like a line end."""
        for odd in ('𝕏𝕐 𝟙', 'e\u0301a\u0308', '👩‍👩‍👧 🇳🇴', '\u2028', '\x01', 'ﷺ', '\ufeff'):
            for path in samples()[:4]:
                with open(path, encoding='utf8') as file: text = file.read().replace(' the ', f' the {odd} ')
                article = quoth.extract(text)
                self.assertEqual(article.text, text)
                in_place(self, article)
        article = quoth.extract('𝕏 says: ' + QUOTE)
        self.assertEqual([one.content.text for one in article.statements], ['“The gate was sound,”'])
        self.assertEqual(article.statements[0].content.spans, (quoth.Span(8, 29),))


class Given(support.Test):
    def test_what_is_told(self):
        article = quoth.extract(QUOTE, title='Gate sound', outlet='Herald', url='https://herald.example/gate',
                                published=datetime.datetime(2031, 5, 8, 12, 30), authors=['Ebba Roe', 'Odd Harsk'])
        self.assertEqual((article.title, article.outlet, article.url, article.authors),
                         ('Gate sound', 'Herald', 'https://herald.example/gate', ('Ebba Roe', 'Odd Harsk')))
        self.assertEqual((article.published.value, article.published.precision), ('2031-05-08T12:30', 'minute'))
        self.assertEqual(article.statements[0].article.title, 'Gate sound')
        self.assertEqual(article.told_by['title'], 'given')

    def test_language(self):
        article = quoth.extract('Der Rat sagte, die Brücke sei sicher und der Fluss sei es auch.')
        self.assertEqual((article.language, article.statements), ('de', ()))
        self.assertIn('German', article.why)
        self.assertIsNone(quoth.extract(QUOTE).why)
        self.assertEqual(quoth.extract(QUOTE, language='de').statements, ())

    def test_nothing(self):
        for text in ('', ' ', '\n'):
            self.assertEqual((quoth.extract(text).text, quoth.extract(text).statements), (text, ()))

    def test_bytes(self):
        page = '<h1>Pier opens</h1><p>“It leaks,” said Jane Roe.'.encode('utf-16')
        article, = quoth.extract_all(page, name='pier.html')
        self.assertEqual((article.title, article.path, article.statements[0].content.text),
                         ('Pier opens', 'pier.html', '“It leaks,”'))

    def test_engine(self):
        engine = quoth.Engine(kernel='c')
        self.assertEqual((engine.kernel, engine.model[:7]), ('c', 'sha256:'))
        self.assertEqual(quoth.extract(QUOTE, engine=engine), quoth.extract(QUOTE))
        with self.assertRaises(quoth.UsageError): quoth.Engine(kernel='abacus')
        with self.assertRaises(quoth.FileError): quoth.Engine(model='/nowhere/model')
        with self.assertRaises(quoth.FormatError): quoth.Engine(model=self.path('no.qmodel', b'x' * 4096))


class Records(unittest.TestCase):
    def test_frozen_equal_copied(self):
        article, again = quoth.extract(QUOTE), quoth.extract(QUOTE)
        statement = article.statements[0]
        self.assertEqual((article, hash(article), hash(statement)), (again, hash(again), hash(again.statements[0])))
        for one in (article, statement, statement.content):
            self.assertEqual(pickle.loads(pickle.dumps(one)), one)
            self.assertEqual(copy.deepcopy(one), one)
            self.assertIn(type(one).__name__, repr(one))
        with self.assertRaises(AttributeError): statement.act = 'thought'
        with self.assertRaises((AttributeError, TypeError)): statement.more = 1
        self.assertEqual(json.loads(json.dumps(statement.to_dict())), statement.to_dict())
        statement.to_dict()['content']['spans'].clear()
        self.assertEqual(statement.content.spans, ((0, 21),))


class Wrong(support.Test):
    def told(self, *arguments, **more):
        errors = []
        return [article.name for article in quoth.extract_all(*arguments, errors=errors.append, **more)], errors

    def test_lines(self):
        path = self.path('x.jsonl', b'{"id": "a", "text": "x"}\n{nothing\n{"id": "c", "text": "z"}\n')
        for jobs in (1, 3):
            names, errors = self.told(path, jobs=jobs)
            self.assertEqual(names, ['a', 'c'])
            self.assertEqual([(type(one), one.status, one.offset, one.path) for one in errors],
                             [(quoth.FormatError, 'eformat', 33, path)])
            self.assertEqual(str(errors[0]), f'{path}: {errors[0].message} (byte 33)')

    def test_warned(self):
        path = self.path('x.jsonl', b'{"id": "b"\n{"id": "c", "text": "z"}\n')
        with self.assertWarns(quoth.InputWarning) as caught:
            self.assertEqual(len(list(quoth.read(path))), 1)
        self.assertIn('byte', str(caught.warning))
        self.assertEqual(caught.filename, __file__)

    def test_missing(self):
        with self.assertRaises(quoth.FileError): list(quoth.read(self.path('nowhere')))
        names, errors = self.told([self.path('nowhere'), samples()[0]])
        self.assertEqual((len(names), [one.path for one in errors]), (1, [self.path('nowhere')]))
        good = quoth.extract_all([samples()[0], self.path('nowhere')], jobs=4)
        self.assertEqual(next(good).path, samples()[0])
        with self.assertRaises(quoth.FileError): next(good)

    def test_mended(self):
        path = self.path('x.html', b'<meta charset=utf-8><p>It \xff leaks and nobody in Tolva is told of it.')
        errors = []
        article, = quoth.read(path, errors=errors.append)
        self.assertEqual([one.message for one in errors], [article.flaw.message])

    def test_raised_by_the_caller(self):
        path = self.path('x.jsonl', b'nothing\n')

        def strict(error): raise error
        with self.assertRaises(quoth.FormatError): list(quoth.extract_all(path, errors=strict, jobs=2))

    def test_options(self):
        for options in ({'published': 'nope'}, {'language': 'English'}, {'format': 'pdf'}, {'charset': 'klingon'},
                        {'jobs': 0}, {'jobs': -1}, {'explain': True, 'raw': True}, {'outlet': 'a\0b'}):
            with self.assertRaises(ValueError, msg=options): list(quoth.extract_all(samples(), **options))
        for options in ({'published': 2031}, {'outlet': b'Herald'}, {'jobs': '2'}, {'jobs': True}, {'format': None},
                        {'engine': 1}, {'name': 1}):
            with self.assertRaises(TypeError, msg=options): list(quoth.extract_all(samples(), **options))
        for source in (None, 1, [None], [samples()[0], 1], object()):
            with self.assertRaises(TypeError, msg=source): list(quoth.read(source))

    def test_one_author(self):
        self.assertEqual(quoth.extract(QUOTE, authors='Ebba Roe').authors, ('Ebba Roe',))
        with self.assertRaises(TypeError): quoth.extract(QUOTE, authors=None)

    def test_zone(self):
        east = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
        for zone, wanted in ((None, '2031-05-08T12:30'), (east, '2031-05-08T12:30+05:30'),
                             (datetime.timezone.utc, '2031-05-08T12:30+00:00')):
            published = datetime.datetime(2031, 5, 8, 12, 30, 59, 7, tzinfo=zone)
            self.assertEqual(quoth.extract(QUOTE, published=published).published.value, wanted)

    def test_texts(self):
        for text in (None, 1, b'text', ['text']):
            with self.assertRaises(TypeError): quoth.extract(text)
        with self.assertRaises(TypeError): quoth.extract(QUOTE, title=1)
        with self.assertRaises(quoth.FormatError): quoth.extract('a NUL \0')
        with self.assertRaises(UnicodeEncodeError): quoth.extract('a lone \ud800')
        with self.assertRaises(quoth.UsageError): quoth.extract(QUOTE, published='yesterday')
        with self.assertRaises(ValueError): quoth.read('a\0b').__next__()

    @unittest.skipIf('asan' in support.BUILD, 'the sanitizers take a minute for it')
    def test_limit(self):
        with self.assertRaises(quoth.LimitError): quoth.extract('x' * (32 * 1024 * 1024 + 1))


class Threads(support.Test):
    def test_in_order(self):
        lines = b''.join(json.dumps({'id': str(i), 'text': QUOTE * (1 + i % 7)}).encode() + b'\n' for i in range(100))
        for jobs in (1, 2, 5):
            names = [article.name for article in quoth.extract_all(lines, format='jsonl', jobs=jobs)]
            self.assertEqual(names, [str(i) for i in range(100)])

    def test_left_early(self):
        before = threading.active_count()
        for jobs in (1, 4):
            articles = quoth.extract_all(samples() * 20, jobs=jobs)
            next(articles), next(articles)
            articles.close()
        del articles
        gc.collect()
        self.assertEqual(threading.active_count(), before)

    def test_at_once(self):
        """Texts read by several threads at once, with one engine."""
        wanted = [quoth.extract(QUOTE * i).statements for i in range(1, 6)]
        wrong = []

        def work():
            for _ in range(5):
                wrong.extend(i for i in range(1, 6) if quoth.extract(QUOTE * i).statements != wanted[i - 1])
        threads = [threading.Thread(target=work) for _ in range(6)]
        for one in threads: one.start()
        for one in threads: one.join()
        self.assertEqual(wrong, [])

    def test_streams(self):
        """The first article comes before the last was read, and few are held."""
        taken = 0

        def sources():
            nonlocal taken
            for path in samples() * 10:
                taken += 1
                yield path
        articles = quoth.extract_all(sources(), jobs=2)
        next(articles)
        self.assertLess(taken, 20)
        articles.close()
