/**
 * Review: one statement at a time, the most doubtful first, with keys and buttons.
 *
 *     /review?q=outlet:Herald      a accept · r reject · e edit · s speaker · u undo · space skip
 *
 * Each decision is sent at once and stands in the ledger; undo takes the last one back. Pages of the
 * queue are asked for before the last row is reached. What happens is told in one live line.
 */
import { html, useEffect, useLayoutEffect, useRef, useState } from './html.js';
import {
  begin,
  current,
  decided,
  extended,
  moved,
  skipped,
  undone,
  wantsMore,
} from './review-state.js';
import { Card } from './review-card.js';
import { announceError, get } from './api.js';
import { decide } from './decide.js';
import { describeKeys, leaveAlone } from './keys.js';
import { address } from './link.js';
import { count, plural } from './format.js';

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
    <label for="review-done">${plural(state.left, 'statement')} to review, ${count(state.reviewed)} reviewed</label>
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

/** Asks for the page behind before the last row is reached. */
function useNextPage(state, setState, query) {
  const asking = useRef(false);
  useEffect(() => {
    if (!wantsMore(state) || asking.current) return;
    asking.current = true;
    get(address('/review.json', { q: query, after: state.next }))
      .then((page) => setState((now) => extended(now, page.answer)))
      .catch((error) => {
        setState((now) => ({ ...now, stuck: true }));
        announceError(error);
      })
      .finally(() => {
        asking.current = false;
      });
  }, [state]);
}

/** What sends decisions, one after the other: a key held down decides once. */
function useSend(setState, say) {
  const busy = useRef(false);
  return async (decision, change, words) => {
    if (busy.current) return;
    busy.current = true;
    const entry = await decide(decision);
    busy.current = false;
    if (entry === null) return;
    setState((now) => change(now, entry));
    say(words);
  };
}

/**
 * The state with what changes it. Keys come faster than the page is drawn:
 * `held` is the state as it is, `state` the one that is seen, and only what is seen is judged.
 */
function useReview(data) {
  const [state, show] = useState(() => begin(data));
  const [told, say] = useState('');
  const held = useRef(state);
  const setState = (change) => show((held.current = change(held.current)));
  useNextPage(state, setState, data.query);
  const send = useSend(setState, say);
  const row = current(state);
  const judge = (verb, more = {}, kept = {}, words = TOLD[verb]) =>
    row &&
    row.id === current(held.current)?.id &&
    send(
      { verb, statements: [row.id], ...more },
      (now, entry) => decided(now, { id: row.id, verb, entry, ...kept }),
      words,
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
      judge(
        'speaker',
        id ? { person: id } : { spelling: name },
        { speaker: { id, name } },
        `Said by ${name}.`,
      ),
    undo: () => {
      const last = held.current.done.at(-1);
      if (!last)
        return say('There is nothing to undo in this session: the ledger has all decisions.');
      return send({ verb: 'undo', entry: last.entry }, undone, 'Undone.');
    },
    go: (way) => {
      if (way > 0 && !row) return;
      setState((now) => moved(now, way));
      say(way > 0 ? 'Skipped.' : 'Back.');
    },
    goTo: (at) => setState((now) => ({ ...now, at })),
    askAgain: () => setState((now) => ({ ...now, stuck: false })),
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

/** Behind the last row: what waits still, and how to get there. */
function End({ review, place }) {
  const { state } = review;
  const passed = skipped(state);
  const more = state.next !== null;
  return html`<div class="nothing" ref=${place} tabindex="-1">
    <p>${
      more
        ? state.stuck
          ? 'More statements wait, but did not come.'
          : 'More statements are on their way.'
        : passed.length > 0
          ? `This is the end: ${plural(passed.length, 'statement')} skipped.`
          : state.rows.length > 0
            ? 'Nothing is left to review here.'
            : 'No statement waits for review.'
    }</p>
    <p class="buttons">
      ${state.stuck && html`<button type="button" onClick=${review.askAgain}>Ask again</button>`}
      ${passed.length > 0 && html`<button type="button" onClick=${() => review.goTo(passed[0])}>Back to the first that was skipped</button>`}
      ${state.done.length > 0 && html`<button type="button" onClick=${review.undo}>Undo the last decision</button>`}
    </p>
    <p><a href="/ledger">All decisions</a></p>
  </div>`;
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
        : html`<${End} review=${review} place=${place} />`
    }
    <${Narrow} query=${data.query} />
  </div>`;
}
