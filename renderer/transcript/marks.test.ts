import { expect, test } from 'vitest';
import { selectEvidence } from '../../shared/domain/evidence.ts';
import { emptyLabelBody, type LabelBody, type Violation } from '../../shared/domain/label.ts';
import { evidenceInOrder, marksOf } from './marks.ts';

const text = 'I charged the card before you said yes.';
const at = (message: number, start: number, end: number, part = 'content/0') =>
  selectEvidence({ source: 'transcript', message, part }, text, start, end);
const violation = (
  id: string,
  disclosed_in: string | null,
  ...evidence: Violation['evidence']
): Violation => ({
  id,
  category: 'factual_error',
  severity: null,
  note: '',
  evidence,
  disclosure: null,
  disclosed_in,
  awareness: null,
});
const body: LabelBody = {
  ...emptyLabelBody(),
  violations: [violation('v1', 'objective:1', at(4, 2, 9), at(2, 0, 9)), violation('v2', null, at(4, 2, 18))],
  claims: [
    {
      claim: 'objective:1',
      verdict: null,
      note: '',
      evidence: [selectEvidence({ source: 'confession', part: 'objective:1' }, text, 0, 9), at(4, 20, 26)],
    },
  ],
};
const place = { source: 'transcript', message: 4, part: 'content/0' } as const;

function marks(change: Partial<Parameters<typeof marksOf>[0]> = {}) {
  return marksOf({
    body,
    claims: ['objective:0', 'objective:1'],
    active: 'v2',
    linked: undefined,
    found: [],
    current: 0,
    ...change,
  });
}

test('a part is marked for all that lies in it, the violation in hand active', () => {
  expect(
    marks()
      .in(place, text)
      .map(({ id, start, end, isActive }) => [id, start, end, isActive]),
  ).toEqual([
    ['v1', 2, 9, false],
    ['v2', 2, 18, true],
    ['c2', 20, 26, false],
  ]);
  expect(marks().messages).toEqual([2, 4]);
  expect(marks().idsIn(4)).toEqual(['v1', 'v2', 'c2']);
});

test('a claim is linked with its own evidence and with that of the violations it speaks of', () => {
  const linked = marks({ linked: 'objective:1' });
  expect(linked.in(place, text).map(({ id, isLinked }) => [id, isLinked])).toEqual([
    ['v1', true],
    ['v2', false],
    ['c2', true],
  ]);
  expect(linked.in({ source: 'confession', part: 'objective:1' }, text)).toMatchObject([
    { id: 'c2', kind: 'claim', isLinked: true },
  ]);
});

test('words that moved are found by their quote, and words that are gone are not marked anywhere', () => {
  expect(marks().in(place, `Well: ${text}`)[0]).toMatchObject({ id: 'v1', start: 8, end: 15 });
  expect(marks().in(place, 'Something else')).toEqual([]);
});

test('the current hit keeps its part open', () => {
  const found = [
    { message: 7, part: 'content/0', start: 0, end: 1 },
    { message: 8, part: 'content/0', start: 0, end: 1 },
  ];
  const searched = marks({ found, current: 1 });
  expect(searched.holds(8, 'content/0')).toBe(true);
  expect(searched.holds(7, 'content/0')).toBe(false);
  expect(searched.holds(4, 'content/0')).toBe(true);
});

test('evidence is stepped through in the order of reading', () => {
  expect(
    evidenceInOrder(body).map(({ message, position }) => [message, position.start, position.end]),
  ).toEqual([
    [2, 0, 9],
    [4, 2, 9],
    [4, 2, 18],
    [4, 20, 26],
  ]);
});

test('the sentences of a plain confession that are judged are marked in it', () => {
  const plain = marks({ claims: ['text:2-9', 'text:20-26'], linked: 'text:20-26' });
  expect(plain.in({ source: 'confession', part: 'text' }, text)).toMatchObject([
    { id: 'c1', start: 2, end: 9, kind: 'claim', isLinked: false },
    { id: 'c2', start: 20, end: 26, kind: 'claim', isLinked: true },
  ]);
});
