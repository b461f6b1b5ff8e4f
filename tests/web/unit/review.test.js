// A review: decisions move on, undo goes back, pages join.
import test from 'node:test';
import assert from 'node:assert/strict';
import {
  begin,
  current,
  decided,
  extended,
  isJudged,
  moved,
  undone,
  wantsMore,
} from '../../../web/assets/review-state.js';

const rows = (...ids) => ids.map((id) => ({ id, review: null, person: null }));
const start = () =>
  begin({ answer: { rows: rows('a', 'b', 'c'), next: 'T' }, left: 9, reviewed: 1 });

test('accept moves on and counts once', () => {
  let state = decided(start(), { verb: 'accept', entry: 4 });
  assert.equal(current(state).id, 'b');
  assert.deepEqual([state.left, state.reviewed], [8, 2]);
  state = decided(moved(state, -1), { verb: 'reject', entry: 5 });
  assert.deepEqual([state.left, state.reviewed], [8, 2]);
  assert.equal(state.rows[0].review.judged, 'rejected');
});

test('undo takes back one after the other, and the state before is there again', () => {
  let state = decided(start(), { verb: 'accept', entry: 4 });
  state = decided(state, { verb: 'speaker', entry: 5, speaker: { id: 'arn', name: 'Arn' } });
  assert.equal(current(state).id, 'b');
  assert.equal(current(state).person.name, 'Arn');
  assert.ok(!isJudged(current(state)));
  state = undone(state);
  assert.equal(current(state).person, null);
  state = undone(state);
  assert.equal(current(state).id, 'a');
  assert.deepEqual([state.left, state.reviewed], [9, 1]);
  assert.deepEqual(undone(state), state);
});

test('the end, and behind it nothing is decided', () => {
  let state = start();
  for (const entry of [1, 2, 3]) state = decided(state, { verb: 'accept', entry });
  assert.equal(current(state), null);
  assert.equal(decided(state, { verb: 'accept', entry: 4 }), state);
  assert.equal(moved(state, 1).at, 3);
});

test('pages join without a row twice', () => {
  let state = start();
  assert.ok(wantsMore(state));
  state = extended(state, { rows: rows('c', 'd'), next: null });
  assert.deepEqual(
    state.rows.map((row) => row.id),
    ['a', 'b', 'c', 'd'],
  );
  assert.ok(!wantsMore(state));
});
