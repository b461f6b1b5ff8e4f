/**
 * Statements over time, stacked by kind, as a picture that a stretch can be chosen in: by dragging
 * with mouse or finger, or by two handles with the keys of a slider. The same numbers stand below
 * as a table.
 *
 *     <${Histogram} histogram=${data.histogram} onRange=${({ since, until }) => …} />
 *
 * Without onRange nothing can be chosen. Where the places are is brush.js's to say.
 */
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from './html.js';
import { KindPatterns } from './kinds.js';
import { Axes, Bars, FOOT, HEIGHT, heights, SIDE } from './histogram-picture.js';
import { HistogramTable, Legend } from './histogram-table.js';
import {
  binAt,
  binOfHandle,
  dragged,
  edges,
  moved,
  placed,
  range,
  timeInWords,
  total,
} from './brush.js';
import { plural } from './format.js';

let made = 0;

/**
 * The width of an element as it changes.
 * @param {{current: HTMLElement | null}} ref
 */
function useWidth(ref) {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const look = () => setWidth(Math.floor(element.clientWidth));
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}

/**
 * One end of the selection.
 * @param {{handle: 'first' | 'last', selection: any, bins: any[], unit: string, x: number,
 *          onKey: Function, onGrab: Function}} props
 */
function Handle({ handle, selection, bins, unit, x, onKey, onGrab }) {
  const at = selection[handle];
  const element = useRef(null);
  // The sheet cannot know the place, and markup may not carry style.
  useLayoutEffect(() => {
    element.current.style.insetInlineStart = `${SIDE + x}px`;
  }, [x]);
  return html`<div
    ref=${element}
    class=${`handle handle-${handle}`}
    role="slider"
    tabindex="0"
    aria-label=${handle === 'first' ? 'From' : 'To'}
    aria-valuemin="0"
    aria-valuemax=${bins.length - 1}
    aria-valuenow=${at}
    aria-valuetext=${timeInWords(bins[at], bins[at], unit)}
    aria-orientation="horizontal"
    onKeyDown=${(event) => onKey(event, handle)}
    onPointerDown=${(event) => onGrab(event, handle)}
  ></div>`;
}

/**
 * What is chosen by pointer and keys: `selection`, null where nothing is, and `now`, all then.
 * @param {{current: HTMLElement | null}} plot
 * @param {{histogram: any, bins: any[], places: number[], onRange?: Function}} of
 */
function useBrush(plot, { histogram, bins, places, onRange }) {
  const anchor = useRef(/** @type {any} */ (null));
  const [selection, setSelection] = useState(/** @type {any} */ (null));
  // Who comes back to the page finds it as it was before the choice.
  useEffect(() => {
    const again = () => setSelection(null);
    again();
    addEventListener('pageshow', again);
    return () => removeEventListener('pageshow', again);
  }, [histogram]);

  const now = selection || { first: 0, last: bins.length - 1 };
  const place = (event) => event.clientX - plot.current.getBoundingClientRect().left - SIDE;
  const choose = (chosen) => onRange(range(bins, chosen));
  const grab = (event, handle) => {
    if (!onRange || event.button > 0) return;
    event.stopPropagation();
    plot.current.setPointerCapture(event.pointerId);
    anchor.current = { handle, bin: binAt(places, place(event)), before: now };
    if (!handle) setSelection(dragged(anchor.current.bin, anchor.current.bin));
  };
  const follow = (event, { handle, bin }) =>
    handle
      ? placed(now, handle, binOfHandle(places, handle, place(event)), bins.length)
      : dragged(bin, binAt(places, place(event)));
  const drag = (event) => {
    if (anchor.current !== null) setSelection(follow(event, anchor.current));
  };
  const drop = (event) => {
    if (anchor.current === null) return;
    const { handle, before } = anchor.current;
    const chosen = follow(event, anchor.current);
    anchor.current = null;
    // A handle that was only touched has chosen nothing.
    if (handle && chosen[handle] === before[handle]) return;
    setSelection(chosen);
    choose(chosen);
  };
  const cancel = () => {
    anchor.current = null;
    setSelection(null);
  };
  const onKey = (event, handle) => {
    if (event.key === 'Enter' && selection) choose(selection);
    else if (event.key === 'Escape') cancel();
    else {
      const next = moved(now, handle, event.key, bins.length);
      if (!next) return;
      setSelection(next);
    }
    event.preventDefault();
  };
  return { selection, now, choose, grab, drag, drop, cancel, onKey };
}

/** What it is, what is chosen in words, and the buttons for that. */
function Head({ id, title, bins, unit, brush, onRange }) {
  const { selection, now, choose, cancel } = brush;
  const chosen = range(bins, now);
  const words = timeInWords(bins[now.first], bins[now.last], unit);
  const inside = bins.slice(now.first, now.last + 1).reduce((sum, bin) => sum + total(bin), 0);
  return html`<div class="histogram-head">
    <h2 id=${`${id}-title`}>${title}</h2>
    <p class="histogram-says" role="status">
      ${words}${selection && `: ${plural(inside, 'statement')}`}
    </p>
    ${
      selection &&
      onRange &&
      html`<button type="button" class="small" onClick=${() => choose(selection)}>
        Show these<span class="unseen">, ${chosen.since} to ${chosen.until}</span>
      </button>
      <button type="button" class="small" onClick=${cancel}>Cancel</button>`
    }
  </div>`;
}

/** The bars, with the stretch that is chosen. */
function Picture({ id, bins, places, width, brush }) {
  const { selection, now } = brush;
  const height = heights(bins);
  return html`<svg width=${width + SIDE + 8} height=${HEIGHT + FOOT} aria-hidden="true">
    <${KindPatterns} id=${id} />
    <g transform=${`translate(${SIDE} 0)`}>
      ${width > 0 && html`<${Axes} bins=${bins} width=${width} height=${height} />`}
      ${
        selection &&
        html`<rect
        class="chosen"
        x=${places[now.first]}
        width=${Math.max(0, places[now.last + 1] - places[now.first])}
        y="0"
        height=${HEIGHT}
      />`
      }
      ${
        width > 0 &&
        html`<${Bars} bins=${bins} places=${places} id=${id} selection=${selection} height=${height} />`
      }
    </g>
  </svg>`;
}

/**
 * @param {{histogram: {unit: string, bins: any[], undated: number} | null, title?: string,
 *          onRange?: (range: {since: string, until: string}) => void}} props
 */
export function Histogram({ histogram, title = 'Over time', onRange }) {
  const plot = useRef(null);
  const id = useMemo(() => `time${made++}`, []);
  const width = Math.max(0, useWidth(plot) - SIDE - 8);
  const bins = histogram?.bins ?? [];
  const places = useMemo(() => edges(bins, width), [bins, width]);
  const brush = useBrush(plot, { histogram, bins, places, onRange });
  if (!bins.length) return null;

  const { unit, undated, before, after } = histogram;
  const { now, grab, drag, drop, cancel, onKey } = brush;
  const handles = onRange && bins.length > 1;
  return html`<section class="histogram" aria-labelledby=${`${id}-title`}>
    <${Head} id=${id} title=${title} bins=${bins} unit=${unit} brush=${brush} onRange=${onRange} />
    <div
      class=${onRange ? 'plot brushable' : 'plot'}
      ref=${plot}
      onPointerDown=${(event) => grab(event, null)}
      onPointerMove=${drag}
      onPointerUp=${drop}
      onPointerCancel=${cancel}
    >
      <${Picture} id=${id} bins=${bins} places=${places} width=${width} brush=${brush} />
      ${
        handles &&
        ['first', 'last'].map(
          (handle) =>
            html`<${Handle}
            key=${handle}
            handle=${handle}
            selection=${now}
            bins=${bins}
            unit=${unit}
            x=${places[handle === 'first' ? now.first : now.last + 1] ?? 0}
            onKey=${onKey}
            onGrab=${grab}
          />`,
        )
      }
    </div>
    <${Legend} bins=${bins} undated=${undated} before=${before} after=${after} />
    ${
      handles &&
      html`<p class="hint">
      Drag over the picture to choose a stretch of time, or move its two ends with the arrow keys
      and press Enter.
    </p>`
    }
    <${HistogramTable} bins=${bins} unit=${unit} onRange=${onRange} />
  </section>`;
}
