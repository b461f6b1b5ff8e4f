// A statement's words as a row shows them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inJoined, piecesOf, shortened } from '../../../web/assets/pieces.js';

const content = {
  text: '“Not now.” “Never.”',
  spans: [
    [10, 20],
    [30, 38],
  ],
};
const whole = (pieces) => pieces.map((piece) => piece.text).join('');

test('spans of the article become spans of the joined text', () => {
  assert.deepEqual(inJoined(content.spans, [[31, 36]]), [[12, 17]]);
  assert.deepEqual(inJoined(content.spans, [[15, 33]]), [
    [5, 10],
    [11, 14],
  ]);
  assert.deepEqual(
    inJoined(content.spans, [
      [0, 10],
      [20, 30],
      [38, 50],
    ]),
    [],
  );
});

test('hits are marked, and nothing is lost', () => {
  const pieces = piecesOf(content, { hit: [[31, 36]] });
  assert.equal(whole(pieces), content.text);
  assert.deepEqual(pieces, [
    { text: '“Not now.” “' },
    { text: 'Never', hit: true },
    { text: '.”' },
  ]);
});

test('a hit behind an emoji is where it is', () => {
  const emoji = { text: '🐟🐟 sing', spans: [[5, 12]] };
  const pieces = piecesOf(emoji, { hit: [[8, 12]] });
  assert.deepEqual(pieces, [{ text: '🐟🐟 ' }, { text: 'sing', hit: true }]);
});

test('marks may overlap', () => {
  const pieces = piecesOf({ text: 'abcdef', spans: [[0, 6]] }, { hit: [[1, 4]], insert: [[3, 5]] });
  assert.deepEqual(pieces, [
    { text: 'a' },
    { text: 'bc', hit: true },
    { text: 'd', hit: true, insert: true },
    { text: 'e', insert: true },
    { text: 'f' },
  ]);
});

test('a text that its spans do not fit is shown without marks', () => {
  assert.deepEqual(piecesOf({ text: 'abc', spans: [[0, 9]] }, { hit: [[0, 2]] }), [
    { text: 'abc' },
  ]);
});

test('a short text stays whole', () => {
  const pieces = [{ text: 'word '.repeat(24) }];
  assert.deepEqual(shortened(pieces, 100), { pieces, left: false });
});

test('a long text is cut at a word', () => {
  const { pieces, left } = shortened([{ text: 'word '.repeat(100) }], 52);
  assert.ok(left);
  assert.match(whole(pieces), /word$/);
  assert.ok(whole(pieces).length <= 52);
});

test('a hit far behind is shown all the same', () => {
  const { pieces } = shortened(
    [{ text: 'word '.repeat(100) }, { text: 'bridge', hit: true }, { text: ' word'.repeat(100) }],
    50,
  );
  assert.equal(pieces.at(-1).text, 'bridge');
  assert.ok(whole(pieces).length < 200);
});

test('a character of two units is not cut in half', () => {
  const { pieces } = shortened([{ text: '🐟'.repeat(100) }], 51);
  assert.equal(whole(pieces), '🐟'.repeat(25));
});

test('words before a hit are not shown twice, nor half a character', () => {
  const words = [...Array(22).keys()].map((n) => `word${n} `).join('');
  const end = { text: ' and on'.repeat(30) };
  const near = shortened([{ text: words }, { text: 'bridge', hit: true }, end], 100);
  assert.equal(whole(near.pieces), `${words}bridge`);
  const far = shortened([{ text: `x${'🐟'.repeat(99)}` }, { text: 'bridge', hit: true }, end], 50);
  assert.ok(whole(far.pieces).isWellFormed?.() ?? true);
  assert.doesNotMatch(whole(far.pieces), /\s[\uDC00-\uDFFF]/);
});
