/**
 * What is drawn of a histogram: its bars, stacked by kind, and its two axes.
 *
 *     <g class="bar"><rect … fill="url(#time0-direct)" /> …
 *
 * Where a bar begins, brush.js says; what may be chosen is histogram.js's.
 */
import { html } from './html.js';
import { scaleLinear, scaleUtc } from './d3-scale.js';
import { KINDS } from './kinds.js';
import { stacked, total } from './brush.js';
import { count } from './format.js';

export const HEIGHT = 132;
export const FOOT = 22; // the axis
export const SIDE = 40; // the numbers

/**
 * From a number of statements to a place from above.
 * @param {any[]} bins
 */
export function heights(bins) {
  const top = Math.max(1, ...bins.map(total));
  return scaleLinear().domain([0, top]).nice(3).range([HEIGHT, 8]);
}

/** @param {{bins: any[], places: number[], id: string, selection: any, height: any}} props */
export function Bars({ bins, places, id, selection, height }) {
  const names = KINDS.map((kind) => kind.name);
  return bins.map((bin, i) => {
    const gap = places[i + 1] - places[i] > 4 ? 1 : 0;
    const out = selection && (i < selection.first || i > selection.last);
    return html`<g key=${bin.from} class=${out ? 'bar out' : 'bar'}>
      ${stacked(bin, names, height).map(
        ({ name, from, to }) =>
          html`<rect
            x=${places[i] + gap / 2}
            width=${Math.max(1, places[i + 1] - places[i] - gap)}
            y=${to}
            height=${Math.max(1, from - to)}
            fill=${`url(#${id}-${name})`}
            class=${`edge-${name}`}
          />`,
      )}
    </g>`;
  });
}

/** @param {{bins: any[], width: number, height: any}} props */
export function Axes({ bins, width, height }) {
  const end = new Date(Date.parse(bins[bins.length - 1].to) + 86400000);
  const time = scaleUtc()
    .domain([new Date(bins[0].from), end])
    .range([0, width]);
  const form = time.tickFormat();
  const days = end - Date.parse(bins[0].from) < 86400000 * 8;
  const ticks = time.ticks(Math.max(2, Math.floor(width / 90)));
  const shown = days ? ticks.filter((tick) => tick.getUTCHours() === 0) : ticks;
  return html`<g class="axis">
    ${height.ticks(3).map(
      (tick) =>
        Number.isInteger(tick) &&
        html`<g key=${tick}>
          <line x1="0" x2=${width} y1=${height(tick)} y2=${height(tick)} />
          <text x="-6" y=${height(tick)} dy="0.32em" text-anchor="end">${count(tick)}</text>
        </g>`,
    )}
    ${shown.map((tick) => {
      const x = time(tick);
      const anchor = x < 16 ? 'start' : x > width - 16 ? 'end' : 'middle';
      return html`<g key=${+tick}>
        <line class="tick" x1=${x} x2=${x} y1=${HEIGHT} y2=${HEIGHT + 4} />
        <text x=${x} y=${HEIGHT + 17} text-anchor=${anchor}>${form(tick)}</text>
      </g>`;
    })}
  </g>`;
}
