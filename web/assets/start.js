/**
 * What to do with an empty archive, and the place where files are dropped, then and later.
 *
 *     a folder dropped   →   POST /captures?name=news/a.html for each file, and what became of it
 *
 * Files are sent one after the other: the archive has one writer.
 */
import { html, useEffect, useRef, useState } from './html.js';
import { announce, askToken, post, token } from './api.js';
import { address } from './link.js';
import { filesOf, filesOfList, MOST_BYTES, MOST_FILES, summed } from './files.js';
import { count, plural } from './format.js';

/**
 * @param {Record<string, number>} added
 * @returns {string[]}
 */
function sentences(added) {
  const says = [
    `${plural(added.statements || 0, 'statement')} in ${plural(added.articles || 0, 'new article')}`,
  ];
  if (added.joined) says.push(`${plural(added.joined, 'article')} joined to a copy already here`);
  if (added.edited) says.push(`${plural(added.edited, 'article')} edited since`);
  if (added.known) says.push(`${plural(added.known, 'capture')} known already`);
  if (added.refused) says.push(`${plural(added.refused, 'capture')} refused`);
  return says;
}

const PROBLEMS_AT_ONCE = 200; // drawn again with each file

/** @param {{work: any, stop: () => void}} props */
function Progress({ work, stop }) {
  return html`<section class="work" aria-labelledby="work-title">
    <h2 id="work-title">${work.going ? 'Reading' : 'Done'}</h2>
    ${
      work.going
        ? html`<progress max=${work.files} value=${work.done} aria-labelledby="work-title"></progress>
          <p>${count(work.done)} of ${plural(work.files, 'file')}: <span class="file">${work.name}</span></p>
          <p><button type="button" onClick=${stop}>Stop</button></p>`
        : html`<ul>
            ${sentences(work.added).map((text) => html`<li key=${text}>${text}</li>`)}
          </ul>
          ${
            work.added.articles + work.added.joined + work.added.known > 0 &&
            html`<p><a class="button primary" href="/">See the statements</a></p>`
          }`
    }
    ${
      work.problems.length > 0 &&
      html`<div class="problem">
      <h3>${plural(work.problems.length, 'problem')}</h3>
      <ul class="problems">
        ${work.problems.slice(0, PROBLEMS_AT_ONCE).map(
          ({ name, message, at }, i) =>
            html`<li key=${i}>
              <span class="file">${name}</span>: ${message}
              ${Number.isInteger(at) && html`${' '}<span class="note">(byte ${count(at)})</span>`}
            </li>`,
        )}
      </ul>
      ${
        work.problems.length > PROBLEMS_AT_ONCE &&
        html`<p>and ${count(work.problems.length - PROBLEMS_AT_ONCE)} more</p>`
      }
    </div>`
    }
  </section>`;
}

/**
 * Sends files, and says how far it is by `tell`.
 * @param {Array<{name: string, file: File}>} files
 * @param {Record<string, string>} about outlet, published
 * @param {(work: any) => void} tell
 * @param {{current: boolean}} stopped
 */
async function sendAll(files, about, tell, stopped) {
  const work = {
    files: files.length,
    done: 0,
    name: '',
    added: summed({}, {}),
    problems: [],
    going: true,
  };
  for (const { name, file } of files) {
    if (stopped.current) break;
    tell({ ...work, name });
    try {
      if (file.size > MOST_BYTES)
        throw new Error('more than 32 MB: add it with quoth add on the command line');
      const answer = await post(address('/captures', { name, ...about }), file);
      work.added = summed(work.added, answer.added || {});
      work.problems.push(...(answer.problems || []).map((problem) => ({ name, ...problem })));
    } catch (error) {
      work.problems.push({ name, message: error.message });
      // Without the right, or without a server, the others would only fail as well.
      if (error.status === 401 || error.status === 403 || error.status === 0) break;
    }
    work.done++;
  }
  work.going = false;
  tell({ ...work });
  return work;
}

/**
 * What takes files and sends them with the fields of `form`, one lot after the other.
 * @param {{current: HTMLFormElement | null}} form
 */
function useSending(form) {
  const [work, setWork] = useState(/** @type {any} */ (null));
  const stopped = useRef(false);
  const busy = useRef(false);
  const take = async (files) => {
    if (busy.current) return announce('Wait for the files before, or stop them.');
    if (!files.length) return announce('There was no file in it.');
    if (files.length >= MOST_FILES)
      announce(`Only the first ${count(MOST_FILES)} files are read: use quoth add for more.`);
    busy.current = true;
    stopped.current = false;
    const about = Object.fromEntries(
      [...new FormData(form.current)].filter(([, value]) => typeof value === 'string' && value),
    );
    const done =
      token() || (await askToken('')) ? await sendAll(files, about, setWork, stopped) : null;
    busy.current = false;
    if (!done) return undefined;
    const what = done.problems.length ? `, ${plural(done.problems.length, 'problem')}` : '';
    return announce(`${sentences(done.added)[0]}${what}`);
  };
  const stop = () => {
    stopped.current = true;
  };
  return { work, take, stop };
}

/**
 * Files held over the page, taken out of the window again, or dropped, beside the place too: a
 * browser would leave the page to show them. Words that are dragged are nobody's files: they may
 * go into a field.
 */
function useDropped(hold, leave, drop) {
  const latest = useRef({});
  latest.current = { hold, leave, drop };
  useEffect(() => {
    const ofFiles = (run) => (event) => event.dataTransfer.types.includes('Files') && run(event);
    const onHold = ofFiles((event) => latest.current.hold(event));
    const onDrop = ofFiles((event) => latest.current.drop(event));
    const onLeave = (event) => !event.relatedTarget && latest.current.leave(); // the window
    document.addEventListener('dragover', onHold);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onHold);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
}

/** Where files are dropped or chosen. */
function Drop() {
  const [over, setOver] = useState(false);
  const form = useRef(null);
  const { work, take, stop } = useSending(form);
  const drop = async (event) => {
    event.preventDefault();
    setOver(false);
    try {
      await take(await filesOf(event.dataTransfer));
    } catch (error) {
      announce(`The files cannot be read: ${error.message}`, { error: true });
    }
  };
  const choose = (event) => {
    const files = filesOfList(event.target.files);
    event.target.value = '';
    take(files);
  };
  const hold = (event) => {
    event.preventDefault();
    setOver(true);
  };
  useDropped(hold, () => setOver(false), drop);
  return html`<form ref=${form} class="add" onSubmit=${(event) => event.preventDefault()}>
      <div class=${over ? 'drop over' : 'drop'}>
        <p class="drop-says">Drop files or a folder here</p>
        <p class="hint">
          Text, HTML, WARC, RSS and Atom feeds, JSON lines; packed with gzip or Zstandard too.
        </p>
        <p class="buttons">
          <label class="button"
            >Choose files<input type="file" class="unseen" multiple onChange=${choose}
          /></label>
          <label class="button"
            >Choose a folder<input type="file" class="unseen" webkitdirectory onChange=${choose}
          /></label>
        </p>
      </div>
      <details>
        <summary>What the files do not tell themselves</summary>
        <p class="fields">
          <label class="field"
            ><span>Outlet</span><input name="outlet" autocomplete="off" /></label
          >
          <label class="field"
            ><span>Published</span
            ><input name="published" placeholder="2018-04-24" autocomplete="off" /></label
          >
        </p>
      </details>
    </form>
    ${work && html`<${Progress} work=${work} stop=${stop} />`}`;
}

/**
 * @param {{first: boolean}} props `first`: the archive is empty
 */
export function Start({ first }) {
  return html`<div class="start">
    <h1>${first ? 'Nothing is in the archive yet' : 'Add to the archive'}</h1>
    <p class="lead">
      ${
        first
          ? 'Give it news to read: it finds who said what, when, and through whom it came.'
          : 'What is added is read at once; what is there already is known again.'
      }
    </p>
    <${Drop} />
    <section>
      <h2>On the command line</h2>
      <pre tabindex="0"><code>quoth add news/ archive.warc.gz feed.xml</code></pre>
      <p class="hint">
        The same, without a limit of size. This page shows the new statements when it is loaded
        again.
      </p>
    </section>
  </div>`;
}
