/**
 * Entries of the ledger as a list: what was decided, by whom, when and why, and undo.
 *
 *     <${Decisions} rows=${data.rows} />
 *
 * What no longer holds, or speaks of what is gone, says so and is struck out.
 */
import { html } from './html.js';
import { dateInWords, machineDate, plural } from './format.js';
import { speakerAddress } from './link.js';
import { undo } from './decide.js';

const STATES = {
  undone: 'taken back',
  orphan: 'what it speaks of is not there',
  unread: 'what it speaks of may be in an article that is damaged',
  forgotten: 'its words are forgotten',
};

/** A moment of the ledger as a date of the archive's form. @param {number|string} at */
function moment(at) {
  const date = new Date(typeof at === 'number' ? at * 1000 : at);
  return Number.isNaN(date.getTime()) ? String(at) : `${date.toISOString().slice(0, 16)}Z`;
}

/** Somebody, who may be gone. */
function Who({ id }) {
  return id ? html`<a href=${speakerAddress(id)}>${id}</a>` : 'somebody';
}

/** What an entry decides, as a sentence. */
function Sentence({ row }) {
  const { verb, person, what, of } = row;
  const who = html`<${Who} id=${person} />`;
  const statements = plural(row.statements ?? 0, 'statement');
  switch (verb) {
    case 'merge':
      return html`<${Who} id=${what} /> is ${who}`;
    case 'never-merge':
      return html`${who} and <${Who} id=${what} /> are two people`;
    case 'alias':
      return html`who is called “${what}” is ${who}`;
    case 'split':
      return what
        ? html`who is called “${what}” is not ${who}`
        : html`${statements} of ${who} are somebody else’s`;
    case 'rename':
      return html`${who} goes by the name “${what}”`;
    case 'accept':
      return html`${statements} accepted`;
    case 'reject':
      return html`${statements} rejected`;
    case 'edit':
      return html`the words of ${statements} are told anew`;
    case 'speaker':
      return html`${statements} said by ${person ? who : `“${what}”`}`;
    case 'undo':
      return html`decision ${of} is taken back`;
    case 'forget':
      return 'something was forgotten for good';
    default:
      return `${verb} ${what ?? ''}`;
  }
}

/** Can it be taken back? */
const isOpen = (row) => row.state === 'holds' && row.verb !== 'undo' && row.verb !== 'forget';

/** @param {{rows: object[]}} props */
export function Decisions({ rows }) {
  return html`<ol class="decisions">
    ${rows.map((row) => {
      const at = moment(row.at);
      return html`<li key=${row.entry} class=${row.state === 'holds' ? 'decision' : 'decision gone'}>
        <p class="decision-what">
          <span class="decision-number">${row.entry}</span>
          ${' '}<span class="badge">${row.verb}</span>${' '}<span class="decision-says"><${Sentence} row=${row} /></span>
          ${STATES[row.state] && html` <span class="badge">${STATES[row.state]}</span>`}
        </p>
        <p class="note">
          ${row.who && `${row.who}, `}<time datetime=${machineDate(at)}>${dateInWords(at)}</time>${row.why && `: ${row.why}`}
        </p>
        ${
          isOpen(row) &&
          html`<button type="button" class="small" onClick=${() => undo(row.entry)}>
          Undo<span class="unseen"> decision ${row.entry}</span>
        </button>`
        }
      </li>`;
    })}
  </ol>`;
}
