/**
 * Every field of a statement with the phrase that tells it, and how sure it is.
 *
 *     <${Fields} statement=${statement} phrase=${(spans) => '…'} point=${(role) => …} />
 *
 * A field that the text does not tell is not shown; those that are missing are named in one line.
 * Pointing at a field, or focusing its phrase, lights the phrase in the text.
 */
import { html } from './html.js';
import { dateInWords, percent } from './format.js';
import { speakerAddress } from './link.js';
import { ACTS, confidenceWords, FLAGS, FORMS, termOf } from './terms.js';
import { KINDS } from './kinds.js';

/** "almost certain, 93%" with a bar. @param {{value: number}} props */
export function Sure({ value }) {
  return html`<span class="sure">
    <meter min="0" max="1" value=${value} aria-hidden="true"></meter>
    ${confidenceWords(value)}, ${percent(value)}
  </span>`;
}

function Evidence({ role, text, carried }) {
  return html`<span class="told-in" data-role=${role}>
    ${text && html`<q>${text}</q>`}
    ${carried && html` <span class="carried">told by an earlier sentence</span>`}
  </span>`;
}

function Field({ label, role, children }) {
  return html`<div data-role=${role}><dt>${label}</dt><dd>${children}</dd></div>`;
}

function SpeakerField({ statement }) {
  const { speaker, person, source } = statement;
  const name = person?.name ?? speaker.name;
  return html`<${Field} label="Speaker" role="source">
    ${name ? (person ? html`<a href=${speakerAddress(person.id)}>${name}</a>` : name) : html`not named${speaker.why && `: ${speaker.why}`}`}
    ${speaker.role && html`, <span class="speaker-role">${speaker.role}</span>`}
    ${speaker.kind && speaker.kind !== 'person' && html` <span class="badge">${speaker.kind}</span>`}
    ${name && html`<br /><${Sure} value=${speaker.confidence} />`}
    ${source && html`<br /><${Evidence} role="source" text=${source.text} /> ${termOf(FORMS, source.form).name}`}
    ${
      speaker.candidates.length > 0 &&
      html`<details class="candidates">
      <summary>Who else was weighed</summary>
      <ol>${speaker.candidates.map((other) => html`<li key=${other.name}>${other.name}: <${Sure} value=${other.confidence} /></li>`)}</ol>
    </details>`
    }
  </${Field}>`;
}

const PHRASES = [
  ['addressee', 'To whom'],
  ['occasion', 'Occasion'],
  ['place', 'Place'],
];

/** Which fields the text does not tell, in one line. */
function missing(statement) {
  const names = PHRASES.filter(([role]) => !statement[role]).map(([, label]) =>
    label.toLowerCase(),
  );
  if (!statement.said) names.push('when');
  if (statement.via.length === 0) names.push('through whom');
  return names.length ? `The text does not tell: ${names.join(', ')}.` : '';
}

/** @param {{statement: object, phrase: Function, point: (role: string|null) => void}} props */
export function Fields({ statement, phrase, point }) {
  const { act, kind, negated, cue, said, via, flags, inserts } = statement;
  const about = KINDS.find((one) => one.name === kind)?.about ?? '';
  const over = (event) => point(event.target.closest('[data-role]')?.dataset.role ?? null);
  return html`<section aria-labelledby="fields-title">
    <h2 id="fields-title">What the text tells</h2>
    <dl class="told-fields" onPointerOver=${over} onPointerLeave=${() => point(null)}>
      <${SpeakerField} statement=${statement} />
      ${cue && html`<${Field} label="Cue" role="cue"><${Evidence} role="cue" text=${cue.text} /> ${cue.lemma && cue.lemma !== cue.text && `(${cue.lemma})`}</${Field}>`}
      ${PHRASES.map(
        ([role, label]) =>
          statement[role] &&
          html`<${Field} key=${role} label=${label} role=${role}>
        <${Evidence} role=${role} text=${statement[role].text} carried=${statement[role].carried} />
      </${Field}>`,
      )}
      ${said && html`<${Field} label="When" role="said">${dateInWords(said.value) || 'the day is not certain'} <${Evidence} role="said" text=${said.text} carried=${said.carried} /></${Field}>`}
      ${
        via.length > 0 &&
        html`<${Field} label="Through" role="via">
        ${via.map((one, index) => html`<span key=${index}>${index > 0 && ', '}${one.name} <${Evidence} role="via" text=${phrase(one.spans)} carried=${one.carried} /></span>`)}
      </${Field}>`
      }
      ${inserts.length > 0 && html`<${Field} label="Put in" role="insert">${inserts.map((insert) => html`<q key=${insert.spans[0]?.[0]}>${insert.text}</q> `)}</${Field}>`}
      <${Field} label="Kind">${kind}${about && `: ${about}`}</${Field}>
      <${Field} label="Act">${negated && 'not done: '}${termOf(ACTS, act).name}, ${termOf(ACTS, act).means}</${Field}>
      <${Field} label="A statement"><${Sure} value=${statement.confidence} /></${Field}>
      ${
        flags.length > 0 &&
        html`<${Field} label="Flags"><ul class="flags">
        ${flags.map((flag) => html`<li key=${flag}><strong>${termOf(FLAGS, flag).name}</strong> ${termOf(FLAGS, flag).means}</li>`)}
      </ul></${Field}>`
      }
      <${Field} label="Found by">quoth ${statement.extractor.version}, model <code class="hash">${statement.extractor.model}</code></${Field}>
    </dl>
    <p class="missing">${missing(statement)}</p>
  </section>`;
}
