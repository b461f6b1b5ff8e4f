/**
 * Telling a statement's words anew: words are selected, by mouse, finger or keys, and said to be
 * content, cue or source, as often as needed; then saved as one decision.
 *
 *     <${EditWords} row=${row} onSave=${(pieces) => …} onCancel=${…} />
 *
 * `pieces` are code points of the article. In the text the arrows go from word to word, with Shift
 * the selection grows, with Ctrl it does so by characters.
 */
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from './html.js';
import { paintedFor } from './marked.js';
import { languageTag } from './format.js';
import { offsetsOf } from './offsets.js';
import { assign, nextEdge, ROLES, samePieces, trimmed, wordEdges } from './spans.js';
import { select, selectedIn } from './selection.js';

/** @param {object} row @returns {import('./spans.js').Pieces} as told, in code points */
export function piecesOf(row) {
  return (
    row.pieces ?? {
      content: row.content.spans,
      cue: row.cue?.spans ?? [],
      source: row.source?.spans ?? [],
    }
  );
}

/** A row's context: its text, and how its units and the article's code points go together. */
export function contextOf({ context }) {
  const at = offsetsOf(context.text);
  const base = context.span[0];
  const each = (pieces, turn) =>
    Object.fromEntries(ROLES.map((role) => [role, turn(pieces[role])]));
  const inside = (spans) => spans.filter(([from, to]) => from >= base && to <= base + at.length);
  return {
    text: context.text,
    units: (pieces) =>
      each(pieces, (spans) => at.units(inside(spans).map(([a, b]) => [a - base, b - base]))),
    points: (pieces) =>
      each(pieces, (spans) => at.points(spans).map(([a, b]) => [a + base, b + base])),
  };
}

/** The paragraph with pieces marked. */
export function markedPieces(text, pieces, row) {
  const marks = ROLES.flatMap((role) =>
    pieces[role].map(([from, to]) => ({ from, to, role, owner: 0 })),
  );
  return paintedFor(text, marks, row);
}

const BUTTONS = [
  ['content', '1', 'Content'],
  ['cue', '2', 'Cue'],
  ['source', '3', 'Source'],
  [null, '0', 'None of these'],
];

/** A caret that goes from word to word. Returns the handler of its keys. */
function useCaret(room, text, say) {
  const edges = useMemo(() => wordEdges(text), [text]);
  const ends = useRef({ anchor: 0, focus: 0 });
  const step = (at, way, single) => {
    if (!single) return nextEdge(edges, at, way);
    const next = Math.max(0, Math.min(text.length, at + way));
    const inPair = /[\udc00-\udfff]/.test(text[next] ?? '');
    return inPair ? next + way : next;
  };
  const now = () => {
    const selected = selectedIn(room.current);
    const { anchor, focus } = ends.current;
    if (
      !selected ||
      (selected[0] === Math.min(anchor, focus) && selected[1] === Math.max(anchor, focus))
    )
      return;
    ends.current = { anchor: selected[0], focus: selected[1] };
  };
  return (event) => {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!way) return false;
    now();
    let { anchor, focus } = ends.current;
    focus = step(focus, way, event.ctrlKey || event.altKey);
    if (!event.shiftKey) {
      anchor = step(focus, -way, event.ctrlKey || event.altKey);
      // Between words there is nothing to see: on to the word behind.
      if (!text.slice(Math.min(anchor, focus), Math.max(anchor, focus)).trim()) {
        anchor = focus;
        focus = step(focus, way, false);
      }
    }
    ends.current = { anchor, focus };
    select(room.current, anchor, focus);
    say(text.slice(Math.min(anchor, focus), Math.max(anchor, focus)));
    return true;
  };
}

/** What is told, in words, each piece to be taken away. */
function Told({ text, pieces, take }) {
  return html`<dl class="told-pieces">
    ${ROLES.map(
      (role) => html`<div key=${role}>
      <dt><span class=${`m ${role}`}>${role}</span></dt>
      <dd>
        ${pieces[role].length === 0 && html`<span class="note">${role === 'content' ? 'none: a statement needs one' : 'none'}</span>`}
        ${pieces[role].map(
          ([from, to]) => html`<span class="piece" key=${from}>
          <q>${text.slice(from, to)}</q>
          <button type="button" class="small" aria-label=${`Take away: ${text.slice(from, to)}`} onClick=${() => take([from, to])}>×</button>
        </span>`,
        )}
      </dd>
    </div>`,
    )}
  </dl>`;
}

/**
 * What is selected in `room`, which has the keyboard from the start. A button that is pressed may
 * end the selection: the last one holds.
 */
function useSelected(room) {
  const [selected, setSelected] = useState(null);
  useEffect(() => {
    room.current.focus();
    const look = () => {
      const span = selectedIn(room.current);
      if (span) setSelected(span);
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, []);
  return selected;
}

/** What the selected words can be said to be. */
function Roles({ disabled, tell }) {
  return html`<div class="buttons" role="group" aria-label="The selected words are">
    ${BUTTONS.map(
      ([
        role,
        key,
        label,
      ]) => html`<button type="button" key=${key} disabled=${disabled} aria-keyshortcuts=${key}
      onPointerDown=${(event) => event.preventDefault()} onClick=${() => tell(role)}><kbd>${key}</kbd> ${label}</button>`,
    )}
  </div>`;
}

/**
 * @param {{row: object, onSave: (pieces: object) => void, onCancel: () => void, say: (words: string) => void}} props
 */
export function EditWords({ row, onSave, onCancel, say }) {
  const context = useMemo(() => contextOf(row), [row]);
  const first = useMemo(() => context.units(piecesOf(row)), [context]);
  const [pieces, setPieces] = useState(first);
  const room = useRef(null);
  const selected = useSelected(room);
  const { text } = context;
  const caret = useCaret(room, text, say);
  useEffect(() => {
    say('Select words, then say what they are.');
  }, []);
  useLayoutEffect(() => {
    if (selected) select(room.current, ...selected);
  }, [pieces]);
  const tell = (role) => {
    // The event comes after the selection: a fast key is about what is selected now.
    const span = selectedIn(room.current) ?? selected;
    const piece = span && trimmed(text, span);
    if (!piece) return say('Nothing is selected.');
    setPieces(assign(pieces, role, piece, text));
    return say(`${role ?? 'nothing'}: ${text.slice(...piece)}`);
  };
  const ready = pieces.content.length > 0 && !samePieces(pieces, first);
  const save = () =>
    ready
      ? onSave(context.points(pieces))
      : say(pieces.content.length ? 'Nothing was changed.' : 'A statement needs content.');
  const onKey = (event) => {
    const button = BUTTONS.find(([, key]) => key === event.key);
    if (event.key === 'Escape') onCancel();
    else if (event.metaKey || (event.key === 'Enter' && event.target.closest('button'))) return;
    else if (button && !event.ctrlKey && !event.altKey) tell(button[0]);
    else if (event.key === 'Enter') save();
    else if (event.target !== room.current || !caret(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="edit-words" onKeyDown=${onKey}>
    <p class="hint" id="edit-hint">Select words with the mouse, or with the arrow keys and Shift; then say what they are. Enter saves, Escape leaves all as it was.</p>
    <div class="context text" ref=${room} tabindex="0" role="application" aria-roledescription="text to select words in"
      aria-label="The paragraph" aria-describedby="edit-hint" data-arrows lang=${languageTag(row.article.language)}>${markedPieces(text, pieces, row)}</div>
    <${Roles} disabled=${!selected} tell=${tell} />
    <${Told} text=${text} pieces=${pieces} take=${(piece) => setPieces(assign(pieces, null, piece, text))} />
    <div class="buttons">
      <button type="button" class="primary" disabled=${!ready} onClick=${save}>Save <kbd>Enter</kbd></button>
      <button type="button" onClick=${onCancel}>Cancel <kbd>Esc</kbd></button>
    </div>
  </div>`;
}
