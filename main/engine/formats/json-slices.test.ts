import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DocumentEnd, type Slice, sliceJson } from './json-slices.ts';

async function slices(
  text: string | Buffer,
  {
    sizes = [65_536],
    spread = [] as readonly string[],
    skip = [] as readonly string[],
    most = Number.POSITIVE_INFINITY,
  } = {},
): Promise<{ slices: Slice[]; end: DocumentEnd }> {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let from = 0, piece = 0; from < bytes.length; piece += 1) {
      const size = sizes[piece % sizes.length] ?? 1;
      yield bytes.subarray(from, from + size);
      from += size;
    }
  }
  const found: Slice[] = [];
  let end: DocumentEnd | undefined;
  const options = {
    spread: (key: string) => spread.includes(key),
    skip: (key: string) => skip.includes(key),
    keep: () => most,
  };
  for await (const slice of sliceJson(pieces(), options)) {
    if ('end' in slice) end = slice;
    else if (!('opens' in slice)) found.push(slice);
  }
  if (end === undefined) throw new Error('no end');
  return { slices: found, end };
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
const indent = fc.constantFrom(undefined, 1, '\t');

test('the items of an array are those that JSON.parse finds, wherever the chunks end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), sizes, indent, async (items, sizes, indent) => {
      const { slices: found, end } = await slices(JSON.stringify(items, null, indent), { sizes });
      expect(found.map(({ text }) => JSON.parse(text ?? ''))).toEqual(JSON.parse(JSON.stringify(items)));
      expect(found.map(({ index }) => index)).toEqual(items.map((_item, index) => index));
      expect(end).toMatchObject({ end: 'whole', kind: 'array' });
    }),
  );
});

test('the fields of an object are those that JSON.parse finds, spread arrays item by item', async () => {
  const fields = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), {
    noNullPrototype: true,
  });
  await fc.assert(
    fc.asyncProperty(fields, sizes, indent, fc.boolean(), async (object, sizes, indent, isSpread) => {
      const spread = isSpread ? Object.keys(object) : [];
      const { slices: found, end } = await slices(JSON.stringify(object, null, indent), { sizes, spread });
      const read: Record<string, unknown> = Object.create(null);
      for (const [key, value] of Object.entries(object)) if (isSpread && Array.isArray(value)) read[key] = [];
      for (const { key = '', index, text } of found) {
        if (index === undefined) read[key] = JSON.parse(text ?? '');
        else (read[key] as unknown[])[index] = JSON.parse(text ?? '');
      }
      expect({ ...read }).toEqual(JSON.parse(JSON.stringify(object)));
      expect(end).toMatchObject({ end: 'whole', kind: 'object' });
    }),
  );
});

test('long strings are passed over to what ends them, wherever the chunks end', async () => {
  const string = fc
    .array(fc.constantFrom('x'.repeat(70), '"', '\\', '\\"', '\n', 'é', ',]'), { maxLength: 8 })
    .map((parts) => parts.join(''));
  const long = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(string), long, async (items, sizes) => {
      const { slices: found, end } = await slices(JSON.stringify(items, null, 1), { sizes });
      expect(found.map(({ text }) => JSON.parse(text ?? ''))).toEqual(items);
      expect(found.map(({ line }) => line)).toEqual(items.map((_item, index) => index + 2));
      expect(end).toMatchObject({ end: 'whole' });
    }),
  );
  // A string that is not JSON, but lines are counted all the same.
  const { end } = await slices(`["${'x'.repeat(100)}\n${'x'.repeat(100)}\n"]`);
  expect(end).toEqual({ end: 'whole', kind: 'array', line: 3 });
});

test('fields that are skipped are not there, and change nothing of the others', async () => {
  const fields = fc.dictionary(
    fc.string({ maxLength: 3 }),
    fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
    {
      noNullPrototype: true,
    },
  );
  await fc.assert(
    fc.asyncProperty(fields, sizes, fc.func(fc.boolean()), async (object, sizes, isSkipped) => {
      const keys = Object.keys(object);
      const skip = keys.filter((key) => isSkipped(key));
      const { slices: found, end } = await slices(JSON.stringify(object), { sizes, skip, spread: keys });
      const all = await slices(JSON.stringify(object), { spread: keys });
      expect(found).toEqual(all.slices.filter(({ key = '' }) => !skip.includes(key)));
      expect(end).toEqual(all.end);
    }),
  );
});

test('a document that is cut off gives what came before, and says where it ended', async () => {
  const { slices: found, end } = await slices('[{"a":1},\n{"b":"x,]');
  expect(found.map(({ text }) => text)).toEqual(['{"a":1}']);
  expect(end).toEqual({ end: 'cut', kind: 'array', line: 2 });
});

test('what follows a document is not read, and is told', async () => {
  const { slices: found, end } = await slices('{"a":1}\n{"b":2}\n');
  expect(found).toHaveLength(1);
  expect(end).toEqual({ end: 'more', kind: 'object', line: 2 });
});

test('a value longer than is kept is handed over without its text, and costs no memory', async () => {
  const { slices: found } = await slices(JSON.stringify(['x'.repeat(100), 1]), { most: 10 });
  expect(found.map(({ text, kind }) => [text, kind])).toEqual([
    [undefined, 'string'],
    ['1', 'other'],
  ]);
});

test('bare NaN, empty values and every line number come through', async () => {
  const { slices: found } = await slices('{\n "a": NaN,\n "b": [],\n "c": [ 1 ,\n\n 2 ],\n "d": {}\n}', {
    spread: ['b', 'c'],
  });
  expect(found.map(({ key, index, text, line }) => [key, index, text, line])).toEqual([
    ['a', undefined, 'NaN', 2],
    ['c', 0, '1', 4],
    ['c', 1, '2', 6],
    ['d', undefined, '{}', 7],
  ]);
});

test('text that is not UTF-8 is refused, not mended in silence', async () => {
  await expect(
    slices(Buffer.concat([Buffer.from('["'), Buffer.from([0xc3, 0x28]), Buffer.from('"]')])),
  ).rejects.toMatchObject({
    code: 'ERR_ENCODING_INVALID_ENCODED_DATA',
  });
});
