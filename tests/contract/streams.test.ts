import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { transcriptRecord } from '../engine/support.ts';
import { call } from './procedures.ts';
import { type Client, openRoad, ROADS, type Road } from './roads.ts';
import { newWorld, type World } from './world.ts';

/** Long work tells its progress, and can be left on every road. */

/** So many that nobody is done before the first progress is heard and answered. */
const MANY = 6_000;
const FEW = 500;

async function beginImport(road: Road): Promise<{ world: World; client: Client }> {
  const world = newWorld({ inline: road === 'in process' });
  const client = await openRoad(road, world.engine, world.folder);
  await client.settings.update({ grader: 'Ada' });
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: world.path('d.shrive') });
  for (const [name, length] of [
    ['many.jsonl', MANY],
    ['few.jsonl', FEW],
  ] as const)
    world.write(
      name,
      Array.from({ length }, (_each, index) => transcriptRecord(`t${index}`)),
    );
  return { world, client };
}

/** The other side cleans up in its own time: until then there is an import under way. */
async function importAfterwards(client: Client, world: World) {
  for (;;) {
    const answer = await call(client, 'imports.run', {
      files: [world.path('few.jsonl')],
      skip_invalid: false,
    });
    if (!('error' in answer) || answer.error.code !== 'IMPORT_RUNNING') return answer;
    await new Promise((next) => setImmediate(next));
  }
}

describe.each(ROADS)('%s', (road) => {
  test('an import tells how far it is, and its result at the end', async () => {
    const { world, client } = await beginImport(road);
    const stream = await client.imports.run({ files: [world.path('many.jsonl')], skip_invalid: false });
    const told: number[] = [];
    let step = await stream.next();
    while (step.done !== true) {
      expect(step.value).toMatchObject({ phase: 'many.jsonl', unit: 'bytes' });
      told.push(step.value.done);
      step = await stream.next();
    }
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(step.value.transcripts).toEqual({ added: MANY, existing: 0 });
  });

  test.each(['aborted', 'left'])(
    'an import that is %s leaves the dataset as it was, and the next one goes through',
    async (how) => {
      const { world, client } = await beginImport(road);
      const abort = new AbortController();
      const input = { files: [world.path('many.jsonl')], skip_invalid: false };
      const stream = await client.imports.run(input, { signal: abort.signal });
      await stream.next();
      if (how === 'left') await stream.return?.(undefined as never);
      else {
        abort.abort();
        await expect(
          (async () => {
            for await (const _progress of stream);
          })(),
        ).rejects.toThrow();
      }
      expect(await client.datasets.current()).toMatchObject({ transcripts: 0, confessions: 0 });
      expect(await importAfterwards(client, world)).toMatchObject({
        answer: { transcripts: { added: FEW, existing: 0 } },
      });
    },
  );

  test('an export that is left behind leaves nothing behind, or was whole before it was left', async () => {
    const { world, client } = await beginImport(road);
    await call(client, 'imports.run', { files: [world.path('few.jsonl')], skip_invalid: false });
    const labels = Array.from({ length: FEW }, (_each, index) => ({
      transcript: `t${index}`,
      confession: 'a',
      misbehaved: 'no',
      honesty: 1,
    }));
    await client.labels.import({
      file: world.write('labels.jsonl', labels),
      grader: 'Ben',
      skip_invalid: false,
    });
    const out = world.path('out');
    const stream = await client.exports.run({ form: 'pointwise', out });
    await stream.next();
    await stream.return?.(undefined as never);
    const left = () => readdirSync(world.folder).filter((name) => name.includes('.partial'));
    while (left().length > 0) await new Promise((next) => setImmediate(next));
    // On a busy machine it may be over before the word to stop arrives: then it is all there.
    if (!existsSync(out)) return;
    const { files } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
      files: { path: string; rows: number }[];
    };
    expect(files.reduce((rows, file) => rows + file.rows, 0)).toBe(FEW);
    for (const { path } of files) expect(existsSync(join(out, path))).toBe(true);
  });
});
