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
