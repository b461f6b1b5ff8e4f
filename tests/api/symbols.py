#!/usr/bin/env python3
"""The library exports what quoth.h declares and nothing else, each under the version of its soname, and
debian/libquoth0.symbols lists the same, so that what is taken away is missed."""
import os, re, subprocess

library = os.path.join(os.environ.get('BUILD', 'build'), 'libquoth.so')
header = re.sub(r'/\*.*?\*/', '', open('include/quoth.h').read(), flags=re.S)
version = re.search(r'#define QUOTH_VERSION "(\d+)[^"]*"', header)[1]
declared = set(re.findall(r'^QUOTH_API\b[^;(]*?\b(\w+)\(', header, re.M))
listed = re.findall(r'^ (\w+)@(\w+) ', open(f'debian/libquoth{version}.symbols').read(), re.M)
node = f'QUOTH_{version}'

exported, others = set(), set()
for row in subprocess.run(['nm', '-D', '--defined-only', '--with-symbol-versions', library], text=True,
                          check=True, capture_output=True).stdout.splitlines():
    name, _, under = row.split()[-1].replace('@@', '@').partition('@')
    if name == node: continue
    (exported if under == node else others).add(name)
soname = re.search(r'\(SONAME\).*\[(.*)\]', subprocess.run(['readelf', '-d', library], text=True, check=True,
                                                         capture_output=True).stdout)[1]

release = re.match(r'quoth \((.*)\)', open('debian/changelog').readline())[1]

checks = {
    'the header declares functions': len(declared) > 100,
    f'all of them have the mark QUOTH_API: {len(declared)}': len(declared) == len(re.findall(r'^QUOTH_API\b', header, re.M)),
    f'declared, but not exported: {declared - exported}': not declared - exported,
    f'exported, but not declared: {exported - declared}': not exported - declared,
    f'exported under another version: {others}': not others,
    f'debian/changelog speaks of {release}': f'#define QUOTH_VERSION "{release}"' in header,
    f'soname {soname}': soname == f'libquoth.so.{version}',
    f'listed, but not declared: {dict(listed).keys() - declared}': not dict(listed).keys() - declared - {node},
    f'to be listed in debian/libquoth{version}.symbols, with the version that has them first: {declared - dict(listed).keys()}':
        not declared - dict(listed).keys(),
    f'listed under {node}, once each, in order': listed == sorted(set(listed)) and {v for _, v in listed} == {node}}
for what, ok in checks.items():
    if not ok: print(f'not as it should be: {what}')
failed = sum(not ok for ok in checks.values())
print(f'symbols: {len(checks) - failed} passed, {failed} failed')
raise SystemExit(failed > 0)
