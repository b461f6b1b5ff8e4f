/*
 * One page of each kind and state, by what is on it: found by asking the archive, as ids are
 * hashes of texts.
 *
 *     const where = await places(server)   →   where.emoji.path   "/articles/0a1b…"
 */
import { check } from './stage.js';

export async function ask(server, path) {
  const answer = await fetch(server.origin + path);
  check(answer.ok, `${path} answers ${answer.status}`);
  return answer.json();
}

export const question = (q, more = '') => `/?q=${encodeURIComponent(q)}${more}`;

/** The rows of a question. */
export async function rowsOf(server, q, more = '') {
  const twin = await ask(server, `/search.json?q=${encodeURIComponent(q)}${more}`);
  return twin.answer.rows;
}

/** The first statement of a question. */
export async function rowOf(server, q) {
  const rows = await rowsOf(server, q);
  check(rows.length > 0, `nothing is found for ${q}`);
  return rows[0];
}

const article = (row) => `/articles/${row.article.id.replace('sha256:', '')}`;
const statement = (row) => `/statements/${row.id}`;

/** What the tests look for, each with an article of its own in fixtures.js. */
export const WORDS = {
  emoji: 'speaker:"Arn Lindholm" harbour open',
  nested: 'speaker:Osmane clerk outlet:"Lindholm Herald"',
  chain: 'speaker:"Maren Ostvik" pockets',
  rtl: 'speaker:Brell peace',
  words: 'speaker:"Hedda Malm"',
  undated: 'speaker:"Runa Stahl" lamp',
  hostile: 'speaker:"Ola Brandt"',
  file: 'speaker:"Runa Stahl" shut',
  long: 'speaker:"Edda Brann" pier item',
  edited: 'speaker:"Maren Ostvik" april',
};

let kept = null;

/** Pages by name: {path, title}, and rows: the statements that they were found by. */
export async function places(server) {
  kept ??= await find(server);
  return kept;
}

async function find(server) {
  const rows = {};
  for (const [name, words] of Object.entries(WORDS)) rows[name] = await rowOf(server, words);
  const pages = {
    'search, all': '/',
    'search, found': question('ferry OR bridge'),
    'search, a few': question('ferry', '&limit=3'),
    'search, one an article': question('speaker:ostvik', '&by=article'),
    'search, nothing found': question('rindfleisch zzzz'),
    'search, hostile': question(`outlet:"hostile" OR "<b id=hostile-query>"`),
    'search, no question': question('speaker:('),
    speakers: '/speakers',
    'speakers, by name': '/speakers?name=ostvik',
    speaker: '/speakers/maren-ostvik',
    'speaker, hostile': '/speakers/runa-stahl',
    'article, emoji': article(rows.emoji),
    'article, nested': article(rows.nested),
    'article, right to left': article(rows.rtl),
    'article, long words': article(rows.words),
    'article, undated': article(rows.undated),
    'article, hostile': article(rows.hostile),
    'article, bad file name': article(rows.file),
    'article, edited': article(rows.edited),
    'statement, nested': statement(rows.nested),
    'statement, chain': statement(rows.chain),
    'statement, hostile': statement(rows.hostile),
    'statement, long words': statement(rows.words),
    'statement, emoji': statement(rows.emoji),
    review: '/review?q=' + encodeURIComponent('outlet:"Lindholm Herald"'),
    'review, hostile': '/review?q=' + encodeURIComponent('outlet:hostile'),
    ledger: '/ledger',
    about: '/about',
    'not there': '/statements/00000000000000000000000000000000',
  };
  return { rows, pages, long: article(rows.long) };
}
