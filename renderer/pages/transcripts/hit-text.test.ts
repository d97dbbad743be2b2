import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hitPieces } from './hit-text.ts';

it('cuts what is long before the hit, at a word', () => {
  const text = '…your reservation has been cancelled and a full refund will be processed';
  const at = text.indexOf('refund');
  expect(hitPieces({ message: 1, text, marks: [[at, at + 6]] })).toEqual([
    { text: '…', isMark: false },
    { text: 'and a full ', isMark: false },
    { text: 'refund', isMark: true },
    { text: ' will be processed', isMark: false },
  ]);
});

it('a hit at the beginning is shown as it stands', () => {
  expect(hitPieces({ message: 0, text: 'refund please', marks: [[0, 6]] })).toEqual([
    { text: 'refund', isMark: true },
    { text: ' please', isMark: false },
  ]);
});

it('never loses or doubles text after the cut, whatever the marks are', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.tuple(fc.nat(300), fc.nat(300))), (text, marks) => {
      const shown = hitPieces({ message: 0, text, marks })
        .map((piece) => piece.text)
        .join('');
      expect(text.endsWith(shown.replace(/^…/, '')) || text === shown).toBe(true);
    }),
  );
});
