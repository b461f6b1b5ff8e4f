// Dates and numbers in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, dateInWords, machineDate, percent, plural } from '../../../web/assets/format.js';

test('dates of each precision', () => {
  assert.equal(dateInWords('2018'), '2018');
  assert.equal(dateInWords('2018-03'), 'March 2018');
  assert.equal(dateInWords('2018-03-05'), '5 March 2018');
  assert.equal(dateInWords('2018-03-05T12:05'), '5 March 2018, 12:05');
  assert.equal(dateInWords('2018-03-05T12:05Z'), '5 March 2018, 12:05 UTC');
  assert.equal(dateInWords('2018-03-05T12:05:33Z'), '5 March 2018, 12:05 UTC');
  assert.equal(dateInWords('2018-03-05T12:05+03:00'), '5 March 2018, 12:05 (+03:00)');
  assert.equal(dateInWords('2018-W10'), 'week 10 of 2018');
  assert.equal(dateInWords('2018-Q2'), 'quarter 2 of 2018');
  assert.equal(dateInWords('2018-03/2018-05'), 'March 2018 to May 2018');
});

test('what is no date is shown as it is', () => {
  for (const value of ['soon', '2018-13', '2018-3-5']) assert.equal(dateInWords(value), value);
  assert.equal(dateInWords(null), '');
});

test('only what HTML knows goes into datetime', () => {
  assert.equal(machineDate('2018-03-05T12:05'), '2018-03-05T12:05');
  assert.equal(machineDate('2018-03'), '2018-03');
  for (const value of ['2018-03/2018-05', '2018-Q2', 'soon', null])
    assert.equal(machineDate(value), null);
});

test('numbers', () => {
  assert.equal(count(25678), '25,678');
  assert.equal(plural(1, 'statement'), '1 statement');
  assert.equal(plural(0, 'statement'), '0 statements');
  assert.equal(plural(2, 'person', 'people'), '2 people');
  assert.equal(percent(0.935), '94%');
});
