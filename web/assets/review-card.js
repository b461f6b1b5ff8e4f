/**
 * One statement to be judged: its words in their paragraph, who said it, and what can be done.
 *
 *     <${Card} row=${row} number=${3} review=${review} mode=${''} setMode=${…} place=${ref} />
 *
 * `review` has accept, reject, edit, speaker, undo, go; `mode` is '', 'edit' or 'speaker'.
 */
import { html, useMemo } from './html.js';
import { contextOf, EditWords, markedPieces, piecesOf } from './review-words.js';
import { ChooseSpeaker } from './review-who.js';
import { DateOf, Judged, Speaker } from './row.js';
import { KindBadge } from './kinds.js';
import { Sure } from './statement-fields.js';
import { languageTag } from './format.js';
import { articleAddress, statementAddress } from './link.js';
import { ACTS, FLAGS, termOf } from './terms.js';

function Paragraph({ row }) {
  const children = useMemo(() => {
    const context = contextOf(row);
    return markedPieces(context.text, context.units(piecesOf(row)), row);
  }, [row]);
  return html`<div class="context text" lang=${languageTag(row.article.language)}>${children}</div>`;
}

/** Who, with what, when, where. */
function About({ row }) {
  const { article, speaker, cue, flags } = row;
  return html`<div class="review-about">
    <p id="review-who">
      <${Speaker} row=${row} />${speaker.role && html`, <span class="role">${speaker.role}</span>`}
      ${cue && html`: <span class="m cue">${cue.text}</span>`}
    </p>
    <p class="note">
      Speaker <${Sure} value=${speaker.confidence ?? 0} />
      ${' '}Statement <${Sure} value=${row.confidence} />
    </p>
    <p class="badges">
      <${KindBadge} kind=${row.kind} parent=${row.parent} />
      ${row.act !== 'speech' && html`<span class="badge">${termOf(ACTS, row.act).name}</span>`}
      ${row.negated && html`<span class="badge">not said</span>`}
      ${flags.map((flag) => html`<span class="badge" key=${flag} title=${termOf(FLAGS, flag).means}>${termOf(FLAGS, flag).name}</span>`)}
      <${Judged} review=${row.review} />
    </p>
    <p class="where">
      <${DateOf} date=${row.date} />
      ${article.outlet && html`<span class="outlet">${article.outlet}</span>`}
      <a href=${articleAddress(article.id, row.id)}>${article.title || article.name || 'Untitled'}</a>
      <a href=${statementAddress(row.id)}>Statement</a>
    </p>
  </div>`;
}

const button = (key, label, run, more = {}) =>
  html`<button type="button" key=${key} aria-keyshortcuts=${key === 'Space' ? 'Space' : key} onClick=${run} ...${more}><kbd>${key}</kbd> ${label}</button>`;

/** @param {object} props as above */
export function Card({ row, number, review, mode, setMode, place }) {
  const leave = () => setMode('');
  return html`<section class="review-card" ref=${place} tabindex="-1" aria-label=${`Statement ${number}`} aria-describedby="review-who">
    <${About} row=${row} />
    ${
      mode === 'edit'
        ? html`<${EditWords} row=${row} say=${review.say} onCancel=${leave}
          onSave=${(pieces) => {
            leave();
            review.edit(pieces);
          }} />`
        : html`<${Paragraph} row=${row} />`
    }
    ${
      mode === 'speaker' &&
      html`<${ChooseSpeaker} row=${row} onCancel=${leave}
        onSave=${(person) => {
          leave();
          review.speaker(person);
        }} />`
    }
    ${
      mode === '' &&
      html`<div class="buttons review-buttons" role="group" aria-label="Decide">
      ${button('a', 'Accept', review.accept, { class: 'primary' })}
      ${button('r', 'Reject', review.reject)}
      ${button('e', 'Edit words', () => setMode('edit'))}
      ${button('s', 'Speaker', () => setMode('speaker'))}
      ${button('u', 'Undo', review.undo)}
      ${button('Space', 'Skip', () => review.go(1))}
      <button type="button" class="small" onClick=${() => review.go(-1)} aria-keyshortcuts="ArrowLeft">← Back</button>
    </div>`
    }
  </section>`;
}
