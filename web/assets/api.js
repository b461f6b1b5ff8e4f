/**
 * What the page asks of the server: the right to write, writing, and the next page of a list.
 *
 *     http://127.0.0.1:8080/#token=…   →   kept for this tab, and out of the address again
 *     await post('/decisions', { verb: 'accept', statements: [id] })   →   { ok: true, entry: 7 }
 *
 * Without the right, or with a wrong one, post asks for it, once, and goes on. What happened is
 * told by announce, to eyes and to screen readers alike. Reading needs no token.
 */
import { html, render } from './html.js';

const KEPT = 'quoth-token';

/** Where storage is forbidden the page that came with the token can write, and no other. */
let inHand = '';

/** @returns {string} '' where there is none */
export function token() {
  try {
    return sessionStorage.getItem(KEPT) || inHand;
  } catch {
    return inHand;
  }
}

/** @param {string} value '' forgets it */
function keepToken(value) {
  inHand = value;
  try {
    if (value) sessionStorage.setItem(KEPT, value);
    else sessionStorage.removeItem(KEPT);
  } catch {
    // inHand has it.
  }
  document.documentElement.classList.toggle('may-write', value !== '');
}

/**
 * The token in a printed address, or alone.
 * @param {string} text
 */
function tokenIn(text) {
  const found = /token=([^&\s]+)/.exec(text);
  return found ? found[1] : text.trim();
}

function takeFromAddress() {
  if (!/^#(?:.*&)?token=/.test(location.hash)) return;
  keepToken(tokenIn(location.hash));
  history.replaceState(null, '', location.pathname + location.search);
}

/**
 * Takes the token out of the address, now and whenever an address with one is opened in this page,
 * which does not load it again; to be called once, before anything else.
 */
export function takeToken() {
  keepToken(token());
  takeFromAddress();
  addEventListener('hashchange', takeFromAddress);
}

/** What the server refused. */
class Refused extends Error {
  /**
   * @param {string} message
   * @param {number} status of HTTP; 0: it was not reached
   */
  constructor(message, status) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

/**
 * The JSON that the server answers. Throws Refused; AbortError where the request was given up.
 * @param {string} path
 * @param {RequestInit} [request]
 * @returns {Promise<any>}
 */
export async function get(path, request) {
  let response;
  try {
    response = await fetch(path, request);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refused('The server does not answer: is quoth serve still running?', 0);
  }
  let answer = null;
  try {
    answer = await response.json();
  } catch {
    // Told by its status below.
  }
  if (response.ok && answer?.ok !== false) return answer;
  const status = response.status;
  throw new Refused(answer?.error || `The server answered ${status}.`, status);
}

/**
 * @param {string} path
 * @param {Record<string, any> | Blob} body
 */
function send(path, body) {
  const isFile = body instanceof Blob;
  const headers = { 'Content-Type': isFile ? 'application/octet-stream' : 'application/json' };
  // Encoded, anything that was put in can be sent, and be refused: no header holds a “.
  if (token()) headers.Authorization = `Bearer ${encodeURIComponent(token())}`;
  return get(path, { method: 'POST', headers, body: isFile ? body : JSON.stringify(body) });
}

/**
 * Writes; an object goes as JSON, a file as it is. Throws Refused.
 * @param {string} path
 * @param {Record<string, any> | Blob} body
 * @returns {Promise<any>} the answer
 */
export async function post(path, body) {
  if (!token() && !(await askToken(''))) throw new Refused('Nothing was changed.', 401);
  try {
    return await send(path, body);
  } catch (error) {
    if (error.status !== 401) throw error;
    keepToken('');
    if (!(await askToken(error.message))) throw error;
    return send(path, body);
  }
}

/** @param {{why: string, done: (token: string) => void}} props */
function TokenForm({ why, done }) {
  const submit = (event) => {
    event.preventDefault();
    done(tokenIn(new FormData(event.target).get('token')?.toString() ?? ''));
  };
  return html`<form class="ask-token" onSubmit=${submit}>
    <h2 id="token-title">Writing needs the token</h2>
    ${why && html`<p class="problem">${why}</p>`}
    <p>
      <code>quoth serve</code> printed an address that ends with <code>#token=…</code>. Open that
      address, or put it in here. It is kept until this tab is closed.
    </p>
    <p>
      <label for="token-field">Address or token</label>
      <input id="token-field" name="token" required autocomplete="off" spellcheck=${false} />
    </p>
    <p class="buttons">
      <button class="primary">Go on</button>
      <button type="button" onClick=${() => done('')}>Cancel</button>
    </p>
  </form>`;
}

/**
 * Asks for the token; '' if none was given.
 * @param {string} [why] what went wrong with the last one
 * @returns {Promise<string>}
 */
export function askToken(why = '') {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-labelledby', 'token-title');
    let given = '';
    const done = (value) => {
      given = value;
      dialog.close();
    };
    dialog.addEventListener('close', () => {
      if (given) keepToken(given);
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(given);
    });
    document.body.append(dialog);
    render(html`<${TokenForm} why=${why} done=${done} />`, dialog);
    dialog.showModal();
  });
}

/** @returns {HTMLElement[]} the two regions, polite and urgent, made when first needed */
function regions() {
  return [
    ['told', 'status'],
    ['told-problem', 'alert'],
  ].map(([id, role]) => {
    const there = document.getElementById(id);
    if (there) return there;
    const made = document.createElement('div');
    made.id = id;
    made.className = 'told';
    made.setAttribute('role', role);
    document.body.append(made);
    return made;
  });
}

let coming = 0;
let fading = 0;

/**
 * Tells what happened: shown at the foot of the window, and read out. An error stays until it is
 * closed or followed by another; anything else goes after a while.
 * @param {string} message '' takes it away
 * @param {{error?: boolean, action?: {label: string, run: () => void}}} [options] `action`: a button
 */
export function announce(message, options = {}) {
  const [status, alert] = regions();
  clearTimeout(coming);
  clearTimeout(fading);
  for (const region of [status, alert]) render(null, region);
  if (!message) return;
  const region = options.error ? alert : status;
  const close = () => announce('');
  const act = () => {
    close();
    options.action?.run();
  };
  // A region that is filled in the moment it is made is not read out by every reader.
  coming = setTimeout(() => {
    const button =
      options.action && html`<button type="button" onClick=${act}>${options.action.label}</button>`;
    render(
      html`<p class=${options.error ? 'notice problem' : 'notice'}>
        <span>${message}</span> ${button}
        <button type="button" class="close" aria-label="Close this message" onClick=${close}>
          ×
        </button>
      </p>`,
      region,
    );
  }, 30);
  if (!options.error && !options.action) fading = setTimeout(close, 8000);
}

/**
 * Tells an error of post.
 * @param {unknown} error
 */
export function announceError(error) {
  announce(error instanceof Error ? error.message : String(error), { error: true });
}
