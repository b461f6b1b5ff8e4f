/*
 * The archive that the page is tested on: what nobody should put into a title, an emoji before
 * a statement, twenty thousand words, words without end; and, where ../shared is there, 2,000
 * real articles around them, as strangers do not come alone.
 *
 *     makeArchive(quoth, "build/page")   →   "build/page/first.quoth"
 *
 * The people, papers and towns in it do not exist.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..');
const REAL = join(ROOT, '..', 'shared', 'data', 'news');
export const REAL_ARTICLES = 2000;

/** A mark that shows if it is taken for HTML anywhere: an element with an id of its own, and
 * each common way to run a script. */
export const hostile = (where) =>
  `<b id="hostile-${where}">${where}</b><script>hostile('${where}')</script>` +
  `<img src=x onerror="hostile('${where}')">`;

/** Ends the script that a page's data comes in, if it can. */
const BREAK_OUT = "</script><script>hostile('island')</script><!--<script>";

const LONG_WORD = 'Rindfleischetikettierungs'.repeat(16);

const line = (article) => JSON.stringify(article);

/** One small article a month: enough for a histogram and for more than one page of answers. */
function monthly() {
  const lines = [];
  for (let n = 0; n < 36; n++) {
    const year = 2019 + Math.floor(n / 12);
    const month = String((n % 12) + 1).padStart(2, '0');
    const outlet = ['Lindholm Herald', 'Coast Post', 'Arn Gazette'][n % 3];
    lines.push(
      line({
        id: `month-${n}`,
        outlet,
        published: `${year}-${month}-11`,
        url: `https://herald.example/${year}/${month}/council`,
        title: `Council meets for the ${n + 1}. time`,
        text:
          `Council meets for the ${n + 1}. time\n\n` +
          `“The ferry pier number ${n + 1} stays open,” Mayor Maren Ostvik said on Monday.\n\n` +
          (n % 2 ? `Ostvik said that the budget of year ${year} was “thin as ice”.\n\n` : '') +
          (n % 4 === 0
            ? `Harbour master Peter Ostvik told reporters that dredger ${n} had sunk.\n`
            : '') +
          (n % 5 === 0
            ? `“No pump came in month ${n},” councillor Edda Brann wrote in a letter.\n`
            : ''),
      }),
    );
  }
  return lines;
}

/** Twenty thousand words with a statement in each third paragraph. */
function longArticle() {
  const plain =
    'The session went on behind the shut doors of the old customs house while the ' +
    'rain fell on the quay and the ferries lay still at their ropes for another long hour.';
  const paragraphs = ['Twenty thousand words from the long session'];
  for (let n = 0, words = 0; words < 20000; n++) {
    const text =
      n % 3
        ? `${plain} It was item ${n} of the list, and nobody had asked for it.`
        : `“Item ${n} costs the town more than the whole pier,” Councillor Edda Brann said. ${plain}`;
    words += text.split(' ').length;
    paragraphs.push(text);
  }
  return line({
    id: 'long',
    outlet: 'Lindholm Herald',
    published: '2021-10-02',
    title: paragraphs[0],
    url: 'https://herald.example/2021/10/long-session',
    text: paragraphs.join('\n\n'),
  });
}

const EMOJI =
  '🎉🚢 Harbour day in Lindholm 👩‍👩‍👧\n\n' +
  'The town 🏴‍☠️ met at the quay.\n\n' +
  '“😀 We keep the harbour 🚢 open for everyone,” Arn Lindholm said on Monday.\n\n' +
  '𝕿he band played. Lindholm added that the “old pier 🪵 would get new planks”.\n';

const NESTED =
  'Envoy tells of a sunk report\n\n' +
  'Envoy Bertil Osmane said on Tuesday that a clerk told him that the minister had asked ' +
  'whether the rain “could wait until Monday.”\n\n' +
  '“Harbour master Peter Ostvik told me that the pumps had never run,” Maren Ostvik said.\n';

const CHAIN =
  'Mayor will not sell the ferry\n\n' +
  'LINDHOLM, Oct. 20 (Northwire) -- “The ferry is not for sale,” Mayor Maren Ostvik told ' +
  'Coast Radio in an interview on Friday.\n\n' +
  'According to the Coast Post, Ostvik told reporters at a news conference in Velsund that ' +
  'two buyers “came with empty pockets”.\n\n' +
  'The Coast Post reported that Ostvik had told the council that “the winter is long”.\n';

const RIGHT_TO_LEFT =
  'A poem is read at the lock\n\n' +
  'The poet stood at the lock in the rain and read for an hour in two languages.\n\n' +
  '“The line שלום לכל הנהר הזה means peace to this whole river,” poet Iovan Brell said.\n\n' +
  'Brell wrote: “Here stands مرحبا بكم في الميناء القديم on the old gate.”\n';

const LONG_WORDS =
  `The ${LONG_WORD} bill\n\n` +
  `“Nobody can say ${LONG_WORD} in one breath,” clerk Hedda Malm said on Monday.\n\n` +
  `Malm pointed to https://herald.example/${'a'.repeat(300)} and went home.\n`;

export const SILENT =
  'Water level at Dorn Ferry\n\nThe gauge at Dorn Ferry stood at two metres in the ' +
  'morning. The ferry left at nine. The rain stopped at noon, and the quay was dry by the evening.\n';

const hostileText =
  `Bridge ${hostile('headline')} vote\n\n` +
  '“We will never <b id=hostile-words>close</b> the bridge <img src=x onerror=hostile(1)> tonight,” ' +
  'Ola Brandt said on Monday.\n\n' +
  'Sixten <b id=hostile-name>Krok said that the bridge <u id="hostile-said">was &lt;old&gt; & “steep”</u>.\n\n' +
  '“Two nights </script><script>hostile(2)</script>,” Ylva Tornquist told <i id=hostile-to>Coast Radio</i> on Monday.\n\n' +
  `Nobody ${hostile('text')} else ${BREAK_OUT} spoke.\n`;

/** One address, two texts; and one text that two papers print. */
function pier(herald) {
  const edited =
    'Pier to open in spring\n\n“The pier opens in April,” Mayor Maren Ostvik said on Monday.\n';
  return [
    line({
      ...herald,
      id: 'first',
      title: 'Pier to open in spring',
      text: edited,
      url: 'https://herald.example/2021/pier',
    }),
    line({
      ...herald,
      id: 'second',
      title: 'Pier to open in spring',
      published: '2021-12-03',
      text: edited.replace('April', 'May or June'),
      url: 'https://herald.example/2021/pier',
    }),
    line({
      id: 'wire',
      outlet: 'Coast Post',
      published: '2021-12-02',
      title: 'Pier to open in spring',
      text: edited,
      url: 'https://post.example/pier',
    }),
  ];
}

function special() {
  const herald = { outlet: 'Lindholm Herald', published: '2021-12-01' };
  return [
    line({
      ...herald,
      id: 'emoji',
      title: '🎉🚢 Harbour day in Lindholm 👩‍👩‍👧',
      text: EMOJI,
      url: 'https://herald.example/2021/harbour-day',
    }),
    line({ ...herald, id: 'nested', title: 'Envoy tells of a sunk report', text: NESTED }),
    line({
      ...herald,
      id: 'chain',
      title: 'Mayor will not sell the ferry',
      text: CHAIN,
      url: 'https://herald.example/2021/ferry',
      authors: ['Ada Quist'],
    }),
    line({ ...herald, id: 'rtl', title: 'A poem is read at the lock', text: RIGHT_TO_LEFT }),
    line({ ...herald, id: 'words', title: `The ${LONG_WORD} bill`, text: LONG_WORDS }),
    line({ ...herald, id: 'silent', title: 'Water level at Dorn Ferry', text: SILENT }),
    line({
      id: 'undated',
      outlet: 'Arn Gazette',
      title: 'A letter without a date',
      text: 'A letter without a date\n\n“The lamp at the lock is out,” keeper Runa Stahl wrote.\n',
    }),
    ...pier(herald),
    line({
      id: hostile('id'),
      outlet: hostile('outlet'),
      published: '2021-11-05',
      title: hostile('title') + BREAK_OUT,
      url: `javascript:hostile('url')//${hostile('url')}`,
      authors: [hostile('author')],
      text: hostileText,
    }),
  ];
}

function quothIn(quoth, archive) {
  return (...words) =>
    execFileSync(quoth, [words[0], '-a', archive, ...words.slice(1)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
}

/** The first articles of the real news, as JSON lines; null where there is no ../shared. */
function realLines() {
  if (!existsSync(REAL)) return null;
  const file = readdirSync(REAL)
    .filter((name) => name.endsWith('.jsonl.zst'))
    .sort()[0];
  const all = execFileSync('zstd', ['-dcq', join(REAL, file)], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  return all.split('\n').slice(0, REAL_ARTICLES).join('\n') + '\n';
}

/** Makes the archive in `folder` anew, and `small`, that of our own articles alone. */
export function makeArchive(quoth, folder) {
  rmSync(folder, { recursive: true, force: true });
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  const archive = join(folder, 'first.quoth');
  const run = quothIn(quoth, archive);

  const own = join(folder, 'own.jsonl');
  writeFileSync(own, [...monthly(), ...special(), longArticle()].join('\n') + '\n');
  writeFileSync(
    join(files, '<b id=hostile-file>&"\'.txt'),
    'A file with a bad name\n\n“The bridge is shut,” keeper Runa Stahl said.\n',
  );
  const samples = join(ROOT, 'data', 'samples');
  const texts = readdirSync(samples).filter((name) => /^2031-.*\.(txt|html)$/.test(name));
  run('add', '--quiet', own);
  run(
    'add',
    '--quiet',
    '--published',
    '2021-11-06',
    files,
    ...texts.map((name) => join(samples, name)),
  );
  // What people write into the ledger is as hostile as what papers print.
  run('alias', 'runa-stahl', hostile('spelling'), '--why', hostile('why'));
  run('never-merge', 'runa-stahl', 'hedda-malm');
  const small = join(folder, 'small.quoth');
  copyFileSync(archive, small);
  const real = realLines();
  if (real) {
    writeFileSync(join(folder, 'real.jsonl'), real);
    run('add', '--quiet', join(folder, 'real.jsonl'));
  }
  return { archive, small, real: real !== null };
}
