"""An archive from Python: what goes in comes out, what is asked, decided and proved, and what is misused."""
import collections, datetime, gc, io, json, os, pickle, sqlite3, subprocess, sys, threading, time, zipfile
import support
import quoth
from support import SAMPLES, program, records, samples

QUOTE = b'\xe2\x80\x9cThe gate was sound,\xe2\x80\x9d Yevrem Talsko told the Courier.'


class Round(support.Test):
    def test_in_and_out(self):
        archive = self.archive()
        kept = {article.id: article for article in archive}
        found = {article.id: article for article in quoth.extract_all(samples())}
        self.assertEqual(len(archive), len(samples()))
        self.assertEqual(kept.keys(), found.keys())
        for id, article in found.items():
            self.assertEqual(kept[id], article)
            self.assertEqual(archive.article(id), article)
            self.assertEqual(archive.article(id[:20]), article)

    def test_program_reads_it(self):
        """What Python wrote is what the program would have written, but for the ledger's times."""
        archive = self.archive(SAMPLES, outlet='Herald', published='2031-05-08')
        program('add', '-a', self.path('other.quoth'), '--outlet', 'Herald', '--published', '2031-05-08', SAMPLES)
        lines = [[json.loads(line) for line in text.splitlines()] for text in
                 (b''.join(archive.dump()), program('dump', '-a', self.path('other.quoth')))]
        for line in lines[0] + lines[1]: line.pop('added', None)
        self.assertEqual(lines[0], lines[1])
        self.assertEqual(b''.join(archive.dump()), program('dump', '-a', archive.path))

    def test_added(self):
        archive = self.archive(samples()[0])
        with open(samples()[0], 'rb') as file: bytes = file.read()
        again = archive.add(samples())
        self.assertEqual((again.known, again.captures), (1, len(samples()) - 1))
        self.assertEqual(archive.add(bytes, outlet='Herald').joined, 1)
        self.assertEqual(archive.add(samples(), jobs=3).known, len(samples()))

    def test_bad_input(self):
        errors = []
        archive = self.archive()
        added = archive.add(self.path('x.jsonl', b'{nothing\n{"text": "It leaks, said Jane Roe."}\n'),
                            errors=errors.append)
        self.assertEqual((added.articles, [one.status for one in errors]), (1, ['eformat']))
        with self.assertRaises(quoth.FileError): archive.add(self.path('nowhere'))
        with self.assertRaises(quoth.UsageError): archive.add(samples(), published='nope')
        self.assertTrue(archive.verify().ok)

    def test_dump_load_backup(self):
        archive = self.archive()
        dump = self.path('dump.nd', b''.join(archive.dump()))
        with quoth.Archive(self.path('loaded.quoth'), 'make') as loaded:
            self.assertEqual(loaded.load(dump).articles, len(archive))
            self.assertEqual(list(loaded), list(archive))
        with open(dump, 'ab') as file: file.write(b'{nothing\n')
        errors = []
        archive.load(dump, errors=errors.append)
        self.assertEqual([type(one) for one in errors], [quoth.FormatError])
        archive.backup(self.path('copy.quoth'))
        with self.assertRaises(quoth.UsageError) as raised: archive.backup(self.path('copy.quoth'))
        self.assertEqual(str(raised.exception).count('copy.quoth'), 1) # is named once
        archive.backup(self.path('copy.quoth'), force=True)
        with quoth.Archive(self.path('copy.quoth')) as copied: self.assertEqual(list(copied), list(archive))

    def test_damaged_capture(self):
        """A capture that is damaged is told, and the others are given."""
        archive = self.archive()
        archive.close()
        with sqlite3.connect(archive.path) as file:
            file.execute('UPDATE source SET bytes = zeroblob(9) WHERE rowid = (SELECT min(rowid) FROM source)')
        file.close()
        with quoth.Archive(archive.path) as damaged:
            errors = []
            self.assertGreater(len(list(damaged.articles(errors.append))), 0)
            self.assertEqual([one.status for one in errors], ['edamaged'])
            with self.assertRaises(quoth.DamagedError): list(damaged.dump())
            told = damaged.verify()
            self.assertFalse(told.ok)
            self.assertEqual(told.damaged, len([one for one in told.findings if one.damage]))


class Asked(support.Test):
    def test_rows(self):
        archive = self.archive()
        for question, options, more in (
                ('', (), {}), ('kind:direct harbour OR seats', (), {}),
                ('speaker:Okkesdal', ('--sort', 'said', '--ascending'), {'order': 'said', 'ascending': True}),
                ('', ('--by-article', '--date-of', 'published'), {'by_article': True, 'clock': 'published'}),
                ('', ('--since', '2031-05-01', '--until', '2031-06'), {'since': datetime.date(2031, 5, 1),
                                                                     'until': '2031-06'})):
            results = archive.search(question, **more)
            rows = [hit.to_dict() for hit in results]
            arguments = (*options, question)
            self.assertEqual(rows, records('search', '--all', '-q', '--format', 'ndjson', '-a', archive.path,
                                           *arguments))
            self.assertEqual((results.total, results.shown, len(results)), (len(rows),) * 3)
        self.assertEqual(archive.search().total, sum(len(article.statements) for article in archive))

    def test_words_asked_for(self):
        archive = self.archive()
        for hit in archive.search('gate'):
            text = archive.article(hit.statement.article.id).text
            self.assertTrue(hit.spans)
            for start, end in hit.spans: self.assertIn(text[start:end].lower(), ('gate', 'gates'))

    def test_pages(self):
        archive = self.archive()
        whole = [hit.statement.id for hit in archive.search(order='added')]
        ids, after = [], None
        while True:
            page = archive.search(order='added', limit=50, after=after)
            self.assertEqual(page.total, len(whole))
            self.assertLessEqual(len(page), 50)
            ids += [hit.statement.id for hit in page]
            after = page.next
            if not after: break
        self.assertEqual(ids, whole)
        self.assertEqual(list(archive.search(limit=0)), [])

    def test_writes_while_read(self):
        """An answer is of one moment, and its rows may be decided upon."""
        archive = self.archive()
        results = archive.search('kind:direct')
        for hit in results: archive.accept(hit.statement.id, why='read')
        self.assertEqual(len(list(archive.ledger())), results.total)
        self.assertEqual({hit.review.judged for hit in archive.search('kind:direct')}, {'accepted'})
        articles = iter(archive)
        next(articles)
        archive.add(QUOTE)
        self.assertEqual(len(list(articles)), len(archive) - 2)

    def test_tally_and_histogram(self):
        archive = self.archive()
        kinds = collections.Counter(hit.statement.kind for hit in archive.search())
        tally = archive.search().tally('kind')
        self.assertEqual({one.value: one.statements for one in tally.shares}, kinds)
        few = archive.search().tally('speaker', 2)
        self.assertEqual(len(few.shares), 2)
        self.assertEqual(sum(one.statements for one in few.shares) + few.others + few.none, sum(kinds.values()))
        bins = archive.search().histogram()
        self.assertEqual(sum(one.direct + one.mixed + one.indirect + one.nested for one in bins.bins)
                         + bins.undated + bins.before + bins.after, sum(kinds.values()))
        self.assertEqual([one.first for one in bins.bins], sorted(one.first for one in bins.bins))

    def test_questions_that_do_not_parse(self):
        archive = self.archive(samples()[0])
        with self.assertRaises(quoth.UsageError) as caught: archive.search('kind:direct (gate')
        self.assertIsInstance(caught.exception.offset, int)
        for more in ({'since': 'soon'}, {'after': 'x'}, {'order': 'best'}, {'clock': 'cuckoo'}, {'limit': -1},
                     {'limit': 2**32}):
            with self.assertRaises(ValueError, msg=more): archive.search('gate', **more)
        for more in ({'limit': '1'}, {'since': 3}, {'order': 1}):
            with self.assertRaises(TypeError, msg=more): archive.search('gate', **more)
        with self.assertRaises(TypeError): archive.search(None)

    def test_one_statement(self):
        archive = self.archive()
        for hit in archive.search('kind:mixed', limit=5):
            kept = archive.statement(hit.statement.id)
            self.assertEqual([kept.to_dict()], records('show', '-a', archive.path, '--format', 'ndjson',
                                                       hit.statement.id))
            self.assertEqual((kept.statement, kept.person, kept.date), (hit.statement, hit.person, hit.date))
            self.assertIn(hit.statement.id, archive)
            self.assertEqual(kept.origin, archive.origin(hit.statement.article.id))
        for none in ('0' * 32, 'zzz', '', '𝕏'): self.assertNotIn(none, archive)
        with self.assertRaises(quoth.MissingError): archive.statement('0' * 32)
        with self.assertRaises(quoth.MissingError): archive.article('sha256:' + '0' * 64)
        for wrong in (None, 1, b'0' * 32):
            with self.assertRaises(TypeError): archive.statement(wrong)

    def test_stats(self):
        archive = self.archive()
        rows = [one.to_dict() for one in archive.stats()]
        wanted = [{key: value for key, value in one.items() if key != 'type'}
                  for one in records('stats', '-a', archive.path, '--format', 'ndjson')]
        for one in rows + wanted:
            if one['what'] == 'bytes': one['count'] = None
        self.assertEqual([one for one in rows if one['what'] != 'bytes'],
                         [one for one in wanted if one['what'] != 'bytes'])
        archive.add(QUOTE, outlet='Herald'), archive.add(QUOTE, outlet='Courier')
        self.assertEqual(len([one for one in archive.stats(1) if one.what == 'outlet']), 1)
        self.assertGreater(len(archive.stats(parts=True)), len(archive.stats()))


class Decided(support.Test):
    def test_people(self):
        archive = self.archive()
        wanted = records('speakers', '--all', '-q', '-a', archive.path, '--format', 'ndjson')
        self.assertEqual([(one.id, one.name, one.kind, one.statements, one.first) for one in archive.speakers()],
                         [(one['id'], one['name'], one['kind'], one['statements'], one['first']) for one in wanted])
        one = archive.speaker('Okkesdal')
        self.assertEqual((one.id, one.name), ('hanne-okkesdal', 'Hanne Okkesdal'))
        self.assertEqual(one, archive.speaker('hanne-okkesdal'))
        self.assertTrue(one.roles)
        self.assertEqual(list(archive.speakers('nobody')), [])
        with self.assertRaises(quoth.MissingError): archive.speaker('nobody')

    def test_several_of_a_name(self):
        archive = self.archive(b'"It leaks," said Ebba Roe.', b'"It holds," said Jane Roe.')
        with self.assertRaisesRegex(quoth.UsageError, 'ebba-roe'): archive.speaker('Roe')

    def test_merge_and_undo(self):
        archive = self.archive()
        before = archive.speaker('yevrem-talsko').statements
        entry = archive.merge('yevrem-talsko', 'jevrem-talzko', why='the Courier spells him so')
        self.assertEqual(archive.speaker('jevrem-talzko').id, 'yevrem-talsko')
        self.assertGreater(archive.speaker('yevrem-talsko').statements, before)
        self.assertEqual(archive.undo(entry), entry + 1)
        self.assertEqual(archive.speaker('yevrem-talsko').statements, before)
        merge, undo = archive.ledger()
        self.assertEqual((merge.verb, merge.state, merge.who, merge.why, merge.person, merge.what),
                         ('merge', 'undone', 'Ebba Roe', 'the Courier spells him so', 'yevrem-talsko', 'jevrem-talzko'))
        self.assertEqual((undo.undoes, undo.why, merge.payload['other']), (entry, None, 'jevrem-talzko'))

    def test_verbs(self):
        archive = self.archive()
        hit = next(archive.search('speaker:Okkesdal kind:direct'))
        id = hit.statement.id
        archive.never_merge('yevrem-talsko', 'jevrem-talzko')
        archive.rename('hanne-okkesdal', 'H. Okkesdal')
        archive.alias('hanne-okkesdal', 'Frau Okkesdal')
        archive.split('hanne-okkesdal', statements=[id])
        archive.set_speaker(id, person='yevrem-talsko')
        self.assertEqual(archive.statement(id).person.id, 'yevrem-talsko')
        archive.set_speaker([id], name='Ebba Roe')
        self.assertEqual(archive.statement(id).person.name, 'Ebba Roe')
        archive.reject(id)
        self.assertEqual(archive.statement(id).review.judged, 'rejected')
        self.assertEqual([one.verb for one in archive.ledger()],
                         ['never-merge', 'rename', 'alias', 'split', 'speaker', 'speaker', 'reject'])

    def test_edit(self):
        """Spans are code points on the way in, too."""
        text = '𝕏𝕏 é. “The gate was sound,” Yevrem Talsko told the Courier.'
        archive = self.archive(text.encode())
        statement = next(archive.search()).statement
        start, end = statement.content.spans[0]
        archive.edit(statement.id, [(start + 1, end - 2)], cue=statement.cue.spans, source=statement.source.spans,
                     why='no marks')
        payload = list(archive.ledger())[-1].payload
        self.assertEqual([text[a:b] for a, b in payload['content']], ['The gate was sound'])
        self.assertEqual([text[a:b] for a, b in payload['cue']], ['told'])
        self.assertEqual([text[a:b] for a, b in payload['source']], ['Yevrem Talsko'])
        for spans in ([(5, 3)], [(-1, 3)], [(0, 2**40)], [(0, len(text) + 1)]):
            with self.assertRaises(ValueError): archive.edit(statement.id, spans)
        with self.assertRaises(TypeError): archive.edit(statement.id, [('a', 'b')])
        with self.assertRaises(quoth.UsageError): archive.edit(statement.id, [])
        archive.edit(statement.id, [(start, len(text))])

    def test_what_makes_no_sense(self):
        archive = self.archive()
        for wrong in (lambda: archive.merge('nobody', 'yevrem-talsko'), lambda: archive.accept('0' * 32),
                      lambda: archive.undo(99), lambda: archive.split('yevrem-talsko')):
            with self.assertRaises(quoth.MissingError): wrong()
        id = next(archive.search()).statement.id
        for wrong in (lambda: archive.merge('yevrem-talsko', 'yevrem-talsko'), lambda: archive.accept([]),
                      lambda: archive.set_speaker(id),
                      lambda: archive.set_speaker(id, person='yevrem-talsko', name='Ebba Roe')):
            with self.assertRaises(quoth.UsageError): wrong()
        for wrong in (lambda: archive.merge(1, 2), lambda: archive.accept([1]), lambda: archive.accept(None),
                      lambda: archive.undo('1'), lambda: archive.merge('a', 'b', why=3)):
            with self.assertRaises(TypeError): wrong()
        self.assertEqual(list(archive.ledger()), [])


class Proved(support.Test):
    def test_verify(self):
        archive = self.archive()
        seen = []
        told = archive.verify(progress=lambda done, total: seen.append((done, total)))
        self.assertEqual((told.ok, told.articles, told.findings), (True, len(archive), ()))
        self.assertTrue(seen)

        def stop(done, total): raise KeyboardInterrupt
        with self.assertRaises(KeyboardInterrupt): archive.verify(progress=stop)
        # A function that uses the archive is not in its own way.
        archive.verify(reading=False, progress=lambda done, total: len(archive))

    def test_evidence(self):
        archive = self.archive()
        id = next(archive.search('kind:direct')).statement.id
        proof = archive.evidence(id)
        self.assertIn('statement.json', zipfile.ZipFile(io.BytesIO(proof)).namelist())
        self.assertTrue(quoth.verify_evidence(proof).ok)
        name = self.path('proof.zip')
        program('evidence', '-a', archive.path, '-o', name, id)
        with open(name, 'rb') as file: self.assertEqual(file.read(), proof)
        forged = io.BytesIO()
        with zipfile.ZipFile(forged, 'w') as out, zipfile.ZipFile(io.BytesIO(proof)) as zip:
            for one in zip.infolist(): out.writestr(one, zip.read(one).replace(b'"direct"', b'"indirect"'))
        told = quoth.verify_evidence(forged.getvalue())
        self.assertFalse(told.ok)
        self.assertEqual(told.damaged, len(told.findings))
        with self.assertRaises(quoth.FormatError): quoth.verify_evidence(b'no zip')
        with self.assertRaises(TypeError): quoth.verify_evidence('proof.zip')

    def test_forget(self):
        archive = self.archive()
        hit = next(archive.search('speaker:Okkesdal'))
        id = hit.statement.id
        archive.add(QUOTE, url='https://courier.example/gate')
        self.assertEqual(archive.forget(url='https://courier.example/gate', why='asked to').articles, 1)
        spoken = len({one.statement.article.id for one in archive.search('speaker:hanne-okkesdal')})
        self.assertEqual(archive.forget(speaker='hanne-okkesdal', why='asked to', dry_run=True).articles, spoken)
        planned = archive.forget(statement=id, why='asked to', dry_run=True)
        self.assertIn(id, archive)
        self.assertEqual(archive.forget(statement=id, why='asked to').articles, planned.articles)
        self.assertNotIn(id, archive)
        self.assertEqual(archive.add(samples()).refused, 1)
        for wrong in ({'why': 'x'}, {'statement': id}, {'statement': id, 'url': 'x', 'why': 'x'}):
            with self.assertRaises(quoth.Error): archive.forget(**wrong)
        archive.finish_forgetting()
        self.assertTrue(archive.verify().ok)

    def test_brat(self):
        archive = self.archive()
        article = next(iter(archive))
        text = archive.brat(article.id)
        for line in text.splitlines():
            if line[0] == 'T':
                _, where, words = line.split('\t')
                first = where.split(' ', 1)[1].split(';')[0].split()
                self.assertTrue(words.startswith(article.text[int(first[0]):int(first[1])].replace('\n', ' ')))

    def test_doctor(self):
        archive = self.archive()
        self.assertNotIn('damage', {note.kind for note in quoth.doctor(archive.path)})
        self.assertIn('damage', {note.kind for note in quoth.doctor(self.path('x.quoth', b'x' * 5000))})
        with self.assertRaises(quoth.MissingError): quoth.doctor(self.path('nowhere'))


class Opened(support.Test):
    def test_what_is_none(self):
        with self.assertRaises(quoth.MissingError): quoth.Archive(self.path('nowhere'))
        with self.assertRaises(quoth.MissingError): quoth.Archive(self.path('nowhere'), 'write')
        with self.assertRaises(LookupError): quoth.Archive(self.path('nowhere'))
        with self.assertRaises(quoth.DamagedError): quoth.Archive(self.path('x', b'no archive' * 500))
        for arguments in ((1,), (None,), (b'x',), (self.folder, 1)):
            with self.assertRaises(TypeError, msg=arguments): quoth.Archive(*arguments)
        for arguments in (('x', 'r'), ('a\0b',)):
            with self.assertRaises(ValueError): quoth.Archive(*arguments)
        with self.assertRaises(ValueError): quoth.Archive(self.folder, wait=-1)

    def test_read_only(self):
        path = self.archive().path
        with quoth.Archive(path) as archive:
            self.assertEqual(len(archive), len(samples()))
            for wrong in (lambda: archive.add(QUOTE), lambda: archive.rename('hanne-okkesdal', 'x')):
                with self.assertRaises(quoth.FileError) as raised: wrong()
                self.assertEqual(raised.exception.message, 'the archive was opened to be read only')

    def test_locked(self):
        path = self.archive().path
        other = sqlite3.connect(path, isolation_level=None)
        other.execute('BEGIN IMMEDIATE')
        began = time.monotonic()
        with quoth.Archive(path, 'write', wait=0.05) as archive:
            with self.assertRaises(quoth.LockedError): archive.rename('hanne-okkesdal', 'x')
        self.assertLess(time.monotonic() - began, 15) # 20 s, where nothing is said
        other.close()

    def test_closed(self):
        archive = self.archive()
        results, articles, dump = archive.search(), iter(archive), archive.dump()
        next(results), next(articles), next(dump)
        archive.close()
        archive.close()
        self.assertTrue(archive.closed)
        for wrong in (lambda: len(archive), lambda: archive.search(), lambda: next(results), lambda: next(articles),
                      lambda: next(dump), lambda: archive.add(QUOTE), lambda: archive.verify(), lambda: iter(archive),
                      lambda: archive.dump(), lambda: archive.speakers(), lambda: archive.ledger(),
                      lambda: archive.evidence('0' * 32), lambda: results.tally('kind'), lambda: results.histogram(),
                      lambda: archive.__enter__(), lambda: archive.article('sha256:00000000')):
            with self.assertRaises(quoth.ClosedError) as raised: wrong()
        copied = pickle.loads(pickle.dumps(raised.exception))
        self.assertEqual((type(copied), str(copied)), (quoth.ClosedError, 'the archive is closed'))
        self.assertIn('closed', repr(archive))
        self.assertTrue(archive)

    def test_left_to_itself(self):
        """What nobody closes is closed when nobody has it, results before their archive."""
        with self.archive() as archive: path = archive.path
        for _ in range(20):
            archive = quoth.Archive(path)
            results = archive.search()
            next(results)
            iterator = iter(archive)
            next(iterator)
            del archive
            next(results)
            del results, iterator
        gc.collect()
        files = [os.path.realpath('/proc/self/fd/' + name) for name in os.listdir('/proc/self/fd')]
        self.assertNotIn(path, files)

    def ended(self, path, work):
        """A program that ends with these lines, its archive not closed; the files it leaves."""
        lines = f'import quoth, sys, threading, time\narchive = quoth.Archive({path!r}, "make")\n{work}\n'
        done = subprocess.run([sys.executable, '-c', lines], capture_output=True, text=True, timeout=60, env={
            **os.environ, 'PYTHONPATH': os.path.join(support.ROOT, 'python')})
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        return os.listdir(self.folder)

    def test_not_closed_at_the_end(self):
        left = self.ended(self.path('x.quoth'), f'archive.add({QUOTE!r})\nresults = archive.search()\nnext(results)')
        self.assertEqual(left, ['x.quoth'])

    def test_threads_at_the_end(self):
        """Daemon threads that are in the library when Python ends do not find their handles freed."""
        for work in (f'quoth.extract({QUOTE.decode()!r} * 200)', 'archive.verify()',
                     f'archive.add({QUOTE!r} + str(time.time()).encode())', 'list(archive.search()), list(archive)'):
            self.ended(self.path('x.quoth'), f"""archive.add({samples()!r})
def go():
    try:
        while True: {work}
    except RuntimeError as error: # Python's own pools of threads take nothing more then, and say so
        if 'interpreter shutdown' not in str(error): raise
for _ in range(3): threading.Thread(target=go, daemon=True).start()
time.sleep(0.3)""")
        with quoth.Archive(self.path('x.quoth'), 'write') as archive: self.assertTrue(archive.verify().ok)

    def test_not_to_be_copied(self):
        archive = self.archive(samples()[0])
        for one in (archive, archive.search()):
            with self.assertRaises(TypeError): pickle.dumps(one)

    def test_threads(self):
        """One archive, asked, added to and closed by several threads at once."""
        archive, wrong = self.archive(), []

        def ask():
            try:
                for _ in range(5):
                    for hit in archive.search('kind:direct', limit=5): archive.statement(hit.statement.id)
                    len(archive), list(archive.speakers()), archive.verify(reading=False)
            except Exception as error: wrong.append(error)

        def add(name):
            try:
                for i in range(5): archive.add(b'"It leaks," said %s Roe, the engineer of %d.' % (name, i), jobs=2)
            except Exception as error: wrong.append(error)
        threads = [threading.Thread(target=ask) for _ in range(3)] + [
            threading.Thread(target=add, args=(name,)) for name in (b'Jane', b'Ebba')]
        for one in threads: one.start()
        for one in threads: one.join()
        self.assertEqual(wrong, [])
        self.assertEqual(len(archive), len(samples()) + 10)
        self.assertTrue(archive.verify().ok)

    def test_closed_by_another(self):
        archive, errors = self.archive(), []

        def go_on():
            try:
                while True:
                    for hit in archive.search(): pass
                    for article in archive: pass
            except quoth.ClosedError as error: errors.append(error)
        threads = [threading.Thread(target=go_on) for _ in range(3)]
        for one in threads: one.start()
        archive.close()
        for one in threads: one.join(30)
        self.assertEqual(len(errors), 3)
