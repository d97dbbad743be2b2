import { expect, it } from 'vitest';
import { filesAmong, givenFile } from './given-files.ts';

it('switches, the executable and the app itself are no files', () => {
  const argv = ['/opt/electron', '--no-sandbox', '--inspect=0', '/work/app', 'd.shrive'];
  expect(filesAmong(argv, '/home/r', '/work/app')).toEqual([{ kind: 'dataset', path: '/home/r/d.shrive' }]);
  expect(filesAmong(['/opt/Shrive/shrive'], '/', '/opt/Shrive/resources/app.asar')).toEqual([]);
});

it.each(['a.jsonl', 'a.JSONL', 'a.ndjson', 'a.json', 'a.jsonl.gz', 'a.eval', 'a.json.zst'])(
  '%s is for importing',
  (name) => {
    expect(givenFile(name, '/x')).toEqual({ kind: 'transcripts', path: `/x/${name}` });
  },
);

it.each(['a.shrive', 'a.txt', 'a'])('%s is tried as a dataset', (name) => {
  expect(givenFile(name, '/x').kind).toBe('dataset');
});

it('an encrypted package is asked its passphrase for, and other age files are tried as datasets', () => {
  expect(['ada.shrive.age', 'x.age'].map((name) => givenFile(name, '/x').kind)).toEqual([
    'package',
    'dataset',
  ]);
});

it.each([
  ['file:///home/r/two%20words.jsonl', { kind: 'transcripts', path: '/home/r/two words.jsonl' }],
  ['file:///home/r/d.shrive', { kind: 'dataset', path: '/home/r/d.shrive' }],
  ['file://elsewhere/d.shrive', { kind: 'dataset', path: '/x/file:/elsewhere/d.shrive' }],
])('the address %s is a file', (address, file) => expect(givenFile(address, '/x')).toEqual(file));
