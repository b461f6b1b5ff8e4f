/**
 * A text with source, cue, content and insert marked in place, as few elements as can be: one for
 * each stretch that something covers, none for the rest.
 *
 *     painted({text, from, to, marks, share, statements, depths})
 *     // ['She told us ', <span class="m content direct" data-s="3">“at noon”</span>, '.']
 *
 * `data-s` names the statements that cover it, the innermost last. What the classes look like is
 * reading.css's: shapes and colours, so that either alone tells them apart.
 */
import { h, html } from './html.js';
import { segmentsOf } from './marks.js';
import { KindSign } from './kinds.js';

/** Evidence that a statement's page marks beside the three roles. */
const OF_FIELDS = ['addressee', 'occasion', 'place', 'said', 'via'];

/**
 * The class of a stretch, and the statements that cover it.
 * @param {import('./marks.js').Segment} segment
 * @param {object} about marks, statements, depths
 */
function faceOf(segment, { marks, statements, depths }) {
  const classes = new Set(['m']);
  const owners = new Set();
  let inner = null;
  for (const index of segment.marks) {
    const mark = marks[index];
    owners.add(mark.owner);
    classes.add(mark.role);
    if (OF_FIELDS.includes(mark.role)) classes.add('evidence');
    if (mark.from === segment.from) classes.add(`${mark.role}-begins`);
    if (mark.to === segment.to) classes.add(`${mark.role}-ends`);
    if (mark.role === 'content' && (inner === null || depths[mark.owner] >= depths[inner])) {
      inner = mark.owner;
    }
  }
  if (inner !== null) {
    classes.add(statements[inner].kind);
    if (depths[inner] > 0) classes.add(depths[inner] > 1 ? 'deeper' : 'deep');
  }
  return {
    class: [...classes].join(' '),
    'data-s': [...owners].sort((a, b) => depths[a] - depths[b] || a - b).join(' '),
  };
}

/**
 * @param {object} about
 * @param {string} about.text
 * @param {number} about.from units of the text
 * @param {number} about.to
 * @param {import('./marks.js').Mark[]} about.marks of the whole text
 * @param {number[]} about.share which of them touch [from, to)
 * @param {object[]} about.statements
 * @param {number[]} about.depths
 * @returns {Array<string|object>} children of an element
 */
export function painted({ text, from, to, marks, share, statements, depths }) {
  if (share.length === 0) return [text.slice(from, to)];
  const near = share.map((index) => marks[index]);
  return segmentsOf(near, from, to).map((segment) => {
    const words = text.slice(segment.from, segment.to);
    if (segment.marks.length === 0) return words;
    return h('span', faceOf(segment, { marks: near, statements, depths }), words);
  });
}

/**
 * A text with the marks of one statement.
 * @param {string} text
 * @param {import('./marks.js').Mark[]} marks
 * @param {object} statement
 */
export function paintedFor(text, marks, statement) {
  return painted({
    text,
    from: 0,
    to: text.length,
    marks,
    share: marks.map((_, index) => index),
    statements: [statement],
    depths: [statement.parent ? 1 : 0],
  });
}

/** What the marks look like, in words. */
export function Legend({ nested = true, evidence = false }) {
  return html`<ul class="marks-legend" aria-label="Marks in the text">
    <li><span class="m source">source</span> who says it</li>
    <li><span class="m cue">cue</span> that it is said</li>
    <li><span class="m content direct content-begins content-ends">content</span>
      <${KindSign} kind="direct" /> direct</li>
    <li><span class="m content mixed content-begins content-ends">content</span>
      <${KindSign} kind="mixed" /> mixed</li>
    <li><span class="m content indirect content-begins content-ends">content</span>
      <${KindSign} kind="indirect" /> indirect</li>
    ${
      nested &&
      html`<li><span class="m content direct deep content-begins content-ends">content</span>
      <${KindSign} kind="nested" /> nested in another</li>`
    }
    <li><span class="m insert">insert</span> put in by the reporter</li>
    ${evidence && html`<li><span class="m evidence">evidence</span> tells a field</li>`}
  </ul>`;
}
