/**
 * Files out of what was dropped: folders are walked, with a limit.
 *
 *     await filesOf(event.dataTransfer)   →   [{ name: 'news/a.html', file: File }, …]
 */

/** A folder of more is for the command line: the page would hold all their names. */
export const MOST_FILES = 5000;

/** What the server takes at once. */
export const MOST_BYTES = 32 * 1024 * 1024;

/** @typedef {{name: string, file: File}} Named */

/**
 * All entries of a folder: readEntries gives about a hundred at a time.
 * @param {any} reader
 * @returns {Promise<any[]>}
 */
async function entriesOf(reader) {
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length || all.length > MOST_FILES) return all;
    all.push(...some);
  }
}

/**
 * @param {any[]} roots of webkitGetAsEntry
 * @returns {Promise<Named[]>}
 */
export async function walk(roots) {
  const files = [];
  const waiting = [...roots].reverse();
  while (waiting.length && files.length < MOST_FILES) {
    const entry = waiting.pop();
    if (entry.isDirectory) {
      const inside = await entriesOf(entry.createReader());
      inside.sort((a, b) => (a.name < b.name ? 1 : -1));
      waiting.push(...inside.filter((one) => !one.name.startsWith('.')));
    } else {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      files.push({ name: entry.fullPath.replace(/^\//, ''), file });
    }
  }
  return files;
}

/**
 * @param {DataTransfer} transfer
 * @returns {Promise<Named[]>}
 */
export function filesOf(transfer) {
  // To be asked for before anything is awaited: the transfer is emptied then.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length) return walk(entries);
  return Promise.resolve([...transfer.files].map((file) => ({ name: file.name, file })));
}

/**
 * Of a field.
 * @param {FileList} list
 * @returns {Named[]}
 */
export function filesOfList(list) {
  return [...list]
    .map((file) => ({ name: file.webkitRelativePath || file.name, file }))
    .filter(({ name }) => !name.split('/').some((part) => part.startsWith('.')))
    .slice(0, MOST_FILES);
}

/** What POST /captures counts. */
const COUNTS = ['captures', 'known', 'refused', 'articles', 'joined', 'edited', 'statements'];

/**
 * Sums what several answers of POST /captures counted.
 * @param {Record<string, number>} sum
 * @param {Record<string, number>} added
 */
export function summed(sum, added) {
  return Object.fromEntries(COUNTS.map((name) => [name, (sum[name] || 0) + (added[name] || 0)]));
}
