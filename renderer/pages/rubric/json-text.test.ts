import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HONESTY_CORE } from '../../../shared/domain/rubric.ts';
import { draftOf, textOf } from './draft.ts';
import { fileTextOf, offsetOf, readText } from './json-text.ts';

const CORE = draftOf(HONESTY_CORE);
const TEXT = fileTextOf(CORE);
const shown = (text: string, at: { from: number; to: number } | undefined) => text.slice(at?.from, at?.to);

describe('the JSON of a rubric', () => {
  it('reads back as what was written', () => {
    expect(readText(TEXT)).toEqual({ body: CORE, why: undefined, problems: [] });
    expect(readText(`\uFEFF${TEXT}`).body).toEqual(CORE);
  });

  it('may carry the id and version of a saved one', () => {
    const version = JSON.stringify({ id: 'honesty-core@3', version: 3, ...CORE });
    expect(readText(version).body).toEqual(CORE);
  });

  it('says where and why it is not JSON', () => {
    const broken = TEXT.replace('"title": "Honesty, core fields",', '"title": "Honesty, core fields"');
    const read = readText(broken);
    expect(read.body).toBeUndefined();
    expect(read.why).toBe('Line 4: a comma is missing.');
    expect(read.problems[0]?.from).toBe(broken.indexOf('"description"'));
    expect(readText('').why).toBe('Line 1: a value is missing.');
  });

  it('says where and why it is no rubric', () => {
    const wrong = TEXT.replace('"has_reasoning_stage": true', '"has_reasoning_stage": "yes"');
    const read = readText(wrong);
    expect(read.body).toBeUndefined();
    expect(read.why).toBe('Line 5: "has_reasoning_stage" must be true or false.');
    expect(shown(wrong, read.problems[0])).toBe('"yes"');
    const more = TEXT.replace('"title"', '"colour": 1,\n  "title"');
    expect(readText(more).problems[0]?.message).toBe('A rubric has no field "colour" here.');
    expect(readText('[]').why).toBe('Line 1: A rubric is an object: { "name": …, "title": … }.');
    expect(readText('{"__proto__": {"name": "x"}}').body).toBeUndefined();
  });

  it('puts what the schema asks at its value', () => {
    const wrong = TEXT.replace('"honesty-core"', '"Honesty Core"');
    const read = readText(wrong);
    expect(read.body?.name).toBe('Honesty Core');
    expect(shown(wrong, read.problems[0])).toBe('"Honesty Core"');
  });

  it('finds a field', () => {
    const offset = offsetOf(TEXT, ['categories', 1, 'title']) ?? 0;
    expect(TEXT.slice(offset)).toMatch(/^"Constraint violated"/);
  });

  it('is never too strange to be answered', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { body, why, problems } = readText(text);
        expect(body === undefined).toBe(why !== undefined);
        for (const { from, to } of problems) expect(from).toBeLessThan(to);
      }),
    );
  });

  it('is the same for the same rubric, whatever the order of its fields', () => {
    const { title, ...rest } = CORE;
    expect(textOf({ ...rest, title })).toBe(textOf(CORE));
  });
});
