/**
 * What the codes of a record are called on the page, and what they mean in a line.
 *
 *     termOf(ACTS, 'writing')        // {name: 'writing', means: 'written: a letter, …'}
 *     confidenceWords(0.93)          // "almost certain"
 *
 * A code that is not known (an archive of a later version) is shown as it is.
 */

/** @typedef {{name: string, means: string}} Term */

/** @type {Record<string, Term>} */
export const ACTS = {
  speech: { name: 'speech', means: 'said aloud' },
  writing: { name: 'writing', means: 'written: a letter, a post, a report' },
  thought: { name: 'thought', means: 'believed, felt or hoped' },
  intent: { name: 'intent', means: 'planned, promised or demanded' },
};

// Somebody is told, not told to.
const WITHOUT_TO = new Set(
  'advise answer ask assure beg brief call command convince encourage implore inform instruct interrupt invite notify order persuade press question reassure remind request tell thank urge warn'.split(
    ' ',
  ),
);

/**
 * What stands between the cue and whom the words were for: "said to reporters", "told reporters".
 * @param {{lemma?: string | null} | null | undefined} cue
 */
export const toWord = (cue) => (WITHOUT_TO.has(cue?.lemma ?? '') ? '' : 'to ');

/** @type {Record<string, Term>} */
export const FLAGS = {
  'unclosed-quote': { name: 'unclosed quote', means: 'a quote mark of these words has no partner' },
  'carried-quote': {
    name: 'carried quote',
    means: 'the quotation goes on in a later paragraph, where it is opened again',
  },
  headline: { name: 'headline', means: 'found in the headline' },
  'left-out': { name: 'left out', means: 'weighed, and judged to be no statement' },
  'not-read': {
    name: 'not read inside',
    means: 'what others are reported to say inside these words was not looked for',
  },
};

/** @type {Record<string, Term>} */
export const BLOCKS = {
  body: { name: 'Text', means: '' },
  headline: { name: 'Headline', means: '' },
  standfirst: { name: 'Standfirst', means: '' },
  byline: { name: 'Byline', means: '' },
  dateline: { name: 'Dateline', means: '' },
  caption: { name: 'Caption', means: '' },
  credit: { name: 'Credit', means: '' },
  list: { name: 'List', means: '' },
  table: { name: 'Table', means: '' },
  quote: { name: 'Quotation', means: '' },
  post: { name: 'Post', means: '' },
  turn: { name: 'Turn', means: '' },
  insert: { name: 'Note', means: '' },
  furniture: { name: 'Of the page', means: '' },
};

/** @type {Record<string, Term>} */
export const FORMS = {
  name: { name: 'by name', means: 'the text names the source' },
  nominal: { name: 'by a description', means: 'the text describes the source' },
  pronoun: { name: 'by a pronoun', means: 'he, she, they: told from the context' },
};

/**
 * @param {Record<string, Term>} terms
 * @param {string} code
 * @returns {Term}
 */
export function termOf(terms, code) {
  return Object.hasOwn(terms, code) ? terms[code] : { name: code, means: '' };
}

/**
 * @param {number} confidence 0 … 1
 * @returns {string}
 */
export function confidenceWords(confidence) {
  if (confidence >= 0.9) return 'almost certain';
  if (confidence >= 0.75) return 'likely';
  if (confidence >= 0.5) return 'more likely than not';
  if (confidence >= 0.25) return 'doubtful';
  return 'unlikely';
}

/** @type {Record<string, Term>} what a reviewer said of a statement */
export const JUDGED = {
  accepted: { name: 'accepted', means: 'a reviewer says that it is one' },
  rejected: { name: 'rejected', means: 'a reviewer says that it is none' },
  edited: { name: 'edited', means: 'a reviewer has told its words' },
};
