// Pieces told anew belong to one role at most; the caret goes from word to word.
import test from 'node:test';
import assert from 'node:assert/strict';
import { assign, nextEdge, samePieces, trimmed, wordEdges } from '../../../web/assets/spans.js';

const none = { content: [], cue: [], source: [] };

test('pieces join, cut each other, and go', () => {
  let pieces = assign(none, 'content', [0, 9]);
  pieces = assign(pieces, 'content', [20, 30]);
  assert.deepEqual(pieces.content, [
    [0, 9],
    [20, 30],
  ]);
  pieces = assign(pieces, 'cue', [4, 6]);
  assert.deepEqual(pieces, {
    content: [
      [0, 4],
      [6, 9],
      [20, 30],
    ],
    cue: [[4, 6]],
    source: [],
  });
  pieces = assign(pieces, 'content', [3, 25]);
  assert.deepEqual(pieces, { content: [[0, 30]], cue: [], source: [] });
  assert.deepEqual(assign(pieces, null, [0, 30]), none);
});

test('nothing is changed in place', () => {
  const pieces = { content: [[0, 9]], cue: [], source: [] };
  assign(pieces, 'content', [5, 12]);
  assert.deepEqual(pieces.content, [[0, 9]]);
});

test('no place belongs to two roles, whatever is told', () => {
  let seed = 11;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  let pieces = none;
  for (let round = 0; round < 500; round++) {
    const from = random(60);
    const role = ['content', 'cue', 'source', null][random(4)];
    pieces = assign(pieces, role, [from, from + 1 + random(12)]);
    const held = new Set();
    for (const spans of Object.values(pieces)) {
      let last = -1;
      for (const [a, b] of spans) {
        assert.ok(a > last && b > a);
        last = b;
        for (let i = a; i < b; i++) {
          assert.ok(!held.has(i));
          held.add(i);
        }
      }
    }
  }
});

test('a cut leaves no white space at the ends', () => {
  const text = '“We sail,” she said, “at noon.”';
  const pieces = assign({ ...none, content: [[0, 31]] }, 'cue', [15, 19], text);
  assert.deepEqual(
    pieces.content.map(([a, b]) => text.slice(a, b)),
    ['“We sail,” she', ', “at noon.”'],
  );
  assert.equal(trimmed('a  b', [1, 3]), null);
  assert.deepEqual(trimmed(' ab ', [0, 4]), [1, 3]);
});

test('words', () => {
  const text = 'She’s “in” 🐟 co-op.';
  const edges = wordEdges(text);
  const words = edges
    .slice(1)
    .map((edge, i) => text.slice(edges[i], edge))
    .filter((word) => word.trim());
  assert.deepEqual(words, ['She’s', '“', 'in', '”', '🐟', 'co-op', '.']);
  assert.equal(nextEdge(edges, 0, 1), 5);
  assert.equal(nextEdge(edges, 3, -1), 0);
  assert.equal(nextEdge(edges, text.length, 1), text.length);
  assert.deepEqual(wordEdges(''), [0]);
});

test('same', () => {
  assert.ok(samePieces({ ...none, cue: [[1, 2]] }, { ...none, cue: [[1, 2]] }));
  assert.ok(!samePieces(none, { ...none, cue: [[1, 2]] }));
});
