/**
 * The four that statements are told apart by, the same on every page: by shape, pattern and colour.
 *
 *     direct    a full square        the speaker's words, in quote marks
 *     mixed     stripes              the reporter's words with some of the speaker's
 *     indirect  dots                 the reporter's words
 *     nested    rings                inside another statement, whatever its kind
 *
 * Colours are the tokens --direct, --mixed, --indirect and --nested of app.css.
 */
import { html } from './html.js';

/** In the order in which they are stacked and listed. */
export const KINDS = [
  { name: 'direct', label: 'Direct', about: 'the speaker’s own words' },
  { name: 'mixed', label: 'Mixed', about: 'partly the speaker’s own words' },
  { name: 'indirect', label: 'Indirect', about: 'retold by the reporter' },
  { name: 'nested', label: 'Nested', about: 'told inside another statement' },
];

/**
 * Which of the four a statement is counted as.
 * @param {{kind: string, parent?: string | null}} statement
 */
export function kindOf(statement) {
  return statement.parent ? 'nested' : statement.kind;
}

/**
 * The patterns, once in each <svg> that uses them: fill="url(#ID-mixed)".
 * @param {{id: string}} props `id`: told apart from those of another <svg>
 */
export function KindPatterns({ id }) {
  return html`<defs>
    <pattern id=${`${id}-direct`} width="8" height="8" patternUnits="userSpaceOnUse">
      <rect width="8" height="8" class="ink-direct" />
    </pattern>
    <pattern
      id=${`${id}-mixed`}
      width="5"
      height="5"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width="5" height="5" class="paper" />
      <rect width="3" height="5" class="ink-mixed" />
    </pattern>
    <pattern id=${`${id}-indirect`} width="4" height="4" patternUnits="userSpaceOnUse">
      <rect width="4" height="4" class="paper" />
      <circle cx="2" cy="2" r="1.25" class="ink-indirect" />
    </pattern>
    <pattern id=${`${id}-nested`} width="6" height="6" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" class="paper" />
      <circle cx="3" cy="3" r="1.9" class="line-nested" />
    </pattern>
  </defs>`;
}

/**
 * The sign of a kind beside its name.
 * @param {{kind: string}} props
 */
export function KindSign({ kind }) {
  return html`<svg class="kind-sign" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    ${kind === 'direct' && html`<rect x="1" y="1" width="10" height="10" class="ink-direct" />`}
    ${
      kind === 'mixed' &&
      html`<path d="M1 5V1h4zM1 11V8.5L8.5 1H11v2.5L3.5 11zM11 7v4H7z" class="ink-mixed" />`
    }
    ${
      kind === 'indirect' &&
      html`<path d="M2 2h3v3H2zM7 2h3v3H7zM2 7h3v3H2zM7 7h3v3H7z" class="ink-indirect" />`
    }
    ${
      kind === 'nested' &&
      html`<circle cx="6" cy="6" r="4.75" class="line-nested" />
      <circle cx="6" cy="6" r="1.75" class="ink-nested" />`
    }
  </svg>`;
}

/**
 * A kind as a badge: its sign and its name; a nested statement has both.
 * @param {{kind: string, parent?: string | null}} props
 */
export function KindBadge({ kind, parent }) {
  const label = KINDS.find((one) => one.name === kind)?.label ?? kind;
  return html`<span class="badge"><${KindSign} kind=${kind} />${label}</span>${
    parent && html`<span class="badge"><${KindSign} kind="nested" />Nested</span>`
  }`;
}
