/**
 * What is told of an article beside its text, and by what; its captures; other texts at its
 * addresses.
 *
 *     <${ArticleAbout} data=${data} />
 *
 * An address leads out only where it is of the web (link.js); a hash is shown whole, to be copied.
 */
import { html } from './html.js';
import { count, dateInWords, plural } from './format.js';
import { articleAddress, outside } from './link.js';

/** Where a field was read, in words where the code says little. */
const TOLD_BY = {
  given: 'as it was given',
  text: 'told by the text',
  url: 'told by the address',
  'json-ld': 'read from the page’s JSON-LD',
};

/** @param {{url: string|null}} props */
export function Address({ url }) {
  const href = outside(url);
  if (!url) return null;
  return href
    ? html`<a class="address" href=${href} rel="noreferrer noopener">${url}</a>`
    : html`<span class="address">${url}</span>`;
}

/** A language by its English name, where the browser has one. */
function languageName(code) {
  if (!code || code === 'und') return code === 'und' ? 'not known' : '';
  try {
    return `${new Intl.DisplayNames('en', { type: 'language' }).of(code)} (${code})`;
  } catch {
    return code;
  }
}

/** The day, with the words it was read from where they tell more. */
function dateAndWords(date) {
  const words = dateInWords(date?.value);
  if (!words) return '';
  return date.text && date.text !== date.value ? `${words} (“${date.text}”)` : words;
}

function Metadata({ data }) {
  const { article, told_by: toldBy = {} } = data;
  const fields = [
    ['title', 'Title', article.title],
    ['authors', 'By', (data.authors ?? []).join(', ')],
    ['outlet', 'Outlet', article.outlet],
    ['section', 'Section', data.section],
    ['published', 'Published', dateAndWords(article.published)],
    ['modified', 'Changed', dateAndWords(data.modified)],
    ['language', 'Language', languageName(article.language)],
    ['canonical', 'Address it names', data.canonical && html`<${Address} url=${data.canonical} />`],
  ];
  return html`<section aria-labelledby="about-article">
    <h2 id="about-article">About the article</h2>
    <dl class="told-fields">
      ${fields.map(
        ([name, label, value]) =>
          value &&
          html`<div key=${name}>
        <dt>${label}</dt>
        <dd>${value} ${toldBy[name] && html`<span class="told-by">${TOLD_BY[toldBy[name]] ?? `read from ${toldBy[name]}`}</span>`}</dd>
      </div>`,
      )}
      <div><dt>Hash of the text</dt><dd><code class="hash">${article.id}</code></dd></div>
    </dl>
  </section>`;
}

/** @param {{appearances: object[]}} props */
export function Captures({ appearances }) {
  return html`<section aria-labelledby="captures">
    <h2 id="captures">${plural(appearances.length, 'capture')}</h2>
    <ol class="captures">
      ${appearances.map(
        (capture) => html`<li key=${`${capture.capture} ${capture.name}`}>
        <p class="capture-head">
          ${capture.outlet ?? 'Outlet not told'}${capture.captured?.value && `, captured ${dateInWords(capture.captured.value)}`}
          ${capture.leads && appearances.length > 1 && html` <span class="badge">leads</span>`}
        </p>
        <dl class="told-fields">
          ${capture.title && html`<div><dt>Title</dt><dd>${capture.title}</dd></div>`}
          ${capture.published?.value && html`<div><dt>Published</dt><dd>${dateInWords(capture.published.value)}</dd></div>`}
          ${capture.url && html`<div><dt>Address</dt><dd><${Address} url=${capture.url} /></dd></div>`}
          ${capture.path && html`<div><dt>File</dt><dd class="address">${capture.path}</dd></div>`}
          <div><dt>Bytes</dt><dd>${count(capture.bytes)}</dd></div>
          <div><dt>Hash</dt><dd><code class="hash">${capture.source}</code></dd></div>
        </dl>
      </li>`,
      )}
    </ol>
  </section>`;
}

function Versions({ versions }) {
  if (versions.length === 0) return null;
  return html`<section aria-labelledby="versions">
    <h2 id="versions">Other texts at its addresses</h2>
    <ul class="versions">
      ${versions.map(
        (version) => html`<li key=${version.article}>
        <a href=${articleAddress(version.article)}>${version.title || version.name || 'Untitled'}</a>
        ${version.captured?.value && `, captured ${dateInWords(version.captured.value)}`}
      </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {{data: object}} props */
export function ArticleAbout({ data }) {
  return html`<div class="about-text">
    <${Metadata} data=${data} />
    <${Captures} appearances=${data.appearances} />
    <${Versions} versions=${data.versions} />
  </div>`;
}
