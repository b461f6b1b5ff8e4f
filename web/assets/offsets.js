/**
 * Code points ↔ UTF-16 units: the only place of the page where the one is turned into the other.
 * quoth counts a text in code points, strings in a browser count in UTF-16 units; the two differ
 * by one for every character beyond U+FFFF (an emoji) that stands before.
 *
 *     const at = offsetsOf('A 🐟 sings');
 *     at.unit(4)          // 5: the unit at which code point 4 (the “s”) starts
 *     at.point(5)         // 4
 *     at.slice(2, 3)      // '🐟'
 *
 * Made in one pass over the text; it keeps the places of the long characters alone (most texts have
 * none), so each question costs a binary search among these, in any order. It does not know about
 * combining characters: they are code points of their own here as in quoth.
 */

/**
 * @typedef {object} Offsets
 * @property {string} text
 * @property {number} length the code points of the text
 * @property {(point: number) => number} unit the unit at which a code point starts
 * @property {(unit: number) => number} point the code point that a unit belongs to
 * @property {(from: number, to: number) => string} slice the text between two code points
 * @property {(spans: Array<[number, number]>) => Array<[number, number]>} units spans in units
 * @property {(spans: Array<[number, number]>) => Array<[number, number]>} points spans in points
 */

/**
 * The units at which characters of two units start.
 * @param {string} text
 * @returns {number[]}
 */
function longOnes(text) {
  const found = [];
  for (let i = 0; i + 1 < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const next = text.charCodeAt(i + 1);
    if (next < 0xdc00 || next > 0xdfff) continue;
    found.push(i);
    i++;
  }
  return found;
}

/**
 * How many of ascending `places`, each lessened by `shift` times its index, are below `value`.
 * @param {number[]} places
 * @param {number} value
 * @param {number} shift 1: the places as code points, 0: as units
 * @returns {number}
 */
function below(places, value, shift) {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] - shift * middle < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param {string} text
 * @returns {Offsets}
 */
export function offsetsOf(text) {
  const long = longOnes(text);
  const length = text.length - long.length;
  /** @param {number} value @param {number} most */
  const within = (value, most) => Math.max(0, Math.min(most, Math.trunc(value) || 0));
  /** @param {number} point */
  const unit = (point) => {
    const p = within(point, length);
    return p + below(long, p, 1);
  };
  /** @param {number} value */
  const point = (value) => {
    const u = within(value, text.length);
    // A unit inside a pair counts that pair as before it already: it gets the pair's own place.
    return u - below(long, u, 0);
  };
  return {
    text,
    length,
    unit,
    point,
    slice: (from, to) => text.slice(unit(from), unit(to)),
    units: (spans) => spans.map(([a, b]) => [unit(a), unit(b)]),
    points: (spans) => spans.map(([a, b]) => [point(a), point(b)]),
  };
}
