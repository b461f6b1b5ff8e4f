/* The first run: an empty archive is given files, and says what became of them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../places.js';
import { check, ready, same, test, until } from '../stage.js';

const EMPTY = { archive: 'empty' };
const PIER = '“The pier is open,” Mayor Maren Ostvik said on Monday.\n';

function filesIn(folder) {
  const place = join(folder, 'dropped');
  mkdirSync(place, { recursive: true });
  const report = join(place, 'pier <b id=hostile-dropped>.txt');
  const broken = join(place, 'broken.warc.gz');
  writeFileSync(report, `The pier\n\n${PIER}`);
  writeFileSync(broken, Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  return { report, broken, own: join(folder, 'own.jsonl') };
}

test(
  'first run: it says what to do, takes files, and tells what became of them',
  EMPTY,
  async ({ page, open, signIn, folder, server }) => {
    const { report, broken, own } = filesIn(folder);
    await signIn();
    await page.getByRole('heading', { name: 'Nothing is in the archive yet' }).waitFor();
    await page.locator('input[type=file]').first().setInputFiles([report, broken, own]);
    await page.getByRole('heading', { name: 'Done' }).waitFor();
    const work = await page.locator('section.work').innerText();
    const twin = await ask(server, '/search.json');
    check(work.includes(`${twin.answer.total.toLocaleString('en')} statements in`), work);
    check(/1 problem/.test(work) && work.includes('broken.warc.gz'), work);
    await Promise.all([
      page.waitForURL((url) => url.pathname === '/'),
      page.getByRole('link', { name: 'See the statements' }).click(),
    ]);
    await page.locator('main article.row').first().waitFor();
    await open('/?q=pier+kind:direct');
    const places = await page.locator('main article a.title').allInnerTexts();
    check(places.length > 5, `${places.length} rows`);
    same(await page.locator('#hostile-dropped').count(), 0, 'elements made of a file name');
  },
);

test(
  'first run: a file is dropped, later ones as well',
  EMPTY,
  async ({ page, signIn, open, server }) => {
    await signIn();
    const drop = async (name, text) => {
      const data = await page.evaluateHandle(
        ([file, words]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([words], file, { type: 'text/plain' }));
          return transfer;
        },
        [name, text],
      );
      await page.locator('body').dispatchEvent('dragover', { dataTransfer: data });
      await page.locator('.drop.over').waitFor();
      await page.locator('body').dispatchEvent('dragleave', { dataTransfer: data });
      await page.locator('.drop:not(.over)').waitFor();
      await page.locator('.drop').dispatchEvent('dragover', { dataTransfer: data });
      await page.locator('.drop').dispatchEvent('drop', { dataTransfer: data });
      await page.getByRole('heading', { name: 'Done' }).waitFor();
    };
    await drop('pier.txt', `The pier\n\n${PIER}`);
    same((await ask(server, '/search.json')).answer.total, 1, 'statements');
    await open('/?add=1');
    await drop('lock.txt', 'The lock\n\n“The lamp is out,” keeper Runa Stahl said.\n');
    same((await ask(server, '/search.json')).answer.total, 2, 'statements of both');
    await drop('lock.txt', 'The lock\n\n“The lamp is out,” keeper Runa Stahl said.\n');
    await page.getByText('1 capture known already').waitFor();
  },
);

test(
  'first run: a wrong token is told',
  { ...EMPTY, errors: /status of 401/ },
  async ({ page, open, folder, server }) => {
    const { report } = filesIn(folder);
    await open('/#token=wrong');
    await page.locator('input[type=file]').first().setInputFiles(report);
    const dialog = page.getByRole('dialog', { name: 'Writing needs the token' });
    await dialog.locator('.problem').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('section.work .problem').waitFor();
    same((await ask(server, '/search.json')).empty, true, 'the archive is empty');
    await page.locator('input[type=file]').first().setInputFiles(report);
    await dialog.getByLabel('Address or token').fill(server.token);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('1 statement in 1 new article').first().waitFor();
  },
);

test(
  'first run: without script it says how to add',
  { ...EMPTY, context: { javaScriptEnabled: false } },
  async ({ page, open }) => {
    await open('/');
    check((await page.locator('main').innerText()).includes('quoth add'), 'quoth add is named');
  },
);

test('first run: the other pages of an empty archive', EMPTY, async ({ page, open }) => {
  for (const path of ['/speakers', '/review', '/ledger', '/about']) {
    await open(path);
    check((await page.locator('main').innerText()).length > 20, `${path} says something`);
  }
});

test(
  'ledger: a decision is taken back, and that one too',
  { writes: true },
  async ({ page, open, signIn, server }) => {
    await signIn();
    await open('/ledger');
    const state = async () =>
      (await ask(server, '/ledger.json')).rows.map((row) => `${row.verb} ${row.state}`).join(', ');
    same(await state(), 'never-merge holds, alias orphan', 'the ledger');
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Undo decision 2' }).click(),
    ]);
    await ready(page);
    await page.getByRole('status').getByText('Decision 2 is taken back.').waitFor();
    same(await state(), 'undo holds, never-merge undone, alias orphan', 'the ledger');
    await page.locator('.decision.gone').getByText('taken back').waitFor();
  },
);

test('token: an address opened in a page that is open is taken, and Escape closes the question', async ({
  page,
  open,
  server,
}) => {
  await open('/about');
  await page.evaluate((token) => (location.hash = `token=${token}`), server.token);
  await until(
    'it is out of the address',
    () => page.evaluate(() => location.hash),
    (hash) => hash === '',
  );
  same(
    await page.evaluate(() => sessionStorage.getItem('quoth-token')),
    server.token,
    'the token that is kept',
  );
  await page.evaluate(() => sessionStorage.clear());
  await open('/review');
  await page.keyboard.press('a');
  await page.getByLabel('Address or token').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
});
