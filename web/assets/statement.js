/**
 * The page of a statement: its words, large; where they stand; what the text tells of them; the way
 * they came; how to cite them.
 *
 *     /statements/ID
 */
import { html, useMemo, useRef } from './html.js';
import { Chain } from './chain.js';
import { Cite } from './cite.js';
import { Captures } from './article-about.js';
import { Fields } from './statement-fields.js';
import { DateOf, Judged, Speaker } from './row.js';
import { KindBadge } from './kinds.js';
import { Legend, paintedFor } from './marked.js';
import { evidenceOf, marksOf } from './marks.js';
import { languageTag } from './format.js';
import { offsetsOf } from './offsets.js';
import { wordsOf } from './citation.js';
import { articleAddress, statementAddress } from './link.js';

/**
 * The context of a statement, with its place in the article.
 * @param {object} statement
 * @returns {{base: number, text: string}} base: its first code point, counted in the article
 */
function contextOf({ context }) {
  const span = context.span ?? context.spans[0];
  return { base: span[0], text: context.text };
}

/** Words of the article that stand in the context; "" for others. */
function phraser({ base, text }) {
  const at = offsetsOf(text);
  return (spans) =>
    spans
      .filter(([from, to]) => from >= base && to <= base + at.length)
      .map(([from, to]) => at.slice(from - base, to - base))
      .join(' … ');
}

/** @param {{statement: object, room: object}} props `room`: ref of the element */
function Context({ statement, room }) {
  const children = useMemo(() => {
    const { base, text } = contextOf(statement);
    const at = offsetsOf(text);
    const inside = (spans) => spans.filter(([from, to]) => to > base && from < base + at.length);
    const units = (spans) => at.units(inside(spans).map(([from, to]) => [from - base, to - base]));
    const marks = [...marksOf([statement], units), ...evidenceOf(statement, units)];
    return paintedFor(text, marks, statement);
  }, [statement]);
  return html`<div class="context text" ref=${room} lang=${languageTag(statement.article.language)}>${children}</div>`;
}

/** Who is told to have said it, and where. */
function Attribution({ data }) {
  const { statement } = data;
  const { article } = statement;
  return html`<p class="attribution">
    <${Speaker} row=${statement} />${statement.speaker.role && html`, ${statement.speaker.role}`},
    ${' '}in <a href=${articleAddress(article.id, statement.id)}>${article.title || article.name || 'an article without a title'}</a>${article.outlet && `, ${article.outlet}`}
    <br /><${DateOf} date=${statement.date} />
  </p>`;
}

function Family({ parent, children }) {
  if (!parent && children.length === 0) return null;
  const one = (other) => html`<li key=${other.id}>
    <a href=${statementAddress(other.id)}>${other.person?.name ?? other.speaker ?? 'Nobody named'}: ${other.text}</a>
  </li>`;
  return html`<section class="family" aria-labelledby="family-title">
    <h2 id="family-title">Statements around and inside</h2>
    ${parent && html`<p>It is told inside this statement:</p><ul>${one(parent)}</ul>`}
    ${children.length > 0 && html`<p>Inside it others are reported:</p><ul>${children.map(one)}</ul>`}
  </section>`;
}

function Neighbours({ data }) {
  const { number, previous, next } = data;
  return html`<nav class="neighbours" aria-label="Statements of the article">
    ${previous ? html`<a rel="prev" href=${statementAddress(previous)}>← Previous</a>` : html`<span></span>`}
    <span>${number.at} of ${number.of} in the article</span>
    ${next ? html`<a rel="next" href=${statementAddress(next)}>Next →</a>` : html`<span></span>`}
  </nav>`;
}

/** What reviewers said of it; where they told its words anew, these. */
function Reviewed({ review, phrase }) {
  if (!review) return null;
  const words = ['content', 'cue', 'source']
    .map((role) => [role, review[role]?.length ? phrase(review[role]) : ''])
    .filter(([, text]) => text);
  const numbers = [...new Set([review.entry, review.speaker_entry])].filter((entry) => entry > 0);
  return html`<div class="reviewed card">
    <p><${Judged} review=${review} /> <a href="/ledger">${numbers.length === 1 ? 'Decision' : 'Decisions'} ${numbers.join(' and ')} of the ledger</a></p>
    ${review.speaker_entry > 0 && html`<p>The speaker was chosen by a reviewer.</p>`}
    ${
      words.length > 0 &&
      html`<dl class="told-fields">
      ${words.map(([role, text]) => html`<div key=${role}><dt>${role}</dt><dd><q>${text}</q></dd></div>`)}
    </dl>`
    }
  </div>`;
}

/** @param {{data: object}} props the twin */
export default function StatementPage({ data }) {
  const { statement } = data;
  const room = useRef(null);
  const phrase = useMemo(() => phraser(contextOf(statement)), [statement]);
  const point = (role) => {
    for (const lit of room.current.querySelectorAll('.lit')) lit.classList.remove('lit');
    if (!role) return;
    for (const element of room.current.querySelectorAll(`.m.${CSS.escape(role)}`))
      element.classList.add('lit');
  };
  return html`<div class="statement-page">
    <${Neighbours} data=${data} />
    <h1 class="statement-title">Statement of <${Speaker} row=${statement} /></h1>
    <blockquote class=${`the-words words-${statement.kind}`} lang=${languageTag(statement.article.language)}><p>${wordsOf(statement)}</p></blockquote>
    <${Attribution} data=${data} />
    <p class="badges"><${KindBadge} kind=${statement.kind} parent=${statement.parent} /></p>
    <${Reviewed} review=${data.review} phrase=${phrase} />
    <section aria-labelledby="context-title">
      <h2 id="context-title">In its place</h2>
      <${Context} statement=${statement} room=${room} />
      <details class="legend-fold"><summary>Marks</summary><${Legend} nested=${Boolean(statement.parent)} evidence=${true} /></details>
    </section>
    <${Fields} statement=${statement} phrase=${phrase} point=${point} />
    <${Chain} data=${data} phrase=${phrase} />
    <${Family} parent=${data.parent} children=${data.children} />
    <${Cite} data=${data} />
    <${Captures} appearances=${statement.appearances} />
  </div>`;
}
