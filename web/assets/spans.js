/**
 * Pieces of a text being told anew: which belong to the content, the cue, the source.
 *
 *     let pieces = {content: [[0, 9]], cue: [], source: []};
 *     pieces = assign(pieces, 'cue', [4, 6]);
 *     // {content: [[0, 4], [6, 9]], cue: [[4, 6]], source: []}
 *
 * A place belongs to one of the three at most: what is told last holds. Spans come out in the order
 * of the text, not touching, not empty. In whatever unit they came in; nothing is shown here.
 */

/** @typedef {[number, number]} Span */
/** @typedef {{content: Span[], cue: Span[], source: Span[]}} Pieces */

export const ROLES = /** @type {const} */ (['content', 'cue', 'source']);

/** Spans with `piece`, in order; what touches or overlaps becomes one. */
function joined(spans, piece) {
  const out = [];
  for (const [from, to] of [...spans, piece].sort((a, b) => a[0] - b[0])) {
    const last = out[out.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** Spans without what lies in `piece`. */
function without(spans, [from, to]) {
  const out = [];
  for (const [a, b] of spans) {
    if (a < Math.min(b, from)) out.push([a, Math.min(b, from)]);
    if (Math.max(a, to) < b) out.push([Math.max(a, to), b]);
  }
  return out;
}

/**
 * @param {string} text
 * @param {Span} piece units of `text`
 * @returns {Span|null} without the white space at its ends; null: there is nothing else in it
 */
export function trimmed(text, [from, to]) {
  while (from < to && /\s/.test(text[from])) from++;
  while (to > from && /\s/.test(text[to - 1])) to--;
  return from < to ? [from, to] : null;
}

/** Spans whose cuts left white space at their ends lose it. */
function tidy(text, spans) {
  return text === null ? spans : spans.map((span) => trimmed(text, span)).filter(Boolean);
}

/**
 * @param {Pieces} pieces
 * @param {'content'|'cue'|'source'|null} role null: the piece belongs to none
 * @param {Span} piece
 * @param {string|null} [text] whose units the spans count: cuts leave no white space at their ends
 * @returns {Pieces}
 */
export function assign(pieces, role, piece, text = null) {
  const out = {};
  for (const each of ROLES) {
    out[each] =
      each === role ? joined(pieces[each], piece) : tidy(text, without(pieces[each], piece));
  }
  return out;
}

/** @param {Pieces} a @param {Pieces} b */
export function samePieces(a, b) {
  return ROLES.every((role) => JSON.stringify(a[role]) === JSON.stringify(b[role]));
}

/**
 * Where words begin and end, for a caret that goes from word to word.
 * @param {string} text
 * @returns {number[]} ascending units, with 0 and the text's end
 */
export function wordEdges(text) {
  const edges = new Set([0, text.length]);
  for (const match of text.matchAll(
    /[\p{L}\p{N}\p{M}]+(?:[’'\-.][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]+/gu,
  )) {
    edges.add(match.index);
    edges.add(match.index + match[0].length);
  }
  return [...edges].sort((a, b) => a - b);
}

/**
 * The edge before or behind a place.
 * @param {number[]} edges
 * @param {number} at
 * @param {1|-1} way
 */
export function nextEdge(edges, at, way) {
  if (way > 0) return edges.find((edge) => edge > at) ?? at;
  return edges.findLast((edge) => edge < at) ?? at;
}
