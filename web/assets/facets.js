/**
 * How the statements of an answer are spread: by speaker, outlet, kind, act and year. Each value
 * leads to the question with that term added, or taken away again where it is asked for already.
 *
 *     ports   →   click on “The Herald”   →   /?q=ports+outlet:"The+Herald"
 *
 * Plain links: they work in a new tab, and say where they lead.
 */
import { html, useRoom } from './html.js';
import { addTerm, chosen, isTerm, questionAddress, withoutTerm } from './link.js';
import { count, plural } from './format.js';

/** Headings, and the field that each is asked by; the year's is the clock of the search. */
const FACETS = [
  { name: 'speaker', title: 'Speaker', field: () => 'person' },
  { name: 'outlet', title: 'Outlet', field: () => 'outlet' },
  { name: 'kind', title: 'Kind', field: () => 'kind' },
  { name: 'act', title: 'Act', field: () => 'act' },
  { name: 'year', title: 'Year', field: (state) => state['date-of'] || 'said' },
];

const CHIP_FIELDS = [
  'speaker',
  'person',
  'outlet',
  'kind',
  'act',
  'said',
  'published',
  'captured',
  'via',
  'to',
  'about',
  'article',
  'is',
  'has',
  'place',
  'source',
  'title',
  'block',
  'form',
  'depth',
  'confidence',
  'url',
];

/**
 * The state of a question with another text: from its first page on.
 * @param {Record<string, any>} state
 * @param {string} q
 */
const asking = (state, q) => questionAddress({ ...state, q, after: '' });

/** @param {{share: any, field: string, state: any, most: number, terms: any[]}} props */
function Share({ share, field, state, most, terms }) {
  const label = share.label || share.value;
  const on = terms.find((term) => isTerm(term, field, share.value));
  const add = asking(state, addTerm(state.q, field, share.value));
  const without = asking(state, addTerm(state.q, field, share.value, true));
  const length = Math.max(1, Math.round((100 * share.statements) / Math.max(1, most)));
  return html`<li>
    <a
      class="share"
      href=${on ? asking(state, withoutTerm(state.q, on)) : add}
      aria-current=${on ? 'true' : null}
    >
      <span class="share-label">${on && html`<span aria-hidden="true">✓ </span>`}${label}</span>
      <span class="number">${count(share.statements)}</span>
      <svg class="share-bar" width="100%" height="3" aria-hidden="true">
        <rect width=${`${length}%`} height="3" />
      </svg>
      ${on && html`<span class="unseen">, chosen: take it away</span>`}
    </a>
    ${
      !on &&
      html`<a class="without" href=${without} title=${`Without ${label}`}
      ><span aria-hidden="true">−</span><span class="unseen">Without ${label}</span></a
    >`
    }
  </li>`;
}

/** @param {{title: string, facet: any, field: string, state: any, open: boolean}} props */
function Facet({ title, facet, field, state, open }) {
  const shares = facet?.shares ?? [];
  if (!shares.length) return null;
  const terms = chosen(state.q, [field]);
  const most = Math.max(...shares.map((share) => share.statements));
  const rest = [
    facet.others > 0 && `${count(facet.others)} of others`,
    facet.none > 0 && `${count(facet.none)} without`,
    facet.of > 0 && `of the latest ${plural(facet.of, 'statement')}`,
  ].filter(Boolean);
  return html`<details class="facet" open=${open}>
    <summary><h3>${title}</h3></summary>
    <ul>
      ${shares.map(
        (share) =>
          html`<${Share}
            key=${share.value}
            share=${share}
            field=${field}
            state=${state}
            most=${most}
            terms=${terms}
          />`,
      )}
    </ul>
    ${rest.length > 0 && html`<p class="rest">${rest.join(', ')}</p>`}
  </details>`;
}

/**
 * Is there anything to narrow down by?
 * @param {Record<string, any> | null} facets
 */
export function hasFacets(facets) {
  return FACETS.some(({ name }) => facets?.[name]?.shares?.length > 0);
}

/**
 * Beside the rows all are open; above them, on a narrow screen, all are behind one line.
 * @param {{facets: Record<string, any> | null, state: Record<string, any>}} props
 */
export function Facets({ facets, state }) {
  const room = useRoom('60rem'); // as in app.css
  if (!hasFacets(facets)) return null;
  const each = FACETS.map(
    ({ name, title, field }) =>
      html`<${Facet}
        key=${name}
        title=${title}
        facet=${facets[name]}
        field=${field(state)}
        state=${state}
        open=${room || name === 'speaker'}
      />`,
  );
  return html`<aside class="facets" aria-label="Narrow down">
    <a class="skip" href="#answer-title">Skip to the statements</a>
    ${
      room
        ? html`<h2>Narrow down</h2>
          ${each}`
        : html`<details>
          <summary><h2>Narrow down</h2></summary>
          ${each}
        </details>`
    }
  </aside>`;
}

/**
 * What each chosen term says, as people read it.
 * @param {any} term
 * @param {Record<string, any> | null} facets
 * @param {any[]} rows
 */
function nameOf(term, facets, rows) {
  if (term.field !== 'person') return term.value;
  const share = facets?.speaker?.shares.find((one) => isTerm(term, 'person', one.value, term.not));
  const row = rows.find((one) => one.person && isTerm(term, 'person', one.person.id, term.not));
  return share?.label || row?.person.name || term.value;
}

/**
 * What narrows the answer down, each with a link that takes it away.
 * @param {{state: Record<string, any>, facets: any, rows: any[]}} props
 */
export function Chips({ state, facets, rows }) {
  const terms = chosen(state.q, CHIP_FIELDS).map((term) => ({
    label: `${term.not ? 'not ' : ''}${term.field}: ${nameOf(term, facets, rows)}`,
    href: asking(state, withoutTerm(state.q, term)),
  }));
  if (state.since || state.until)
    terms.push({
      label: `${state['date-of'] || 'said'}: ${state.since || '…'} to ${state.until || '…'}`,
      href: questionAddress({ ...state, since: '', until: '', after: '' }),
    });
  if (!terms.length) return null;
  return html`<ul class="chips" aria-label="Chosen">
    ${terms.map(
      ({ label, href }) =>
        html`<li key=${label}>
          <a class="chip" href=${href}>
            ${label} <span aria-hidden="true">×</span><span class="unseen">, take it away</span>
          </a>
        </li>`,
    )}
  </ul>`;
}
