/**
 * The reckoning behind the histogram: which stretch of time a place on it belongs to, and what a
 * selection becomes as it is dragged or moved by keys.
 *
 *     edges(bins)              →   [0, 31, 59, …]     days from the first bin's first day
 *     binAt([0, 100, 190], 120) →   1
 *     moved({ first: 2, last: 5 }, 'last', 'ArrowLeft', 12)   →   { first: 2, last: 4 }
 */

import { dateInWords } from './format.js';

/** @typedef {{from: string, to: string, direct: number, mixed: number, indirect: number, nested: number}} Bin */
/** @typedef {{first: number, last: number}} Selection both included */

const DAY = 86400000;

/** @param {string} day */
export function dayNumber(day) {
  return Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY);
}

/** @param {Bin} bin */
export function total(bin) {
  return bin.direct + bin.mixed + bin.indirect + bin.nested;
}

/**
 * The places of one bin more than there are, in `width`, by days.
 * @param {Bin[]} bins
 * @param {number} width
 * @returns {number[]}
 */
export function edges(bins, width) {
  if (!bins.length) return [];
  const first = dayNumber(bins[0].from);
  const end = dayNumber(bins[bins.length - 1].to) + 1;
  const scale = width / Math.max(1, end - first);
  return [...bins.map((bin) => (dayNumber(bin.from) - first) * scale), width];
}

/**
 * The bin that a place lies in; the first or last one for a place outside.
 * @param {number[]} places of edges
 * @param {number} x
 */
export function binAt(places, x) {
  let low = 0;
  let high = places.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (places[middle] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The bin that a handle stands at when it is let go: handles stand at the edges of bins, `first`
 * before its bin and `last` behind it, so the nearest edge counts.
 * @param {number[]} places of edges
 * @param {'first' | 'last'} handle
 * @param {number} x
 */
export function binOfHandle(places, handle, x) {
  const bin = binAt(places, x);
  const edge = x - places[bin] > places[bin + 1] - x ? bin + 1 : bin;
  return handle === 'first' ? edge : edge - 1;
}

/**
 * From where the pointer went down to where it is.
 * @param {number} anchor
 * @param {number} now
 * @returns {Selection}
 */
export function dragged(anchor, now) {
  return { first: Math.min(anchor, now), last: Math.max(anchor, now) };
}

/**
 * A selection after a key on one of its two handles; null: the key means nothing there.
 * @param {Selection} selection
 * @param {'first' | 'last'} handle
 * @param {string} key
 * @param {number} count of bins
 * @returns {Selection | null}
 */
export function moved(selection, handle, key, count) {
  const far = Math.max(2, Math.round(count / 10));
  const steps = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -far,
    PageUp: far,
    Home: -count,
    End: count,
  };
  if (!(key in steps)) return null;
  return placed(selection, handle, selection[handle] + steps[key], count);
}

/**
 * A selection with one handle put on a bin; the handles do not pass each other.
 * @param {Selection} selection
 * @param {'first' | 'last'} handle
 * @param {number} bin
 * @param {number} count
 * @returns {Selection}
 */
export function placed(selection, handle, bin, count) {
  const { first, last } = selection;
  if (handle === 'first') return { first: Math.max(0, Math.min(bin, last)), last };
  return { first, last: Math.min(count - 1, Math.max(bin, first)) };
}

/**
 * A selection as days.
 * @param {Bin[]} bins
 * @param {Selection} selection
 * @returns {{since: string, until: string}}
 */
export function range(bins, selection) {
  return { since: bins[selection.first].from, until: bins[selection.last].to };
}

/**
 * The time of bins, one or several, in words: `unit` year, month, week or day.
 * @param {Bin} first
 * @param {Bin} last
 * @param {string} unit
 */
export function timeInWords(first, last, unit) {
  const digits = { year: 4, month: 7 }[unit] ?? 10;
  const from = dateInWords(first.from.slice(0, digits));
  const to = dateInWords(last.to.slice(0, digits));
  return from === to ? from : `${from} to ${to}`;
}

/**
 * The heights of one bin's parts, one upon the other; what is there at all is seen.
 * @param {Bin} bin
 * @param {string[]} names
 * @param {(value: number) => number} height
 * @returns {Array<{name: string, from: number, to: number}>}
 */
export function stacked(bin, names, height) {
  let sum = 0;
  return names
    .filter((name) => bin[name] > 0)
    .map((name) => {
      const from = height(sum);
      sum += bin[name];
      return { name, from, to: height(sum) };
    });
}
