/* The review: judged by buttons and by keys alone, words selected anew, and all of it kept. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ask } from '../places.js';
import { check, same, test, until } from '../stage.js';

const execute = promisify(execFile);
const QUEUE = '/review?q=' + encodeURIComponent('outlet:"Lindholm Herald" published:2021-12');
const WRITES = { writes: true };
const card = (page) => page.locator('.review-card');
const told = (page, words) => page.locator('.review-told').getByText(words).waitFor();

/** How many statements wait. */
async function left(page) {
  return Number(
    /^([\d,]+)/.exec(await page.locator('label[for=review-done]').innerText())[1].replace(',', ''),
  );
}

/** Which statement is looked at. */
const shown = (page) =>
  card(page)
    .locator('a', { hasText: /^Statement$/ })
    .getAttribute('href')
    .then((href) => href.split('/').at(-1));

const reviewOf = async (server, id) => (await ask(server, `/statements/${id}.json`)).review;

async function next(page, id) {
  return until(
    'the next statement is shown',
    () => shown(page),
    (now) => now !== id,
  );
}

test(
  'review: accepted and rejected by buttons, and undone',
  WRITES,
  async ({ page, open, signIn, server }) => {
    await signIn();
    await open(QUEUE);
    const waiting = await left(page);
    check(waiting >= 5, `${waiting} wait`);
    const first = await shown(page);
    await page.getByRole('button', { name: /Accept/ }).click();
    await told(page, 'Accepted.');
    const second = await next(page, first);
    same((await reviewOf(server, first)).judged, 'accepted', 'the first');
    await page.getByRole('button', { name: /Reject/ }).click();
    await told(page, 'Rejected.');
    await next(page, second);
    same((await reviewOf(server, second)).judged, 'rejected', 'the second');
    same(await left(page), waiting - 2, 'waiting');
    await page.getByRole('button', { name: /Undo/ }).click();
    await told(page, 'Undone.');
    await until(
      'the second is back',
      () => shown(page),
      (now) => now === second,
    );
    same(await reviewOf(server, second), null, 'its review');
    same(await left(page), waiting - 1, 'waiting, after undo');
    await page.getByRole('button', { name: /Skip/ }).click();
    await next(page, second);
  },
);

test(
  'review: by keys alone, kept by rebuild, exported for brat',
  { writes: true, archive: 'small' },
  async ({ page, open, signIn, server, quoth, archive }) => {
    await signIn();
    await open(QUEUE);
    await until('no field has the focus', () =>
      card(page).evaluate(
        (one) => one === document.activeElement || document.activeElement === document.body,
      ),
    );
    const accepted = await shown(page);
    await page.keyboard.press('a');
    const rejected = await next(page, accepted);
    await page.keyboard.press('r');
    const skipped = await next(page, rejected);
    await page.keyboard.press('Space');
    const named = await next(page, skipped);
    await page.keyboard.press('s');
    await page.getByRole('combobox', { name: 'Who said it' }).waitFor();
    await page.keyboard.type('Edda Brann');
    await page.getByRole('option', { name: /Edda Brann.*statement/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await told(page, 'Said by Edda Brann.');
    same(await shown(page), named, 'its words are still to be judged');
    await page.keyboard.press('e');
    const room = page.getByRole('application', { name: 'The paragraph' });
    await until('the text has the focus', () =>
      room.evaluate((one) => one === document.activeElement),
    );
    const words = await selectByKeys(page);
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await told(page, 'The words are told anew.');
    await next(page, named);
    const edited = await reviewOf(server, named);
    same(edited.judged, 'edited', 'the edited one');
    const before = await everything(server, [accepted, rejected, named]);
    same(before[2].person.name, 'Edda Brann', 'the chosen speaker');
    await execute(quoth, ['rebuild', '-a', archive]);
    same(
      JSON.stringify(await everything(server, [accepted, rejected, named])),
      JSON.stringify(before),
      'after quoth rebuild',
    );
    const out = `${archive}-brat`;
    await execute(quoth, ['brat', '-a', archive, out]);
    const notes = readdirSync(out).filter((name) => name.endsWith('.ann'));
    const lines = notes.map((name) => readFileSync(join(out, name), 'utf8')).join('');
    check(lines.includes(words), `brat has no “${words}”: ${notes}`);
  },
);

/** What is kept of reviewed statements. */
async function everything(server, ids) {
  const all = [];
  for (const id of ids) {
    const { review, statement } = await ask(server, `/statements/${id}.json`);
    const { judged, entry, content, speaker_entry: speaker } = review;
    all.push({ judged, entry, content, speaker, person: statement.person });
  }
  return all;
}

/** The first three words of the paragraph, by arrows. */
async function selectByKeys(page) {
  await page.keyboard.press('ArrowRight');
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowRight');
  return page.evaluate(() => getSelection().toString());
}

test(
  'review: words are selected anew with the mouse',
  WRITES,
  async ({ page, open, signIn, server }) => {
    await signIn();
    await open(
      '/review?q=' + encodeURIComponent('speaker:"Arn Lindholm" outlet:"Lindholm Herald" harbour'),
    );
    const id = await shown(page);
    await page.getByRole('button', { name: /Edit words/ }).click();
    const room = page.getByRole('application', { name: 'The paragraph' });
    const spot = await room.evaluate((one) => {
      const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
      const places = {};
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const [name, word, end] of [
          ['from', 'We keep', false],
          ['to', 'harbour', true],
        ]) {
          const at = node.data.indexOf(word);
          if (at < 0 || places[name]) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          const box = range.getBoundingClientRect();
          places[name] = [end ? box.right - 1 : box.left + 1, box.top + box.height / 2];
        }
      }
      return places;
    });
    await page.mouse.move(...spot.from);
    await page.mouse.down();
    await page.mouse.move(...spot.to, { steps: 5 });
    await page.mouse.up();
    const chosen = await until(
      'words are selected',
      () => page.evaluate(() => getSelection().toString()),
      (text) => text.length > 5,
    );
    await page
      .getByRole('group', { name: 'The selected words are' })
      .getByRole('button', { name: /None/ })
      .click();
    await page.getByRole('button', { name: /^Save/ }).click();
    await told(page, 'The words are told anew.');
    const { review, statement } = await ask(server, `/statements/${id}.json`);
    const { article } = await ask(
      server,
      `/articles/${statement.article.id.replace('sha256:', '')}.json`,
    );
    const points = [...article.text];
    const kept = review.content.map(([from, to]) => points.slice(from, to).join(''));
    check(
      kept.length > 0 && !kept.join(' ').includes(chosen.trim()),
      `${JSON.stringify(kept)} without ${chosen}`,
    );
    for (const piece of kept)
      check(
        '“😀 We keep the harbour 🚢 open for everyone,”'.includes(piece),
        `${piece} is of the statement`,
      );
  },
);

test(
  'review: what was decided is shown where the statement is',
  WRITES,
  async ({ page, open, signIn }) => {
    await signIn();
    await open(QUEUE);
    const id = await shown(page);
    await page.keyboard.press('r');
    await next(page, id);
    await open(`/statements/${id}`);
    await page.locator('.reviewed').getByText('Rejected').waitFor();
    await open('/ledger');
    await page.locator('.decisions li').first().getByText('1 statement rejected').waitFor();
  },
);

test('review: nothing waits, and it is said', async ({ page, open }) => {
  await open('/review?q=' + encodeURIComponent('rindfleisch zzzz'));
  await page.getByText('No statement waits for review.').waitFor();
});

test(
  'review: who goes on before a decision is answered judges one statement, not two',
  WRITES,
  async ({ page, open, signIn, server }) => {
    await signIn();
    await open(QUEUE);
    const waiting = await left(page);
    const first = await shown(page);
    let answer;
    const held = new Promise((go) => (answer = go));
    let sent = 0;
    await page.route('**/decisions', async (route) => {
      sent++;
      await held;
      await route.continue();
    });
    await page.keyboard.press('a');
    await page.keyboard.press('a');
    await page.keyboard.press('Space');
    const second = await next(page, first);
    answer();
    await told(page, 'Accepted.');
    same(await shown(page), second, 'the one looked at');
    same(sent, 1, 'decisions sent');
    same(await left(page), waiting - 1, 'waiting');
    same((await reviewOf(server, first)).judged, 'accepted', 'the first');
    check((await reviewOf(server, second)) === null, 'the second was judged');
  },
);

test(
  'review: a page of the queue that does not come is told, and asked for again',
  { errors: /503|Failed to load/ },
  async ({ page, open }) => {
    let broken = true;
    await page.route('**/review.json?*', (route) =>
      broken
        ? route.fulfill({ status: 503, json: { ok: false, error: 'the archive is busy' } })
        : route.continue(),
    );
    await open('/review');
    for (let i = 0; i < 20; i++) {
      const here = await shown(page);
      await page.keyboard.press('ArrowRight');
      await until(
        'the next one',
        async () => (await card(page).count()) === 0 || (await shown(page)) !== here,
      );
    }
    await page.getByText('More statements wait, but did not come.').waitFor();
    await page.getByText('the archive is busy').waitFor();
    broken = false;
    await page.getByRole('button', { name: 'Ask again' }).click();
    await card(page).waitFor();
  },
);
