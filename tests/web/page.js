/*
 * The page in headless Chromium, clicked and typed at as a reader would, on an archive of 2,000
 * real articles (../shared; without it on ours alone) and some that nobody should print.
 *
 *     QUOTH=build/quoth BUILD=build node page.js [WORD]     only the tests with WORD in their name
 *
 * What went wrong is in BUILD/page/failed as a picture. The last line is the sum.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeArchive, REAL_ARTICLES } from './fixtures.js';
import { launch, run, serve } from './stage.js';
import './flows/search.js';
import './flows/reading.js';
import './flows/people.js';
import './flows/review.js';
import './flows/writing.js';
import './flows/everywhere.js';
import './flows/figures.js';

const root = new URL('../../', import.meta.url).pathname;
const build = resolve(root, process.env.BUILD ?? 'build');
const quoth = resolve(process.env.QUOTH ?? join(build, 'quoth'));
const folder = join(build, 'page');

const began = Date.now();
const made = makeArchive(quoth, folder);
mkdirSync(join(folder, 'failed'), { recursive: true });
console.log(
  `an archive with ${made.real ? REAL_ARTICLES : 'no'} real articles (${Date.now() - began} ms)`,
);
const server = await serve(quoth, made.archive);
let sum = { passed: 0, failed: 0 };
const whole = (await fetch(`${server.origin}/assets/preact.js`)).ok;
if (whole) {
  const browser = await launch();
  const stage = { browser, server, quoth, folder, ...made };
  sum = await run(stage, process.argv[2] ?? '');
  await browser.close();
} else {
  console.log("skipped: the program was made without npm's modules: make web");
}
await server.stop();
console.log(`all in ${Math.round((Date.now() - began) / 1000)} s`);
console.log(`page: ${sum.passed} passed, ${sum.failed} failed${whole ? '' : ', 1 skipped'}`);
process.exitCode = sum.failed === 0 && (sum.passed > 0 || !whole) ? 0 : 1;
