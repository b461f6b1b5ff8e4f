/*
 * What a test of the page stands on: a server on a copy of the archive, a browser whose every
 * error, every request and every dialog is looked at, and the list of tests.
 *
 *     test('search: a word', async ({ page, open }) => { await open('/'); … })
 *
 * A test that writes says { writes: true } and gets a server and an archive of its own. Nothing
 * here sleeps: what is waited for is a state, with a limit.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

/** How much slower than a machine of its own it may be here: CI's cores are shared. */
export const SLACK = process.env.CI ? 4 : 2;
const LIMIT = 5000 * SLACK; // of one wait, in ms
const TEST_LIMIT = 60000 * SLACK;

const tests = [];

/** Declares a test. options: writes (an archive of its own), archive ('small': our own articles alone; 'empty'),
 *  alone (nothing beside it), context (of playwright's newContext), errors (RegExp of what
 *  the browser may say). */
export function test(name, options, body) {
  if (typeof options === 'function') [options, body] = [{}, options];
  tests.push({ name, options, body });
}

export class Failure extends Error {}

export function check(good, what) {
  if (!good) throw new Failure(what);
}

export function same(is, should, what) {
  if (is !== should)
    throw new Failure(`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
}

/** Waits until `get` gives what `good` takes; tells what it gave last. */
export async function until(what, get, good = (value) => value) {
  const end = Date.now() + LIMIT;
  for (;;) {
    const value = await get();
    if (good(value)) return value;
    if (Date.now() > end) throw new Failure(`${what}: still ${JSON.stringify(value)}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** Starts `quoth serve` and waits for its address. */
export function serve(quoth, archive) {
  const child = spawn(quoth, ['serve', '--port', '0', '-a', archive], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  return new Promise((done, fail) => {
    const timer = setTimeout(
      () => fail(new Failure(`quoth serve printed no address: ${said.join('\n')}`)),
      LIMIT,
    );
    const hear = (line) => {
      said.push(line);
      const found = /(http:\/\/127\.0\.0\.1:\d+)\/#token=(\S+)/.exec(line);
      if (!found) return;
      clearTimeout(timer);
      done({ origin: found[1], token: found[2], stop: () => stop(child, said) });
    };
    createInterface({ input: child.stdout }).on('line', hear);
    createInterface({ input: child.stderr }).on('line', hear);
    child.on('error', fail);
    child.on('exit', (code) => {
      clearTimeout(timer);
      fail(new Failure(`quoth serve ended with ${code}: ${said.join('\n')}`));
    });
  });
}

/** Ends the server, which must not have ended by itself. */
async function stop(child, said) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  same(child.signalCode ?? child.exitCode, 0, `quoth serve ends (${said.slice(1).join('; ')})`);
}

/** All that the browser has to say against a page, in words. */
function watch(context, origin, allowed) {
  const faults = [];
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    const text = message.text();
    if (!allowed || !allowed.test(text))
      faults.push(`the console says: ${text} (${message.location().url})`);
  });
  context.on('weberror', (error) => faults.push(`a script fails: ${error.error().stack}`));
  context.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin + '/') && !/^(data|blob|about):/.test(url))
      faults.push(`asks elsewhere: ${url}`);
  });
  return faults;
}

/** A page in a window of its own, with all that a test asks of it. */
export async function visit(browser, server, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    acceptDownloads: true,
    ...options.context,
  });
  context.setDefaultTimeout(LIMIT);
  const faults = watch(context, server.origin, options.errors);
  await context.addInitScript(() => {
    window.hostile = (where) => console.error(`hostile text was run: ${where}`);
  });
  const page = await context.newPage();
  const open = async (path) => {
    const response = await page.goto(server.origin + path, { waitUntil: 'load' });
    if (options.context?.javaScriptEnabled !== false) await ready(page);
    return response;
  };
  // The address that the program prints: from then on the window may write.
  const signIn = () => open(`/#token=${server.token}`);
  return { context, page, open, signIn, faults, server, browser };
}

/** The script has drawn the page, or there is nothing for it to draw. */
export async function ready(page) {
  await page.locator('html[data-view], html:not(:has(#page-data))').waitFor({ state: 'attached' });
}

async function perform({ name, options, body }, stage) {
  let server = stage.server;
  let archive = stage.archive;
  if (options.writes || options.archive === 'empty') {
    archive = join(stage.folder, `${name.replace(/\W+/g, '-')}.quoth`);
    const from = options.archive === 'small' ? stage.small : stage.archive;
    if (options.archive !== 'empty') copyFileSync(from, archive);
    server = await serve(stage.quoth, archive);
  }
  const seen = await visit(stage.browser, server, options);
  const limit = new Promise((_, fail) => {
    setTimeout(() => fail(new Failure('took too long')), TEST_LIMIT).unref();
  });
  try {
    await Promise.race([body({ ...stage, ...seen, archive }), limit]);
    if (seen.faults.length) throw new Failure(seen.faults.slice(0, 5).join('\n'));
  } catch (error) {
    if (seen.faults.length) error.message += `\n${seen.faults.slice(0, 5).join('\n')}`;
    await keepPicture(seen.page, join(stage.folder, 'failed', `${name.replace(/\W+/g, '-')}.png`));
    throw error;
  } finally {
    await seen.context.close();
    if (server !== stage.server) await server.stop();
  }
}

async function keepPicture(page, file) {
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    await page.screenshot({ path: file, timeout: 3000 });
  } catch {
    /* the fault itself is told anyway */
  }
}

export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  // Root, as CI is, may not have Chromium's sandbox; what is shown is our own.
  const args = process.getuid() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

/** Runs the tests whose name has `word` in it, two side by side; says how it went. */
export async function run(stage, word) {
  const chosen = tests.filter((one) => one.name.includes(word));
  const beside = chosen.filter((one) => !one.options.alone);
  let failed = 0;
  const one = async (entry) => {
    const began = Date.now();
    try {
      await perform(entry, stage);
      console.log(`ok    ${entry.name} (${Date.now() - began} ms)`);
    } catch (error) {
      failed++;
      const text = error instanceof Failure ? error.message : error.stack;
      console.log(`FAIL  ${entry.name}\n${text.replace(/^/gm, '      ')}`);
    }
  };
  const worker = async () => {
    while (beside.length) await one(beside.shift());
  };
  await Promise.all([worker(), worker()]);
  for (const entry of chosen.filter((each) => each.options.alone)) await one(entry);
  return { passed: chosen.length - failed, failed };
}
