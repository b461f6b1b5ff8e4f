/**
 * Review: one statement at a time, the most doubtful first, with keys and buttons.
 *
 *     /review?q=outlet:Herald      a accept · r reject · e edit · s speaker · u undo · space skip
 *
 * Each decision is sent at once and stands in the ledger; undo takes the last one back. Pages of the
 * queue are asked for before the last row is reached. What happens is told in one live line.
 */
import { html, useEffect, useLayoutEffect, useRef, useState } from './html.js';
import { begin, current, decided, extended, moved, undone, wantsMore } from './review-state.js';
import { Card } from './review-card.js';
import { announceError } from './api.js';
import { decide } from './decide.js';
import { describeKeys, leaveAlone } from './keys.js';
import { address } from './link.js';
import { plural } from './format.js';

describeKeys('Review', [
  ['a', 'accept: it is a statement, with these words'],
  ['r', 'reject: it is none'],
  ['e', 'tell its words anew'],
  ['s', 'choose who said it'],
  ['u', 'undo the last decision'],
  ['Space or →', 'skip'],
  ['←', 'back'],
]);

const TOLD = { accept: 'Accepted.', reject: 'Rejected.', edit: 'The words are told anew.' };

function Progress({ state }) {
  const all = state.left + state.reviewed;
  return html`<div class="review-progress">
    <label for="review-done">${plural(state.left, 'statement')} to review, ${state.reviewed.toLocaleString('en')} reviewed</label>
    <progress id="review-done" max=${Math.max(1, all)} value=${state.reviewed}></progress>
  </div>`;
}

function Narrow({ query }) {
  return html`<form class="review-narrow" action="/review" method="get" aria-label="Narrow down">
    <label for="review-q">Only statements that answer</label>
    <input id="review-q" type="search" name="q" value=${query} placeholder="outlet:Herald kind:mixed" autocomplete="off" spellcheck=${false} />
    <button>Go</button>
  </form>`;
}

/** The state with what sends decisions and asks for pages. */
function useReview(data) {
  const [state, setState] = useState(() => begin(data));
  const [told, say] = useState('');
  const busy = useRef(false);
  const asking = useRef(false);
  useEffect(() => {
    if (!wantsMore(state) || asking.current) return;
    asking.current = true;
    fetch(address('/review.json', { q: data.query, after: state.next }))
      .then((response) =>
        response.ok
          ? response.json()
          : Promise.reject(new Error(`The next page did not come (${response.status}).`)),
      )
      .then((page) => setState((now) => extended(now, page.answer)))
      .catch((error) => {
        setState((now) => ({ ...now, next: null }));
        announceError(error);
      })
      .finally(() => {
        asking.current = false;
      });
  }, [state]);
  const send = async (decision, change, words) => {
    // One after the other: a key held down decides once.
    if (busy.current) return;
    busy.current = true;
    const entry = await decide(decision);
    busy.current = false;
    if (entry === null) return;
    setState((now) => change(now, entry));
    say(words);
  };
  const row = current(state);
  const judge = (verb, more = {}, kept = {}) =>
    row &&
    send(
      { verb, statements: [row.id], ...more },
      (now, entry) => decided(now, { verb, entry, ...kept }),
      TOLD[verb],
    );
  return {
    state,
    row,
    told,
    say,
    accept: () => judge('accept'),
    reject: () => judge('reject'),
    edit: (pieces) => judge('edit', pieces, { pieces }),
    speaker: ({ id, name }) =>
      row &&
      send(
        { verb: 'speaker', statements: [row.id], ...(id ? { person: id } : { spelling: name }) },
        (now, entry) => decided(now, { verb: 'speaker', entry, speaker: { id, name } }),
        `Said by ${name}.`,
      ),
    undo: () => {
      const last = state.done.at(-1);
      if (!last)
        return say('There is nothing to undo in this session: the ledger has all decisions.');
      return send({ verb: 'undo', entry: last.entry }, undone, 'Undone.');
    },
    go: (way) => {
      setState(moved(state, way));
      say(way > 0 ? 'Skipped.' : 'Back.');
    },
  };
}

/** Keys of the page; `mode` is set while something is edited. */
function useKeys(review, mode, setMode) {
  // At once with the row that they judge: a key that comes before the next frame is for the new one.
  useLayoutEffect(() => {
    const onKey = (event) => {
      if (leaveAlone(event) || mode !== '') return;
      if (event.target.closest?.('button, a, summary') && [' ', 'Enter'].includes(event.key))
        return;
      const run = {
        a: review.accept,
        r: review.reject,
        e: () => review.row && setMode('edit'),
        s: () => review.row && setMode('speaker'),
        u: review.undo,
        ' ': () => review.go(1),
        ArrowRight: () => review.go(1),
        ArrowLeft: () => review.go(-1),
      }[event.key];
      if (!run || event.repeat) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

/** @param {{data: object}} props the twin */
export default function ReviewPage({ data }) {
  const review = useReview(data);
  const [mode, setMode] = useState('');
  const place = useRef(null);
  const { state, row } = review;
  useKeys(review, mode, setMode);
  const shown = useRef(row?.id);
  useLayoutEffect(() => {
    // The next statement is read out, and the keys go to it, not to a button that was pressed.
    if (shown.current === row?.id && mode !== '') return;
    if (shown.current !== row?.id) setMode('');
    shown.current = row?.id;
    if (mode === '') place.current?.focus({ preventScroll: true });
  }, [row?.id, mode]);
  return html`<div class="review-page">
    <div class="review-head">
      <h1>Review</h1>
      <${Progress} state=${state} />
    </div>
    <p class="review-told" role="status">${review.told}</p>
    ${
      row
        ? html`<${Card} key=${row.id} row=${row} number=${state.at + 1} review=${review} mode=${mode} setMode=${setMode} place=${place} />`
        : html`<div class="nothing" ref=${place} tabindex="-1"><p>${data.answer.rows.length ? 'Nothing is left to review here.' : 'No statement waits for review.'}</p>
          ${state.done.length > 0 && html`<p class="buttons"><button type="button" onClick=${review.undo}>Undo the last decision</button></p>`}
          <p><a href="/ledger">All decisions</a></p></div>`
    }
    <${Narrow} query=${data.query} />
  </div>`;
}
