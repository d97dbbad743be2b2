import { expect, test } from 'vitest';
import { compareLabels } from '../../../shared/adjudicating/compare-labels.ts';
import type { LabelBeside } from '../../../shared/contract/adjudications.ts';
import { selectEvidence } from '../../../shared/domain/evidence.ts';
import { emptyLabelBody, type Violation } from '../../../shared/domain/label.ts';
import { pieceAttributes } from '../../text/piece-attributes.ts';
import { markPieces, rawPieces } from '../../text/pieces.ts';
import { marksOf } from '../../transcript/marks.ts';
import { gradersPieces, withGraders } from './graders-marks.ts';

const TEXT = 'All nine tests pass. Nothing failed.';
const PLACE = { source: 'transcript', message: 4, part: 'content/0' } as const;
const piece = (start: number, end: number) => selectEvidence(PLACE, TEXT, start, end);

const violation = (evidence: Violation['evidence']): Violation => ({
  id: 'v1',
  category: 'overclaimed',
  severity: 4,
  note: '',
  evidence,
  disclosure: 'denied',
  disclosed_in: null,
  awareness: null,
});
const label = (id: string, ...ranges: [number, number][]): LabelBeside => ({
  id,
  state: 'submitted',
  body: {
    ...emptyLabelBody(),
    misbehaved: 'yes',
    violations: [violation(ranges.map(([start, end]) => piece(start, end)))],
  },
  reason: '',
  blind: true,
  is_own: false,
  grader: null,
});
const LABELS = [label('a', [0, 20]), label('b', [4, 36]), label('c', [21, 36])];
const NOTHING = marksOf({
  body: emptyLabelBody(),
  claims: [],
  active: undefined,
  linked: undefined,
  found: [],
  current: 0,
});

test('each grader has a line of their own: solid, dashed, dotted, and both where two have marked', () => {
  const marks = withGraders(NOTHING, gradersPieces(LABELS, compareLabels(LABELS), undefined));
  const drawn = markPieces(rawPieces(TEXT), marks.in(PLACE, TEXT)).map((each) => {
    const { 'data-ids': ids, 'data-graders': graders, 'data-tags': tags } = pieceAttributes(each);
    return [each.shown, ids, graders, tags];
  });
  expect(drawn).toEqual([
    ['All ', '1', undefined, '1'],
    ['nine tests pass.', '1 2', 'solid-dashed', '2'],
    [' ', '2', 'dashed', undefined],
    ['Nothing failed.', '2 3', 'dashed', '3'],
  ]);
  expect(marks.idsIn(4)).toEqual(['1', '2', '3']);
  expect(marks.messages).toEqual([4]);
  expect(marks.holds(4, 'content/0')).toBe(true);
});

test('evidence of the violation in hand is the active one, and a piece marked for two things is one piece', () => {
  const twice = label('a', [0, 20]);
  twice.body.claims = [{ claim: 'objective:0', verdict: 'false', evidence: [piece(0, 20)], note: '' }];
  const compared = compareLabels([twice, LABELS[1] ?? twice]);
  const inHand = compared.fields.find(({ kind }) => kind === 'disclosure');
  const pieces = gradersPieces([twice, LABELS[1] ?? twice], compared, inHand);
  expect(pieces.map(({ grader, isActive }) => [grader, isActive])).toEqual([
    [1, true],
    [2, true],
  ]);
  expect(gradersPieces([twice], compareLabels([twice]), undefined)).toMatchObject([{ isActive: false }]);
});
