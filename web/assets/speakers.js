/**
 * The people and organizations of the archive, by name or by how much they said.
 *
 *     /speakers?name=roe   →   data.rows: id, name, kind, statements, articles, first, last, …
 */
import { html } from './html.js';
import { address, addTerm, questionAddress, speakerAddress } from './link.js';
import { count, plural } from './format.js';
import { Years } from './row.js';

const ALIKE = 4; // spellings that are shown

/** @param {{row: any}} props */
function Person({ row }) {
  const others = (row.spellings || []).filter((text) => text !== row.name).slice(0, ALIKE);
  const roles = (row.roles || []).slice(0, 2).map((role) => role.text ?? role);
  return html`<tr class="row" tabindex="-1">
    <th scope="row">
      <a class="row-link speaker" href=${speakerAddress(row.id)}>${row.name}</a>
      ${row.kind === 'organization' && html`${' '}<span class="badge">organization</span>`}
      ${roles.length > 0 && html`<span class="under">${roles.join('; ')}</span>`}
      ${others.length > 0 && html`<span class="under note">also ${others.join(', ')}</span>`}
      <span class="under note narrow">
        ${plural(row.articles, 'article')}: <${Years} first=${row.first} last=${row.last} />
      </span>
    </th>
    <td class="number">${count(row.statements)}</td>
    <td class="number wide">${count(row.articles)}</td>
    <td class="wide"><${Years} first=${row.first} last=${row.last} /></td>
  </tr>`;
}

/** @param {{data: any}} props */
export default function Speakers({ data }) {
  const rows = data.rows || [];
  const later = new URLSearchParams(location.search).has('after');
  return html`<h1>Speakers</h1>
    <form class="ask" action="/speakers" method="get" role="search" aria-label="Speakers">
      <div class="ask-line">
        <label class="unseen" for="name-box">Name</label>
        <input
          id="name-box"
          type="search"
          name="name"
          value=${data.name || ''}
          placeholder="A name, or part of one"
          autocomplete="off"
          spellcheck=${false}
        />
        <button class="primary">Find</button>
      </div>
    </form>
    <p class="note">
      ${
        data.total === null || data.total === undefined
          ? plural(rows.length, 'speaker')
          : plural(data.total, 'speaker')
      }
      ${data.name && html`${' '}called “${data.name}” – <a href="/speakers">all</a>`}
      ${later && html`${' '}– <a href=${address('/speakers', { name: data.name })}>the first</a>`}
    </p>
    ${
      rows.length
        ? html`<table class="people">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" class="number">Statements</th>
              <th scope="col" class="number wide">Articles</th>
              <th scope="col" class="wide">From – to</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => html`<${Person} key=${row.id} row=${row} />`)}
          </tbody>
        </table>`
        : html`<p>
          Nobody is called that. Somebody who is spoken of, and said nothing, is found with${' '}
          <a href=${questionAddress({ q: data.name ? addTerm('', 'about', data.name) : '' })}
            >about:</a
          >.
        </p>`
    }
    ${
      data.next &&
      html`<nav class="pager" aria-label="More">
      <a class="button" rel="next" href=${address('/speakers', { name: data.name, after: data.next })}
        >More speakers</a
      >
    </nav>`
    }`;
}
