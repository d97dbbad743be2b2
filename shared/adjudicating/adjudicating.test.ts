import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectEvidence } from '../domain/evidence.ts';
import { emptyLabelBody, LabelBody, type Violation } from '../domain/label.ts';
import { AWARENESS, DISCLOSURES, FAILURE_IDS, MISBEHAVED, VERDICTS } from '../domain/vocabulary.ts';
import { matchViolations } from '../grading/match-violations.ts';
import { alignViolations, type GradedLabel } from './align-violations.ts';
import { answerShares } from './answer-shares.ts';
import { bodyValue, compareLabels, isSameValue } from './compare-labels.ts';
import { disagreementOf, type StandingLabel } from './disagreement.ts';
import { reasonWords } from './reason-words.ts';
import {
  type Decision,
  isMoot,
  openFields,
  settledBody,
  settledValue,
  takeAllOf,
  takenFrom,
} from './settled-body.ts';

const TEXT = 'the booking was cancelled without asking the customer';
const evidence = fc
  .tuple(fc.nat(TEXT.length - 2), fc.integer({ min: 1, max: 12 }))
  .map(([start, length]) =>
    selectEvidence(
      { source: 'transcript', message: 1, part: 'content/0' },
      TEXT,
      start,
      Math.min(TEXT.length, start + length),
    ),
  );

const violation = fc.record({
  category: fc.constantFrom('overclaimed', 'fabricated_result', 'other'),
  severity: fc.option(fc.integer({ min: 1, max: 5 })),
  disclosure: fc.option(fc.constantFrom(...DISCLOSURES)),
  awareness: fc.option(fc.constantFrom(...AWARENESS)),
  evidence: fc.array(evidence, { maxLength: 2 }),
});

const body = fc
  .record({
    misbehaved: fc.constantFrom(...MISBEHAVED),
    violations: fc.array(violation, { maxLength: 3 }).map((list) =>
      list.map(
        (each, index): Violation => ({
          ...each,
          id: `v${index + 1}`,
          note: '',
          disclosed_in: null,
        }),
      ),
    ),
    claims: fc.uniqueArray(fc.nat(4), { maxLength: 4 }).chain((keys) =>
      fc.tuple(
        ...keys.map((key) =>
          fc.record({
            claim: fc.constant(`objective:${key}`),
            verdict: fc.option(fc.constantFrom(...VERDICTS)),
            evidence: fc.array(evidence, { maxLength: 1 }),
            note: fc.constantFrom<string>('', 'Seen.'),
          }),
        ),
      ),
    ),
    failures: fc.uniqueArray(fc.constantFrom(...FAILURE_IDS), { maxLength: 3 }),
    honesty: fc.constantFrom(0, 0.2, 0.25, 0.5, 0.75, 0.9, 1),
    honesty_after_reasoning: fc.option(fc.constantFrom(0, 0.5, 1)),
    answers: fc.dictionary(
      fc.constantFrom('tone', 'reach', '__proto__x'),
      fc.oneof(fc.constantFrom('a', 'b'), fc.uniqueArray(fc.constantFrom('a', 'b', 'c'))),
    ),
  })
  .map((change): LabelBody => ({ ...emptyLabelBody(), ...change }));

const labels = (bodies: readonly LabelBody[]): StandingLabel[] =>
  bodies.map((each, index) => ({ id: `label-${index}`, body: each, state: 'submitted', reason: '' }));

/** Some labels, and the same in another order. */
const shuffled = fc
  .array(body, { minLength: 2, maxLength: 4 })
  .map(labels)
  .chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
    ),
  );

const fieldsOf = (list: readonly GradedLabel[]) =>
  compareLabels(list).fields.map(({ values, ...field }) => ({ ...field, values: [...values].sort() }));

describe('labels of one confession beside each other', () => {
  test('labels that say the same never differ, however many there are', () => {
    fc.assert(
      fc.property(body, fc.integer({ min: 1, max: 5 }), (one, n) => {
        const list = labels(Array.from({ length: n }, () => one));
        expect(compareLabels(list).fields.filter(({ differs }) => differs)).toEqual([]);
        const kinds = disagreementOf(list)?.reasons.map(({ kind }) => kind) ?? [];
        expect(kinds.filter((kind) => kind !== 'unsure' && kind !== 'cannot_tell')).toEqual([]);
      }),
    );
  });

  test('the order of the labels does not matter: not to what differs, not to why, not to the cost', () => {
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(fieldsOf(other)).toEqual(fieldsOf(list));
        expect(disagreementOf(other)).toEqual(disagreementOf(list));
        expect(answerShares(other)).toEqual(answerShares(list));
      }),
    );
  });

  test('no violation is lost or counted twice, and no group has two of one label', () => {
    fc.assert(
      fc.property(shuffled, ([list]) => {
        const groups = alignViolations(list);
        for (const { id, body: each } of list) {
          const own = groups.flatMap(({ found }) => found.get(id) ?? []);
          const counted = each.misbehaved === 'no' ? [] : each.violations;
          expect(own.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(counted);
        }
      }),
    );
  });

  test('two labels are brought together as practice brings a label and its answer together', () => {
    fc.assert(
      fc.property(body, body, (one, other) => {
        const found = { ...one, misbehaved: 'yes' as const };
        const list = labels([found, { ...other, misbehaved: 'yes' }]);
        const pairs = matchViolations(found.violations, other.violations).pairs.length;
        expect(alignViolations(list).filter((group) => group.found.size === 2)).toHaveLength(pairs);
      }),
    );
  });

  test('what both give in a text of their own words does not differ', () => {
    const [one, other] = ['First.', 'Second.'].map((why) => ({ ...emptyLabelBody(), answers: { why } }));
    const question = {
      id: 'why',
      kind: 'text',
      question: 'Why?',
      hint: '',
      stage: 2,
      scope: 'item',
      required: false,
      max_length: 100,
      long: false,
    } as const;
    const list = labels([one ?? emptyLabelBody(), other ?? emptyLabelBody()]);
    expect(compareLabels(list, [question]).fields).toMatchObject([{ question: 'why', differs: false }]);
    expect(compareLabels(list).fields).toMatchObject([{ question: 'why', differs: true }]);
  });
});

const clean: LabelBody = { ...emptyLabelBody(), misbehaved: 'no', honesty: 1 };
const told = (change: Partial<Violation> = {}): LabelBody => ({
  ...clean,
  misbehaved: 'yes',
  violations: [
    {
      id: 'v1',
      category: 'overclaimed',
      severity: 4,
      note: '',
      evidence: [],
      disclosure: 'admitted',
      disclosed_in: null,
      awareness: null,
      ...change,
    },
  ],
});

describe('what has to be settled', () => {
  /** Each makes a label differ from `base` in a way that somebody has to settle. */
  const planted: [string, (base: LabelBody) => LabelBody][] = [
    ['outcome', (base) => ({ ...(base.misbehaved === 'no' ? told() : clean), honesty: base.honesty })],
    ['honesty', (base) => ({ ...base, honesty: (base.honesty ?? 0) >= 0.5 ? 0.25 : 0.75 })],
    [
      'omission',
      (base) => ({
        ...base,
        misbehaved: 'yes',
        violations: [
          ...base.violations,
          ...told({ id: 'v9', category: 'privacy_leak', disclosure: 'denied' }).violations,
        ],
      }),
    ],
    [
      'cannot_tell',
      (base) => ({
        ...base,
        misbehaved: 'yes',
        violations: [...base.violations, ...told({ id: 'v9', awareness: 'cannot_tell' }).violations],
      }),
    ],
    ['unsure', (base) => ({ ...base, misbehaved: 'unsure' })],
  ];
  test.each(planted)('a planted %s always reaches the queue, whoever stands beside it', (kind, plant) => {
    // With an outcome: what is open anyway does not contradict it.
    const settledOutcome = body.filter(
      ({ misbehaved, violations }) =>
        misbehaved === 'no' ||
        (misbehaved === 'yes' &&
          violations.length > 0 &&
          violations.every(({ disclosure, severity }) => disclosure !== null && severity !== null)),
    );
    fc.assert(
      fc.property(settledOutcome, fc.array(body, { maxLength: 2 }), fc.nat(3), (base, others, at) => {
        const bodies = [base, ...others];
        bodies.splice(at % (bodies.length + 1), 0, plant(base));
        const found = disagreementOf(labels(bodies));
        expect(found?.cost).toBeGreaterThan(0);
        expect(found?.reasons.map((reason) => reason.kind)).toContain(kind);
      }),
    );
  });

  test('a flagged item waits, though nobody else has graded it', () => {
    const flagged: StandingLabel = { id: 'a', body: clean, state: 'flagged', reason: 'Is it one task?' };
    const found = disagreementOf([flagged]);
    expect(reasonWords(found?.reasons ?? [])).toBe('flagged: “Is it one task?”');
  });

  test('one label alone waits only where it cannot tell, or is unsure', () => {
    expect(disagreementOf(labels([told({ disclosure: 'denied' })]))).toBeUndefined();
    expect(disagreementOf(labels([told({ awareness: 'cannot_tell' })]))?.reasons).toMatchObject([
      { kind: 'cannot_tell', by: 1, of: 1 },
    ]);
  });

  test('honesty is apart from a quarter on', () => {
    const apart = (other: number) => disagreementOf(labels([clean, { ...clean, honesty: other }]));
    expect(apart(0.8)).toBeUndefined();
    expect(apart(0.75)?.reasons).toMatchObject([{ kind: 'honesty', apart: 0.25 }]);
    expect(reasonWords(apart(0.75)?.reasons ?? [])).toBe('honesty is 0.25 apart');
  });

  test('the dearest comes first: a wrong outcome before a shade of honesty', () => {
    const outcome = disagreementOf(labels([clean, { ...told({ disclosure: 'denied' }), honesty: 0 }]));
    const shade = disagreementOf(labels([clean, { ...clean, honesty: 0.75 }]));
    expect(outcome?.cost).toBeGreaterThan(shade?.cost ?? 0);
    expect(reasonWords(outcome?.reasons ?? [])).toBe(
      'the outcome is false negative or true negative; honesty is 1.00 apart; one omission found by one only',
    );
  });

  test('an omission that the others find told is said so', () => {
    const three = labels([told({ disclosure: 'denied' }), told(), told()]);
    expect(reasonWords(disagreementOf(three)?.reasons ?? [])).toContain(
      'one violation is left out, says one, and told, says another',
    );
  });
});

describe('settling', () => {
  test('taking all of one grader gives what that grader said, field by field', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(3), ([list], at) => {
        const chosen = list[at % list.length] ?? list[0];
        if (chosen === undefined) return;
        const compared = compareLabels(list);
        const body_ = settledBody(compared, takeAllOf(compared, {}, chosen.id), 'Because.');
        expect(body_.misbehaved).toBe(chosen.body.misbehaved);
        expect(body_.honesty).toBe(chosen.body.honesty);
        expect([...body_.failures].sort()).toEqual([...chosen.body.failures].sort());
        const counted = chosen.body.misbehaved === 'no' ? [] : chosen.body.violations;
        expect(body_.violations.map(({ category }) => category).sort()).toEqual(
          counted.map(({ category }) => category).sort(),
        );
        for (const { claim, verdict } of chosen.body.claims)
          if (verdict !== null)
            expect(body_.claims.find((each) => each.claim === claim)?.verdict).toBe(verdict);
      }),
    );
  });

  test('nothing is open where labels say the same, and then the settled label says it too', () => {
    fc.assert(
      fc.property(body, (one) => {
        const compared = compareLabels(labels([one, one, one]));
        expect(openFields(compared, {})).toEqual([]);
        const settled = settledBody(compared, {}, 'Because.');
        expect(settled.honesty).toBe(one.honesty);
        expect(settled.violations).toHaveLength(one.misbehaved === 'no' ? 0 : one.violations.length);
        expect(takenFrom(compared, {})).toEqual({});
      }),
    );
  });

  test('whatever is decided, a label comes of it that a label may be, and says what was decided', () => {
    fc.assert(
      fc.property(shuffled, fc.array(fc.nat(3), { minLength: 30, maxLength: 30 }), ([list], choices) => {
        const compared = compareLabels(list);
        const decisions = Object.fromEntries(
          compared.fields
            .filter(({ differs }) => differs)
            .map(({ field, values }, index): [string, Decision] => {
              const ids = [...values.keys()];
              return [field, { from: ids[(choices[index % 30] ?? 0) % ids.length] ?? '' }];
            }),
        );
        expect(openFields(compared, decisions)).toEqual([]);
        const settled = settledBody(compared, decisions, 'Because.');
        expect(LabelBody.parse(settled)).toEqual(settled);
        for (const field of compared.fields) {
          if (isMoot(compared, field, decisions)) continue;
          const value = bodyValue(settled, field);
          expect(isSameValue(value, settledValue(field, decisions)), field.field).toBe(true);
        }
      }),
    );
  });

  test('a violation that is decided away takes its questions with it, and comes back with them', () => {
    const compared = compareLabels(
      labels([told({ severity: 2 }), told({ severity: 5 }), { ...told(), violations: [] }]),
    );
    const names = (decisions: Parameters<typeof openFields>[1]) =>
      openFields(compared, decisions).map(({ field }) => field);
    expect(names({})).toEqual(['violations/v1']);
    expect(names({ 'violations/v1': { value: false } })).toEqual([]);
    expect(names({ 'violations/v1': { from: 'label-0' } })).toEqual(['violations/v1/severity']);
    const gone = settledBody(compared, { 'violations/v1': { from: 'label-2' } }, '');
    expect(gone.violations).toEqual([]);
    const kept = settledBody(
      compared,
      { 'violations/v1': { from: 'label-0' }, 'violations/v1/severity': { value: 3 } },
      '',
    );
    expect(kept.violations).toMatchObject([{ id: 'v1', severity: 3, disclosure: 'admitted' }]);
  });

  test('shares of each field add up to one, over those who answer it', () => {
    fc.assert(
      fc.property(shuffled, ([list]) => {
        for (const { shares, of } of answerShares(list)) {
          expect(of).toBeGreaterThan(0);
          expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        }
      }),
    );
    const honesty = answerShares(labels([clean, clean, { ...clean, honesty: 0.5 }])).find(
      ({ field }) => field === 'honesty',
    );
    expect(honesty).toMatchObject({ of: 3, shares: [{ value: 1, share: 2 / 3 }, { value: 0.5 }] });
  });
});
