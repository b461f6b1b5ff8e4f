/*
 * Pictures of every page, narrow, middling and wide, light and dark, to be looked at.
 *
 *     QUOTH=build/quoth BUILD=build node screens.js [WORD]   →   build/screens/article-nested-360-dark.png …
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeArchive } from './fixtures.js';
import { places } from './places.js';
import { launch, serve, visit } from './stage.js';

const WIDTHS = { 360: 740, 1280: 900, 1920: 1080 };
const TALLEST = 4000;

const root = new URL('../../', import.meta.url).pathname;
const build = resolve(root, process.env.BUILD ?? 'build');
const quoth = resolve(process.env.QUOTH ?? join(build, 'quoth'));
const out = join(build, 'screens');
const word = process.argv[2] ?? '';

const { archive } = makeArchive(quoth, join(build, 'page'));
const server = await serve(quoth, archive);
const empty = await serve(quoth, join(build, 'page', 'empty.quoth'));
const browser = await launch();
if (!word) rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const { pages, long } = await places(server);
const all = Object.entries({ ...pages, 'article, long': long }).map(([name, path]) => [
  name,
  path,
  server,
]);
all.push(['first run', '/', empty]);

/** The whole page, as far down as anybody would look at it. */
async function picture(page, width, file) {
  // What is far below is drawn when it comes near, which it does not for a picture.
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('main *'))
      if (getComputedStyle(one).contentVisibility === 'auto')
        one.style.contentVisibility = 'visible';
  });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width, height: Math.min(Math.max(height, WIDTHS[width]), TALLEST) };
  await page.screenshot({ path: file, fullPage: true, clip });
}

let made = 0;
for (const width of Object.keys(WIDTHS).map(Number)) {
  for (const colorScheme of ['light', 'dark']) {
    for (const at of [server, empty]) {
      const context = {
        viewport: { width, height: WIDTHS[width] },
        colorScheme,
        reducedMotion: 'reduce',
      };
      const seen = await visit(browser, at, { context });
      for (const [name, path] of all.filter(
        ([each, , where]) => where === at && each.includes(word),
      )) {
        await seen.open(path);
        await picture(
          seen.page,
          width,
          join(out, `${name.replace(/\W+/g, '-')}-${width}-${colorScheme}.png`),
        );
        made++;
      }
      await seen.context.close();
    }
  }
}
await browser.close();
await Promise.all([server.stop(), empty.stop()]);
console.log(`${made} pictures in ${out}`);
