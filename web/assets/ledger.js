/**
 * The ledger: every decision, the latest first, with undo.
 *
 *     /ledger?after=N
 */
import { html, useEffect } from './html.js';
import { address } from './link.js';
import { plural } from './format.js';
import { Decisions } from './decisions.js';
import { tellDecision } from './decide.js';

/** @param {{data: object}} props the twin */
export default function LedgerPage({ data }) {
  useEffect(tellDecision, []);
  return html`<div class="ledger-page">
    <h1>Ledger</h1>
    <p class="lead">
      ${
        data.total > 0
          ? `${plural(data.total, 'decision')}, the latest first. Nothing is ever taken out of the ledger: to undo is a decision too.`
          : 'Nothing was decided yet. People are joined and parted on their pages, statements are judged in the review.'
      }
    </p>
    <${Decisions} rows=${data.rows} />
    ${
      data.next !== null &&
      html`<nav class="pager" aria-label="Pages">
      <a class="button" rel="next" href=${address('/ledger', { after: data.next })}>Earlier decisions</a>
    </nav>`
    }
  </div>`;
}
