/**
 * A statement as others cite it: in plain words, Markdown and BibTeX.
 *
 *     citationsOf({statement, citation}, 'http://127.0.0.1:8080/statements/7c1f09aa…')
 *     // {plain: '“Not for sale.” Jane Roe, quoted in …', markdown: '> …', bibtex: '@misc{…}'}
 *
 * What the text holds cannot leave its place: Markdown's and BibTeX's own signs are escaped.
 */

/** @param {string} text */
export function escapeMarkdown(text) {
  return text.replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&').replace(/^(\s*)([-+=]|\d+[.)])/gm, '$1\\$2');
}

const TEX = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '%': '\\%',
  '&': '\\&',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** @param {string} text */
export function escapeTex(text) {
  return text.replace(/[\\{}%&$#_~^]/g, (sign) => TEX[sign]).replace(/\s+/g, ' ');
}

/** An address inside (…) or {…}: what would end either is written as %XX. */
function address(url) {
  return url.replace(
    /[\s()<>{}\\"`]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** The words inside one pair of quote marks, whichever they have themselves. */
export function inQuoteMarks(text) {
  const words = text.trim();
  return /^[“"«„].*[”"»“]$/su.test(words) ? words : `“${words}”`;
}

/** A statement's words as they may be cited: only those that are the speaker's own are quoted. */
export function wordsOf({ kind, content }) {
  const words = content.text.replace(/\s+/g, ' ').trim();
  return kind === 'direct' ? inQuoteMarks(words) : words;
}

/**
 * @param {object} data the twin of a statement's page
 * @param {string} permalink
 * @returns {{plain: string, markdown: string, bibtex: string}}
 */
export function citationsOf({ statement, citation }, permalink) {
  const { article, speaker } = statement;
  const words = wordsOf(statement);
  const told = citation || [speaker.name, article.title].filter(Boolean).join(', ');
  const fields = [
    ['title', article.title && `{${escapeTex(article.title)}}`],
    ['organization', article.outlet && escapeTex(article.outlet)],
    ['date', /^\d{4}(-\d\d(-\d\d)?)?/.exec(article.published?.value ?? '')?.[0]],
    ['url', article.url && address(article.url)],
    [
      'note',
      `${escapeTex(statement.person?.name ?? speaker.name ?? 'not named')}: ${escapeTex(words)}`,
    ],
    ['annotation', `text ${article.id}`],
  ];
  const lines = fields
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name} = {${value}},`);
  return {
    plain: `${words} — ${told}`,
    markdown: `> ${escapeMarkdown(words)}\n>\n> — ${escapeMarkdown(told)} ([statement](${address(permalink)}))`,
    bibtex: `@misc{quoth-${statement.id.slice(0, 8)},\n${lines.join('\n')}\n}`,
  };
}
