/**
 * Keys that work on every page: / for the box, j and k from row to row, ? for what there is.
 *
 *     describeKeys('Review', [['a', 'accept'], ['r', 'reject']])   more lines in the help
 *     if (leaveAlone(event)) return;                               before a view's own keys
 *
 * A row is any element with the class `row` and tabindex="-1" or more, in <main>; Enter opens its
 * link with the class `row-link`. Nothing is taken from fields, nor from keys with Ctrl, Alt, Meta.
 */
import { html, render } from './html.js';

/** @type {Array<{title: string, keys: Array<[string, string]>}>} */
const described = [
  {
    title: 'Everywhere',
    keys: [
      ['/', 'go to the search box'],
      ['j or ↓', 'next row'],
      ['k or ↑', 'row before'],
      ['Enter', 'open the row'],
      ['?', 'this help'],
      ['Esc', 'close, or leave a field'],
    ],
  },
];

/**
 * @param {string} title
 * @param {Array<[string, string]>} keys
 */
export function describeKeys(title, keys) {
  const there = described.find((group) => group.title === title);
  if (there) there.keys = keys;
  else described.push({ title, keys });
}

/** The keys as a list, for the help and the About page. */
export function KeyList() {
  return described.map(
    (group) => html`<section key=${group.title}>
      <h3>${group.title}</h3>
      <dl class="keys">
        ${group.keys.map(
          ([key, what]) => html`<div key=${key}>
            <dt>
              ${key.split(' or ').map((one, i) => html`${i > 0 && ' or '}<kbd>${one}</kbd>`)}
            </dt>
            <dd>${what}</dd>
          </div>`,
        )}
      </dl>
    </section>`,
  );
}

/**
 * Is the key meant for a field, a dialog, or the browser?
 * @param {KeyboardEvent} event
 */
export function leaveAlone(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return true;
  if (document.querySelector('dialog[open]')) return true;
  const target = event.target;
  if (!(target instanceof Element)) return false;
  return (
    target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select') !== null ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** Opens the help, or closes it. */
function showKeys() {
  const open = document.getElementById('keys-help');
  if (open instanceof HTMLDialogElement) return open.close();
  const before = document.activeElement;
  const dialog = document.createElement('dialog');
  dialog.id = 'keys-help';
  dialog.setAttribute('aria-labelledby', 'keys-title');
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (before instanceof HTMLElement) before.focus();
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== '?') return;
    event.preventDefault();
    dialog.close();
  });
  document.body.append(dialog);
  render(
    html`<h2 id="keys-title">Keys</h2>
      <${KeyList} />
      <form method="dialog"><button class="primary">Close</button></form>`,
    dialog,
  );
  dialog.showModal();
}

/** @param {number} step 1: the next one, -1: the one before */
function goToRow(step) {
  const rows = [...document.querySelectorAll('main .row[tabindex]')];
  if (!rows.length) return false;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  // From above the first row both ways lead to it.
  const next = here < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, here + step));
  const row = /** @type {HTMLElement} */ (rows[next]);
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
  return true;
}

/** The box of this page, else the one in the header. */
function goToBox() {
  const boxes = ['main input[type=search]', 'header input[type=search]']
    .map((where) => document.querySelector(where))
    .filter((box) => box instanceof HTMLInputElement && box.checkVisibility());
  if (!boxes.length) return false;
  boxes[0].focus();
  boxes[0].select();
  return true;
}

/** @param {Element | null} element one that arrows move in by themselves */
const ownsArrows = (element) =>
  element?.closest(
    '[role=slider], [role=tablist], [role=listbox], [role=grid], summary, [data-arrows]',
  ) != null;

/** @param {KeyboardEvent} event */
function onKey(event) {
  const active = document.activeElement;
  const inField = active instanceof HTMLInputElement && !active.closest('dialog');
  if (event.key === 'Escape' && inField && !event.defaultPrevented) {
    event.preventDefault(); // which would empty the box
    active.blur();
    return;
  }
  if (leaveAlone(event)) return;
  let done = false;
  // Arrows scroll the page, unless one stands in the rows already.
  const inRows = active?.closest('main .row[tabindex]') != null && !ownsArrows(active);
  if (event.key === '/') done = goToBox();
  else if (event.key === '?') done = (showKeys(), true);
  else if (event.key === 'j' || (event.key === 'ArrowDown' && inRows)) done = goToRow(1);
  else if (event.key === 'k' || (event.key === 'ArrowUp' && inRows)) done = goToRow(-1);
  else if (event.key === 'Enter' && active?.matches('.row')) {
    const link = active.querySelector('a.row-link');
    if (link instanceof HTMLElement) done = (link.click(), true);
  }
  if (done) event.preventDefault();
}

/** To be called once. */
export function startKeys() {
  document.addEventListener('keydown', onKey);
}
