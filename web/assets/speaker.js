/**
 * The page of a person or an organization: names, roles over time, what they said when, to whom and
 * where, what others report them as saying, and putting right who they are.
 *
 *     /speakers/ID
 */
import { html, useEffect, useState } from './html.js';
import { Histogram } from './histogram.js';
import { Row, Rows, Years } from './row.js';
import { PutRight } from './speaker-right.js';
import { tellDecision } from './decide.js';
import { count, plural } from './format.js';
import { addTerm, questionAddress, statementAddress } from './link.js';

const SPELLINGS = 12; // at once
const ROLES = 10; // as without script

function Heading({ person }) {
  const role = mostTold(person.roles)[0]?.text;
  return html`<header class="speaker-head">
    <h1>${person.name} ${person.kind !== 'person' && html`<span class="badge">${person.kind}</span>`}</h1>
    ${role && html`<p class="lead">${role}</p>`}
    <p>
      <a href=${questionAddress({ q: addTerm('', 'person', person.id), sort: 'said' })}>${plural(person.statements, 'statement')}</a>
      ${' '}in ${plural(person.articles, 'article')}, <${Years} first=${person.first} last=${person.last} />
    </p>
  </header>`;
}

/** One of each spelling: those of one text in several lines of work are added up. */
function together(spellings) {
  const all = new Map();
  for (const { text, statements, articles } of spellings) {
    const one = all.get(text) ?? { text, statements: 0, articles: 0 };
    all.set(text, {
      text,
      statements: one.statements + statements,
      articles: one.articles + articles,
    });
  }
  return [...all.values()].sort((a, b) => b.statements - a.statements);
}

function Names({ spellings }) {
  const one = ({ text, statements, articles }) => html`<li key=${text}>
    <span class="spelling">${text}</span> <span class="note">${plural(statements, 'statement')}, ${plural(articles, 'article')}</span>
  </li>`;
  const rest = spellings.slice(SPELLINGS);
  return html`<section aria-labelledby="names-title">
    <h2 id="names-title">Names</h2>
    <ul class="spellings">${spellings.slice(0, SPELLINGS).map(one)}</ul>
    ${rest.length > 0 && html`<details><summary>${plural(rest.length, 'more spelling')}</summary><ul class="spellings">${rest.map(one)}</ul></details>`}
  </section>`;
}

/** A day as a number to be drawn by; what is told less exactly begins its year or month. */
function dayOf(value) {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(value ?? '');
  return match
    ? Date.UTC(Number(match[1]), Number(match[2] ?? 1) - 1, Number(match[3] ?? 1))
    : null;
}

/** When a role was told, as a bar between the first and the last of all. */
function Span({ role, from, to }) {
  const first = dayOf(role.first);
  if (first === null || to <= from) return null;
  const x = (100 * (first - from)) / (to - from);
  const end = (100 * ((dayOf(role.last) ?? first) - from)) / (to - from);
  return html`<svg class="role-span" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <line x1="0" y1="4" x2="100" y2="4" /><rect x=${Math.min(x, 99)} y="1" width=${Math.max(1, end - x)} height="6" />
  </svg>`;
}

/** Those that the most statements tell, of as many the latest: what was misread is told once. */
function mostTold(roles) {
  return [...roles].sort((a, b) => b.statements - a.statements);
}

function Roles({ person }) {
  const { roles_of: of } = person;
  const roles = mostTold(person.roles);
  const [all, setAll] = useState(roles.length <= ROLES + 2);
  if (roles.length === 0) return null;
  const days = roles
    .flatMap(({ first, last }) => [dayOf(first), dayOf(last)])
    .filter((day) => day !== null);
  const from = Math.min(...days);
  const to = Math.max(...days);
  return html`<section aria-labelledby="roles-title">
    <h2 id="roles-title">Roles</h2>
    <table class="roles">
      <thead><tr><th scope="col">As the texts have it</th><th scope="col" class="role-when">From – to</th><th scope="col" class="number">Statements</th></tr></thead>
      <tbody>
        ${(all ? roles : roles.slice(0, ROLES)).map(
          (role) => html`<tr key=${role.text}>
          <th scope="row">${role.text}</th>
          <td class="role-when"><${Span} role=${role} from=${from} to=${to} /><${Years} first=${role.first} last=${role.last} /></td>
          <td class="number">${count(role.statements)}</td>
        </tr>`,
        )}
      </tbody>
    </table>
    ${!all && html`<p><button type="button" class="link" onClick=${() => setAll(true)}>${plural(roles.length - ROLES, 'more role')}</button></p>`}
    ${of > 0 && html`<p class="rest">In the latest ${plural(of, 'article')}.</p>`}
  </section>`;
}

/** Shares of statements, each a question. @param {{title: string, facet: object, ask: (value: string) => string|null}} props */
function Shares({ title, facet, ask }) {
  if (!facet || facet.shares.length === 0) return null;
  const most = Math.max(...facet.shares.map(({ statements }) => statements));
  return html`<section class="shares">
    <h3>${title}</h3>
    <ol>
      ${facet.shares.map(({ value, label, statements }) => {
        const href = ask?.(value);
        const inside = html`<span class="share-label">${label}</span><span class="number">${count(statements)}</span>
          <svg class="share-bar" viewBox="0 0 100 4" preserveAspectRatio="none" height="4" aria-hidden="true"><rect width=${(100 * statements) / most} height="4" /></svg>`;
        return html`<li key=${value}>${href ? html`<a class="share" href=${href}>${inside}</a>` : html`<span class="share">${inside}</span>`}</li>`;
      })}
    </ol>
    ${facet.others > 0 && html`<p class="rest">${count(facet.others)} more</p>`}
    ${facet.none > 0 && html`<p class="rest">not told: ${count(facet.none)}</p>`}
  </section>`;
}

const OF = [
  ['addressee', 'Whom they speak to', 'to'],
  ['outlet', 'Through which outlets', 'outlet'],
  ['via', 'Through which agencies', 'via'],
  ['kind', 'In whose words', 'kind'],
];

function Reported({ reported, ask }) {
  if (!reported || reported.rows.length === 0) return null;
  return html`<section aria-labelledby="reported-title">
    <h2 id="reported-title">What others report them as saying</h2>
    <div class="reported">
      <ol class="rows">
        ${reported.rows.map(
          (row) => html`<li key=${row.id}>
          <${Row} row=${row} />
          ${row.parent && html`<p class="note reporter">Told inside <a href=${statementAddress(row.parent)}>${row.reporter ? `a statement of ${row.reporter}` : 'this statement'}</a></p>`}
        </li>`,
        )}
      </ol>
    </div>
    ${reported.total > reported.rows.length && html`<p><a href=${ask}>All ${count(reported.total)}</a></p>`}
  </section>`;
}

/** @param {{data: object}} props the twin */
export default function SpeakerPage({ data }) {
  const { person, facets, answer } = data;
  useEffect(tellDecision, []);
  const spellings = together(person.spellings);
  const query = addTerm('', 'person', person.id);
  const ask = (field) => (value) =>
    questionAddress({ q: addTerm(query, field, value), sort: 'said' });
  const choose = ({ since, until }) =>
    location.assign(questionAddress({ q: query, sort: 'said', since, until }));
  return html`<div class="speaker-page">
    <${Heading} person=${person} />
    <${Histogram} histogram=${data.histogram} title="Statements by the day said, else published" onRange=${choose} />
    <div class="speaker-columns">
      <div>
        <section aria-labelledby="latest-title">
          <h2 id="latest-title">Latest statements</h2>
          <${Rows} rows=${answer.rows} label="Latest statements" />
          ${answer.total > answer.rows.length && html`<p><a href=${questionAddress({ q: query, sort: 'said' })}>All ${plural(answer.total, 'statement')}</a></p>`}
        </section>
        <${Reported} reported=${data.reported} ask=${questionAddress({ q: `${query} depth:>=2`, sort: 'said' })} />
      </div>
      <div class="speaker-side">
        <${Names} spellings=${spellings} />
        <${Roles} person=${person} />
        ${OF.map(([name, title, field]) => html`<${Shares} key=${name} title=${title} facet=${facets?.[name]} ask=${ask(field)} />`)}
        <${PutRight} data=${data} spellings=${spellings} />
      </div>
    </div>
  </div>`;
}
