/**
 * A statement's words, cut where something in them is to be shown: a hit, or the reporter's insert.
 *
 *     piecesOf({ text: '“Not now.” “Never.”', spans: [[10, 20], [30, 38]] }, { hit: [[31, 36]] })
 *       →   [{ text: '“Not now.”' }, { text: ' ' }, { text: '“' }, { text: 'Never', hit: true }, …]
 *
 * The text is the spans' pieces with one space between, all counted in code points of the article.
 * Where the two do not agree the text is given whole: a mark in the wrong place says something
 * that is not so.
 */
import { offsetsOf } from './offsets.js';

/**
 * @typedef {{text: string, [mark: string]: string | true}} Piece
 * @typedef {Array<[number, number]>} Spans
 */

/**
 * Where each piece of `spans` starts in the joined text.
 * @param {Spans} spans
 * @returns {number[]}
 */
function starts(spans) {
  let at = 0;
  return spans.map(([from, to]) => {
    const start = at;
    at += to - from + 1;
    return start;
  });
}

/**
 * Spans of the article as spans of the joined text, each cut at the ends of pieces.
 * @param {Spans} spans the pieces
 * @param {Spans} marks
 * @returns {Spans}
 */
export function inJoined(spans, marks) {
  const at = starts(spans);
  const found = [];
  for (const [from, to] of marks)
    spans.forEach(([first, last], i) => {
      const a = Math.max(from, first);
      const b = Math.min(to, last);
      if (a < b)
        found.push(/** @type {[number, number]} */ ([at[i] + a - first, at[i] + b - first]));
    });
  return found.sort((a, b) => a[0] - b[0]);
}

/**
 * @param {{text: string, spans: Spans}} content
 * @param {Record<string, Spans>} marks by name; they may overlap
 * @returns {Piece[]}
 */
export function piecesOf(content, marks) {
  const offsets = offsetsOf(content.text);
  const whole = content.spans.reduce((sum, [from, to]) => sum + to - from + 1, -1);
  if (whole !== offsets.length) return [{ text: content.text }];
  const placed = Object.entries(marks).flatMap(([name, spans]) =>
    inJoined(content.spans, spans || []).map(([from, to]) => ({ name, from, to })),
  );
  const cuts = new Set([0, offsets.length]);
  for (const { from, to } of placed) cuts.add(from).add(to);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, i) => {
    /** @type {Piece} */
    const piece = { text: offsets.slice(from, places[i + 1]) };
    for (const mark of placed) if (mark.from <= from && from < mark.to) piece[mark.name] = true;
    return piece;
  });
}

const NEAR = 80; // units of the words before a hit that is shown for itself

/**
 * Pieces up to about `most` units, cut at a word, for a row that is not opened; a mark that would
 * be cut off moves the cut behind it.
 * @param {Piece[]} pieces
 * @param {number} most
 * @returns {{pieces: Piece[], left: boolean}}
 */
export function shortened(pieces, most) {
  const length = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  if (length <= most * 1.25) return { pieces, left: false };
  const kept = [];
  let room = most;
  for (const [i, piece] of pieces.entries()) {
    if (piece.text.length <= room || piece.hit) {
      kept.push(piece);
      room -= piece.text.length;
      continue;
    }
    const shown = room > 0 ? cutAtWord(piece.text, room) : '';
    if (shown) kept.push({ ...piece, text: shown });
    const next = pieces.slice(i + 1).findIndex((later) => later.hit);
    if (next < 0 || kept.some((one) => one.hit)) break;
    // No hit was shown yet: the first one, with some words before it.
    const hit = pieces[i + 1 + next];
    const near = pieces[i + next];
    const after = next === 0 ? shown.length : 0; // of its words none is shown twice
    const from = Math.max(after, near.text.length - NEAR);
    const before = near.text
      .slice(from)
      .replace(from > after ? /^(\S*\s|[\uDC00-\uDFFF])/ : '', '');
    kept.push({ text: from > after ? ' … ' : '' }, { ...near, text: before }, hit);
    break;
  }
  return { pieces: kept, left: true };
}

/**
 * @param {string} text
 * @param {number} most
 */
function cutAtWord(text, most) {
  const cut = text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  return cut.replace(/\s+\S*$/, '') || cut;
}
