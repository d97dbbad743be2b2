import { expect, test } from 'vitest';
import { JobLine } from './job-line.ts';

/** Runs jobs of a name each; the test says how one ends. */
function lineOf() {
  const ends = new Map<
    string,
    { resolve: (result: string | undefined) => void; reject: (error: Error) => void }
  >();
  let rounds = 0;
  const line = new JobLine<string, string>(
    (name, { signal }) =>
      new Promise((resolve, reject) => {
        ends.set(name, { resolve, reject });
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
    () => {
      rounds += 1;
    },
  );
  const states = () => line.jobs().map(({ input, state }) => `${input} ${state.is}`);
  const next = () => new Promise((done) => setImmediate(done));
  return { line, ends, states, next, rounds: () => rounds };
}

test('jobs run one after the other, and one that fails keeps none of the others', async () => {
  const { line, ends, states, next, rounds } = lineOf();
  line.add(['a', 'b', 'c']);
  expect(states()).toEqual(['a running', 'b waiting', 'c waiting']);
  ends.get('a')?.reject(new Error('damaged'));
  await next();
  ends.get('b')?.resolve('taken');
  await next();
  ends.get('c')?.resolve(undefined);
  await next();
  expect(states()).toEqual(['a failed', 'b done', 'c cancelled']);
  expect([line.isRunning, rounds()]).toEqual([false, 1]);
});

test('cancelling ends what runs and begins nothing that waits; what is added then begins a new list', async () => {
  const { line, states, next } = lineOf();
  line.add(['a', 'b']);
  line.cancel();
  await next();
  expect(states()).toEqual(['a cancelled', 'b cancelled']);
  line.add(['c']);
  expect(states()).toEqual(['c running']);
  line.add(['d']);
  expect(states()).toEqual(['c running', 'd waiting']);
});
