/**
 * The chain of a statement drawn: from who said it over occasion and agency to outlet and capture.
 *
 *     <${Chain} data=${data} phrase=${(spans) => '…'} />
 *
 * dagre lays out, we draw; a link that the text does not tell is dashed. The picture is for eyes
 * only: the ordered list below it says the same, to everybody.
 */
import { html, useLayoutEffect, useMemo, useRef, useState } from './html.js';
import dagre from './dagre.js';
import { chainOf, stepsOf } from './chain-graph.js';

const CHARACTER = 7.9; // about the width of one at the size of the picture's text
const NODE_MOST = 26; // characters in a line of a node
const EDGE_MOST = 22;
const LINES_MOST = 3;

/**
 * Words in lines of about `most` characters; what is beyond the last line is cut.
 * @param {string} text
 * @param {number} most
 */
function linesOf(text, most, lines = LINES_MOST) {
  const out = [''];
  for (const word of text.split(/\s+/)) {
    const last = out[out.length - 1];
    if (last && last.length + word.length + 1 > most) out.push(word);
    else out[out.length - 1] = last ? `${last} ${word}` : word;
  }
  const cut = out.map((line) =>
    line.length > most + 4 ? `${[...line].slice(0, most).join('')}…` : line,
  );
  return cut.length > lines ? [...cut.slice(0, lines - 1), `${cut[lines - 1]} …`] : cut;
}

const widest = (lines) => Math.max(0, ...lines.map((line) => line.length)) * CHARACTER;

/** Places of nodes and ways of edges. */
function laidOut({ nodes, edges }, across) {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({
    rankdir: across ? 'LR' : 'TB',
    nodesep: 18,
    ranksep: across ? 34 : 26,
    marginx: 6,
    marginy: 6,
  });
  for (const node of nodes) {
    const label = linesOf(node.label, NODE_MOST);
    const note = node.note ? linesOf(node.note, NODE_MOST + 4, 2) : [];
    const width = Math.max(96, widest([node.title, ...label, ...note]) + 26);
    graph.setNode(node.id, {
      node,
      label,
      note,
      width,
      height: 34 + label.length * 18 + note.length * 16,
    });
  }
  for (const edge of edges) {
    const label = edge.label || (edge.known ? '' : 'not told');
    const lines = label ? linesOf(label, EDGE_MOST) : [];
    const room = label
      ? { width: widest(lines) + 12, height: lines.length * 16 + 4, labelpos: 'c' }
      : { width: 0, height: 0 };
    graph.setEdge(edge.from, edge.to, { edge, lines, ...room });
  }
  dagre.layout(graph);
  return graph;
}

function Box({ at }) {
  const { node, label, note, x, y, width, height } = at;
  const top = y - height / 2;
  const box = html`<g class=${`chain-node ${node.kind}${node.known ? '' : ' unknown'}`}>
    <rect x=${x - width / 2} y=${top} width=${width} height=${height} rx=${node.kind === 'speaker' ? 14 : 3} />
    <text x=${x} y=${top + 18} text-anchor="middle">
      <tspan class="chain-title">${node.title}</tspan>
      ${label.map((line) => html`<tspan class="chain-label" x=${x} dy="18">${line}</tspan>`)}
      ${note.map((line) => html`<tspan class="chain-note" x=${x} dy="16">${line}</tspan>`)}
    </text>
  </g>`;
  // The list has the same link for the keyboard.
  return node.href ? html`<a href=${node.href} tabindex="-1">${box}</a>` : box;
}

function Link({ way }) {
  const { edge, lines, points, x, y, width, height } = way;
  const path = points.map((point, index) => `${index ? 'L' : 'M'}${point.x} ${point.y}`).join('');
  return html`<g class=${edge.known ? 'chain-link' : 'chain-link unknown'}>
    <path d=${path} marker-end="url(#chain-arrow)" />
    ${
      lines.length > 0 &&
      html`<rect class="chain-ground" x=${x - width / 2} y=${y - height / 2} width=${width} height=${height} />
    <text x=${x} y=${y - height / 2 - 1} text-anchor="middle">
      ${lines.map((line) => html`<tspan x=${x} dy="15">${line}</tspan>`)}
    </text>`
    }
  </g>`;
}

/** From left to right where there is room for it, else from top to bottom. */
function Picture({ graph, room }) {
  const laid = useMemo(() => {
    const across = laidOut(graph, true);
    return across.graph().width <= room ? across : laidOut(graph, false);
  }, [graph, room]);
  const { width, height } = laid.graph();
  return html`<svg class="chain" aria-hidden="true" viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height}>
    <defs>
      <marker id="chain-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
        <path d="M0 0L8 4L0 8z" />
      </marker>
    </defs>
    ${laid.edges().map((edge) => html`<${Link} key=${`${edge.v} ${edge.w}`} way=${laid.edge(edge)} />`)}
    ${laid.nodes().map((id) => html`<${Box} key=${id} at=${laid.node(id)} />`)}
  </svg>`;
}

/** One step as a sentence. */
function Step({ step: { node, how, known } }) {
  const label = node.href ? html`<a href=${node.href}>${node.label}</a>` : node.label;
  return html`<li class=${node.kind}>
    <span class="step-title">${node.title}:</span> ${label}${node.note && `, ${node.note}`}
    ${how && html` <span class="step-how">(${how})</span>`}
    ${!known && html` <span class="step-how">(the text does not tell how it came here)</span>`}
  </li>`;
}

/** @param {{data: object, phrase: (spans: Array<[number, number]>) => string}} props */
export function Chain({ data, phrase }) {
  const graph = useMemo(() => chainOf(data, phrase), [data]);
  const place = useRef(null);
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const watcher = new ResizeObserver(([entry]) => setRoom(Math.floor(entry.contentRect.width)));
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);
  return html`<section class="chain-section" aria-labelledby="chain-title" ref=${place}>
    <h2 id="chain-title">How the words came here</h2>
    <div class="chain-flow">
      <div class="chain-room">${room > 0 && html`<${Picture} graph=${graph} room=${room} />`}</div>
      <ol class="chain-steps">
        ${stepsOf(graph).map((step) => html`<${Step} key=${step.node.id} step=${step} />`)}
      </ol>
    </div>
  </section>`;
}
