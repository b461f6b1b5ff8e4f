/* What holds on every page, whatever is on it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { places } from '../places.js';
import { check, test, visit } from '../stage.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page that is not there is told by 404, a question that does not parse by 400: the browser
 *  says so in its console. */
const ANSWERED = /the server responded with a status of (400|404)/;

async function violations(page) {
  const found = await page.evaluate(async () => {
    const { violations: all } = await window.axe.run(document, { resultTypes: ['violations'] });
    return all.map((one) => {
      const where = one.nodes
        .slice(0, 3)
        .map((node) => `${node.target.join(' ')} ${node.failureSummary}`);
      return `${one.id} (${one.nodes.length}×): ${where.join('; ')}`;
    });
  });
  return found.join('\n    ');
}

/** What was taken for HTML, or is a link to a script. */
async function taken(page, name) {
  const seen = await page.evaluate(() => ({
    elements: [...document.querySelectorAll('[id^="hostile"]')].map((one) => one.outerHTML),
    links: [...document.querySelectorAll('[href], [src], [action]')]
      .map(
        (one) => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action'),
      )
      .filter((address) => !/^(https?:\/\/|\/|#|\?|data:(image|,))/.test(address)),
    shown: document.body.innerText,
  }));
  if (seen.elements.length) return `taken for HTML: ${seen.elements}`;
  if (seen.links.length) return `a link to ${seen.links}`;
  return /hostile/.test(name) && !seen.shown.includes('<b id=')
    ? 'the text is not shown as it is'
    : '';
}

/** What reaches beyond the window. */
function wider(page) {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth;
    if (wide <= room) return '';
    const over = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > room + 1,
    );
    const named = [...over.slice(0, 2), ...over.slice(-2)].map(
      (one) => `${one.tagName}.${one.className}`,
    );
    return `${wide} px, by ${named.join(', ')}`;
  });
}

/** What would be printed and is no use there, or is not printed. */
async function printed(page, name) {
  const text = await page.locator('main').innerText();
  if (text.length < 40) return 'hardly anything is there';
  const controls = page.locator(
    'button:visible, input:visible, select:visible, textarea:not([readonly]):visible',
  );
  if (await controls.count())
    return `a control: ${await controls.first().evaluate((one) => one.outerHTML.slice(0, 120))}`;
  const whole =
    !name.startsWith('article, emoji') || text.includes('We keep the harbour 🚢 open for everyone');
  return whole ? '' : 'the article is not there';
}

/** What moves although nothing should. */
function moving(page) {
  return page.evaluate(() => {
    const longest = (value) =>
      Math.max(...value.split(',').map((one) => parseFloat(one) * (one.includes('ms') ? 1 : 1000)));
    const all = [document.documentElement, ...document.body.querySelectorAll('*')].filter((one) => {
      const style = getComputedStyle(one);
      const animated = style.animationName !== 'none' && longest(style.animationDuration) > 10;
      return (
        animated || longest(style.transitionDuration) > 10 || style.scrollBehavior === 'smooth'
      );
    });
    return all
      .slice(0, 3)
      .map((one) => `${one.tagName}.${one.className}`)
      .join(', ');
  });
}

/** Everything that is asked of a page, in the order that costs least. */
async function look({ page, open }, name, path, tell) {
  await page.emulateMedia({
    media: 'screen',
    colorScheme: 'light',
    reducedMotion: 'no-preference',
  });
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(path);
  tell('hostile', await taken(page, name));
  tell('axe, light', await violations(page));
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  tell('motion', await moving(page));
  tell('axe, dark', await violations(page));
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  tell('print', await printed(page, name));
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1920, height: 1080 });
  tell('1920 px', await wider(page));
  // What is open or folded may be chosen when the page is drawn.
  await page.setViewportSize({ width: 320, height: 700 });
  await open(path);
  tell('320 px', await wider(page));
  tell('axe, narrow', await violations(page));
}

let survey = null;

/** Looks at every page once, for all the tests below: what is wrong, by what was looked for. */
function surveyed({ browser, server }) {
  survey ??= (async () => {
    const { pages } = await places(server);
    const left = Object.entries(pages);
    const faults = {};
    const walk = async () => {
      const seen = await visit(browser, server, { errors: ANSWERED });
      await seen.context.addInitScript(axe);
      for (let next = left.shift(); next; next = left.shift()) {
        const [name, path] = next;
        const tell = (what, fault) =>
          fault && (faults[what] ??= []).push(`${name} (${path}): ${fault}`);
        await look(seen, name, path, tell);
        tell('errors', seen.faults.splice(0).join('; '));
      }
      await seen.context.close();
    };
    await Promise.all([walk(), walk()]);
    return faults;
  })();
  return survey;
}

for (const [what, title] of Object.entries({
  'axe, light': 'axe: no violation on any page, light',
  'axe, dark': 'axe: no violation on any page, dark',
  'axe, narrow': 'axe: no violation on any page, narrow',
  hostile: 'hostile: shown as text everywhere',
  '320 px': 'width: nothing wider than 320 px',
  '1920 px': 'width: nothing wider than 1920 px',
  print: 'print: the text, without what can only be clicked',
  motion: 'motion: none when asked',
  errors: 'every page: no error, nothing that the policy forbids, nothing asked elsewhere',
})) {
  test(title, async (t) => {
    const faults = (await surveyed(t))[what] ?? [];
    check(!faults.length, faults.join('\n'));
  });
}

test('hostile: each field is there to be read', async (t) => {
  const { pages } = await places(t.server);
  const seen = {
    'article, hostile': ['title', 'outlet', 'text', 'words', 'author', 'headline', 'url'],
    'statement, hostile': ['title', 'outlet', 'words'],
    'search, hostile': ['words', 'outlet'],
    'article, bad file name': ['file'],
    'speaker, hostile': ['spelling', 'why'],
    ledger: ['spelling', 'why'],
  };
  for (const [name, fields] of Object.entries(seen)) {
    await t.open(pages[name]);
    const shown = await t.page.locator('body').innerText();
    for (const field of fields) {
      const told =
        shown.includes(`<b id="hostile-${field}">`) || shown.includes(`<b id=hostile-${field}>`);
      check(told, `${name}: the ${field} is not told`);
    }
  }
});

test(
  'hostile: nor without script',
  { context: { javaScriptEnabled: false }, errors: ANSWERED },
  async (t) => {
    const { pages } = await places(t.server);
    for (const [name, path] of Object.entries(pages)) {
      await t.open(path);
      const fault = await taken(t.page, name);
      check(!fault, `${name} (${path}): ${fault}`);
    }
  },
);

/** What is opened on a page, and is a page of its own for who uses it. */
const STATES = {
  'keys, told': ['about', (page) => page.locator('body').press('?')],
  'a facet and the table': [
    'search, found',
    async (page) => {
      await page.locator('.as-table summary').click();
      await page.locator('.facet').first().waitFor();
    },
  ],
  'the token, asked for': [
    'speaker',
    async (page) => {
      await page.locator('.deciding summary', { hasText: 'Rename' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Somebody');
      await page.getByRole('button', { name: 'Rename' }).click();
      await page.getByRole('dialog').waitFor();
    },
  ],
  'somebody is picked': [
    'speaker',
    async (page) => {
      await page.locator('.deciding summary', { hasText: 'Join' }).click();
      await page.getByRole('combobox').first().fill('ostvik');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
    },
  ],
  'words told anew': [
    'review',
    async (page) => {
      await page.keyboard.press('e');
      await page.getByRole('application').waitFor();
      await page.keyboard.press('Shift+ArrowRight');
    },
  ],
  'a speaker chosen': [
    'review',
    async (page) => {
      await page.keyboard.press('s');
      await page.getByRole('combobox').waitFor();
    },
  ],
  'a statement chosen in its text': [
    'article, nested',
    (page) => page.locator('main article .m.content').first().click(),
  ],
  'marks explained': ['statement, chain', (page) => page.locator('.legend-fold summary').click()],
};

for (const colorScheme of ['light', 'dark']) {
  test(
    `axe: no violation in what is opened, ${colorScheme}`,
    { context: { colorScheme } },
    async (t) => {
      await t.context.addInitScript(axe);
      const { pages } = await places(t.server);
      const faults = [];
      for (const [name, [at, act]] of Object.entries(STATES)) {
        await t.open(pages[at]);
        await act(t.page);
        const fault = await violations(t.page);
        if (fault) faults.push(`${name}: ${fault}`);
      }
      check(!faults.length, faults.join('\n'));
    },
  );
}

test('axe: the first run', { archive: 'empty' }, async (t) => {
  await t.context.addInitScript(axe);
  for (const colorScheme of ['light', 'dark']) {
    await t.page.emulateMedia({ colorScheme });
    await t.open('/');
    const fault = await violations(t.page);
    check(!fault, fault);
  }
});

test(
  'dark: a dark ground, and text that stands out from it',
  { context: { colorScheme: 'dark' } },
  async (t) => {
    await t.open('/');
    const ground = await t.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [red, green, blue] = ground.match(/[\d.]+/g).map(Number);
    check(red + green + blue < 200, `the ground is ${ground}`);
  },
);

test(
  'keys: all that can be clicked is reached and seen by Tab alone',
  { errors: ANSWERED },
  async (t) => {
    const { pages } = await places(t.server);
    const names = [
      'search, a few',
      'speakers, by name',
      'article, nested',
      'statement, chain',
      'review',
      'ledger',
    ];
    for (const name of names) {
      await t.open(pages[name]);
      const reached = await tabThrough(t.page);
      check(!reached.faint.length, `${name}: no sign of the focus on ${reached.faint.slice(0, 3)}`);
      check(!reached.missed.length, `${name}: not reached: ${reached.missed.slice(0, 5)}`);
    }
  },
);

/** Goes round by Tab; what never had the focus, and where nothing showed it. */
async function tabThrough(page) {
  await page.evaluate(() => {
    window.reached = new Set();
    window.faint = [];
    document.addEventListener('focusin', ({ target }) => {
      window.reached.add(target);
      const style = getComputedStyle(target);
      const shown =
        (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) ||
        style.boxShadow !== 'none';
      if (!shown) window.faint.push(target.outerHTML.slice(0, 100));
    });
  });
  let last = -1;
  for (let round = 0; round < 40; round++) {
    for (let i = 0; i < 20; i++) await page.keyboard.press('Tab');
    const now = await page.evaluate(() => window.reached.size);
    if (now === last) break;
    last = now;
  }
  return page.evaluate(() => {
    const seen = (one) =>
      one.checkVisibility({ checkVisibilityCSS: true }) && one.getClientRects().length > 0;
    const all = [
      ...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [role=button]',
      ),
    ];
    const missed = all.filter((one) => {
      if (!seen(one) || one.disabled || window.reached.has(one)) return false;
      // One button of a group is stepped to by Tab, the others by arrows.
      if (one.type === 'radio' && document.querySelector(`[name="${one.name}"]:checked`) !== one)
        return false;
      return !(one.getAttribute('tabindex') === '-1');
    });
    return { faint: window.faint, missed: missed.map((one) => one.outerHTML.slice(0, 100)) };
  });
}

const PLAIN = {
  'search, found': ['ferry', 'Maren Ostvik', 'Lindholm Herald'],
  'search, no question': ['speaker:('],
  speakers: ['Maren Ostvik'],
  speaker: ['Maren Ostvik', 'Mayor', 'ferry pier'],
  'article, emoji': [
    'We keep the harbour 🚢 open for everyone',
    'Arn Lindholm',
    'Lindholm Herald',
    '2021-12-01',
  ],
  'statement, chain': ['came with empty pockets', 'Maren Ostvik', 'Lindholm Herald', 'Coast Post'],
  'statement, emoji': ['We keep the harbour 🚢 open for everyone', 'Arn Lindholm'],
  review: ['Lindholm Herald'],
  ledger: ['runa-stahl'],
  about: ['statements'],
};

test(
  'without script: text, metadata and statement',
  { context: { javaScriptEnabled: false }, errors: ANSWERED },
  async (t) => {
    const { pages } = await places(t.server);
    for (const [name, words] of Object.entries(PLAIN)) {
      await t.open(pages[name]);
      const field = (await t.page.locator('input[name=q]').count())
        ? await t.page.locator('input[name=q]').first().inputValue()
        : '';
      const shown = `${await t.page.locator('body').innerText()} ${field}`;
      for (const word of words) {
        const dated = word === '2021-12-01' && shown.includes('1 December 2021');
        check(
          dated || shown.toLowerCase().includes(word.toLowerCase()),
          `${name}: “${word}” is not there`,
        );
      }
    }
  },
);

test(
  'without script: a question is asked by the form',
  { context: { javaScriptEnabled: false } },
  async (t) => {
    await t.open('/');
    const field = t.page.locator('input[name=q]').first();
    await field.fill('speaker:"Arn Lindholm"');
    await field.press('Enter');
    await t.page.waitForURL(/q=speaker/);
    await t.page.getByText('We keep the harbour').first().waitFor();
  },
);

test('twins: every page is there as JSON', async (t) => {
  const { pages } = await places(t.server);
  for (const [name, path] of Object.entries(pages)) {
    if (['not there', 'search, no question'].includes(name)) continue;
    const [base, query] = path.split('?');
    const answer = await fetch(
      `${t.server.origin}${base === '/' ? '/search' : base}.json${query ? `?${query}` : ''}`,
    );
    const twin = await answer.json();
    await t.open(path);
    const island = await t.page.evaluate(() =>
      JSON.parse(document.getElementById('page-data').textContent),
    );
    check(
      twin.ok === true && twin.page === name.split(',')[0],
      `${name}: ${JSON.stringify(twin).slice(0, 100)}`,
    );
    check(
      JSON.stringify(twin) === JSON.stringify(island),
      `${name}: the page carries other data than its twin`,
    );
  }
});

test('another window does not write without the token', async (t) => {
  for (const [path, type, body] of [
    ['/decisions', 'application/json', '{"verb":"undo","entry":1}'],
    ['/captures?name=a.txt', 'application/octet-stream', 'text'],
  ]) {
    const answer = await fetch(t.server.origin + path, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    });
    check(answer.status === 401, `${path} answers ${answer.status}`);
  }
  const second = await visit(t.browser, t.server);
  await second.open('/ledger');
  const kept = await second.page.evaluate(() => sessionStorage.length);
  check(kept === 0, 'a window that was not given the token has something kept');
  await second.context.close();
});
