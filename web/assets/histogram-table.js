/**
 * The numbers behind the histogram: what its patterns stand for, with sums, and all of it as a table.
 *
 *     March 2018   12   direct 7   mixed 2   indirect 3   nested 0
 */
import { html } from './html.js';
import { KINDS, KindSign } from './kinds.js';
import { timeInWords, total } from './brush.js';
import { count } from './format.js';

/** @param {{bins: any[], unit: string, onRange?: Function}} props */
export function HistogramTable({ bins, unit, onRange }) {
  const filled = bins.filter((bin) => total(bin) > 0);
  return html`<details class="as-table">
    <summary>As a table</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Statements over time">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">All</th>
            ${KINDS.map(({ name, label }) => html`<th scope="col" key=${name}>${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${filled.map((bin) => {
            const when = timeInWords(bin, bin, unit);
            const choose = () => onRange({ since: bin.from, until: bin.to });
            return html`<tr key=${bin.from}>
              <th scope="row">
                ${
                  onRange
                    ? html`<button type="button" class="link" onClick=${choose}>${when}</button>`
                    : when
                }
              </th>
              <td>${count(total(bin))}</td>
              ${KINDS.map(({ name }) => html`<td key=${name}>${count(bin[name])}</td>`)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** @param {{bins: any[], undated: number, before: number, after: number}} props */
export function Legend({ bins, undated, before, after }) {
  return html`<ul class="legend">
    ${KINDS.map(({ name, label }) => {
      const sum = bins.reduce((all, bin) => all + bin[name], 0);
      return html`<li key=${name}>
        <${KindSign} kind=${name} /> ${label} <span class="number">${count(sum)}</span>
      </li>`;
    })}
    ${before > 0 && html`<li>Far earlier <span class="number">${count(before)}</span></li>`}
    ${after > 0 && html`<li>Far later <span class="number">${count(after)}</span></li>`}
    ${undated > 0 && html`<li>Without a day <span class="number">${count(undated)}</span></li>`}
  </ul>`;
}
