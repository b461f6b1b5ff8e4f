/**
 * Dates in words, as far as they are known.
 *
 *     dateWords({value: '2018-03-05', precision: 'day'})            // "5 March 2018"
 *     dateWords({value: '2018-W16', precision: 'week'})             // "week 16 of 2018"
 *     dateWords({value: '2018-03/2018-05', precision: 'month'})     // "March 2018 – May 2018"
 *
 * What is not of these forms is shown as it is. It never reckons with time zones: a day is the day
 * that the text tells.
 */

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
  'September', 'October', 'November', 'December'];
const QUARTERS = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth' };

/** @param {string} value one ISO 8601 date, no range */
function oneDate(value) {
  let match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d))?.*)?$/.exec(value);
  if (match && MONTHS[match[2] - 1]) {
    const day = `${Number(match[3])} ${MONTHS[match[2] - 1]} ${match[1]}`;
    return match[4] ? `${day}, ${match[4]}:${match[5] ?? '00'}` : day;
  }
  match = /^(\d{4})-W(\d\d)$/.exec(value);
  if (match) return `week ${Number(match[2])} of ${match[1]}`;
  match = /^(\d{4})-Q([1-4])$/.exec(value);
  if (match) return `${QUARTERS[match[2]]} quarter of ${match[1]}`;
  match = /^(\d{4})-(\d\d)$/.exec(value);
  if (match && MONTHS[match[2] - 1]) return `${MONTHS[match[2] - 1]} ${match[1]}`;
  return value;
}

/**
 * @param {{value: string|null}|string|null|undefined} date
 * @returns {string} "" where nothing is known
 */
export function dateWords(date) {
  const value = typeof date === 'string' ? date : date?.value;
  return value ? value.split('/').map(oneDate).join(' – ') : '';
}

/**
 * A moment of the ledger: seconds since 1970, or an ISO date, in UTC.
 * @param {number|string} at
 * @returns {string} "5 March 2018, 12:05 UTC"
 */
export function momentWords(at) {
  const date = new Date(typeof at === 'number' ? at * 1000 : at);
  if (Number.isNaN(date.getTime())) return String(at);
  return `${oneDate(date.toISOString().slice(0, 16))} UTC`;
}
