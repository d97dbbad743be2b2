import { expect, it, vi } from 'vitest';
import type { Progress } from '../../../shared/contract/base.ts';
import type { FilePreview, ImportRun } from '../../../shared/contract/imports.ts';
import { type Failure, type ImportCalls, ImportDesk } from './import-desk.ts';

const progress: Progress = { phase: 'a', done: 1, total: 2, unit: 'bytes', elapsed_ms: 1 };
const failureOf = (error: unknown): Failure => ({ code: 'X', message: String(error), details: {} });

function previewOf(rejected_count = 0): FilePreview {
  const confession_request = { pattern: null, recognised: 0, examples: [] };
  return { file: 'a.jsonl', rejected_count, confession_request } as unknown as FilePreview;
}

/** An engine whose streams end when the test says so. */
function engine(previews: Record<string, FilePreview> = {}) {
  const asked: string[] = [];
  const runs: { files: string[]; skip_invalid: boolean; end: (how: 'done' | Error) => void }[] = [];
  const calls: ImportCalls = {
    holdsLabels: async (file) => file.includes('labels'),
    preview: async ({ file, format }) => {
      asked.push(format === undefined ? file : `${file} as ${format}`);
      return (async function* () {
        yield progress;
        return previews[file] ?? previewOf();
      })();
    },
    run: async ({ files, skip_invalid }, { signal }) => {
      const ended = new Promise<'done' | Error>((resolve) => {
        runs.push({ files, skip_invalid, end: resolve });
        signal.addEventListener('abort', () => resolve(new Error('aborted')));
      });
      return (async function* () {
        yield progress;
        const how = await ended;
        if (how !== 'done') throw how;
        return { id: 'run' } as ImportRun;
      })();
    },
  };
  return { calls, asked, runs };
}

const states = (desk: ImportDesk) => desk.files().map((file) => file.state.is);

it('files are previewed one after the other, and not doubled', async () => {
  const { calls, asked } = engine();
  const desk = new ImportDesk(calls, failureOf, () => {});
  desk.add(['/d/a.jsonl', '/d/b.jsonl', '/d/a.jsonl']);
  expect(states(desk)).toEqual(['reading', 'waiting']);
  await vi.waitFor(() => expect(states(desk)).toEqual(['ready', 'ready']));
  expect(asked).toEqual(['/d/a.jsonl', '/d/b.jsonl']);
  expect(desk.files().map((file) => file.name)).toEqual(['a.jsonl', 'b.jsonl']);
});

it('rejected lines are left out only where the preview showed them', async () => {
  const { calls, runs } = engine({ b: previewOf(3) });
  const desk = new ImportDesk(calls, failureOf, () => {});
  desk.add(['a', 'b']);
  await vi.waitFor(() => expect(states(desk)).toEqual(['ready', 'ready']));
  for (const file of desk.files()) desk.importFile(file.id);
  await vi.waitFor(() => expect(states(desk)).toEqual(['importing', 'import waiting']));
  expect(runs.map((run) => run.skip_invalid)).toEqual([false]);
  runs[0]?.end('done');
  await vi.waitFor(() => expect(states(desk)).toEqual(['imported', 'importing']));
  expect(runs[1]).toMatchObject({ files: ['b'], skip_invalid: true });
});

it('a cancelled import leaves the file ready, as before the decision', async () => {
  const { calls } = engine();
  const desk = new ImportDesk(calls, failureOf, () => {});
  const id = desk.add(['a']) ?? '';
  await vi.waitFor(() => expect(states(desk)).toEqual(['ready']));
  desk.importFile(id);
  await vi.waitFor(() => expect(states(desk)).toEqual(['importing']));
  desk.cancel(id);
  await vi.waitFor(() => expect(states(desk)).toEqual(['ready']));
});

it('a failed import says why, and can be tried again', async () => {
  const { calls, runs } = engine();
  const desk = new ImportDesk(calls, failureOf, () => {});
  const id = desk.add(['a']) ?? '';
  await vi.waitFor(() => expect(states(desk)).toEqual(['ready']));
  desk.importFile(id);
  await vi.waitFor(() => expect(runs).toHaveLength(1));
  runs[0]?.end(new Error('the disk is full'));
  await vi.waitFor(() =>
    expect(desk.files()[0]?.state).toMatchObject({
      is: 'not imported',
      failure: { message: 'Error: the disk is full' },
    }),
  );
  desk.importFile(id);
  await vi.waitFor(() => expect(runs).toHaveLength(2));
});

it('after an import, what was counted for the others is counted anew', async () => {
  const { calls, asked, runs } = engine();
  const imported = vi.fn();
  const desk = new ImportDesk(calls, failureOf, imported);
  const id = desk.add(['a', 'b']) ?? '';
  await vi.waitFor(() => expect(states(desk)).toEqual(['ready', 'ready']));
  desk.importFile(id);
  await vi.waitFor(() => expect(runs).toHaveLength(1));
  runs[0]?.end('done');
  await vi.waitFor(() => expect(states(desk)).toEqual(['imported', 'ready']));
  expect(asked).toEqual(['a', 'b', 'b']);
  expect(imported).toHaveBeenCalledOnce();
});

it('reads a file again as the format that was chosen', async () => {
  const { calls, asked } = engine();
  const desk = new ImportDesk(calls, failureOf, () => {});
  const id = desk.add(['a']) ?? '';
  desk.readAs(id, 'openai-chat');
  await vi.waitFor(() => expect(states(desk)).toEqual(['ready']));
  expect(asked.at(-1)).toBe('a as openai-chat');
});

it('what was counted is what comes in: last turns are split off as the preview had it, or left where they are', async () => {
  const confession_request = { pattern: 'confess', recognised: 2, examples: [] };
  const asked: unknown[] = [];
  const calls: ImportCalls = {
    holdsLabels: async (file) => file.includes('labels'),
    preview: async ({ confession_request: pattern }) => {
      asked.push(['preview', pattern]);
      return (async function* () {
        yield progress;
        const counted = pattern === null ? { ...confession_request, pattern: null } : confession_request;
        return { ...previewOf(), confession_request: counted };
      })();
    },
    run: async ({ confession_request: pattern }) => {
      asked.push(['run', pattern]);
      return (async function* () {
        yield progress;
        return { id: 'run' } as ImportRun;
      })();
    },
  };
  const desk = new ImportDesk(calls, failureOf, () => {});
  const ready = () => vi.waitFor(() => expect(desk.files()[0]?.state.is).toBe('ready'));
  const id = desk.add(['a.jsonl']) ?? '';
  await ready();
  desk.keepLastTurns(id, true);
  await ready();
  desk.keepLastTurns(id, false);
  await ready();
  desk.importFile(id);
  await vi.waitFor(() => expect(desk.files()[0]?.state.is).toBe('imported'));
  expect(asked).toEqual([
    ['preview', undefined],
    ['preview', null],
    ['preview', undefined],
    ['run', 'confess'],
  ]);
});

it('a file of labels is not previewed as transcripts, unless the person says that it is one', async () => {
  const { calls, asked } = engine();
  const desk = new ImportDesk(calls, failureOf, () => {});
  const id = desk.add(['labels', 'a']) ?? '';
  await vi.waitFor(() => expect(states(desk)).toEqual(['labels', 'ready']));
  expect(asked).toEqual(['a']);
  desk.readAs(id, 'chat-jsonl');
  await vi.waitFor(() => expect(states(desk)).toEqual(['ready', 'ready']));
  expect(asked).toEqual(['a', 'labels as chat-jsonl']);
  desk.readAsLabels(id);
  expect(states(desk)).toEqual(['labels', 'ready']);
});
