/**
 * The way of words from who said them to the archive, as a graph to be drawn and to be read out.
 *
 *     chainOf({statement, parent})
 *     // nodes: Jane Roe → a news conference → TASS → Herald → captured 5 March 2018
 *     // edges: “told reporters” · “Interfax quoted her as saying” · …
 *
 * An edge's label is the phrase of the text that tells it. Where the text tells nothing, the edge is
 * there and not known, to be dashed. It lays nothing out (chain.js) and asks nobody.
 */
import { dateInWords, plural } from './format.js';
import { articleAddress, speakerAddress, statementAddress } from './link.js';

const OUTLETS_MAX = 4;
const CAPTURES_MAX = 3;

/**
 * @typedef {object} Node
 * @property {string} id
 * @property {'speaker'|'occasion'|'reporter'|'via'|'outlet'|'capture'} kind
 * @property {string} title what it is: "Speaker"
 * @property {string} label who or what
 * @property {string} note below the label; may be ""
 * @property {boolean} known
 * @property {string|null} href
 *
 * @typedef {object} Edge
 * @property {string} from
 * @property {string} to
 * @property {string} label the phrase that tells it; "" with one that is not known
 * @property {boolean} known
 */

/** @param {object} appearance */
function outletOf(appearance) {
  if (appearance.outlet) return appearance.outlet;
  try {
    return new URL(appearance.url).hostname.replace(/^www\./, '') || null;
  } catch {
    return null;
  }
}

/** How the speaker's words left his mouth: the cue, with whom they were for. */
function saidTo(statement) {
  const cue = statement.cue?.text ?? '';
  const to = statement.addressee?.text ?? '';
  if (!cue || !to || statement.addressee.carried) return cue;
  return statement.addressee.spans[0][0] > statement.cue.spans[0][0]
    ? `${cue} … ${to}`
    : `${to} … ${cue}`;
}

/**
 * @param {object} data the twin of a statement's page
 * @param {(spans: Array<[number, number]>) => string} [phrase] words of the article, "" if unknown
 * @returns {{nodes: Node[], edges: Edge[]}}
 */
export function chainOf({ statement, parent }, phrase = () => '') {
  const nodes = [];
  const edges = [];
  const add = (kind, title, label, more = {}) => {
    const node = {
      id: `${kind}${nodes.length}`,
      kind,
      title,
      label,
      note: '',
      known: true,
      href: null,
      ...more,
    };
    nodes.push(node);
    return node;
  };
  const join = (from, to, label, known = Boolean(label)) =>
    edges.push({ from: from.id, to: to.id, label, known });

  const { speaker, person } = statement;
  let last = add('speaker', 'Speaker', person?.name ?? speaker.name ?? 'not named', {
    note: speaker.role ?? '',
    known: Boolean(speaker.name),
    href: person ? speakerAddress(person.id) : null,
  });
  let label = saidTo(statement);
  let known = Boolean(label);
  if (statement.occasion) {
    const node = add('occasion', 'Occasion', statement.occasion.text, {
      note: [statement.place?.text, dateInWords(statement.said?.value)].filter(Boolean).join(', '),
    });
    join(last, node, label, true);
    last = node;
    label = '';
    known = false;
  }
  if (parent) {
    const name = parent.person?.name ?? parent.speaker;
    const node = add('reporter', 'Reported by', name ?? 'not named', {
      known: Boolean(name),
      href: statementAddress(parent.id),
    });
    join(last, node, label, known);
    last = node;
    label = '';
    known = Boolean(name);
  }
  for (const via of statement.via) {
    const node = add('via', 'Through', via.name);
    join(last, node, label || phrase(via.spans), true);
    last = node;
    label = '';
    known = true;
  }
  addOutlets(statement, last, add, (from, to, words) =>
    join(from, to, words ?? label, words === '' || known),
  );
  return { nodes, edges };
}

/** The outlets that printed it, and the captures of each. */
function addOutlets(statement, last, add, join) {
  const outlets = new Map();
  for (const appearance of statement.appearances ?? []) {
    const name = outletOf(appearance);
    if (!outlets.has(name)) outlets.set(name, []);
    outlets.get(name).push(appearance);
  }
  const names = [...outlets.keys()];
  for (const name of names.slice(0, OUTLETS_MAX)) {
    const captures = outlets.get(name);
    const published = captures.find((capture) => capture.published?.value)?.published;
    const node = add('outlet', 'Outlet', name ?? 'not told', {
      note: published ? `published ${dateInWords(published.value)}` : '',
      known: name !== null,
      href: articleAddress(captures[0].article),
    });
    join(last, node);
    for (const capture of captures.slice(0, CAPTURES_MAX)) {
      const kept = add(
        'capture',
        'Capture',
        dateInWords(capture.captured?.value) || 'day not told',
        {
          note: capture.source.replace(/^(sha256:.{8}).*$/, '$1…'),
        },
      );
      join(node, kept, '');
    }
    if (captures.length > CAPTURES_MAX) {
      join(
        node,
        add('capture', 'Capture', plural(captures.length - CAPTURES_MAX, 'more capture')),
        '',
      );
    }
  }
  if (names.length > OUTLETS_MAX) {
    join(last, add('outlet', 'Outlet', plural(names.length - OUTLETS_MAX, 'more outlet')));
  }
}

/**
 * The graph as sentences, in the order of the way.
 * @param {{nodes: Node[], edges: Edge[]}} graph
 * @returns {Array<{node: Node, how: string, known: boolean}>} how it came there
 */
export function stepsOf({ nodes, edges }) {
  return nodes.map((node) => {
    const edge = edges.find(({ to }) => to === node.id);
    return { node, how: edge?.label ?? '', known: !edge || edge.known };
  });
}
