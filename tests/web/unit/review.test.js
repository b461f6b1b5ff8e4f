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
  skipped,
  undone,
  wantsMore,
} from '../../../web/assets/review-state.js';

const rows = (...ids) => ids.map((id) => ({ id, review: null, person: null }));
const start = () =>
  begin({ answer: { rows: rows('a', 'b', 'c'), next: 'T' }, left: 9, reviewed: 1 });

test('accept moves on and counts once', () => {
  let state = decided(start(), { id: 'a', verb: 'accept', entry: 4 });
  assert.equal(current(state).id, 'b');
  assert.deepEqual([state.left, state.reviewed], [8, 2]);
  state = decided(moved(state, -1), { id: 'a', verb: 'reject', entry: 5 });
  assert.deepEqual([state.left, state.reviewed], [8, 2]);
  assert.equal(state.rows[0].review.judged, 'rejected');
});

test('undo takes back one after the other, and the state before is there again', () => {
  let state = decided(start(), { id: 'a', verb: 'accept', entry: 4 });
  state = decided(state, {
    id: 'b',
    verb: 'speaker',
    entry: 5,
    speaker: { id: 'arn', name: 'Arn' },
  });
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
  for (const [i, id] of ['a', 'b', 'c'].entries())
    state = decided(state, { id, verb: 'accept', entry: i + 1 });
  assert.equal(current(state), null);
  assert.equal(decided(state, { id: 'nobody', verb: 'accept', entry: 4 }), state);
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

test('a decision is about its own row, though another one is looked at when it stands', () => {
  const state = decided(moved(start(), 1), { id: 'a', verb: 'accept', entry: 4 });
  assert.equal(current(state).id, 'b');
  assert.equal(current(state).review, null);
  assert.equal(state.rows[0].review.judged, 'accepted');
  assert.equal(state.done[0].id, 'a');
});

test('a speaker whom the archive does not know has a name and no page', () => {
  const state = decided(start(), {
    id: 'a',
    verb: 'speaker',
    entry: 4,
    speaker: { id: null, name: 'Jane Roe' },
  });
  assert.equal(current(state).person, null);
  assert.equal(current(state).speaker.name, 'Jane Roe');
});

test('what was skipped is known at the end; a page that did not come is not asked for by itself', () => {
  let state = moved(start(), 1);
  state = moved(decided(state, { id: 'b', verb: 'accept', entry: 4 }), 1);
  assert.deepEqual(skipped(state), [0, 2]);
  assert.ok(!wantsMore({ ...state, stuck: true }));
  assert.ok(!extended({ ...state, stuck: true }, { rows: [], next: 'U' }).stuck);
});
