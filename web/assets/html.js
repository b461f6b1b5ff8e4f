/**
 * Preact with htm: what every view is written in.
 *
 *     html`<p class="note">${text}</p>`      a piece of page; text is always shown as text
 *
 * Nothing here, nor in any view, makes page out of a string: `${…}` cannot carry markup.
 */
import { h, render } from './preact.js';
import { useState, useEffect, useLayoutEffect, useRef, useMemo } from './hooks.js';
import htm from './htm.js';

export const html = htm.bind(h);
export { h, render, useState, useEffect, useLayoutEffect, useRef, useMemo };

/**
 * Is the window at least so wide? Follows it.
 * @param {string} width as CSS has it
 */
export function useRoom(width) {
  const query = useMemo(() => matchMedia(`(min-width: ${width})`), [width]);
  const [room, setRoom] = useState(query.matches);
  useEffect(() => {
    const look = () => setRoom(query.matches);
    look();
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, [query]);
  return room;
}
