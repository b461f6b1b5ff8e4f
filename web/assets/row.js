/**
 * A statement as a row of a list: who said it, the words with what was looked for marked, when,
 * where it stands, how it came.
 *
 *     <${Rows} rows=${answer.rows} label="Statements" />     on search, speaker and review
 *
 * Takes rows as quoth search prints them. Nothing here asks the server for anything.
 */
import { html, useState } from './html.js';
import { piecesOf, shortened } from './pieces.js';
import { KindBadge, kindOf } from './kinds.js';
import {
  addTerm,
  articleAddress,
  questionAddress,
  speakerAddress,
  statementAddress,
} from './link.js';
import { count, dateInWords, machineDate } from './format.js';
import { ACTS, JUDGED, termOf, toWord } from './terms.js';

const MOST = 700; // units of a text that is shown at once

/**
 * A statement's words.
 * @param {{row: any}} props
 */
export function Words({ row }) {
  const [open, setOpen] = useState(false);
  const inserts = (row.inserts || []).flatMap((insert) => insert.spans || []);
  const all = piecesOf(row.content, { hit: row.hit?.spans || [], insert: inserts });
  const { pieces, left } = open ? { pieces: all, left: false } : shortened(all, MOST);
  return html`<blockquote class=${`words words-${row.kind}`}>
    <p>
      ${pieces.map((piece) => {
        if (piece.hit) return html`<mark>${piece.text}</mark>`;
        return piece.insert ? html`<span class="insert">${piece.text}</span>` : piece.text;
      })}
      ${
        left &&
        html`… <button type="button" class="link" onClick=${() => setOpen(true)}>show all</button>`
      }
    </p>
  </blockquote>`;
}

/**
 * Who is named, as a link where the archive knows the person.
 * @param {{row: any}} props
 */
export function Speaker({ row }) {
  const { speaker, person, source } = row;
  const name = speaker?.name || source?.text;
  if (person)
    return html`<a class="speaker" href=${speakerAddress(person.id)}>${person.name || name}</a>`;
  if (name) return html`<span class="speaker">${name}</span>`;
  return html`<span class="speaker nobody">Nobody named</span>`;
}

/** @param {{row: any}} props */
function Who({ row }) {
  const { speaker, cue, addressee } = row;
  return html`<p class="who">
    <${Speaker} row=${row} />
    ${speaker?.role && html`<span class="role">, ${speaker.role}</span>`}
    ${cue?.text && html`${' '}<span class="cue-word">${row.negated && '(not) '}${cue.text}</span>`}
    ${addressee?.text && html`${' '}<span class="to">${toWord(cue)}${addressee.text}</span>`}
    <${Badges} row=${row} />
  </p>`;
}

/**
 * A date with the clock that it was read from.
 * @param {{date: {value: string, of?: string} | null | undefined}} props
 */
export function DateOf({ date }) {
  if (!date?.value) return html`<span class="date">no date</span>`;
  return html`<span class="date"
    ><time datetime=${machineDate(date.value)}>${dateInWords(date.value)}</time>${
      date.of && html`${' '}<span class="clock">${date.of}</span>`
    }</span
  >`;
}

/**
 * The first and the last day of something.
 * @param {{first: string | null, last: string | null}} props
 */
export function Years({ first, last }) {
  if (!first) return html`<span class="note">no date</span>`;
  if (!last || first === last) return dateInWords(first);
  return html`<span class="nowrap">${dateInWords(first)}</span> –${' '}
    <span class="nowrap">${dateInWords(last)}</span>`;
}

/**
 * What a reader judged.
 * @param {{review: {judged: string, entry: number, who?: string} | null | undefined}} props
 */
export function Judged({ review }) {
  if (!review || review.judged === 'not') return null;
  const label = termOf(JUDGED, review.judged).name;
  const by = review.who ? ` by ${review.who}` : '';
  return html`<span class=${`badge judged judged-${review.judged}`}>${label}${by}</span>`;
}

/** @param {{row: any}} props */
function Badges({ row }) {
  return html`${' '}<span class="badges">
    <${KindBadge} kind=${row.kind} parent=${row.parent} />
    ${row.act !== 'speech' && html`<span class="badge">${termOf(ACTS, row.act).name}</span>`}
    ${row.negated && html`<span class="badge">not said</span>`}
    ${row.block === 'headline' && html`<span class="badge">headline</span>`}
    <${Judged} review=${row.review} />
  </span>`;
}

/**
 * @param {{row: any, state?: Record<string, any>}} props `state`: what was asked, as link.js takes
 *     it, for a list with one row an article: it leads to the others
 */
export function Row({ row, state }) {
  const { article } = row;
  const via = (row.via || []).map((one) => one.name).filter(Boolean);
  const place = articleAddress(article.id, row.id);
  const digits = article.id.replace(/^sha256:/, '');
  const title = article.title || `Article ${article.name || 'without a title'}`;
  return html`<article class=${`row row-${kindOf(row)}`} id=${`row-${row.id}`} tabindex="-1">
    <${Who} row=${row} />
    <${Words} row=${row} />
    <p class="where">
      <${DateOf} date=${row.date} />
      ${article.outlet && html`<span class="outlet">${article.outlet}</span>`}
      ${via.length > 0 && html`<span class="via">via ${via.join(', ')}</span>`}
      <a class="title" href=${place}>${title}</a>
      <a class="row-link" href=${statementAddress(row.id)}
        >Statement<span class="unseen"> by ${row.speaker?.name || 'nobody named'}</span></a
      >
      ${
        row.hit?.more > 0 &&
        html`<a
        href=${questionAddress({ ...state, q: addTerm(state?.q ?? '', 'article', digits), by: '' })}
        >and ${count(row.hit.more)} more in this article</a
      >`
      }
    </p>
  </article>`;
}

/**
 * @param {{rows: any[], label: string, state?: Record<string, any>}} props
 */
export function Rows({ rows, label, state }) {
  return html`<ol class="rows" aria-label=${label}>
    ${rows.map((row) => html`<li key=${row.id}><${Row} row=${row} state=${state} /></li>`)}
  </ol>`;
}
