// Terms, citations and the chain of a statement.
import test from 'node:test';
import assert from 'node:assert/strict';
import { confidenceWords, FLAGS, termOf, toWord } from '../../../web/assets/terms.js';
import {
  citationsOf,
  escapeMarkdown,
  escapeTex,
  inQuoteMarks,
  wordsOf,
} from '../../../web/assets/citation.js';
import { chainOf, stepsOf } from '../../../web/assets/chain-graph.js';

test('terms', () => {
  assert.equal(termOf(FLAGS, 'toString').name, 'toString');
  assert.equal(confidenceWords(0.9), 'almost certain');
});

const statement = {
  id: '0123456789abcdef0123456789abcdef',
  article: {
    id: 'sha256:aa',
    title: 'Dam & <b>ferry_</b>',
    outlet: 'Strait Review',
    url: 'https://strait.example/a(b)',
    published: { value: '2031-12-04T09:00' },
  },
  kind: 'direct',
  content: { text: '“Not for\nsale,”', spans: [[0, 15]] },
  cue: { text: 'told', spans: [[20, 24]] },
  addressee: { text: 'reporters', spans: [[25, 34]], carried: false },
  occasion: { text: 'a news conference', spans: [[40, 57]] },
  place: { text: 'Velsund', spans: [[61, 68]] },
  said: { value: '2031-12-03' },
  speaker: {
    name: 'Marta Ellerin',
    kind: 'person',
    role: 'gauge reader',
    confidence: 0.9,
    candidates: [],
  },
  person: { id: 'marta-ellerin', name: 'Marta Ellerin' },
  via: [{ name: 'Arnpress', spans: [[70, 78]] }],
  appearances: [
    {
      article: 'sha256:aa',
      source: 'sha256:0011223344',
      captured: { value: '2031-12-05' },
      outlet: 'Strait Review',
      url: null,
      published: { value: '2031-12-04' },
    },
    {
      article: 'sha256:aa',
      source: 'sha256:1111223344',
      captured: { value: '2031-12-06' },
      outlet: null,
      url: 'https://www.ferry.example/1',
      published: { value: null },
    },
  ],
};

test('citations hold what is cited, and nothing gets out', () => {
  const made = citationsOf(
    { statement, citation: 'Marta Ellerin, quoted in Strait Review.' },
    'http://127.0.0.1/statements/01',
  );
  assert.equal(made.plain, '“Not for sale,” — Marta Ellerin, quoted in Strait Review.');
  assert.match(made.markdown, /^> “Not for sale,”\n>\n> — Marta Ellerin/);
  assert.match(made.bibtex, /title = \{\{Dam \\& <b>ferry\\_<\/b>\}\}/);
  assert.match(made.bibtex, /date = \{2031-12-04\}/);
  assert.match(made.bibtex, /url = \{https:\/\/strait\.example\/a%28b%29\}/);
  assert.equal(escapeMarkdown('[x](y) <b> *z*\n- a'), '\\[x\\](y) \\<b\\> \\*z\\*\n\\- a');
  assert.equal(escapeTex('a{b}\\c'), 'a\\{b\\}\\textbackslash{}c');
  assert.equal(inQuoteMarks('it sank'), '“it sank”');
  assert.equal(wordsOf({ kind: 'indirect', content: { text: 'that it\nsank' } }), 'that it sank');
});

test('the chain from who said it to what was kept', () => {
  const graph = chainOf({ statement, parent: null });
  assert.deepEqual(
    graph.nodes.map((node) => node.kind),
    ['speaker', 'occasion', 'via', 'outlet', 'capture', 'outlet', 'capture'],
  );
  assert.deepEqual(graph.nodes.map((node) => node.label).slice(0, 4), [
    'Marta Ellerin',
    'a news conference',
    'Arnpress',
    'Strait Review',
  ]);
  assert.equal(graph.edges[0].label, 'told … reporters');
  assert.equal(graph.nodes[5].label, 'ferry.example');
  assert.equal(stepsOf(graph).length, graph.nodes.length);
});

test('what the text does not tell is not known', () => {
  const graph = chainOf({
    statement: {
      ...statement,
      speaker: { name: null },
      person: null,
      cue: null,
      addressee: null,
      occasion: null,
      via: [],
      appearances: [
        {
          article: 'sha256:aa',
          source: 'sha256:00',
          captured: { value: null },
          outlet: null,
          url: null,
          published: { value: null },
        },
      ],
    },
    parent: { id: 'ff', text: 'x', person: null },
  });
  assert.deepEqual(
    graph.nodes.map((node) => node.known),
    [false, false, false, true],
  );
  assert.deepEqual(
    graph.edges.map((edge) => edge.known),
    [false, false, true],
  );
  assert.ok(stepsOf(graph)[1].known === false);
});

test('somebody is told, but said to', () => {
  assert.equal(toWord({ lemma: 'tell' }), '');
  assert.equal(toWord({ lemma: 'say' }), 'to ');
  assert.equal(toWord(null), 'to ');
});
