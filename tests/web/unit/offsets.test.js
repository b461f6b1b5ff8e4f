// Code points ↔ UTF-16: against a slow account made by the language's own iteration.
import test from 'node:test';
import assert from 'node:assert/strict';
import { offsetsOf } from '../../../web/assets/offsets.js';

const texts = {
  nothing: '',
  plain: 'Lindholm said on Tuesday.',
  'an emoji before a statement': '🐟 “We sail at noon,” Lindholm said.',
  'emoji at both ends and together': '👩‍👩‍👧🐟🐟 a 🐟',
  'combining characters': 'cafe\u0301 e\u0301\u0301 — “no”',
  'a flag, a tone, a selector': '🇫🇮 👍🏽 ☂️ x',
  'other planes': 'a𝒜b𠀀c',
};

for (const [name, text] of Object.entries(texts)) {
  test(`points and units: ${name}`, () => {
    const at = offsetsOf(text);
    const characters = [...text];
    assert.equal(at.length, characters.length);
    let unit = 0;
    characters.forEach((character, point) => {
      assert.equal(at.unit(point), unit);
      for (let i = 0; i < character.length; i++) assert.equal(at.point(unit + i), point);
      assert.equal(at.slice(point, point + 1), character);
      unit += character.length;
    });
    assert.equal(at.unit(characters.length), text.length);
    assert.equal(at.point(text.length), characters.length);
  });
}

test('spans go there and back', () => {
  const at = offsetsOf(texts['an emoji before a statement']);
  const spans = [
    [2, 20],
    [21, 29],
  ];
  assert.deepEqual(at.units(spans), [
    [3, 21],
    [22, 30],
  ]);
  assert.deepEqual(at.points(at.units(spans)), spans);
  assert.equal(at.slice(2, 20), '“We sail at noon,”');
});

test('what lies outside is brought inside', () => {
  const at = offsetsOf('🐟b');
  assert.equal(at.unit(-3), 0);
  assert.equal(at.unit(99), 3);
  assert.equal(at.point(99), 2);
  assert.equal(at.unit(Number.NaN), 0);
});

test('a long text with many spans costs little', () => {
  const text = 'The 🐟 sings. '.repeat(20000);
  const at = offsetsOf(text);
  const began = process.cpuUsage(); // not the clock, as the machine may be busy
  for (let p = 0; p < at.length; p += 2) assert.ok(at.unit(p) >= p);
  assert.ok(process.cpuUsage(began).user < 1e6);
});
