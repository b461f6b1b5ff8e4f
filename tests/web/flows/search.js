/* Search: typed, narrowed down, brushed, sorted, gone through; and what went wrong shown in place. */
import { ask, question } from '../places.js';
import { check, ready, same, test, until } from '../stage.js';

const box = (page) => page.locator('#ask-box');
const rows = (page) => page.locator('main article.row');

/** Does what leads to another address, and waits until that page is drawn. */
async function lead(page, act, address) {
  await Promise.all([page.waitForURL(address, { waitUntil: 'load' }), act()]);
  await ready(page);
  return new URL(page.url()).searchParams;
}

/** How many statements the page says it found. */
async function found(page) {
  const text = await page.locator('#answer-title').innerText();
  return Number(text.replace(/[^\d]/g, ''));
}

test('search: a question is typed, asked and read back in words', async ({ page, open }) => {
  await open('/');
  await box(page).fill('speaker:"Maren Ostvik" ferry');
  await lead(page, () => box(page).press('Enter'), /q=speaker/);
  same(
    (await page.locator('.read-back').textContent()).trim().replace(/\s+/g, ' '),
    'Read as: statements by Maren Ostvik with the word “ferry”',
    'read back',
  );
  same(await box(page).inputValue(), 'speaker:"Maren Ostvik" ferry', 'the box');
  same(await rows(page).count(), 20, 'rows');
  same(await found(page), 37, 'statements');
  for (const text of await rows(page).allInnerTexts())
    check(/Maren Ostvik/.test(text) && /ferry/i.test(text), text);
  for (const mark of await page.locator('main article mark').allInnerTexts())
    same(mark, 'ferry', 'a mark');
  check((await page.locator('main article mark').count()) >= 20, 'each hit is marked');
});

test('search: facets narrow down and widen again', async ({ page, open }) => {
  await open(question('speaker:maren-ostvik'));
  const before = await found(page);
  const outlet = page
    .locator('.facet', { hasText: 'Outlet' })
    .locator('a.share', { hasText: 'Arn Gazette' });
  const told = Number(await outlet.locator('.number').innerText());
  const query = await lead(page, () => outlet.click(), /outlet/);
  same(query.get('q'), 'speaker:maren-ostvik outlet:"Arn Gazette"', 'the question');
  same(await found(page), told, 'statements, as the facet said');
  same(await rows(page).count(), Math.min(told, 20), 'rows');
  for (const text of await rows(page).allInnerTexts()) check(text.includes('Arn Gazette'), text);
  await lead(
    page,
    () => page.locator('a.share[aria-current=true]', { hasText: 'Arn Gazette' }).click(),
    /ostvik$/,
  );
  same(await found(page), before, 'statements without the facet');
  const kind = page.locator('.facet', { hasText: 'Kind' });
  await lead(page, () => kind.getByRole('link', { name: 'Without direct' }).click(), /kind/);
  check((await found(page)) < before, 'fewer without the direct ones');
  const chip = page.locator('a.chip', { hasText: 'not kind: direct' });
  await lead(page, () => chip.click(), /ostvik$/);
  same(await found(page), before, 'statements without the chip');
});

test('search: the histogram is brushed by mouse', async ({ page, open }) => {
  await open(question('speaker:maren-ostvik'));
  const before = await found(page);
  const place = await page.locator('.plot svg').boundingBox();
  const at = (share) => [place.x + 40 + (place.width - 50) * share, place.y + place.height / 2];
  await page.mouse.move(...at(0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.4), { steps: 4 });
  await page.locator('.histogram rect.chosen').waitFor();
  const query = await lead(page, () => page.mouse.up(), /since=/);
  const [since, until_] = [query.get('since'), query.get('until')];
  check(since > '2019' && until_ > since && until_ < '2021', `${since} to ${until_}`);
  const count = await found(page);
  check(count > 0 && count < before, `${count} of ${before}`);
  const days = await page
    .locator('main article time')
    .evaluateAll((all) => all.map((one) => one.dateTime));
  check(days.length > 0, 'rows have days');
  for (const day of days)
    check(day >= since && day <= until_, `${day} is not in ${since} to ${until_}`);
  await lead(page, () => page.locator('a.chip', { hasText: since }).click(), /ostvik$/);
  same(await found(page), before, 'statements without the stretch');
});

test('search: the histogram is brushed by keys', async ({ page, open }) => {
  await open(question('speaker:maren-ostvik'));
  const from = page.getByRole('slider', { name: 'From' });
  const to = page.getByRole('slider', { name: 'To' });
  await from.focus();
  const first = await from.getAttribute('aria-valuetext');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await until(
    'the handle moved',
    () => from.getAttribute('aria-valuetext'),
    (now) => now !== first,
  );
  await page.keyboard.press('Tab');
  check(
    await to.evaluate((one) => one === document.activeElement),
    'Tab leads to the other handle',
  );
  await page.keyboard.press('PageDown');
  const words = await page.locator('.histogram-says').innerText();
  const told = Number(/([\d,]+) statement/.exec(words)[1].replace(',', ''));
  const query = await lead(page, () => page.keyboard.press('Enter'), /since=/);
  check(query.get('since') < query.get('until'), `${query}`);
  same(await found(page), told, `statements, as was said (${words})`);
});

test('search: a handle that is only touched chooses nothing', async ({ page, open }) => {
  await open(question('speaker:maren-ostvik'));
  const before = page.url();
  for (const name of ['From', 'To']) await page.getByRole('slider', { name }).click();
  await page.getByRole('slider', { name: 'To' }).press('ArrowLeft');
  await page.getByRole('button', { name: /Show these/ }).waitFor();
  same(page.url(), before, 'the address');
});

test('search: another order', async ({ page, open }) => {
  await open(question('speaker:maren-ostvik kind:direct'));
  const form = page.locator('form.ask');
  await form.getByLabel('Order').selectOption('published');
  await form.getByLabel('oldest first').check();
  const query = await lead(
    page,
    () => form.getByRole('button', { name: 'Search' }).click(),
    /sort=published/,
  );
  same(query.get('ascending'), '1', 'ascending');
  const days = await page
    .locator('main article time')
    .evaluateAll((all) => all.map((one) => one.dateTime));
  same(days.join(), [...days].sort().join(), 'the order of days');
  same(days[0], '2019-01-07', 'the first day');
  check(await form.getByLabel('oldest first').isChecked(), 'the form tells the order');
});

test('search: one row an article, and the others of it', async ({ page, open }) => {
  await open(question('speaker:ostvik outlet:"Coast Post"'));
  await page.locator('form.ask').locator('input[name=by]').check();
  await lead(page, () => page.locator('form.ask button.primary').click(), /by=article/);
  const titles = await page
    .locator('main article a.title')
    .evaluateAll((all) => all.map((one) => one.pathname));
  same(new Set(titles).size, titles.length, 'articles, each once');
  const more = page.locator('main article a', { hasText: 'more in this article' }).first();
  const left = Number(/and (\d+) more/.exec(await more.innerText())[1]);
  await lead(page, () => more.click(), /article%3A/);
  same(await rows(page).count(), left + 1, 'statements of that article');
});

test('search: the next page, and back', async ({ page, open }) => {
  await open(question('speaker:maren-ostvik'));
  const first = await rows(page).evaluateAll((all) => all.map((one) => one.id));
  await lead(page, () => page.getByRole('link', { name: /^Next 20/ }).click(), /after=/);
  const second = await rows(page).evaluateAll((all) => all.map((one) => one.id));
  same(second.length, 20, 'rows of the second page');
  same(second.filter((id) => first.includes(id)).length, 0, 'rows that come twice');
  await lead(page, () => page.goBack(), /ostvik$/);
  same(await rows(page).first().getAttribute('id'), first[0], 'the first row, again');
});

test(
  'search: what is wrong is marked at its character',
  { errors: /status of 400/ },
  async ({ page, open }) => {
    await open('/');
    await box(page).fill('😀 ferry said:yesteryear');
    await lead(page, () => box(page).press('Enter'), /yesteryear/);
    const told = await (await fetch(page.url().replace('/?', '/search.json?'))).json();
    same(told.status, 400, 'status');
    check(
      await page
        .locator('main [role=alert]')
        .innerText()
        .then((text) => text.includes(told.error)),
      told.error,
    );
    const mark = page.locator('mark.wrong');
    const before = await mark.evaluate((one) => one.previousSibling?.textContent.trimStart() ?? '');
    same([...before].length, told.at, 'characters before the mark');
    same(await box(page).inputValue(), '😀 ferry said:yesteryear', 'the box');
    await box(page).fill('ferry');
    await lead(page, () => box(page).press('Enter'), /q=ferry$/);
    check((await found(page)) > 20, 'a question that works, from there');
  },
);

test('search: nothing found is told', async ({ page, open }) => {
  await open(question('rindfleisch zzzz'));
  await page.getByText('Nothing found').waitFor();
});

test('search: this question as Atom, JSON Feed, CSV, NDJSON and JSON', async ({
  page,
  open,
  server,
}) => {
  await open(question('speaker:"Maren Ostvik" ferry'));
  const total = await found(page);
  const links = await page
    .locator('nav.feeds a')
    .evaluateAll((all) => all.map((one) => [one.innerText, one.getAttribute('href')]));
  same(links.map(([name]) => name).join(), 'Atom,JSON Feed,CSV,NDJSON,JSON', 'links');
  const texts = {};
  for (const [name, address] of links) {
    const answer = await fetch(server.origin + address);
    same(answer.status, 200, name);
    texts[name] = [answer.headers.get('content-type'), await answer.text()];
  }
  check(/atom\+xml/.test(texts.Atom[0]) && texts.Atom[1].split('<entry').length > 20, 'Atom');
  check(
    /json/.test(texts['JSON Feed'][0]) && JSON.parse(texts['JSON Feed'][1]).items.length >= 20,
    'JSON Feed',
  );
  check(/csv/.test(texts.CSV[0]), 'CSV');
  same(texts.CSV[1].trim().split('\n').length, total + 1, 'lines of CSV');
  const lines = texts.NDJSON[1]
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  same(lines.filter((line) => line.type === 'statement').length, total, 'statements as NDJSON');
  same(JSON.parse(texts.JSON[1]).answer.total, total, 'JSON');
});

test('search: by keys alone', async ({ page, open }) => {
  await open('/');
  await page.keyboard.press('/');
  await until('the box has the focus', () =>
    box(page).evaluate((one) => one === document.activeElement),
  );
  await page.keyboard.type('speaker:"Arn Lindholm" harbour');
  await lead(page, () => page.keyboard.press('Enter'), /Lindholm/);
  await page.locator('body').press('j');
  await until('the first row has the focus', () =>
    rows(page)
      .first()
      .evaluate((one) => one === document.activeElement),
  );
  await Promise.all([page.waitForURL(/statements\//), page.keyboard.press('Enter')]);
  await ready(page);
  await page.getByText('We keep the harbour 🚢 open for everyone').first().waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('speakers: looked for by name', async ({ page, open, server }) => {
  await open('/speakers');
  await page.locator('#name-box').fill('ostvik');
  await lead(page, () => page.locator('#name-box').press('Enter'), /name=ostvik/);
  const names = await page.locator('table.people a.speaker').allInnerTexts();
  same(names.join(), 'Maren Ostvik,Peter Ostvik', 'people');
  await Promise.all([
    page.waitForURL(/speakers\/maren-ostvik/),
    page.getByRole('link', { name: 'Maren Ostvik' }).click(),
  ]);
  await ready(page);
  await page.getByRole('heading', { level: 1, name: 'Maren Ostvik' }).waitFor();
  const twin = await ask(server, '/speakers/maren-ostvik.json');
  check(
    await page
      .locator('main')
      .innerText()
      .then((text) => text.includes(String(twin.person.statements))),
    'statements',
  );
});
