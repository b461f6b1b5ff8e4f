/**
 * Putting right who is who: the same person, two people, another spelling, another name.
 *
 *     <${PutRight} data=${data} />
 *
 * Each form sends one decision, with a reason if one is told, and loads the page as it is then.
 * Nothing is lost: every decision stands in the ledger below, and can be undone.
 */
import { html, useState } from './html.js';
import { token } from './api.js';
import { decideAndLoad } from './decide.js';
import { Decisions } from './decisions.js';
import { PersonPick } from './person-pick.js';
import { speakerAddress } from './link.js';
import { plural } from './format.js';

/** A form with a reason; `decision` is null while something is missing. */
function Deciding({ title, hint, button, decision, told, children }) {
  const [why, setWhy] = useState('');
  const submit = (event) => {
    event.preventDefault();
    if (decision) decideAndLoad(why.trim() ? { ...decision, why: why.trim() } : decision, told);
  };
  return html`<details class="deciding">
    <summary>${title}</summary>
    <form onSubmit=${submit}>
      <p class="hint">${hint}</p>
      ${children}
      <label class="reason">Reason <span class="note">(may be left out)</span>
        <input type="text" value=${why} onInput=${(event) => setWhy(event.target.value)} />
      </label>
      <button class="primary" disabled=${!decision}>${button}</button>
    </form>
  </details>`;
}

function Merge({ person, namesakes }) {
  const [other, setOther] = useState(null);
  return html`<${Deciding} title="Join with another" button="Join"
    hint=${`What the other said is then said by ${person.name}.`}
    decision=${other && { verb: 'merge', person: person.id, other: other.id }}
    told=${other && `${other.name} is now ${person.name}.`}>
    <${PersonPick} label="Who is the same person" onPick=${setOther} offered=${namesakes} except=${person.id} />
  </${Deciding}>`;
}

function NeverMerge({ person, namesakes }) {
  const [other, setOther] = useState(null);
  return html`<${Deciding} title="Keep apart from another" button="Keep apart"
    hint="Two people with one name: they are never joined, whatever is read later."
    decision=${other && { verb: 'never-merge', person: person.id, other: other.id }}
    told=${other && `${person.name} and ${other.name} stay apart.`}>
    <${PersonPick} label="Who is somebody else" onPick=${setOther} offered=${namesakes} except=${person.id} />
  </${Deciding}>`;
}

function Split({ person, spellings }) {
  const [spelling, setSpelling] = useState('');
  return html`<${Deciding} title="Part a spelling off" button="Part off"
    hint="Who is called so is then somebody else, with a page of their own."
    decision=${spelling && { verb: 'split', person: person.id, spelling }}
    told=${`“${spelling}” is now somebody else.`}>
    <label>Spelling
      <select value=${spelling} onChange=${(event) => setSpelling(event.target.value)}>
        <option value="">Choose one</option>
        ${spellings.map(({ text, statements }) => html`<option key=${text} value=${text}>${text} (${statements})</option>`)}
      </select>
    </label>
  </${Deciding}>`;
}

function Rename({ person, spellings }) {
  const [name, setName] = useState('');
  const spelling = name.trim();
  return html`<${Deciding} title="Rename" button="Rename"
    hint="Under which name the page and its lists show this person."
    decision=${spelling && spelling !== person.name && { verb: 'rename', person: person.id, spelling }}
    told=${`The name is now ${spelling}.`}>
    <label>Name
      <input type="text" list="own-spellings" value=${name} onInput=${(event) => setName(event.target.value)} />
    </label>
    <datalist id="own-spellings">${spellings.map(({ text }) => html`<option key=${text} value=${text} />`)}</datalist>
  </${Deciding}>`;
}

function Alias({ person }) {
  const [text, setText] = useState('');
  const spelling = text.trim();
  return html`<${Deciding} title="Add a spelling" button="Add"
    hint=${`Who is called so, here or in what is added later, is ${person.name}.`}
    decision=${spelling && { verb: 'alias', person: person.id, spelling }}
    told=${`“${spelling}” is now ${person.name}.`}>
    <label>Spelling <input type="text" value=${text} onInput=${(event) => setText(event.target.value)} /></label>
  </${Deciding}>`;
}

/** @param {{data: object, spellings: object[]}} props the twin of a speaker's page, each spelling once */
export function PutRight({ data, spellings }) {
  const { person, namesakes, decisions } = data;
  return html`<section class="put-right" aria-labelledby="right-title">
    <h2 id="right-title">Put right</h2>
    ${
      namesakes.length > 0 &&
      html`<p>Others with that last name:
      ${namesakes.map((other, index) => html`${index > 0 ? ', ' : ' '}<a key=${other.id} href=${speakerAddress(other.id)}>${other.name}</a> (${plural(other.statements, 'statement')})`)}.
    </p>`
    }
    ${!token() && html`<p class="hint">To write, open the address with <code>#token=…</code> that <code>quoth serve</code> printed; you are asked for it otherwise.</p>`}
    <${Merge} person=${person} namesakes=${namesakes} />
    <${NeverMerge} person=${person} namesakes=${namesakes} />
    <${Split} person=${person} spellings=${spellings} />
    <${Rename} person=${person} spellings=${spellings} />
    <${Alias} person=${person} />
    ${decisions.length > 0 && html`<h3>Decisions about ${person.name}</h3><${Decisions} rows=${decisions} />`}
  </section>`;
}
