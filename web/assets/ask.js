/**
 * The form of the search page: the box, the order, and the range of days. It is sent as an address,
 * /?q=bridge&sort=said, and works like any form.
 */
import { html, useEffect, useRef, useRoom } from './html.js';

const SORTS = [
  ['relevance', 'Relevance'],
  ['said', 'Date said'],
  ['published', 'Date published'],
  ['captured', 'Date captured'],
  ['added', 'Date added'],
  ['doubt', 'Most uncertain first'],
];

const CLOCKS = ['said', 'published', 'captured'].map((clock) => [clock, clock]);

/** @param {{name: string, label: string, value: string, choices: string[][]}} props */
function Select({ name, label, value, choices }) {
  return html`<label class="field"
    ><span>${label}</span
    ><select name=${name}>
      ${choices.map(
        ([choice, text]) =>
          html`<option key=${choice} value=${choice} selected=${choice === value}>${text}</option>`,
      )}
    </select></label
  >`;
}

/** @param {{name: string, label: string, value: string}} props */
function Day({ name, label, value }) {
  return html`<label class="field"
    ><span>${label}</span
    ><input
      name=${name}
      value=${value}
      size="10"
      placeholder="2018-04"
      title="A year, month, week or day, or how long ago: 2018, 2018-04, 2018-W17, 2018-04-24, 7d"
      autocomplete="off"
  /></label>`;
}

/** Fields that say nothing are not sent: the address stays short. */
function leaveOutUsual(event) {
  const form = event.target;
  const { sort, ascending } = form.elements;
  // Relevance has no oldest first: who asks for it means the days.
  if (ascending.checked && sort.value === 'relevance') sort.value = 'said';
  const usual = { sort: 'relevance', 'date-of': 'said', limit: '20' };
  for (const field of form.elements) {
    if (field.name && (field.value === '' || usual[field.name] === field.value))
      field.disabled = true;
  }
  // Back in the history the form is there again.
  setTimeout(() => [...form.elements].forEach((field) => (field.disabled = false)), 0);
}

/** Order and time: open at once where there is room. @param {{state: Record<string, any>}} props */
function Options({ state }) {
  const room = useRoom('40rem');
  const usual = state.sort === 'relevance' && !state.since && !state.until && !state.by;
  const fields = html`<div class="ask-options">
    <${Select} name="sort" label="Order" value=${state.sort} choices=${SORTS} />
    <label class="field check"
      ><input type="checkbox" name="ascending" value="1" checked=${state.ascending} /> oldest
      first</label
    >
    <${Day} name="since" label="Since" value=${state.since} />
    <${Day} name="until" label="Until" value=${state.until} />
    <${Select} name="date-of" label="by day" value=${state['date-of']} choices=${CLOCKS} />
    <label class="field check"
      ><input type="checkbox" name="by" value="article" checked=${state.by === 'article'} /> one
      row an article</label
    >
    ${state.limit !== 20 && html`<input type="hidden" name="limit" value=${state.limit} />`}
  </div>`;
  if (room) return fields;
  return html`<details open=${!usual}>
    <summary>Order and time</summary>
    ${fields}
  </details>`;
}

/**
 * @param {{state: Record<string, any>, error: boolean}} props `state`: as link.js takes it;
 *     `error`: it does not work, and the box has the keyboard
 */
export function Ask({ state, error }) {
  const box = useRef(null);
  useEffect(() => {
    if (error) box.current.focus();
  }, []);
  return html`<form
    class="ask"
    action="/"
    method="get"
    role="search"
    aria-label="Statements"
    onSubmit=${leaveOutUsual}
  >
    <div class="ask-line">
      <label class="unseen" for="ask-box">Question</label>
      <input
        id="ask-box"
        ref=${box}
        type="search"
        name="q"
        value=${state.q}
        placeholder='harbour speaker:"Jane Roe" said:2017..2018'
        autocomplete="off"
        autocapitalize="none"
        spellcheck=${false}
        enterkeyhint="search"
        aria-invalid=${error ? 'true' : null}
        aria-describedby=${error ? 'ask-problem' : 'ask-hint'}
      />
      <button class="primary">Search</button>
    </div>
    <${Options} state=${state} />
    <p class="hint" id="ask-hint">
      Words, “phrases”, and fields: <code>speaker:</code> <code>about:</code>${' '}
      <code>outlet:</code> <code>said:</code> <code>kind:</code> –${' '}
      <a href="/about#ask">how to ask</a>, <a href="/?add=1">add news</a>
    </p>
  </form>`;
}
