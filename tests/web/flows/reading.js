/* Articles and statements: the marks stand where the words are, text and list go in step, and what
   is told can be cited, copied, proved. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SILENT } from '../fixtures.js';
import { ask, places } from '../places.js';
import { check, ready, same, test, until } from '../stage.js';

async function follow(page, link) {
  const address = await link.evaluate((one) => one.href);
  const there = (url) => url.href === address;
  await Promise.all([page.waitForURL(there, { waitUntil: 'load' }), link.click()]);
  await ready(page);
}

/** Does it begin where one sees it without scrolling? */
const inSight = (locator) =>
  locator.evaluate((one) => {
    const box = one.getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight - 10;
  });

/** The words that are marked as the content of the page's n-th statement. */
const marked = (page, n) =>
  page
    .locator(`main article [data-s~="${n}"].content`)
    .evaluateAll((all) => all.map((one) => one.textContent).join(''));

for (const name of ['emoji', 'right to left', 'hostile', 'long words']) {
  test(`article: what is marked is what was said, ${name}`, async ({ page, open, server }) => {
    const { pages } = await places(server);
    const path = pages[`article, ${name}`];
    const { statements, article } = await ask(server, `${path}.json`);
    await open(path);
    check(statements.length >= 1, 'there are statements');
    const points = [...article.text];
    for (const [n, statement] of statements.entries()) {
      const should = statement.content.spans
        .map(([from, to]) => points.slice(from, to).join(''))
        .join('');
      same(await marked(page, n), should, `statement ${n}`);
    }
    if (name === 'emoji')
      same(
        await marked(page, 0),
        '“😀 We keep the harbour 🚢 open for everyone,”',
        'the first one',
      );
  });
}

test('article: a mark leads to its entry, an entry to its mark', async ({ page, open, server }) => {
  const { pages } = await places(server);
  await open(pages['article, nested']);
  const entries = page.locator('.beside-list .entry');
  const mark = page.locator('main article .m.content', { hasText: 'had never run' }).first();
  const owners = await mark.getAttribute('data-s');
  const inner = entries.nth(Number(owners.split(' ').at(-1)));
  await mark.hover();
  await until(
    'pointing at a mark lights its entry',
    () => inner.getAttribute('class'),
    (now) => /\blit\b/.test(now),
  );
  await mark.click();
  await until(
    'the entry is the chosen one',
    () => inner.getAttribute('aria-current'),
    (now) => now === 'true',
  );
  const link = inner.locator('.entry-jump');
  check(page.url().endsWith(await link.getAttribute('href')), 'the address tells which is chosen');
  const first = entries.first();
  await first.locator('.entry-jump').click();
  await until(
    'the other entry is chosen',
    () => first.getAttribute('aria-current'),
    (now) => now === 'true',
  );
  const picked = await page
    .locator('main article .picked')
    .evaluateAll((all) => all.map((one) => one.dataset.s));
  check(
    picked.length > 0 && picked.every((owned) => owned.split(' ').includes('0')),
    `picked: ${picked}`,
  );
});

test('article: list and text go in step', async ({ page, open, server }) => {
  const { long } = await places(server);
  await open(long);
  const entries = page.locator('.beside-list .entry');
  const count = await entries.count();
  check(count > 100, `${count} entries`);
  await entries
    .nth(count - 20)
    .locator('.entry-jump')
    .click();
  const mark = page.locator(`main article [data-s~="${count - 20}"].content`).first();
  await until('the text shows the mark', () => inSight(mark));
  const list = page.locator('.beside-list');
  await page.mouse.move(5, 5);
  await page.evaluate(() => document.activeElement.blur());
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight * 0.3));
  const place = () => list.evaluate((one) => one.scrollTop / (one.scrollHeight - one.clientHeight));
  await until('the list has gone along', place, (share) => share > 0.1 && share < 0.6);
});

test('article: an address with a statement shows it', async ({ page, open, server }) => {
  const { long } = await places(server);
  const { statements } = await ask(server, `${long}.json`);
  const n = statements.length - 5;
  await open(`${long}#s-${statements[n].id}`);
  await until('the mark is in sight', () =>
    inSight(page.locator(`main article [data-s~="${n}"].content`).first()),
  );
  same(
    await page.locator('.entry[aria-current=true]').getAttribute('data-entry'),
    String(n),
    'the chosen entry',
  );
});

test('article: metadata with where it was read, captures, versions', async ({
  page,
  open,
  server,
}) => {
  const { pages } = await places(server);
  await open(pages['article, edited']);
  const about = await page.locator('.about-text').innerText();
  check(/given when it was added|JSON line|jsonl|its text/i.test(about), 'where a field was read');
  check(about.includes('sha256:'), 'the hash');
  const captures = page.locator('.captures > li');
  same(await captures.count(), 2, 'captures');
  const outlets = await captures.locator('.capture-head').allInnerTexts();
  check(
    outlets.some((one) => one.includes('Lindholm Herald')) &&
      outlets.some((one) => one.includes('Coast Post')),
    `${outlets}`,
  );
  check(
    (await captures.first().innerText()).includes('https://herald.example/2021/pier'),
    'the address',
  );
  await follow(page, page.locator('.versions a').first());
  await page.getByText('The pier opens in May or June').first().waitFor();
});

test('article: as text, as JSON, for brat', async ({ page, open, server }) => {
  const { pages } = await places(server);
  const path = pages['article, emoji'];
  await open(path);
  const { article, statements } = await ask(server, `${path}.json`);
  const address = (name) =>
    page.locator('.article-ways').getByRole('link', { name }).getAttribute('href');
  const text = await fetch(server.origin + (await address('Text')));
  same(await text.text(), article.text, 'the text');
  check(/text\/plain/.test(text.headers.get('content-type')), 'its type');
  const brat = await (await fetch(server.origin + (await address('brat')))).text();
  const points = [...article.text];
  const spans = [...brat.matchAll(/^T\d+\t\S+ (\d+) (\d+)\t(.*)$/gm)];
  check(spans.length >= statements.length, `${spans.length} spans`);
  for (const [, from, to, words] of spans)
    same(points.slice(from, to).join('').replaceAll('\n', ' '), words, 'a span');
});

test('article: nobody says anything', async ({ page, open }) => {
  // It is found by no statement: its id is the hash of its text.
  await open(`/articles/${createHash('sha256').update(SILENT).digest('hex')}`);
  await page
    .getByText(/no statements|Nobody is found/)
    .first()
    .waitFor();
});

test('statement: words in place, fields with their phrases', async ({ page, open, server }) => {
  const { pages } = await places(server);
  await open(pages['statement, chain']);
  const told = await page.locator('main').innerText();
  for (const words of [
    'Maren Ostvik',
    'came with empty pockets',
    'reporters',
    'a news conference in Velsund',
    'Coast Post',
    'Lindholm Herald',
    'almost certain',
    'quoth ',
  ])
    check(told.includes(words), `“${words}” is not told`);
  const content = page.locator('.context .m.content');
  check(
    (await content.allTextContents()).join('').includes('two buyers “came with empty pockets”'),
    'the content is marked',
  );
  const occasion = page.locator('dl.told-fields [data-role=occasion]').first();
  await occasion.hover();
  const lit = page.locator('.context .lit');
  await lit.first().waitFor();
  same((await lit.allTextContents()).join(''), 'a news conference in Velsund', 'what is lit');
});

test('statement: the chain, drawn and told', async ({ page, open, server }) => {
  const { pages } = await places(server);
  await open(pages['statement, chain']);
  await page.locator('svg.chain .chain-node').first().waitFor();
  same(
    await page.locator('svg.chain').getAttribute('aria-hidden'),
    'true',
    'the drawing is for eyes',
  );
  const drawn = (await page.locator('svg.chain').textContent()).replace(/\s+/g, ' ');
  const steps = await page.locator('.chain-steps li').allInnerTexts();
  const names = ['Maren Ostvik', 'a news conference in Velsund', 'Coast Post', 'Lindholm Herald'];
  for (const name of names)
    check(drawn.replaceAll(' ', '').includes(name.replaceAll(' ', '')), `${name} is not drawn`);
  const order = names.map((name) => steps.findIndex((step) => step.includes(name)));
  check(
    order.every((at, i) => at >= 0 && (i === 0 || at >= order[i - 1])),
    `told in the order ${order}: ${steps}`,
  );
});

const CLIPBOARD = { context: { permissions: ['clipboard-read', 'clipboard-write'] } };

test(
  'statement: copied as a citation, and by its address',
  CLIPBOARD,
  async ({ page, open, server }) => {
    const { pages } = await places(server);
    const path = pages['statement, emoji'];
    const twin = await ask(server, `${path}.json`);
    await open(path);
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy citation' }).click();
    await page.getByRole('status').getByText('Citation copied').waitFor();
    const plain = await clipboard();
    for (const part of ['Arn Lindholm', 'Lindholm Herald', 'Harbour day in Lindholm', '2021'])
      check(
        plain.includes(part) && twin.citation.includes(part),
        `${part} is not in ${plain} (${twin.citation})`,
      );
    await page.getByLabel('BibTeX').check();
    await page.getByRole('button', { name: 'Copy citation' }).click();
    await until('BibTeX is copied', clipboard, (text) => /^@\w+\{/.test(text));
    await page.getByRole('button', { name: 'Copy address' }).click();
    const address = await until('the address is copied', clipboard, (text) =>
      text.startsWith('http'),
    );
    same(address, server.origin + path, 'the address');
  },
);

test('statement: the evidence is downloaded, and quoth verifies it', async ({
  page,
  open,
  server,
  quoth,
  folder,
}) => {
  const { pages } = await places(server);
  await open(pages['statement, emoji']);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Evidence (zip)' }).click(),
  ]);
  const file = join(folder, 'evidence.zip');
  await download.saveAs(file);
  check(download.suggestedFilename().endsWith('.zip'), download.suggestedFilename());
  await promisify(execFile)(quoth, ['verify', file]);
});

test('statement: to the one around it, the next one, the article', async ({
  page,
  open,
  server,
}) => {
  const { pages, rows } = await places(server);
  await open(pages['statement, nested']);
  const words = await page.locator('.the-words').innerText();
  await follow(page, page.locator('.family a').first());
  check((await page.locator('.the-words').innerText()) !== words, 'it is another statement');
  await page.getByText('It is told inside this statement').waitFor();
  await follow(page, page.locator('.family a').first());
  same(await page.locator('.the-words').innerText(), words, 'and back');
  await follow(page, page.getByRole('link', { name: 'Next →' }));
  check((await page.locator('.the-words').innerText()) !== words, 'the next one is another');
  await follow(page, page.getByRole('link', { name: '← Previous' }));
  same(await page.locator('.the-words').innerText(), words, 'and back from the next one');
  await follow(page, page.locator('.attribution a', { hasText: 'sunk report' }));
  check(page.url().endsWith(`#s-${rows.nested.id}`), 'it leads to its place');
});
