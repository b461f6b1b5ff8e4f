/**
 * A field in which a person of the archive is chosen by typing.
 *
 *     <${PersonPick} label="Same as" onPick=${({ id, name }) => …} />
 *
 * A combobox: what is typed is asked for at /speakers.json; arrows go through the answers, Enter
 * takes one, Escape closes. With `offered` these people stand there before anything is typed; with
 * `fresh` a name that nobody has can be taken too (id null).
 */
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from './html.js';
import { announceError, get } from './api.js';
import { address } from './link.js';
import { plural } from './format.js';

const WAIT = 180; // milliseconds after the last key
const MOST = 12;

let made = 0;

/** The people that are called what is typed, as it changes. */
function useAnswers(typed, offered, except) {
  const [rows, setRows] = useState(offered);
  useEffect(() => {
    const name = typed.trim();
    if (!name) {
      setRows(offered);
      return undefined;
    }
    const ending = new AbortController();
    const timer = setTimeout(() => {
      get(address('/speakers.json', { name }), { signal: ending.signal })
        .then((found) => setRows(found.rows.filter((row) => row.id !== except).slice(0, MOST)))
        .catch((error) => ending.signal.aborted || announceError(error));
    }, WAIT);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [typed, except]);
  return rows;
}

/** Which of `rows` is pointed at, by its place; -1: none. Who is, is brought into sight. */
function usePointed(id, rows) {
  const [at, setAt] = useState(-1);
  // A new answer has others at the same places: nobody is taken who was not pointed at.
  useLayoutEffect(() => setAt(-1), [rows]);
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return [at, setAt];
}

/**
 * @param {{label: string, onPick: (person: {id: string|null, name: string}|null) => void,
 *          offered?: object[], fresh?: boolean, except?: string, focus?: boolean}} props
 */
export function PersonPick({ label, onPick, offered = [], fresh = false, except, focus = false }) {
  const id = useMemo(() => `pick${made++}`, []);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const field = useRef(null);
  const rows = useAnswers(typed, offered, except);
  const [at, setAt] = usePointed(id, rows);
  const name = typed.trim();
  const options = fresh && name ? [...rows, { id: null, name }] : rows;
  useEffect(() => {
    if (focus) field.current.focus();
  }, []);
  const take = (option) => {
    setTyped(option.name);
    setOpen(false);
    setAt(-1);
    onPick({ id: option.id, name: option.name });
  };
  const move = (way) => {
    setOpen(true);
    setAt(Math.max(0, Math.min(options.length - 1, at + way)));
  };
  const onKey = (event) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && open && options[at]) take(options[at]);
    else if (event.key === 'Escape' && open) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onInput = (event) => {
    setTyped(event.target.value);
    setOpen(true);
    setAt(-1);
    onPick(null);
  };
  return html`<div class="pick">
    <label for=${id}>${label}</label>
    <input id=${id} ref=${field} type="text" role="combobox" autocomplete="off" spellcheck=${false}
      aria-expanded=${String(open && options.length > 0)} aria-controls=${`${id}-list`} aria-autocomplete="list"
      aria-activedescendant=${open && at >= 0 ? `${id}-${at}` : null}
      value=${typed} onInput=${onInput} onKeyDown=${onKey} onFocus=${() => setOpen(true)}
      onBlur=${() => setOpen(false)} />
    <ul class="pick-list" id=${`${id}-list`} role="listbox" aria-label="People" hidden=${!open || options.length === 0}>
      ${options.map(
        (option, index) => html`<li key=${option.id ?? ''} id=${`${id}-${index}`} role="option"
        aria-selected=${String(index === at)} onPointerDown=${(event) => {
          event.preventDefault();
          take(option);
        }}>
        ${option.id === null ? html`<em>new name:</em> ${option.name}` : option.name}
        ${option.statements !== undefined && html` <span class="note">${plural(option.statements, 'statement')}${option.roles?.[0] && `, ${option.roles[0]}`}</span>`}
        ${option.note && html` <span class="note">${option.note}</span>`}
      </li>`,
      )}
    </ul>
  </div>`;
}
