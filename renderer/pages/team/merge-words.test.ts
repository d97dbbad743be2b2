import { expect, test } from 'vitest';
import { cameInWords, keyWords, shortFingerprint } from './merge-words.ts';

const none = { added: 0, existing: 4 };
const copy = {
  file: '/tmp/ada.shrive',
  package_for: 'Ada',
  labels: { ...none, conflicts: 0 },
  comparisons: none,
  adjudications: none,
  notes: none,
  transcripts: none,
  confessions: none,
  other: 0,
  by: [],
  signed: [],
  unsigned: 0,
  diverged: [],
  about_unknown: 0,
};

test('what came in is said by kind, and that nothing was new is said too', () => {
  expect(cameInWords(copy)).toBe('Nothing in it was new.');
  expect(cameInWords({ ...copy, other: 2 })).toContain('times');
  expect(
    cameInWords({ ...copy, labels: { ...copy.labels, added: 2 }, notes: { added: 1, existing: 0 } }),
  ).toBe('2 revisions of labels and 1 of notes came in.');
});

test('a fingerprint is short enough to be read aloud, and another key is told from a new one', () => {
  const fingerprint = '3f2a91bc77d0'.padEnd(64, '0');
  expect(shortFingerprint(fingerprint)).toBe('3f2a 91bc 77d0');
  const said = (['known', 'new', 'another'] as const).map((key) =>
    keyWords({ person: 'Ada', fingerprint, key, revisions: 1 }),
  );
  expect(new Set(said).size).toBe(3);
  expect(said[2]).toContain('another key than before');
});
