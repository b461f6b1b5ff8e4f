// Folders that are dropped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOfList, MOST_FILES, summed, walk } from '../../../web/assets/files.js';

const file = (path) => ({
  name: path.split('/').pop(),
  fullPath: path,
  isDirectory: false,
  file: (done) => done({ path }),
});
// As browsers do: a few entries at a time, and an empty list at the end.
const folder = (path, inside) => ({
  name: path.split('/').pop(),
  fullPath: path,
  isDirectory: true,
  createReader() {
    const left = [...inside];
    return { readEntries: (done) => done(left.splice(0, 2)) };
  },
});

test('folders are walked in the order of names, hidden files left out', async () => {
  const root = folder('/news', [
    file('/news/b.txt'),
    folder('/news/a', [file('/news/a/2.html'), file('/news/a/1.html')]),
    file('/news/.DS_Store'),
    file('/news/c.txt'),
  ]);
  const files = await walk([root, file('/z.txt')]);
  assert.deepEqual(
    files.map((one) => one.name),
    ['news/a/1.html', 'news/a/2.html', 'news/b.txt', 'news/c.txt', 'z.txt'],
  );
});

test('files that were chosen have their place in the folder', () => {
  const list = [
    { name: 'a.txt', webkitRelativePath: 'news/a.txt' },
    { name: '.x', webkitRelativePath: 'news/.git/.x' },
    { name: 'b.txt', webkitRelativePath: '' },
  ];
  assert.deepEqual(
    filesOfList(list).map((one) => one.name),
    ['news/a.txt', 'b.txt'],
  );
});

test('hidden files take no places of those that are read', () => {
  const hidden = { name: 'x', webkitRelativePath: 'news/.git/x' };
  const list = [
    ...Array(MOST_FILES).fill(hidden),
    { name: 'a.txt', webkitRelativePath: 'news/a.txt' },
  ];
  assert.deepEqual(
    filesOfList(list).map((one) => one.name),
    ['news/a.txt'],
  );
});

test('what was added is summed up', () => {
  const sum = summed(summed({}, { articles: 2, statements: 9 }), { articles: 1, known: 3 });
  assert.equal(sum.articles, 3);
  assert.equal(sum.statements, 9);
  assert.equal(sum.known, 3);
  assert.equal(sum.refused, 0);
});
