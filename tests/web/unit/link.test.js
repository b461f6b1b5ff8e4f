// Addresses, and terms added to questions and taken away again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addTerm,
  address,
  articleAddress,
  chosen,
  isTerm,
  markedAt,
  outside,
  questionAddress,
  quoted,
  speakerAddress,
  termsOf,
  withoutTerm,
} from '../../../web/assets/link.js';

const texts = (query) => termsOf(query).map((term) => term.text);

test('an address has what is said and no more', () => {
  assert.equal(address('/speakers', { name: '', after: null }), '/speakers');
  assert.equal(address('/', { q: 'a&b=c #d', ascending: true }), '/?q=a%26b%3Dc+%23d&ascending=1');
  assert.equal(
    questionAddress({ q: 'bridge', sort: 'relevance', 'date-of': 'said', limit: 20, by: '' }),
    '/?q=bridge',
  );
  assert.equal(
    questionAddress({ q: '', sort: 'said', limit: 50, since: '2018' }),
    '/?sort=said&limit=50&since=2018',
  );
});

test('an id cannot leave its place in a path', () => {
  assert.equal(speakerAddress('../about?x#y'), '/speakers/..%2Fabout%3Fx%23y');
  assert.equal(articleAddress('sha256:abcd', 'f00'), '/articles/abcd#s-f00');
  assert.equal(articleAddress('abcd'), '/articles/abcd');
});

test('only addresses of the web lead out', () => {
  assert.equal(outside('https://herald.example/a'), 'https://herald.example/a');
  for (const url of ['javascript:alert(1)', ' https://x', 'data:text/html,x', '//x', '', null])
    assert.equal(outside(url), null);
});

test('a value is quoted where it has to be', () => {
  assert.equal(quoted('jane-roe'), 'jane-roe');
  assert.equal(quoted('2018-03'), '2018-03');
  assert.equal(quoted('Žarnov'), 'Žarnov');
  assert.equal(quoted('The Herald'), '"The Herald"');
  assert.equal(quoted('a:b'), '"a:b"');
  assert.equal(quoted('-x'), '"-x"');
  assert.equal(quoted('x,y'), '"x,y"');
  assert.equal(quoted('OR'), 'OR');
  assert.equal(quoted('(x)'), '"(x)"');
});

test('marks that cannot stand in quote marks become spaces', () => {
  assert.equal(quoted('Arn “Shorty” Lund'), '"Arn Shorty Lund"');
  assert.equal(quoted('a" OR "b'), '"a OR b"');
  assert.equal(quoted('Yahoo! *'), '"Yahoo!"');
  assert.equal(quoted('"The Herald"'), '"The Herald"');
});

test('a question is parted where the language parts it', () => {
  assert.deepEqual(texts('ports  ships'), ['ports', 'ships']);
  assert.deepEqual(texts('"joint work" speaker:"Jane Roe"'), [
    '"joint work"',
    'speaker:"Jane Roe"',
  ]);
  assert.deepEqual(texts('“joint work” x'), ['“joint work”', 'x']);
  assert.deepEqual(texts('(a OR (b c)) d'), ['(a OR (b c))', 'd']);
  assert.deepEqual(texts('kind:(direct OR mixed) x'), ['kind:(direct OR mixed)', 'x']);
  assert.deepEqual(texts('speaker:"Jane Roe",Arn x'), ['speaker:"Jane Roe",Arn', 'x']);
  assert.deepEqual(texts('a -(b c) -d'), ['a', '-(b c)', '-d']);
  assert.deepEqual(texts('x(y)'), ['x', '(y)']);
});

test('questions that are none end as well', () => {
  for (const query of [
    '"never closed',
    '(a (b',
    ')',
    '))) x',
    '-',
    '- x',
    ':',
    'a:',
    '"',
    '()',
    '-("',
  ])
    assert.equal(texts(query).join('').replace(/\s/g, ''), query.replace(/\s/g, ''), query);
});

test('fields, values, and what is not wanted', () => {
  const [first, second, third, fourth] = termsOf(
    'Speaker:"Jane Roe" -kind:direct 12:30 http://a.b/c',
  );
  assert.deepEqual([first.field, first.value, first.not], ['speaker', 'Jane Roe', false]);
  assert.deepEqual([second.field, second.value, second.not], ['kind', 'direct', true]);
  assert.equal(third.field, '');
  assert.equal(fourth.field, '');
});

test('a term is added so that all answers meet it', () => {
  assert.equal(addTerm('', 'kind', 'direct'), 'kind:direct');
  assert.equal(addTerm(' ports ', 'outlet', 'The Herald'), 'ports outlet:"The Herald"');
  assert.equal(addTerm('a OR b', 'kind', 'direct'), '(a OR b) kind:direct');
  assert.equal(addTerm('(a OR b)', 'kind', 'direct'), '(a OR b) kind:direct');
  assert.equal(addTerm('"a OR b"', 'kind', 'direct'), '"a OR b" kind:direct');
  assert.equal(addTerm('a', 'kind', 'direct', true), 'a -kind:direct');
});

test('a term that is there already is not added again', () => {
  assert.equal(addTerm('a KIND:Direct', 'kind', 'direct'), 'a KIND:Direct');
  assert.equal(addTerm('outlet:“The  Herald”', 'outlet', 'the herald'), 'outlet:“The  Herald”');
  assert.equal(addTerm('-kind:direct', 'kind', 'direct'), '-kind:direct kind:direct');
});

test('what can be taken away is what every row must meet', () => {
  const of = (query) => chosen(query, ['kind', 'speaker']).map((term) => term.text);
  assert.deepEqual(of('a kind:direct -speaker:x outlet:y'), ['kind:direct', '-speaker:x']);
  assert.deepEqual(of('a OR kind:direct'), []);
  assert.deepEqual(of('kind:direct,mixed'), []);
  assert.deepEqual(of('NOT kind:direct'), []);
  assert.deepEqual(of('(kind:direct OR a)'), []);
});

test('a term is taken away with the operator that it leaves alone', () => {
  const without = (query, text) =>
    withoutTerm(
      query,
      termsOf(query).find((term) => term.text === text),
    );
  assert.equal(without('ports kind:direct', 'kind:direct'), 'ports');
  assert.equal(without('kind:direct', 'kind:direct'), '');
  assert.equal(without('a AND kind:direct b', 'kind:direct'), 'a b');
  assert.equal(without('kind:direct AND b', 'kind:direct'), 'b');
  assert.equal(without('(a OR b) kind:direct', 'kind:direct'), 'a OR b');
  assert.equal(without('-(a OR b) kind:direct', 'kind:direct'), '-(a OR b)');
  assert.equal(without('(a OR b) (c) kind:direct', 'kind:direct'), '(a OR b) (c)');
});

test('several values in quote marks are several', () => {
  const [term] = termsOf('speaker:"Jane Doe","Jane Roe"');
  assert.equal(term.value, '"Jane Doe","Jane Roe"');
  assert.ok(!term.one);
  assert.ok(termsOf('speaker:“Jane Doe, Roe”')[0].one);
});

test('adding and taking away leads back', () => {
  for (const query of ['', 'ports', 'a OR b', '"joint work" -x', 'speaker:"Jane Roe" a NEAR/3 b'])
    for (const value of ['The Herald', 'x', 'Arn “Shorty” Lund', '12:30', 'R&D']) {
      const longer = addTerm(query, 'outlet', value);
      const [term] = chosen(longer, ['outlet']);
      assert.ok(isTerm(term, 'outlet', value), longer);
      assert.equal(withoutTerm(longer, term), query);
    }
});

test('the character at which a question goes wrong', () => {
  assert.deepEqual(markedAt('wom?n', 3), ['wom', '?', 'n']);
  assert.deepEqual(markedAt('ports OR', 8), ['ports OR', '', '']);
  assert.deepEqual(markedAt('🐟x', 0), ['', '🐟', 'x']);
  assert.deepEqual(markedAt('x', 99), ['x', '', '']);
});
