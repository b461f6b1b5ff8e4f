/**
 * The statements of an article, in the order of its text: what stands beside the text.
 *
 *     <${StatementList} data=${data} />     each: who, kind, words, day, a link to the statement
 *
 * An entry is a row of keys.js (j, k, Enter); its first link leads to the words in the text.
 */
import { h, useEffect, useMemo, useState } from './html.js';
import { depthsOf } from './marks.js';
import { KindSign } from './kinds.js';
import { dateInWords } from './format.js';
import { statementAddress } from './link.js';
import { JUDGED, termOf } from './terms.js';

const WORDS_MAX = 160;
const AT_ONCE = 40; // entries that are there with the text; the others come when it is painted

/** @param {string} text */
function shortened(text) {
  const words = text.replace(/\s+/g, ' ');
  if (words.length <= WORDS_MAX) return words;
  return `${words.slice(0, WORDS_MAX).replace(/\s+\S*$/, '')} …`;
}

/** Who is told to say it: by the archive's name, the text's, else the words that stand for it. */
function whoOf(statement, person) {
  const name = person?.name ?? statement.speaker.name;
  if (name) return name;
  return statement.source ? `“${statement.source.text}”, not named` : 'Nobody named';
}

function entry(statement, row, index, depth) {
  const who = whoOf(statement, row?.person);
  const day = dateInWords((row?.date ?? statement.said)?.value);
  const told = row?.date?.of && row.date.of !== 'said' ? `${row.date.of} ` : '';
  const judged = row?.review?.judged;
  return h(
    'li',
    {
      key: statement.id,
      id: `s-${statement.id}`,
      class: `entry row depth${Math.min(depth, 3)}`,
      'data-entry': index,
      tabindex: -1,
    },
    [
      h('a', { class: 'entry-jump', href: `#s-${statement.id}` }, [
        h('span', { class: 'entry-who' }, who),
        h('span', { class: 'entry-words' }, shortened(statement.content.text)),
      ]),
      h('p', { class: 'entry-more' }, [
        h(KindSign, { kind: statement.kind }),
        h('span', null, [
          statement.kind,
          depth > 0 ? ', nested' : '',
          day ? ` · ${told}${day}` : '',
          judged && judged !== 'not' ? ` · ${termOf(JUDGED, judged).name}` : '',
        ]),
        h(
          'a',
          {
            class: 'row-link',
            href: statementAddress(statement.id),
            'aria-label': `Statement of ${who}`,
          },
          'Statement',
        ),
      ]),
    ],
  );
}

/** @param {{data: object, onReady: () => void}} props `onReady`: all entries are there */
export function StatementList({ data, onReady }) {
  const { statements, rows } = data;
  const [all, setAll] = useState(statements.length <= AT_ONCE);
  const depths = useMemo(() => depthsOf(statements), [data]);
  useEffect(() => {
    if (all) return onReady();
    const timer = setTimeout(() => setAll(true));
    return () => clearTimeout(timer);
  }, [all]);
  return useMemo(() => {
    const shown = all ? statements : statements.slice(0, AT_ONCE);
    return h(
      'ol',
      { class: 'entries' },
      shown.map((statement, index) => entry(statement, rows[index], index, depths[index])),
    );
  }, [data, all]);
}
