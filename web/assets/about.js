/**
 * What is in the archive, how to ask it, and which keys there are.
 *
 *     data.stats: [{ what: 'archive', name: 'articles', count: 12, statements: 90 }, …]
 */
import { html } from './html.js';
import { questionAddress } from './link.js';
import { KeyList } from './keys.js';
import { count } from './format.js';

const TITLES = {
  archive: 'All',
  published: 'By year of publication',
  outlet: 'By outlet',
  outlets: 'By outlet',
  kind: 'By kind',
  act: 'By act',
  model: 'Read by',
  bytes: 'Size of the file',
};

const EXAMPLES = [
  ['harbour plan', 'statements with both words'],
  ['"joint work"', 'words side by side'],
  ['sanction*', 'words that begin so'],
  ['tariffs OR sanctions', 'one of them is enough'],
  ['ports -ships', 'without a word'],
  ['speaker:"Jane Roe"', 'what somebody said, under any spelling of the name'],
  ['about:harbour', 'what was said of somebody or something'],
  ['outlet:Herald', 'in an outlet'],
  ['via:TASS', 'that came through an agency or another outlet'],
  ['said:2017..2018', 'by the day it was said; published: and captured: are the other clocks'],
  ['kind:direct', 'direct, mixed or indirect'],
  ['act:writing', 'speech, writing, thought or intent'],
  ['is:anonymous', 'by nobody named; also named, negated, nested, headline'],
  ['peace NEAR/3 talks', 'at most three words between'],
];

const MOST = 12; // rows of a table that are shown at once

/** @param {string | null} name where it ends with a hash, its beginning tells it apart */
function shortName(name) {
  return (name || 'not told').replace(/(\b[0-9a-f]{12})[0-9a-f]{40,}/g, '$1…');
}

/** @param {any} row */
function told(row) {
  if (row.count === null || row.count === undefined) return '';
  if (row.what !== 'bytes') return count(row.count);
  return `${count(Math.round(row.count / 1000))} kB`;
}

/** @param {{title: string, rows: any[]}} props */
function Stats({ title, rows }) {
  const withStatements = rows.some((row) => row.statements !== null);
  const table = (some, caption) => html`<table class="stats">
    <caption class=${caption ? '' : 'unseen'}>
      ${title}
    </caption>
    <thead class="unseen">
      <tr>
        <th scope="col">What</th>
        <th scope="col">Count</th>
        ${withStatements && html`<th scope="col">Statements</th>`}
      </tr>
    </thead>
    <tbody>
      ${some.map(
        (row) => html`<tr key=${row.name}>
          <th scope="row">${shortName(row.name)}</th>
          <td class="number">${told(row)}</td>
          ${
            withStatements &&
            html`<td class="number note">
            ${row.statements === null ? '' : `${count(row.statements)} statements`}
          </td>`
          }
        </tr>`,
      )}
    </tbody>
  </table>`;
  return html`<section class="card">
    ${table(rows.slice(0, MOST), true)}
    ${
      rows.length > MOST &&
      html`<details>
      <summary>${count(rows.length - MOST)} more</summary>
      ${table(rows.slice(MOST), false)}
    </details>`
    }
  </section>`;
}

/**
 * @param {any[]} stats
 * @returns {Array<{title: string, rows: any[]}>}
 */
function grouped(stats) {
  const groups = new Map();
  for (const row of stats) {
    if (!groups.has(row.what)) groups.set(row.what, []);
    groups.get(row.what).push(row);
  }
  return [...groups].map(([what, rows]) => ({ title: TITLES[what] || what, rows }));
}

/** @param {{data: any}} props */
export default function About({ data }) {
  return html`<h1>About this archive</h1>
    <nav class="on-page" aria-label="On this page">
      <a href="#inside">What is in it</a> <a href="#ask">How to ask</a>
      <a href="#keys">Keys</a> <a href="/?add=1">Add to it</a> <a href="/api">API</a>
    </nav>
    <section id="inside" aria-labelledby="inside-title">
      <h2 id="inside-title">What is in it</h2>
      <div class="cards">
        ${grouped(data.stats || []).map(
          ({ title, rows }) => html`<${Stats} key=${title} title=${title} rows=${rows} />`,
        )}
      </div>
    </section>
    <section id="ask" aria-labelledby="ask-title">
      <h2 id="ask-title">How to ask</h2>
      <p>
        Words, phrases and fields with a space between; a statement answers if every one of them is
        true of it. Every question is read back in words.
      </p>
      <dl class="examples">
        ${EXAMPLES.map(
          ([question, what]) => html`<div key=${question}>
            <dt>
              <a href=${questionAddress({ q: question })}><code>${question}</code></a>
            </dt>
            <dd>${what}</dd>
          </div>`,
        )}
      </dl>
    </section>
    <section id="keys" aria-labelledby="keys-on-page">
      <h2 id="keys-on-page">Keys</h2>
      <${KeyList} />
    </section>
    <p class="note">
      quoth ${data.version}${data.model && html`; it reads with <code>${shortName(data.model)}</code>`}
    </p>`;
}
