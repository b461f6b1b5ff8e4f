/**
 * What covers what: spans of many statements, which overlap and nest, as flat pieces of the text.
 *
 *     segmentsOf([{from: 0, to: 9}, {from: 5, to: 7}], 0, 12)
 *     // [{from: 0, to: 5, marks: [0]}, {from: 5, to: 7, marks: [0, 1]},
 *     //  {from: 7, to: 9, marks: [0]}, {from: 9, to: 12, marks: []}]
 *
 * Pieces come in the order of the text without a gap; a piece tells by index which marks cover it.
 * In one unit for all (code points or UTF-16 units; offsets.js turns them). It shows nothing.
 */

/**
 * @typedef {object} Mark
 * @property {number} from
 * @property {number} to behind its last character
 * @property {'content'|'cue'|'source'|'insert'|string} role
 * @property {number} owner index of its statement
 */

/**
 * @typedef {object} Segment
 * @property {number} from
 * @property {number} to
 * @property {number[]} marks indices into the marks, ascending
 */

/**
 * @param {Array<{from: number, to: number}>} marks in any order
 * @param {number} from where the pieces begin
 * @param {number} to and end
 * @returns {Segment[]}
 */
export function segmentsOf(marks, from, to) {
  const events = [];
  marks.forEach((mark, index) => {
    const start = Math.max(mark.from, from);
    const end = Math.min(mark.to, to);
    if (start >= end) return;
    events.push({ at: start, index, opens: true });
    events.push({ at: end, index, opens: false });
  });
  events.sort((a, b) => a.at - b.at);
  const segments = [];
  const open = new Set();
  let at = from;
  for (const event of events) {
    if (event.at > at) {
      segments.push({ from: at, to: event.at, marks: [...open].sort((a, b) => a - b) });
      at = event.at;
    }
    if (event.opens) open.add(event.index);
    else open.delete(event.index);
  }
  if (at < to) segments.push({ from: at, to, marks: [] });
  return segments;
}

/**
 * How deep each statement stands in others: 0 for one that nobody reports.
 * @param {Array<{id: string, parent: string|null}>} statements
 * @returns {number[]}
 */
export function depthsOf(statements) {
  const at = new Map(statements.map((statement, index) => [statement.id, index]));
  const depths = new Array(statements.length).fill(-1);
  for (let i = 0; i < statements.length; i++) {
    const way = [];
    let here = i;
    // A parent that leads in a circle (a damaged answer) ends the way like one that is unknown.
    while (here !== undefined && depths[here] === -1) {
      depths[here] = -2;
      way.push(here);
      const parent = statements[here].parent;
      here = parent === null ? undefined : at.get(parent);
    }
    let depth = here === undefined || depths[here] < 0 ? -1 : depths[here];
    while (way.length > 0) depths[way.pop()] = ++depth;
  }
  return depths;
}

/**
 * The marks of statements: their contents, cues, sources and inserts.
 * @param {object[]} statements records
 * @param {(spans: Array<[number, number]>) => Array<[number, number]>} units how spans are turned
 * @returns {Mark[]} in the order in which they start
 */
export function marksOf(statements, units) {
  const marks = [];
  const add = (spans, role, owner) => {
    for (const [from, to] of units(spans)) marks.push({ from, to, role, owner });
  };
  statements.forEach((statement, owner) => {
    add(statement.content.spans, 'content', owner);
    if (statement.cue) add(statement.cue.spans, 'cue', owner);
    if (statement.source) add(statement.source.spans, 'source', owner);
    for (const insert of statement.inserts) add(insert.spans, 'insert', owner);
  });
  return marks.sort((a, b) => a.from - b.from || b.to - a.to || a.owner - b.owner);
}

/**
 * The phrases that tell a statement's other fields, as marks.
 * @param {object} statement
 * @param {(spans: Array<[number, number]>) => Array<[number, number]>} units
 * @returns {Mark[]}
 */
export function evidenceOf(statement, units) {
  const phrases = ['addressee', 'occasion', 'place', 'said']
    .filter((role) => statement[role])
    .map((role) => ({ role, spans: statement[role].spans }));
  for (const { spans } of statement.via) phrases.push({ role: 'via', spans });
  return phrases.flatMap(({ role, spans }) =>
    units(spans).map(([from, to]) => ({ from, to, role, owner: 0 })),
  );
}

/**
 * Cuts marks into those that touch each of the ascending ranges, in one walk over both.
 * @param {Array<{from: number, to: number}>} marks in the order in which they start
 * @param {Array<{from: number, to: number}>} ranges ascending, not overlapping
 * @returns {number[][]} for each range the indices of its marks
 */
export function sharesOf(marks, ranges) {
  let next = 0;
  let open = [];
  return ranges.map((range) => {
    while (next < marks.length && marks[next].from < range.to) open.push(next++);
    const share = open.filter((index) => marks[index].to > range.from);
    open = share.filter((index) => marks[index].to > range.to);
    return share;
  });
}
