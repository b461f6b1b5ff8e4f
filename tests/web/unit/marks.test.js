// Overlapping and nested spans as flat pieces, against asking each character what covers it.
import test from 'node:test';
import assert from 'node:assert/strict';
import { depthsOf, marksOf, segmentsOf, sharesOf } from '../../../web/assets/marks.js';
import { offsetsOf } from '../../../web/assets/offsets.js';

function check(marks, from, to) {
  const segments = segmentsOf(marks, from, to);
  let at = from;
  for (const segment of segments) {
    assert.equal(segment.from, at);
    assert.ok(segment.to > segment.from);
    for (let i = segment.from; i < segment.to; i++) {
      const covering = marks.flatMap((mark, index) =>
        mark.from <= i && i < mark.to ? [index] : [],
      );
      assert.deepEqual(segment.marks, covering);
    }
    at = segment.to;
  }
  assert.equal(at, to);
}

test('no marks: one piece; no text: none', () => {
  assert.deepEqual(segmentsOf([], 0, 4), [{ from: 0, to: 4, marks: [] }]);
  assert.deepEqual(segmentsOf([], 4, 4), []);
});

test('nested, overlapping, touching, equal, empty and outside', () => {
  check(
    [
      { from: 0, to: 9 },
      { from: 5, to: 7 },
    ],
    0,
    12,
  );
  check(
    [
      { from: 0, to: 6 },
      { from: 4, to: 9 },
    ],
    0,
    9,
  );
  check(
    [
      { from: 0, to: 4 },
      { from: 4, to: 9 },
    ],
    0,
    9,
  );
  check(
    [
      { from: 2, to: 4 },
      { from: 2, to: 4 },
    ],
    0,
    9,
  );
  check([{ from: 3, to: 3 }], 0, 9);
  check(
    [
      { from: 0, to: 40 },
      { from: 50, to: 60 },
    ],
    10,
    20,
  );
});

test('any marks', () => {
  let seed = 7;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 200; round++) {
    const marks = Array.from({ length: random(12) }, () => {
      const from = random(40);
      return { from, to: from + random(15) };
    });
    check(marks, random(5), 20 + random(40));
  }
});

test('depth follows parents, whatever their order, and ends in a circle', () => {
  const of = (pairs) => depthsOf(pairs.map(([id, parent]) => ({ id, parent })));
  assert.deepEqual(
    of([
      ['a', null],
      ['b', 'a'],
      ['c', 'b'],
      ['d', null],
    ]),
    [0, 1, 2, 0],
  );
  assert.deepEqual(
    of([
      ['c', 'b'],
      ['b', 'a'],
      ['a', null],
    ]),
    [2, 1, 0],
  );
  assert.deepEqual(of([['b', 'elsewhere']]), [0]);
  assert.equal(
    of([
      ['a', 'b'],
      ['b', 'a'],
    ]).length,
    2,
  );
  assert.ok(of([['a', 'a']])[0] >= 0);
});

test('marks of statements behind an emoji stand at their words', () => {
  const text = '🐟🐟 “We sail [at noon],” Lindholm said.';
  const at = offsetsOf(text);
  const marks = marksOf(
    [
      {
        content: { spans: [[3, 23]] },
        cue: { spans: [[33, 37]] },
        source: { spans: [[24, 32]] },
        inserts: [{ spans: [[12, 21]] }],
      },
    ],
    at.units,
  );
  const words = marks.map((mark) => [mark.role, text.slice(mark.from, mark.to)]);
  assert.deepEqual(words, [
    ['content', '“We sail [at noon],”'],
    ['insert', '[at noon]'],
    ['source', 'Lindholm'],
    ['cue', 'said'],
  ]);
});

test('shares of ranges', () => {
  const marks = [
    { from: 0, to: 25 },
    { from: 2, to: 4 },
    { from: 10, to: 12 },
    { from: 30, to: 31 },
  ];
  const ranges = [
    { from: 0, to: 9 },
    { from: 10, to: 19 },
    { from: 20, to: 29 },
    { from: 29, to: 40 },
  ];
  assert.deepEqual(sharesOf(marks, ranges), [[0, 1], [0, 2], [0], [3]]);
});
