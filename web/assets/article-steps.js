/**
 * Text and list in step: what is pointed at, focused or chosen in one is lit in the other.
 *
 *     const stop = keepInStep(text, list, statements);
 *
 * A few listeners for all marks together. Pointing lights both and moves the list; choosing or
 * focusing an entry moves the text too. While the text is scrolled the list goes along with it,
 * unless somebody is in the list. It makes no elements; the address holds which one is chosen.
 */

/**
 * Scrolls an element into sight. What was not laid out yet takes its size on the way there, so it is
 * looked at again, as long as it is still wanted.
 */
function bring(element, wanted, times = 4) {
  const box = element.getBoundingClientRect();
  if (box.top > 80 && box.bottom < innerHeight * 0.8) return;
  element.scrollIntoView({ block: 'center' });
  if (times > 0) requestAnimationFrame(() => wanted() && bring(element, wanted, times - 1));
}

/** Brings an entry into the sight of its own list, leaving the page where it is. */
function showIn(list, element, way) {
  if (list.scrollHeight <= list.clientHeight) return;
  const box = list.getBoundingClientRect();
  const own = element.getBoundingClientRect();
  const inside = own.top >= box.top && own.bottom <= box.bottom;
  if (inside && way !== 'start') return;
  list.scrollTop += own.top - box.top - (way === 'start' ? 8 : (box.height - own.height) / 2);
}

/** The statements of an element of the text, the innermost last. */
function ownersOf(element) {
  return element.dataset.s.split(' ').map(Number);
}

/**
 * The marks and entries of the statements, each in their order, and what lights and chooses both.
 * @param {HTMLElement} text
 * @param {HTMLElement} list
 * @param {object[]} statements
 */
function pairsOf(text, list, statements) {
  const marks = statements.map(() => []);
  for (const element of text.querySelectorAll('[data-s]')) {
    for (const owner of ownersOf(element)) marks[owner].push(element);
  }
  const entries = [...list.querySelectorAll('[data-entry]')];
  let lit = -1;
  let chosen = -1;

  const light = (index, name) => {
    for (const element of document.querySelectorAll(`.${name}`)) element.classList.remove(name);
    if (index < 0) return;
    for (const element of [...marks[index], entries[index]]) element?.classList.add(name);
  };
  const point = (index) => {
    if (index === lit) return;
    lit = index;
    light(index, 'lit');
  };
  const showInText = (index) => {
    const first =
      marks[index].find((element) => element.classList.contains('content')) ?? marks[index][0];
    if (!first) return;
    first.closest('details')?.setAttribute('open', '');
    bring(first, () => chosen === index);
  };
  const choose = (index, { text: inText, list: inList }) => {
    chosen = index;
    light(index, 'picked');
    list.querySelector('[aria-current]')?.removeAttribute('aria-current');
    // Where there is no room beside the text, an entry chosen in it is shown at the window's foot.
    list.classList.toggle('by-text', index >= 0 && !inText);
    if (index < 0) return;
    entries[index].setAttribute('aria-current', 'true');
    if (inText) showInText(index);
    if (inList) showIn(list, entries[index], 'center');
  };
  return {
    entries,
    point,
    choose,
    chosen: () => chosen,
    chosenMark: () => (chosen < 0 ? null : marks[chosen][0]),
  };
}

function listenToText(text, list, statements, pairs, listen) {
  const { entries, point, choose } = pairs;
  listen(text, 'pointerover', (event) => {
    const element = event.target.closest('[data-s]');
    if (!element || event.pointerType === 'touch') return point(-1);
    const index = ownersOf(element).at(-1);
    point(index);
    showIn(list, entries[index], 'center');
  });
  listen(text, 'pointerleave', () => point(-1));
  listen(text, 'click', (event) => {
    const element = event.target.closest('[data-s]');
    if (!getSelection().isCollapsed) return;
    if (!element) return choose(-1, { text: false, list: false });
    // Again at the same place: the statement around it.
    const owners = ownersOf(element);
    const at = owners.indexOf(pairs.chosen());
    const index = owners.at(at > 0 ? at - 1 : -1);
    history.replaceState(history.state, '', `#s-${statements[index].id}`);
    choose(index, { text: false, list: true });
  });
}

function listenToList(list, { point, choose }, listen) {
  listen(list, 'pointerover', (event) => {
    point(Number(event.target.closest('[data-entry]')?.dataset.entry ?? -1));
  });
  listen(list, 'pointerleave', () => point(-1));
  listen(list, 'focusin', (event) => {
    const entry = event.target.closest('[data-entry]');
    if (!entry || !event.target.matches(':focus-visible')) return;
    choose(Number(entry.dataset.entry), { text: true, list: false });
  });
  listen(list, 'click', (event) => {
    const jump = event.target.closest('.entry-jump');
    if (!jump || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(history.state, '', jump.hash);
    choose(Number(jump.closest('[data-entry]').dataset.entry), { text: true, list: false });
  });
}

/**
 * @param {HTMLElement} text
 * @param {HTMLElement} list that scrolls
 * @param {object[]} statements
 * @returns {() => void} takes the listeners away
 */
export function keepInStep(text, list, statements) {
  const pairs = pairsOf(text, list, statements);
  const indexOf = new Map(statements.map((statement, index) => [`s-${statement.id}`, index]));
  const ending = new AbortController();
  const listen = (target, name, run) =>
    target.addEventListener(name, run, { signal: ending.signal });
  listenToText(text, list, statements, pairs, listen);
  listenToList(list, pairs, listen);
  const byAddress = () => {
    const index = indexOf.get(location.hash.slice(1));
    if (index !== undefined) pairs.choose(index, { text: true, list: true });
  };
  listen(window, 'hashchange', byAddress);
  followScroll(text, list, pairs, listen);
  byAddress();
  return () => ending.abort();
}

/** While the text is scrolled, the list shows the chosen statement, else the first in sight. */
function followScroll(text, list, { entries, chosenMark }, listen) {
  const blocks = [...text.querySelectorAll('.block')];
  const firstIn = blocks.map((block) => block.querySelector('[data-s]'));
  let asked = 0;
  const follow = () => {
    asked = 0;
    if (list.matches(':hover, :focus-within')) return;
    const top = chosenMark()?.getBoundingClientRect().top ?? -1;
    if (top > 0 && top < innerHeight) return;
    // Blocks stand one below the other: the first in sight is found by halving.
    let low = 0;
    let high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (blocks[middle].getBoundingClientRect().bottom < 90) low = middle + 1;
      else high = middle;
    }
    while (low < blocks.length && !firstIn[low]) low++;
    if (low < blocks.length) showIn(list, entries[ownersOf(firstIn[low])[0]], 'start');
  };
  listen(window, 'scroll', () => {
    asked ||= requestAnimationFrame(follow);
  });
}
