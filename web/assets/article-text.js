/**
 * The text of an article as it was received, block by block, marked.
 *
 *     <${ArticleText} data=${data} headline=${2} />
 *
 * Each block is an element of its kind; what is of the page and not of the article (menus, adverts)
 * is folded up, stretch by stretch. Nothing is rewritten: the words of a block are its bytes. What
 * happens when a mark is pointed at is article-steps.js's.
 */
import { h, html, useMemo } from './html.js';
import { depthsOf, marksOf, sharesOf } from './marks.js';
import { offsetsOf } from './offsets.js';
import { painted } from './marked.js';
import { BLOCKS, termOf } from './terms.js';
import { languageTag, plural } from './format.js';

/** Kinds whose look does not say what they are: they carry their name. */
const NAMED = ['caption', 'credit', 'post', 'turn', 'insert', 'table', 'byline', 'dateline'];
const TAGS = { quote: 'blockquote', post: 'blockquote' };

/**
 * Which block shows the article's title: the first headline with its words, or -1.
 * @param {object} article
 */
export function titleBlock({ title, text, blocks }) {
  if (!title) return -1;
  const at = offsetsOf(text);
  const plain = (words) => words.replace(/\s+/g, ' ').trim();
  return blocks.findIndex(
    (block) => block.kind === 'headline' && plain(at.slice(...block.span)) === plain(title),
  );
}

/** Blocks in runs: those of the page together, each other one alone. */
function runsOf(blocks) {
  const runs = [];
  blocks.forEach((block, index) => {
    const furniture = block.kind === 'furniture';
    const last = runs[runs.length - 1];
    if (furniture && last?.furniture) last.indices.push(index);
    else runs.push({ furniture, indices: [index] });
  });
  return runs;
}

/** @param {{data: object, headline: number}} props `headline`: which block is the page's <h1> */
export function ArticleText({ data, headline }) {
  return useMemo(() => {
    const { article, statements } = data;
    const at = offsetsOf(article.text);
    const marks = marksOf(statements, at.units);
    const depths = depthsOf(statements);
    const ranges = article.blocks.map(({ span: [from, to] }) => ({
      from: at.unit(from),
      to: at.unit(to),
    }));
    const shares = sharesOf(marks, ranges);
    const about = { text: article.text, marks, statements, depths };
    const block = (index) => {
      const { kind, flags } = article.blocks[index];
      const tag = index === headline ? 'h1' : (TAGS[kind] ?? 'p');
      return h(
        tag,
        {
          key: index,
          class: `block ${kind}${flags?.includes('repeated') ? ' repeated' : ''}`,
          'data-label': NAMED.includes(kind) ? termOf(BLOCKS, kind).name : undefined,
        },
        painted({ ...about, ...ranges[index], share: shares[index] }),
      );
    };
    return html`<div class="text" lang=${languageTag(article.language)}>
      ${runsOf(article.blocks).map(({ furniture, indices }) =>
        furniture
          ? html`<details class="furniture-run" key=${`f${indices[0]}`}>
            <summary>Of the page, not of the article: ${plural(indices.length, 'block')}</summary>
            ${indices.map(block)}
          </details>`
          : block(indices[0]),
      )}
    </div>`;
  }, [data, headline]);
}
