/**
 * What is going on in a review: which statements wait, which one is looked at, what was decided.
 *
 *     let state = begin(data);
 *     state = decided(state, {id, verb: 'accept', entry: 7});   // the next one is looked at
 *     state = undone(state);                                // and this one again
 *
 * Every function returns a new state; nothing is sent or shown here. Rows stay where they are, so
 * that one can go back to what was decided; `left` counts what waits in the whole archive.
 */

/**
 * @typedef {object} Done
 * @property {string} id of the statement
 * @property {string} verb
 * @property {number} entry of the ledger
 * @property {object} before the row as it was before it
 *
 * @typedef {object} State
 * @property {object[]} rows
 * @property {number} at index of the row looked at; rows.length: none is left
 * @property {Done[]} done the latest last
 * @property {number} left
 * @property {number} reviewed
 * @property {string|null} next token of the page behind
 * @property {boolean} stuck the page behind was asked for and did not come
 */

/** @param {object} data the twin @returns {State} */
export function begin(data) {
  return {
    rows: data.answer.rows,
    at: 0,
    done: [],
    left: data.left,
    reviewed: data.reviewed,
    next: data.answer.next,
    stuck: false,
  };
}

/** @param {State} state @returns {object|null} */
export function current(state) {
  return state.rows[state.at] ?? null;
}

/** @param {State} state @param {1|-1} way */
export function moved(state, way) {
  return { ...state, at: Math.max(0, Math.min(state.rows.length, state.at + way)) };
}

const JUDGES = { accept: 'accepted', reject: 'rejected', edit: 'edited' };

/**
 * A decision about a row, which may not be the one looked at any more when it is told that it
 * stands. The next one is looked at then; a chosen speaker leaves the row there, as its words are
 * still to be judged.
 * @param {State} state
 * @param {{id: string, verb: string, entry: number, speaker?: object, pieces?: object}} decision
 */
export function decided(state, { id, verb, entry, speaker, pieces }) {
  const place = state.rows.findIndex((row) => row.id === id);
  if (place < 0) return state;
  const row = state.rows[place];
  const judges = Object.hasOwn(JUDGES, verb);
  const first = judges && !isJudged(row);
  const changed = {
    ...row,
    ...(judges ? { review: { judged: JUDGES[verb], entry } } : {}),
    ...(speaker
      ? { person: speaker.id ? speaker : null, speaker: { ...row.speaker, name: speaker.name } }
      : {}),
    ...(pieces ? { pieces } : {}),
  };
  return {
    ...state,
    rows: state.rows.with(place, changed),
    at: state.at + (judges && place === state.at ? 1 : 0),
    done: [...state.done, { id, verb, entry, before: row }],
    left: state.left - (first ? 1 : 0),
    reviewed: state.reviewed + (first ? 1 : 0),
  };
}

/** @param {object} row */
export function isJudged(row) {
  return Boolean(row.review?.judged && row.review.judged !== 'not');
}

/** The latest decision is taken back, and its statement looked at. @param {State} state */
export function undone(state) {
  const last = state.done.at(-1);
  const at = last ? state.rows.findIndex((row) => row.id === last.id) : -1;
  if (at < 0) return state;
  const first = isJudged(state.rows[at]) && !isJudged(last.before);
  return {
    ...state,
    rows: state.rows.with(at, last.before),
    at,
    done: state.done.slice(0, -1),
    left: state.left + (first ? 1 : 0),
    reviewed: state.reviewed - (first ? 1 : 0),
  };
}

/**
 * More rows of the queue. What is there already does not come twice.
 * @param {State} state
 * @param {object} answer
 */
export function extended(state, answer) {
  const known = new Set(state.rows.map((row) => row.id));
  return {
    ...state,
    rows: [...state.rows, ...answer.rows.filter((row) => !known.has(row.id))],
    next: answer.next,
    stuck: false,
  };
}

/** Is it time to ask for the next page? @param {State} state */
export function wantsMore(state) {
  return state.next !== null && !state.stuck && state.rows.length - state.at <= 5;
}

/** Those that were passed by without a decision. @param {State} state @returns {number[]} places */
export function skipped(state) {
  const behind = state.rows.slice(0, state.at);
  return behind.flatMap((row, place) => (isJudged(row) ? [] : [place]));
}
