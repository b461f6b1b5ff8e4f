/**
 * The page of an article: its text, marked; its statements beside it, in step; where it comes from.
 *
 *     /articles/7c1f09aa…#s-ID      a statement is chosen by the address
 */
import { html, useEffect, useMemo, useRef, useState } from './html.js';
import { ArticleText, titleBlock } from './article-text.js';
import { StatementList } from './article-list.js';
import { ArticleAbout } from './article-about.js';
import { keepInStep } from './article-steps.js';
import { Legend } from './marked.js';
import { dateInWords, plural } from './format.js';

/** Why nobody is quoted, where nobody is. */
function Nothing({ why }) {
  return html`<p class="nothing">${why ? `There are no statements: ${why}.` : 'Nobody is found to say anything in this article.'}</p>`;
}

function Heading({ data, headline }) {
  const { article, statements, authors } = data;
  const day = dateInWords(article.published?.value);
  const by = authors?.length ? `by ${authors.join(', ')}` : '';
  const words = [article.outlet, day, by].filter(Boolean).join(' · ');
  const hex = article.id.replace(/^sha256:/, '');
  return html`<header class="article-head">
    ${headline < 0 && html`<h1>${article.title || article.name || 'Untitled'}</h1>`}
    ${words && html`<p class="article-told">${words}</p>`}
    <p class="article-ways">
      <a href="#beside-title">${plural(statements.length, 'statement')}</a>
      <span><a href=${`/articles/${hex}.txt`}>Text</a> <a href=${`/articles/${hex}.json`}>JSON</a> <a href=${`/articles/${hex}.ann`}>brat</a></span>
    </p>
  </header>`;
}

/** @param {{data: object}} props the twin */
export default function ArticlePage({ data }) {
  const text = useRef(null);
  const list = useRef(null);
  const { statements } = data;
  const headline = useMemo(() => titleBlock(data.article), [data]);
  const [ready, setReady] = useState(false);
  useEffect(
    () => (ready ? keepInStep(text.current, list.current, statements) : undefined),
    [ready],
  );
  return html`<div class="article-page">
    <div class="article-column">
      <${Heading} data=${data} headline=${headline} />
      ${statements.length > 0 && html`<details class="legend-fold" open><summary>Marks</summary><${Legend} /></details>`}
      <article ref=${text}><${ArticleText} data=${data} headline=${headline} /></article>
    </div>
    <section class="beside" aria-labelledby="beside-title">
      <h2 id="beside-title" tabindex="-1">Who says what</h2>
      <div class="beside-list" ref=${list}>
        ${statements.length > 0 ? html`<${StatementList} data=${data} onReady=${() => setReady(true)} />` : html`<${Nothing} why=${data.why} />`}
      </div>
    </section>
    <${ArticleAbout} data=${data} />
  </div>`;
}
