/**
 * A statement as a citation, to be copied: plain, Markdown, BibTeX; its address; its evidence.
 *
 *     <${Cite} data=${data} />
 *
 * Where the clipboard is closed to us (no secure context), the words stand selected in a field.
 */
import { html, useRef, useState } from './html.js';
import { announce } from './api.js';
import { citationsOf } from './citation.js';
import { statementAddress } from './link.js';

const FORMS = [
  ['plain', 'Plain'],
  ['markdown', 'Markdown'],
  ['bibtex', 'BibTeX'],
];

/** @param {{data: object}} props */
export function Cite({ data }) {
  const [form, setForm] = useState('plain');
  const field = useRef(null);
  const permalink = new URL(statementAddress(data.statement.id), location.href).href;
  const made = { ...citationsOf(data, permalink), link: permalink };
  const copy = async (text, what, shown) => {
    try {
      await navigator.clipboard.writeText(text);
      announce(`${what} copied.`);
    } catch {
      if (shown) field.current.select();
      announce(
        shown
          ? 'Copying is not allowed here: the words are selected, copy them with Ctrl+C.'
          : text,
      );
      if (shown) field.current.focus();
    }
  };
  return html`<section class="cite" aria-labelledby="cite-title">
    <h2 id="cite-title">Cite</h2>
    <fieldset class="cite-forms">
      <legend class="unseen">Form</legend>
      ${FORMS.map(
        ([name, label]) => html`<label key=${name}>
        <input type="radio" name="cite-form" value=${name} checked=${form === name} onChange=${() => setForm(name)} /> ${label}
      </label>`,
      )}
    </fieldset>
    <textarea class="cite-text" ref=${field} readonly rows="5" aria-label="Citation" value=${made[form]}></textarea>
    <p class="buttons">
      <button type="button" onClick=${() => copy(made[form], 'Citation', true)}>Copy citation</button>
      <button type="button" onClick=${() => copy(permalink, 'Address', false)}>Copy address</button>
      <a class="button" href=${`${statementAddress(data.statement.id)}.zip`} download>Evidence (zip)</a>
      <a href=${`${statementAddress(data.statement.id)}.json`}>JSON</a>
    </p>
  </section>`;
}
