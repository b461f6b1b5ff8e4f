# --explain: the same statements with their evidence, and besides them what was left out.
. "$HELPERS"
report bridge >a.txt
{
    printf 'Council drops the bridge – harbour chief\n\n'
    printf '“I called a taxi,” the mayor told the council on Monday, and he denied the fall.\n\n'
    printf '“Two officers told me that the bridge was sold,” Jane Doe said on Friday.\n\n'
    printf 'The bridge fell. — Jane Doe (@jdoe) June 3, 2031\n\n'
    printf 'Nobody crossed the bridge on Monday, and the ferry stayed in the harbour.\n'
} >b.txt
printf 'It rained.\n' >c.txt
for format in ndjson json; do
    ends 0 "$QUOTH" extract --format $format a.txt b.txt c.txt
    mv out plain.$format
    ends 0 "$QUOTH" extract --format $format --explain a.txt b.txt c.txt
    empty err
    mv out explained.$format
    ends 0 "$QUOTH" extract --explain --jobs 4 --format $format a.txt b.txt c.txt
    same out explained.$format
done
python3 - <<'P' || exit 1
import json, re

def lines(name): return [json.loads(line) for line in open(name, encoding='utf8')]

def without(s):
    """As it is without --explain; of the candidates there are more then, and their clues."""
    return {k: {**v, 'candidates': []} if k == 'speaker' else v for k, v in s.items() if k != 'evidence'}

plain, explained = lines('plain.ndjson'), lines('explained.ndjson')
assert plain and all('evidence' not in s for s in plain)
judged = [s for s in explained if 'evidence' in s]
for s in judged:
    assert list(s)[-1] == 'evidence', list(s)
    assert all(re.fullmatch(r'[a-z ]+=.*', line) for line in s['evidence'].splitlines()), s
    assert s['evidence'].startswith('always=\n'), s['evidence']
# what is told by its form alone, a post or a headline, is not weighed
for s in explained:
    assert 'evidence' in s or s['cue'] is None, s
assert any('cue=say' in s['evidence'].splitlines() for s in judged)
assert any('inside=1' in s['evidence'].splitlines() and s['parent'] for s in judged)
# all that is found without it is found with it, and nothing else of it changes
ids = {s['id'] for s in plain}
assert [without(s) for s in explained if s['id'] in ids] == [without(s) for s in plain]
left_out = [s for s in explained if s['id'] not in ids]
assert left_out, 'nothing that was left out is explained'
assert all('left-out' in s['flags'] for s in left_out)
assert not any('left-out' in s['flags'] for s in plain)

articles, told = lines('plain.json'), lines('explained.json')
assert [a['article'] for a in articles] == [a['article'] for a in told]
assert [list(a) for a in articles] == [list(a) for a in told]
assert [s for a in told for s in a['statements']] == \
    [{k: v for k, v in s.items() if k != 'article'} for s in explained]
P
ends 2 "$QUOTH" extract --explain a.txt
says "--explain is for --format ndjson or json, and not with --raw"
ends 2 "$QUOTH" extract --explain --raw --format json a.txt
ends 2 "$QUOTH" extract --explain=1 a.txt
says "--explain takes no value"
ends 2 "$QUOTH" version --explain
says "this command takes no '--explain'"
