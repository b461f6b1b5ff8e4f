/**
 * Addresses of pages, and the terms of a question that links add and take away.
 *
 *     addTerm('ports OR ships', 'outlet', 'The Herald')   →   (ports OR ships) outlet:"The Herald"
 *     questionAddress({ q: 'bridge', sort: 'relevance' })  →   /?q=bridge
 *
 * Terms are found the way the query language parts them (docs/QUERIES.md), without judging them:
 * whether a question is one, the server says.
 */

const QUOTES = '"«»“”„‟＂';
const QUOTED = new RegExp(`^[${QUOTES}][^${QUOTES}]*[${QUOTES}]$`);

/** What a question has when nothing is said; such a part is left out of the address. */
const USUAL = { sort: 'relevance', 'date-of': 'said', limit: 20, ascending: false };

/**
 * @param {string} path
 * @param {Record<string, any>} [parameters] those without a value are left out
 * @returns {string}
 */
export function address(path, parameters = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null || value === '' || value === false) continue;
    search.set(name, value === true ? '1' : String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/**
 * The address of a question. `state`: q, sort, ascending, since, until, date-of, by, limit, after.
 * @param {Record<string, any>} state
 * @param {string} [path]
 */
export function questionAddress(state, path = '/') {
  const said = Object.entries(state).filter(([name, value]) => USUAL[name] !== value);
  return address(path, Object.fromEntries(said));
}

/** @param {string} id */
export const speakerAddress = (id) => `/speakers/${encodeURIComponent(id)}`;
/** @param {string} id */
export const statementAddress = (id) => `/statements/${encodeURIComponent(id)}`;

/**
 * An article, at one of its statements if given.
 * @param {string} id with `sha256:` before it or not
 * @param {string} [statement]
 */
export function articleAddress(id, statement) {
  const path = `/articles/${encodeURIComponent(id.replace(/^sha256:/, ''))}`;
  return statement ? `${path}#s-${encodeURIComponent(statement)}` : path;
}

/**
 * A link out of the page leads only to the web: a text may name any other scheme.
 * @param {string | null | undefined} url
 * @returns {string | null}
 */
export function outside(url) {
  return url && /^https?:\/\//i.test(url) ? url : null;
}

/**
 * A value as it stands behind a field's colon. A quote mark cannot be written inside quote marks,
 * and `*` would ask for more; neither is looked for, so both become spaces.
 * @param {string} value
 */
export function quoted(value) {
  const text = String(value);
  if (/^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u.test(text)) return text;
  const bare = [...text].map((c) => (QUOTES.includes(c) || c === '*' ? ' ' : c)).join('');
  return `"${bare.replace(/\s+/g, ' ').trim()}"`;
}

/**
 * @typedef {object} Term
 * @property {string} text as it stands in the question
 * @property {number} from where, in UTF-16 units
 * @property {number} to
 * @property {boolean} not with `-` before it
 * @property {string} field '' for words, brackets and operators
 * @property {string} value without quote marks around it
 * @property {boolean} one the field has a single value
 * @property {string} operator AND, OR, NOT, NEAR…, or ''
 */

/**
 * Where what starts at `i` ends: at a space or a bracket outside of quote marks and brackets.
 * @param {string} query
 * @param {number} i
 */
function endOfTerm(query, i) {
  let depth = 0;
  let inQuotes = false;
  for (let at = i; at < query.length; at++) {
    const c = query[at];
    if (QUOTES.includes(c)) {
      inQuotes = !inQuotes;
      if (!inQuotes && !depth && query[at + 1] !== ',') return at + 1;
    } else if (inQuotes) {
      continue;
    } else if (c === '(') {
      if (!depth && at > i && query[at - 1] !== ':') return at;
      depth++;
    } else if (c === ')') {
      if (depth <= 1) return depth ? at + 1 : Math.max(at, i + 1);
      depth--;
    } else if (/\s/.test(c) && !depth) {
      return at;
    }
  }
  return query.length;
}

/**
 * The terms that stand side by side in a question; what is in brackets is one.
 * @param {string} query
 * @returns {Term[]}
 */
export function termsOf(query) {
  const terms = [];
  for (let i = 0; i < query.length;) {
    if (/\s/.test(query[i])) {
      i++;
      continue;
    }
    const not = query[i] === '-' && i + 1 < query.length && !/\s/.test(query[i + 1]);
    const to = endOfTerm(query, i + (not ? 1 : 0));
    const text = query.slice(i, to);
    const body = not ? text.slice(1) : text;
    const field = /^(\p{L}[\p{L}\p{M}_-]*):(?!\/\/)/u.exec(body);
    let value = field ? body.slice(field[0].length) : body;
    const inQuotes = QUOTED.test(value);
    const one = inQuotes || !/[,(]/.test(value);
    if (inQuotes) value = value.slice(1, -1);
    const operator = /^(?:AND|OR|NOT|NEAR(?:\/\d+)?)$/.test(text) ? text : '';
    terms.push({
      text,
      from: i,
      to,
      not,
      field: field ? field[1].toLowerCase() : '',
      value,
      one,
      operator,
    });
    i = to;
  }
  return terms;
}

/** @param {Term[]} terms */
const hasOr = (terms) => terms.some((term) => term.operator === 'OR');

/**
 * The terms of a field that can be taken away one by one: those that every row must answer.
 * @param {string} query
 * @param {string[]} fields
 * @returns {Term[]}
 */
export function chosen(query, fields) {
  const terms = termsOf(query);
  if (hasOr(terms)) return [];
  return terms.filter(
    (term, i) => fields.includes(term.field) && term.one && terms[i - 1]?.operator !== 'NOT',
  );
}

/** @param {string} text */
const fold = (text) => text.toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * @param {Term} term
 * @param {string} field
 * @param {string} value
 * @param {boolean} [not]
 */
export function isTerm(term, field, value, not = false) {
  const asked = quoted(value).replace(/^"|"$/g, '');
  return term.field === field && term.not === not && fold(term.value) === fold(asked);
}

/**
 * The question with one more term, which all of its answers must meet.
 * @param {string} query
 * @param {string} field
 * @param {string} value
 * @param {boolean} [not] which none of them may meet
 */
export function addTerm(query, field, value, not = false) {
  const terms = termsOf(query);
  const text = `${not ? '-' : ''}${field}:${quoted(value)}`;
  if (!terms.length) return text;
  if (!hasOr(terms)) {
    if (terms.some((term) => isTerm(term, field, value, not))) return query.trim();
    return `${query.trim()} ${text}`;
  }
  return `(${query.trim()}) ${text}`;
}

/**
 * The question without a term of termsOf or chosen, and without an operator that it leaves alone.
 * @param {string} query
 * @param {Term} term
 */
export function withoutTerm(query, term) {
  const terms = termsOf(query);
  const at = terms.findIndex((other) => other.from === term.from);
  if (at < 0) return query;
  let first = at;
  let last = at;
  while (terms[first - 1]?.operator) first--;
  if (first === 0 && at === 0) while (terms[last + 1]?.operator) last++;
  const kept = terms.filter((_, i) => i < first || i > last);
  const text = kept.map((other) => other.text).join(' ');
  // Brackets around all that is left say nothing.
  const only = kept.length === 1 && !kept[0].not && /^\((.*)\)$/s.exec(text);
  return only ? only[1].trim() : text;
}

/**
 * A question with the character marked at which it goes wrong.
 * @param {string} query
 * @param {number} unit in UTF-16 units
 * @returns {[string, string, string]} before it, it, behind it
 */
export function markedAt(query, unit) {
  const at = Math.max(0, Math.min(unit, query.length));
  const it = [...query.slice(at)][0] ?? '';
  return [query.slice(0, at), it, query.slice(at + it.length)];
}
