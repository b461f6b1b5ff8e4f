/* Who is who, put right on a speaker's page: joined with a reason, parted, renamed, and undone. */
import { ask } from '../places.js';
import { check, ready, same, test, until } from '../stage.js';

const MAREN = '/speakers/maren-ostvik';
const WRITES = { writes: true };

/** Does what loads the page again, and waits for what is told there. */
async function decided(page, act, told) {
  await Promise.all([page.waitForEvent('load'), act()]);
  await ready(page);
  await page.getByRole('status').getByText(told).waitFor();
}

const counted = async (server, path) => (await ask(server, `${path}.json`)).person.statements;

/** Opens one of the forms under “Put right”. */
async function form(page, title) {
  await page.locator('details.deciding > summary', { hasText: title }).click();
  return page.locator('details.deciding', { hasText: title });
}

test('speaker: names, roles, timeline, whom and through whom', async ({ page, open, server }) => {
  await open(MAREN);
  const { person, answer } = await ask(server, `${MAREN}.json`);
  const told = await page.locator('main').innerText();
  for (const { text } of person.spellings) check(told.includes(text), `the name ${text}`);
  for (const { text } of person.roles) check(told.includes(text), `the role ${text}`);
  for (const words of [
    'Lindholm Herald',
    'Coast Post',
    'Arn Gazette',
    'reporters',
    'Coast Radio',
    'Peter Ostvik',
  ])
    check(told.includes(words), `“${words}” is not told`);
  same(await page.locator('.histogram .plot svg').count(), 1, 'a timeline');
  for (const kind of ['Direct', 'Mixed', 'Indirect', 'Nested'])
    check(
      (await page.locator('.histogram .legend').innerText()).includes(kind),
      `${kind} is in the legend`,
    );
  same(
    await page.locator('ol.rows[aria-label="Latest statements"] > li').count(),
    answer.rows.length,
    'rows',
  );
  check(
    (await page.locator('section[aria-labelledby=reported-title]').innerText()).includes(
      'the winter is long',
    ),
    'what others report',
  );
});

test('speaker: the timeline is told by more than colour', async ({ page, open }) => {
  await open(MAREN);
  const looks = await page.locator('.histogram .plot svg').evaluate((svg) => {
    const bars = [...svg.querySelectorAll('[class*=direct], [class*=mixed], [class*=nested]')];
    return [...new Set(bars.map((bar) => getComputedStyle(bar).fill))];
  });
  check(
    looks.length >= 2 && looks.some((fill) => fill.includes('url(')),
    `the bars are filled with ${looks}`,
  );
});

test(
  'speaker: two are joined with a reason, and parted by undo',
  WRITES,
  async ({ page, open, signIn, server }) => {
    const maren = await counted(server, MAREN);
    const peter = await counted(server, '/speakers/peter-ostvik');
    await signIn();
    check(!page.url().includes('token'), 'the token is out of the address');
    await open(MAREN);
    const join = await form(page, 'Join with another');
    await join.getByRole('combobox', { name: 'Who is the same person' }).fill('peter ostvik');
    await join.getByRole('option', { name: /Peter Ostvik/ }).waitFor();
    await until('he alone is offered', () => join.getByRole('option').count(), (count) => count === 1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await join.getByLabel('Reason').fill('one desk, two hats');
    await decided(
      page,
      () => join.getByRole('button', { name: 'Join' }).click(),
      'Peter Ostvik is now Maren Ostvik.',
    );
    same(await counted(server, MAREN), maren + peter, 'statements of both');
    const moved = await fetch(`${server.origin}/speakers/peter-ostvik`, { redirect: 'manual' });
    same(moved.status, 301, 'who is gone leads on');
    same(moved.headers.get('location').replace(server.origin, ''), MAREN, 'to');
    await open('/ledger');
    check(
      (await page.locator('.decisions li').first().innerText()).includes('one desk, two hats'),
      'the reason is in the ledger',
    );
    await open(MAREN);
    const undo = page.locator('.decisions').getByRole('button', { name: /Undo/ }).first();
    await decided(page, () => undo.click(), /is taken back/);
    same(await counted(server, MAREN), maren, 'statements, after undo');
    same(await counted(server, '/speakers/peter-ostvik'), peter, 'his');
  },
);

test('speaker: a late answer puts nobody else under the finger', async ({ page, open }) => {
  await open(MAREN);
  const join = await form(page, 'Join with another');
  const field = join.getByRole('combobox');
  await field.fill('ostvik');
  await join.getByRole('option').first().waitFor();
  let answer;
  const late = new Promise((done) => (answer = done));
  await page.route('**/speakers.json?*', async (route) => {
    await late;
    await route.continue();
  });
  await field.fill('arn');
  await field.press('ArrowDown');
  check(await field.getAttribute('aria-activedescendant'), 'an old one is pointed at');
  answer();
  await until(
    'the new ones are there',
    () => join.getByRole('option').allInnerTexts(),
    (names) => names.length > 0 && names.every((name) => /arn/i.test(name)),
  );
  await until(
    'nobody is pointed at',
    () => field.getAttribute('aria-activedescendant'),
    (pointed) => pointed === null,
  );
  await field.press('Enter');
  check(await join.getByRole('button', { name: 'Join' }).isDisabled(), 'nobody was taken');
});

test(
  'speaker: undone at once, by what tells it',
  WRITES,
  async ({ page, open, signIn, server }) => {
    const maren = await counted(server, MAREN);
    await signIn();
    await open(MAREN);
    const join = await form(page, 'Join with another');
    await join.getByRole('combobox').click();
    await join.getByRole('option', { name: /Peter Ostvik/ }).click();
    await decided(
      page,
      () => join.getByRole('button', { name: 'Join' }).click(),
      'Peter Ostvik is now Maren Ostvik.',
    );
    await decided(
      page,
      () => page.getByRole('status').getByRole('button', { name: 'Undo' }).click(),
      /is taken back/,
    );
    same(await counted(server, MAREN), maren, 'statements');
  },
);

test(
  'speaker: renamed, to what nobody should be called',
  WRITES,
  async ({ page, open, signIn, server }) => {
    const name = '<b id="hostile-person">Queen</b> of the Pier';
    await signIn();
    await open(MAREN);
    const rename = await form(page, 'Rename');
    await rename.getByLabel('Name', { exact: true }).fill(name);
    await decided(
      page,
      () => rename.getByRole('button', { name: 'Rename' }).click(),
      'The name is now',
    );
    check(
      (await page.getByRole('heading', { level: 1 }).innerText()).startsWith(name),
      'the heading',
    );
    await open('/?q=speaker%3Amaren-ostvik');
    same(await page.locator('main article a.speaker').first().innerText(), name, 'in a row');
    await open('/speakers?name=ostvik');
    same(await page.locator('table.people a.speaker').first().innerText(), name, 'in the list');
    same(await page.locator('#hostile-person').count(), 0, 'elements made of it');
    const entry = (await ask(server, '/ledger.json')).rows[0].entry;
    await open('/ledger');
    await decided(
      page,
      () => page.getByRole('button', { name: `Undo decision ${entry}` }).click(),
      /is taken back/,
    );
    await open(MAREN);
    check(
      (await page.getByRole('heading', { level: 1 }).innerText()).startsWith('Maren Ostvik'),
      'the old name',
    );
  },
);

test('speaker: a spelling is parted off', WRITES, async ({ page, open, signIn, server }) => {
  const maren = await counted(server, MAREN);
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${server.token}` };
  const body = JSON.stringify({ verb: 'merge', person: 'maren-ostvik', other: 'peter-ostvik' });
  const joined = await fetch(`${server.origin}/decisions`, { method: 'POST', headers, body });
  same(joined.status, 201, 'joined');
  await signIn();
  await open(MAREN);
  const split = await form(page, 'Part a spelling off');
  await split.getByLabel('Spelling').selectOption('Peter Ostvik');
  await decided(
    page,
    () => split.getByRole('button', { name: 'Part off' }).click(),
    'is now somebody else.',
  );
  same(await counted(server, MAREN), maren, 'statements without him');
  check(
    !(await page.locator('.spellings').first().innerText()).includes('Peter'),
    'his name is gone',
  );
});

test(
  'speaker: without the token it is asked for, a wrong one is told',
  { ...WRITES, errors: /status of 401/ },
  async ({ page, open, server }) => {
    await open(MAREN);
    const rename = await form(page, 'Rename');
    await rename.getByLabel('Name', { exact: true }).fill('Somebody');
    const go = rename.getByRole('button', { name: 'Rename' });
    const dialog = page.getByRole('dialog', { name: 'Writing needs the token' });
    await go.click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('alert').getByText('Nothing was changed.').waitFor();
    await go.click();
    await dialog.getByLabel('Address or token').fill('wrong');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.locator('.problem').waitFor();
    await dialog.getByLabel('Address or token').fill(`${server.origin}/#token=${server.token}`);
    await decided(
      page,
      () => dialog.getByRole('button', { name: 'Go on' }).click(),
      'The name is now Somebody.',
    );
    await until(
      'the name is changed',
      async () => (await ask(server, `${MAREN}.json`)).person.name,
      (name) => name === 'Somebody',
    );
  },
);
