/**
 * Choosing who said it: those that the machine weighed first, then anybody of the archive by
 * typing, or a name that is new.
 *
 *     <${ChooseSpeaker} row=${row} onSave=${({ id, name }) => …} onCancel=${…} />
 */
import { html, useState } from './html.js';
import { PersonPick } from './person-pick.js';
import { percent } from './format.js';

/** @param {{row: object, onSave: Function, onCancel: Function}} props */
export function ChooseSpeaker({ row, onSave, onCancel }) {
  const [chosen, setChosen] = useState(null);
  const { candidates, name } = row.speaker;
  const weighed = candidates.filter((one) => one.name !== (row.person?.name ?? name));
  const onKey = (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onCancel();
  };
  const submit = (event) => {
    event.preventDefault();
    if (chosen) onSave(chosen);
  };
  return html`<form class="choose-speaker" onKeyDown=${onKey} onSubmit=${submit}>
    <p>Now: ${row.person?.name ?? name ?? 'nobody named'}</p>
    ${
      weighed.length > 0 &&
      html`<div role="group" aria-label="Weighed by the machine" class="buttons">
      ${weighed.map(
        (
          one,
        ) => html`<button type="button" key=${one.name} onClick=${() => onSave({ id: null, name: one.name })}>
        ${one.name} <span class="note">${percent(one.confidence)}</span>
      </button>`,
      )}
    </div>`
    }
    <${PersonPick} label="Who said it" onPick=${setChosen} fresh=${true} focus=${true} />
    <div class="buttons">
      <button class="primary" disabled=${!chosen}>Save</button>
      <button type="button" onClick=${onCancel}>Cancel <kbd>Esc</kbd></button>
    </div>
  </form>`;
}
