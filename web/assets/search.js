/**
 * The search page: the box, the question read back in words, what narrows it down, statements over
 * time, and the rows. Everything that can be chosen is in the address, so each choice is a link, or
 * a form that is sent as one.
 *
 *     /?q=ports+kind:direct&sort=said&since=2018   →   data.query, data.options, data.answer, …
 */
import { html } from './html.js';
import { offsetsOf } from './offsets.js';
import { markedAt, questionAddress } from './link.js';
import { count, plural } from './format.js';
import { Ask } from './ask.js';
import { Chips, Facets, hasFacets } from './facets.js';
import { Histogram } from './histogram.js';
import { Rows } from './row.js';
import { Start } from './start.js';

/**
 * What the address asks, as link.js takes it.
 * @param {any} data
 * @returns {Record<string, any>}
 */
function stateOf(data) {
  const options = data.options || {};
  return {
    q: data.query || '',
    sort: options.sort || 'relevance',
    ascending: Boolean(options.ascending),
    since: options.since || '',
    until: options.until || '',
    'date-of': options['date-of'] || 'said',
    by: options.by || '',
    limit: options.limit || 20,
  };
}

/** @param {{data: any}} props */
function Problem({ data }) {
  const at = Number.isInteger(data.at) ? data.at : null;
  const query = data.query || '';
  const [before, it, behind] = markedAt(query, at === null ? 0 : offsetsOf(query).unit(at));
  return html`<section class="problem" id="ask-problem" role="alert">
    <h2>This cannot be asked</h2>
    <p>${data.error}</p>
    ${
      at !== null &&
      html`<p class="asked">
      ${before}<mark class="wrong">${it || '\u00a0'}</mark>${behind}
    </p>`
    }
    <p><a href="/about#ask">How to ask</a></p>
  </section>`;
}

/** @param {{links: any}} props */
function Feeds({ links }) {
  if (!links) return null;
  const kinds = [
    ['atom', 'Atom', 'application/atom+xml'],
    ['feed', 'JSON Feed', 'application/feed+json'],
    ['csv', 'CSV', 'text/csv'],
    ['ndjson', 'NDJSON', 'application/x-ndjson'],
    ['json', 'JSON', 'application/json'],
  ].filter(([name]) => links[name]);
  return html`<nav class="feeds" aria-label="This question elsewhere">
    <span>This question as</span>
    ${kinds.map(
      ([name, label, type]) => html`<a key=${name} href=${links[name]} type=${type}>${label}</a>`,
    )}
  </nav>`;
}

/** @param {{state: Record<string, any>}} props */
function NothingFound({ state }) {
  const wider = { ...state, since: '', until: '', after: '' };
  return html`<section class="nothing-found">
    <h2>Nothing found</h2>
    <ul>
      ${
        (state.since || state.until) &&
        html`<li><a href=${questionAddress(wider)}>Ask without the range of days</a></li>`
      }
      <li>Take a term away, or put <code>OR</code> between two of them.</li>
      <li>A word finds itself alone: <code>sanction*</code> finds “sanctions” as well.</li>
      <li>
        A name is looked for among speakers with <code>speaker:</code>, and in what was said with${' '}
        <code>about:</code>.
      </li>
      <li><a href="/speakers">Look for a speaker by name</a></li>
    </ul>
  </section>`;
}

/** @param {{data: any, state: Record<string, any>}} props */
function Answer({ data, state }) {
  const { answer } = data;
  const unit = state.by === 'article' ? 'article' : 'statement';
  const later = new URLSearchParams(location.search).has('after');
  return html`<section class="answer" aria-labelledby="answer-title">
    <div class="answer-head">
      <h2 id="answer-title" tabindex="-1">
        ${
          answer.total === null || answer.total === undefined
            ? 'Statements'
            : plural(answer.total, unit)
        }
      </h2>
      ${later && html`<a href=${questionAddress(state)}>back to the first</a>`}
      <${Feeds} links=${data.links} />
    </div>
    ${
      answer.ranked > 0 &&
      html`<p class="note">
      Ordered by relevance among the latest ${count(answer.ranked)} that match.
    </p>`
    }
    ${
      answer.rows.length
        ? html`<${Rows} rows=${answer.rows} label="Statements" state=${state} />`
        : html`<${NothingFound} state=${state} />`
    }
    ${
      answer.next &&
      html`<nav class="pager" aria-label="More">
      <a class="button" rel="next" href=${questionAddress({ ...state, after: answer.next })}
        >Next ${count(state.limit)}</a
      >
    </nav>`
    }
  </section>`;
}

/** @param {{data: any}} props */
export default function Search({ data }) {
  const adding = new URLSearchParams(location.search).has('add');
  if (data.empty || adding) return html`<${Start} first=${Boolean(data.empty)} />`;
  const state = stateOf(data);
  if (!data.ok || !data.answer)
    return html`<h1 class="unseen">Search</h1>
      <${Ask} state=${state} error=${true} />
      <${Problem} data=${data} />`;
  const toRange = ({ since, until }) => {
    location.href = questionAddress({ ...state, since, until });
  };
  const rows = data.answer.rows;
  return html`<h1 class="unseen">Search</h1>
    <${Ask} state=${state} error=${false} />
    <p class="read-back">
      <span class="unseen">Read as: </span>${data.answer.question}
    </p>
    <${Chips} state=${state} facets=${data.facets} rows=${rows} />
    <div class=${hasFacets(data.facets) ? 'with-facets' : ''}>
      <${Facets} facets=${data.facets} state=${state} />
      <div class="results">
        <${Histogram} histogram=${data.histogram} onRange=${toRange} />
        <${Answer} data=${data} state=${state} />
      </div>
    </div>`;
}
