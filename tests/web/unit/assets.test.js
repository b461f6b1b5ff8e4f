/* What holds for every file that the browser gets, looked at as text. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import assert from 'node:assert/strict';

const ASSETS = new URL('../../../web/assets/', import.meta.url).pathname;
const files = existsSync(ASSETS) ? readdirSync(ASSETS) : [];
const scripts = files.filter((name) => name.endsWith('.js'));
const sheets = files.filter((name) => name.endsWith('.css'));
const read = (name) => readFileSync(join(ASSETS, name), 'utf8');

/** Without comments; a `//` inside quote marks, as in an address, is none. */
const bare = (text) => text.replace(/\/\*[^]*?\*\//g, ' ').replace(/(^|[\s;{}(])\/\/[^\n]*/g, '$1');

/** Modules that npm brings: web/modules.sh copies them beside ours. */
const BROUGHT = /^\.\/(preact|hooks|htm|dagre|d3-[a-z-]+)\.js$/;

test('there are scripts and sheets', () => {
  assert.ok(scripts.length > 5 && sheets.length > 0, `${files}`);
});

test('every script is a module that parses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quoth-script-'));
  try {
    for (const name of scripts) {
      const copy = join(folder, name.replace(/\.js$/, '.mjs'));
      copyFileSync(join(ASSETS, name), copy);
      execFileSync(process.execPath, ['--check', copy], { stdio: 'pipe' });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every import is of a file that is there', () => {
  for (const name of scripts) {
    const imports = bare(read(name)).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g);
    for (const [, address] of imports) {
      const there = existsSync(join(ASSETS, address));
      assert.ok(there || BROUGHT.test(address), `${name} imports ${address}`);
    }
  }
});

test('no script makes page or program out of a string', () => {
  const banned =
    /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc|createContextualFragment|DOMParser)\b|document\.write|\beval\s*\(|new\s+Function\b|set(Timeout|Interval)\s*\(\s*['"`]|javascript:/;
  for (const name of scripts) assert.doesNotMatch(bare(read(name)), banned, name);
});

test('nothing is asked of another machine', () => {
  for (const name of scripts) {
    const text = bare(read(name)).replaceAll('http://www.w3.org/', '');
    assert.doesNotMatch(text, /['"`](https?:)?\/\/[a-z]/i, name);
  }
  for (const name of sheets) {
    assert.doesNotMatch(bare(read(name)), /@import|url\(\s*['"]?(?!data:|\/assets\/)/i, name);
  }
});

test('each view asks at once for all modules of ours that it needs', () => {
  const script = new URL('../../../web/preload.sh', import.meta.url).pathname;
  const lines = execFileSync(script, [ASSETS], { encoding: 'utf8' }).trim().split('\n');
  const needs = (name) =>
    [...bare(read(name)).matchAll(/\bfrom\s+'\.\/([^']+)'/g)].map(([, other]) => other);
  const views = [...read('app.js').matchAll(/import\('\.\/([^']+)\.js'\)/g)].map(
    ([, view]) => view,
  );
  assert.deepEqual(lines.map((line) => line.split(' ')[0]).sort(), views.sort());
  for (const line of lines) {
    const [view, ...modules] = line.split(' ');
    const all = new Set(['app.js', `${view}.js`]);
    for (const name of all) if (scripts.includes(name)) needs(name).forEach((one) => all.add(one));
    assert.deepEqual(modules.sort(), [...all].sort(), view);
  }
});
