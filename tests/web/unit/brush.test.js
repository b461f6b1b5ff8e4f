// Choosing a stretch of time on the histogram.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  binAt,
  binOfHandle,
  dayNumber,
  dragged,
  edges,
  moved,
  placed,
  range,
  stacked,
  timeInWords,
  total,
} from '../../../web/assets/brush.js';

const bin = (from, to, direct = 1, mixed = 0, indirect = 0, nested = 0) => ({
  from,
  to,
  direct,
  mixed,
  indirect,
  nested,
});
const months = [
  bin('2020-01-01', '2020-01-31'),
  bin('2020-02-01', '2020-02-29'),
  bin('2020-03-01', '2020-03-31'),
];

test('bins are as wide as their days', () => {
  assert.deepEqual(edges(months, 91), [0, 31, 60, 91]);
  assert.deepEqual(edges([], 91), []);
  assert.deepEqual(edges([months[0]], 50), [0, 50]);
  assert.equal(dayNumber('1970-01-02'), 1);
  assert.equal(dayNumber('1969-12-31'), -1);
});

test('a place belongs to the bin that it lies in', () => {
  const places = edges(months, 91);
  assert.deepEqual(
    [-5, 0, 30.9, 31, 59, 60, 90, 91, 500].map((x) => binAt(places, x)),
    [0, 0, 0, 1, 1, 2, 2, 2, 2],
  );
  assert.equal(binAt([0, 50], 20), 0);
});

test('dragging either way selects the same', () => {
  assert.deepEqual(dragged(2, 5), { first: 2, last: 5 });
  assert.deepEqual(dragged(5, 2), { first: 2, last: 5 });
  assert.deepEqual(dragged(3, 3), { first: 3, last: 3 });
});

test('keys move one end, and neither passes the other', () => {
  const selection = { first: 2, last: 5 };
  assert.deepEqual(moved(selection, 'first', 'ArrowRight', 12), { first: 3, last: 5 });
  assert.deepEqual(moved(selection, 'last', 'ArrowLeft', 12), { first: 2, last: 4 });
  assert.deepEqual(moved(selection, 'first', 'End', 12), { first: 5, last: 5 });
  assert.deepEqual(moved(selection, 'last', 'Home', 12), { first: 2, last: 2 });
  assert.deepEqual(moved(selection, 'last', 'End', 12), { first: 2, last: 11 });
  assert.deepEqual(moved(selection, 'first', 'Home', 12), { first: 0, last: 5 });
  assert.deepEqual(moved({ first: 0, last: 3 }, 'first', 'ArrowLeft', 4), { first: 0, last: 3 });
  assert.deepEqual(moved({ first: 0, last: 3 }, 'last', 'PageUp', 4), { first: 0, last: 3 });
  assert.equal(moved(selection, 'first', 'x', 12), null);
});

test('a handle that is dragged stops at the other', () => {
  assert.deepEqual(placed({ first: 2, last: 5 }, 'first', 9, 12), { first: 5, last: 5 });
  assert.deepEqual(placed({ first: 2, last: 5 }, 'last', 0, 12), { first: 2, last: 2 });
});

test('a selection is a range of days, both ends in it', () => {
  assert.deepEqual(range(months, { first: 1, last: 2 }), {
    since: '2020-02-01',
    until: '2020-03-31',
  });
});

test('bins are told as short as they can be', () => {
  assert.equal(timeInWords(months[1], months[1], 'month'), 'February 2020');
  assert.equal(timeInWords(months[0], months[2], 'month'), 'January 2020 to March 2020');
  assert.equal(timeInWords(months[0], months[2], 'year'), '2020');
  const week = bin('2020-02-03', '2020-02-09');
  assert.equal(timeInWords(week, week, 'week'), '3 February 2020 to 9 February 2020');
  const day = bin('2020-02-03', '2020-02-03');
  assert.equal(timeInWords(day, day, 'day'), '3 February 2020');
});

test('parts stand upon each other without a gap, and none is left out', () => {
  const one = bin('2020-01-01', '2020-01-31', 2, 0, 3, 1);
  assert.equal(total(one), 6);
  const parts = stacked(
    one,
    ['direct', 'mixed', 'indirect', 'nested'],
    (value) => 100 - value * 10,
  );
  assert.deepEqual(parts, [
    { name: 'direct', from: 100, to: 80 },
    { name: 'indirect', from: 80, to: 50 },
    { name: 'nested', from: 50, to: 40 },
  ]);
});

test('a handle goes to the nearest edge: touched alone it stays', () => {
  const places = [0, 31, 60, 91];
  for (const [first, last] of [
    [0, 2],
    [1, 1],
    [2, 2],
  ])
    for (const off of [-4, 0, 4]) {
      assert.equal(binOfHandle(places, 'first', places[first] + off), first);
      assert.equal(binOfHandle(places, 'last', places[last + 1] + off), last);
    }
  assert.equal(binOfHandle(places, 'first', -50), 0);
  assert.equal(binOfHandle(places, 'last', 500), 2);
});
