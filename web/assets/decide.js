/**
 * Decisions: sent, told in words, and taken back.
 *
 *     await decide({verb: 'reject', statements: [id]});            // → the ledger's number for it
 *     await decideAndLoad({verb: 'merge', person, other}, 'Joined with Arn Lindholm.');
 *
 * decideAndLoad loads the page again, as it is now, where tellDecision says what was done, with a
 * button to take it back. What the server refuses is announced, and null or false comes back.
 */
import { announce, announceError, post } from './api.js';

const KEPT = 'quoth-decided';

/** A button that is pressed twice decides once. */
let going = false;

/**
 * @param {object} decision as POST /decisions takes it
 * @returns {Promise<number|null>} the entry; null: it was refused
 */
export async function decide(decision) {
  try {
    const { entry } = await post('/decisions', decision);
    return entry;
  } catch (error) {
    announceError(error);
    return null;
  }
}

/**
 * @param {object} decision
 * @param {string} told what was done, in words
 * @returns {Promise<boolean>}
 */
export async function decideAndLoad(decision, told) {
  if (going) return false;
  going = true;
  const entry = await decide(decision);
  if (entry === null) {
    going = false;
    return false;
  }
  try {
    sessionStorage.setItem(
      KEPT,
      JSON.stringify({ told, entry: decision.verb === 'undo' ? null : entry }),
    );
  } catch {
    // It is done; only the telling is lost.
  }
  location.reload();
  return true;
}

/** @param {number} entry */
export function undo(entry) {
  return decideAndLoad({ verb: 'undo', entry }, `Decision ${entry} is taken back.`);
}

/** Tells what decideAndLoad did before this page was loaded; to be called by the view. */
export function tellDecision() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    sessionStorage.removeItem(KEPT);
  } catch {
    return;
  }
  if (!kept) return;
  const action = kept.entry && { label: 'Undo', run: () => undo(kept.entry) };
  announce(kept.told, action ? { action } : {});
}
