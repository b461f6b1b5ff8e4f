/**
 * Where the page begins: reads the data that came with the document and shows the view for it.
 *
 *     <script type="application/json" id="page-data">{"page": "search", …}</script>
 *       →   search.js, its default export, as <View data={…} /> in <main>
 *
 * A view is a Preact component that takes `{ data }`. What the server wrote into <main> is there
 * until the view is, and stays if there is none for this page, or if it fails.
 */
import { html, render } from './html.js';
import { takeToken, announce } from './api.js';
import { startKeys } from './keys.js';

/** @type {Record<string, () => Promise<{default: Function}>>} */
const views = {
  search: () => import('./search.js'),
  speakers: () => import('./speakers.js'),
  speaker: () => import('./speaker.js'),
  article: () => import('./article.js'),
  statement: () => import('./statement.js'),
  review: () => import('./review.js'),
  ledger: () => import('./ledger.js'),
  about: () => import('./about.js'),
};

/** @returns {any} what the document carries, or null */
function pageData() {
  const island = document.getElementById('page-data');
  if (!island) return null;
  try {
    return JSON.parse(island.textContent || '');
  } catch {
    return null;
  }
}

async function start() {
  takeToken();
  startKeys();
  const data = pageData();
  const main = document.getElementById('main');
  // An error other than of a question has no view: the server's words stand.
  if (!data || !main || !views[data.page] || (!data.ok && data.page !== 'search')) return;
  const before = [...main.childNodes];
  try {
    const { default: View } = await views[data.page]();
    main.replaceChildren();
    render(html`<${View} data=${data} />`, main);
    document.documentElement.dataset.view = data.page;
    scrollToAnchor();
  } catch (error) {
    main.replaceChildren(...before);
    announce('This page is shown without its script, which failed.', { error: true });
    console.error(error);
  }
}

/** The browser looked for #… before the view was there. */
function scrollToAnchor() {
  let id = '';
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return;
  }
  const target = id && document.getElementById(id);
  if (target) target.scrollIntoView({ block: 'center' });
}

start();
