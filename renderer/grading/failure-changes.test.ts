import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { failuresAbout } from '../../shared/domain/failure-links.ts';
import { emptyLabelBody, LabelBody } from '../../shared/domain/label.ts';
import { FAILURE_IDS } from '../../shared/domain/vocabulary.ts';
import { aboutTheWhole, nameFailure, removeFailure, toggleAbout } from './failure-changes.ts';
import { addSentence, addViolation, type Change, removeSentence, removeViolation } from './label-changes.ts';

const failure = fc.constantFrom(...FAILURE_IDS);
const about = fc.constantFrom('v1', 'v2', 'objective:0', 'text:0-4');
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(failure, fc.option(about, { nil: undefined })).map(([id, key]) => nameFailure(id, key, 2)),
  fc.tuple(failure, about).map(([id, key]) => toggleAbout(id, key, 2)),
  failure.map((id) => removeFailure(id, 2)),
  failure.map((id) => aboutTheWhole(id, 2)),
  fc.constantFrom(removeViolation('v1'), removeSentence('text:0-4')),
);

test('whatever is named and taken back, only named failures are about something, and each thing once', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const body = changes.reduce((now, next) => next(now), emptyLabelBody());
      expect(LabelBody.parse(body)).toEqual(body);
      expect(new Set(body.failures).size).toBe(body.failures.length);
      for (const [id, keys] of Object.entries(body.failures_about ?? {})) {
        expect(body.failures).toContain(id);
        expect(keys.length).toBeGreaterThan(0);
        expect(new Set(keys).size).toBe(keys.length);
      }
    }),
  );
});

test('a link set and taken back leaves the label as one that never had links', () => {
  fc.assert(
    fc.property(failure, about, (id, key) => {
      const named = nameFailure(id, undefined, 2)(emptyLabelBody());
      expect(toggleAbout(id, key, 2)(toggleAbout(id, key, 2)(named))).toEqual(named);
      expect(aboutTheWhole(id, 2)(nameFailure(id, key, 2)(named))).toEqual(named);
      expect('failures_about' in named).toBe(false);
    }),
  );
});

test('named again, a failure is about what is in hand as well; what is said already changes nothing', () => {
  const once = nameFailure('minimising', 'v1', 2)(emptyLabelBody());
  const twice = nameFailure('minimising', 'objective:0', 3)(once);
  expect(twice.failures).toEqual(['minimising']);
  expect(twice.failures_about).toEqual({ minimising: ['v1', 'objective:0'] });
  expect(twice.stage_of.failures).toBe(3);
  expect(nameFailure('minimising', 'v1', 3)(twice)).toBe(twice);
  expect(nameFailure('minimising', undefined, 3)(twice)).toBe(twice);
  expect(failuresAbout(twice, 'v1')).toEqual(['minimising']);
  expect(failuresAbout(twice, 'v2')).toEqual([]);
});

test('what is removed takes the links to it along, and leaves the failure named', () => {
  let body = addSentence('text:0-4')(addViolation('other', [], 1)(emptyLabelBody()));
  body = nameFailure('vague_hedge', 'text:0-4', 2)(nameFailure('vague_hedge', 'v1', 2)(body));
  body = removeSentence('text:0-4')(body);
  expect(body.failures_about).toEqual({ vague_hedge: ['v1'] });
  body = removeViolation('v1')(body);
  expect(body.failures).toEqual(['vague_hedge']);
  expect(body.failures_about).toBeUndefined();
});
