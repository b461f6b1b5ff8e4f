/**
 * Dates and numbers in words, and languages as HTML names them.
 *
 *     dateInWords('2018-03-05')        →   5 March 2018
 *     dateInWords('2018-03')           →   March 2018
 *     dateInWords('2018-03/2018-05')   →   March 2018 to May 2018
 *     plural(1200, 'statement')        →   1,200 statements
 *
 * No time zone is reckoned: a date is shown as the archive has it.
 */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * @param {string | null | undefined} value as archives have it; what is none is given back as it is
 * @returns {string}
 */
export function dateInWords(value) {
  if (!value) return '';
  if (value.includes('/')) return value.split('/').map(dateInWords).join(' to ');
  const week = /^(\d{4})-W(\d{2})$/.exec(value);
  if (week) return `week ${Number(week[2])} of ${week[1]}`;
  const quarter = /^(\d{4})-Q([1-4])$/.exec(value);
  if (quarter) return `quarter ${quarter[2]} of ${quarter[1]}`;
  const day = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}(?::\d{2})?)(.*))?)?)?$/.exec(value);
  if (!day || (day[2] && !MONTHS[Number(day[2]) - 1])) return value;
  const [, year, month, date, time, zone] = day;
  const words = [date && String(Number(date)), month && MONTHS[Number(month) - 1], year];
  const said = words.filter(Boolean).join(' ');
  if (!time) return said;
  const clock = time.length === 2 ? `about ${time}:00` : time;
  const where = (zone || '').replace(/^:\d{2}(?:\.\d+)?/, '');
  return `${said}, ${clock}${where === 'Z' ? ' UTC' : where && ` (${where})`}`;
}

/**
 * A day, month or year for <time datetime>, or null where HTML has no such form.
 * @param {string | null | undefined} value
 */
export function machineDate(value) {
  return value && /^\d{4}(-(\d{2}(-\d{2}(T\d{2}:\d{2}\S*)?)?|W\d{2}))?$/.test(value) ? value : null;
}

/** @param {number} value */
export function count(value) {
  return Number(value).toLocaleString('en');
}

/**
 * @param {number} value
 * @param {string} one
 * @param {string} [many]
 */
export function plural(value, one, many = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/**
 * A share in [0, 1] as people read it.
 * @param {number} value
 */
export function percent(value) {
  return `${Math.round(value * 100)}%`;
}

/**
 * What HTML's lang takes; null: the language is not known.
 * @param {string | null | undefined} code
 */
export function languageTag(code) {
  return code && code !== 'und' ? code : null;
}
