import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openSource, READERS, recognise } from '../../main/engine/formats/index.ts';
import { sampleOf } from '../../main/engine/formats/source.ts';
import { madeFile, realFile } from './read-file.ts';
import { lines } from './written-conversation.ts';

/** Messages are messages: what reads any chat reads the chats within other formats too, and comes behind them. */
const GENERAL = new Set(['chat-jsonl', 'sharegpt']);

async function whoSaysYes(file: string): Promise<string[]> {
  const sample = await sampleOf(await openSource(file));
  return READERS.filter((reader) => reader.detect(sample).match === 'yes').map(({ name }) => name);
}

/** Files of `files/README.md`, with the format that each is of; of those told by name alone none. */
const REAL = readFileSync(realFile('README.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, file] = line.split('|').map((cell) => cell.trim());
    return file?.startsWith('`') === true && !file.includes('hh-harmless') ? [file.replaceAll('`', '')] : [];
  });

test.each(REAL)('%s is taken for one format and no other', async (file) => {
  const yes = await whoSaysYes(realFile(file));
  const own = yes.filter((name) => !GENERAL.has(name));
  expect(own.length === 0 ? yes : own).toHaveLength(1);
});

test.each(READERS.filter(({ name }) => name !== 'inspect'))(
  'the sample of $name is taken for it and no other',
  async ({ name, docs }) => {
    const yes = await whoSaysYes(madeFile('sample.json', docs.sample));
    expect(yes.filter((each) => each === name || !GENERAL.has(each))).toEqual([name]);
  },
);

/** Files of one record, or of one run. */
const OF_RECORDS = [
  'tau-bench/tb_airline.json',
  'tau2-bench/airline_grok-4-fast.json',
  'swe-agent/eps-old.traj',
  'swe-agent/marshmallow-1867-function-calling.traj',
  'mini-swe-agent/astropy-7336.traj.json',
  'atif/exmp06_atif.json',
];

test.each(OF_RECORDS)('%s is recognised however it is laid out and packed', async (file) => {
  const { reader } = await recognise(realFile(file));
  const record = JSON.parse(readFileSync(realFile(file), 'utf8')) as unknown;
  const layouts = [
    lines([record, record]),
    JSON.stringify([record]),
    JSON.stringify(record, null, 2),
    `\ufeff${JSON.stringify(record)}`,
    gzipSync(JSON.stringify(record)),
  ];
  for (const layout of layouts)
    expect((await recognise(madeFile('any.name', layout))).reader.name).toBe(reader.name);
});

const call = { type: 'function_call', name: 'f', arguments: '{}' };

/** What lies beside transcripts, and what only looks like them. */
const OTHERS: Record<string, unknown> = {
  'a package': { name: 'x', version: '1.0.0', scripts: {}, dependencies: {} },
  'the result of a trial of Harbor': {
    task_name: 't',
    trial_name: 't__1',
    config: { agent: {} },
    agent_info: { name: 'a' },
    verifier_result: { rewards: { reward: 1 } },
  },
  'the result of a job of Harbor': { id: 'x', n_total_trials: 1, stats: { evals: {} } },
  'a reward': { reward: 1 },
  'a judgment of Bloom': { behavior_name: 'b', judgments: [{ variation_number: 1, behavior_presence: 3 }] },
  'ideas of Bloom': { behavior_name: 'b', variations: [{ variation_number: 1, description: 'x' }] },
  'predictions for SWE-bench': { 'a-1': { model_name_or_path: 'm', instance_id: 'a-1', model_patch: '' } },
  'a report of SWE-bench': { resolved_ids: ['a-1'], submitted_ids: ['a-1'], schema_version: 2 },
  'a schema version with steps': { schema_version: '2', steps: [{ name: 'build', run: 'make' }] },
  'a workflow': { name: 'ci', steps: [{ action: 'build', observation: null }] },
  'a trajectory of a robot': { trajectory: [{ x: 1, y: 2 }], info: {} },
  'simulations of physics': { simulations: [{ t: 0 }], info: {}, seed: 1 },
  'words of a recording': { transcripts: [{ text: 'Hello.', start: 0 }], language: 'en' },
  'events of a calendar': { metadata: { id: 'c' }, events: [{ type: 'meeting', start: 'now' }] },
  'a graph': { nodes: [{ id: 1 }], edges: [] },
  'a map': { type: 'FeatureCollection', features: [] },
  'an archive of web traffic': { log: { version: '1.2', entries: [] } },
  'a session of a web shop': { sessionId: 's', type: 'cart', items: [] },
  'a bare list of numbers': [1, 2, 3],
  'an empty object': {},
};

test.each(Object.entries(OTHERS))('%s is of no format', async (_name, value) => {
  await expect(recognise(madeFile('other.json', JSON.stringify(value)))).rejects.toMatchObject({
    code: 'FORMAT_UNKNOWN',
  });
});

/** Lines of other programs, a session each. */
const OTHER_LINES: Record<string, readonly unknown[]> = {
  'prompts that Claude Code remembers': [
    { display: 'hello', pastedContents: {}, timestamp: 1, project: '/p' },
  ],
  'a journal of workflows': [
    { type: 'started', key: 'v2:a', agentId: 'a' },
    { type: 'result', key: 'v2:a', agentId: 'a', result: 'Swept.' },
  ],
  'names of threads of Codex': [{ id: 't', thread_name: 'fix', updated_at: 2 }],
  'a session of Copilot': [
    { type: 'session.start', data: { sessionId: 's' }, id: 'e1', parentId: null },
    { type: 'user.message', data: { content: 'Hello' }, id: 'e2', parentId: 'e1' },
  ],
  'a session of CodeBuddy': [
    { type: 'session_start', sessionId: 's', cwd: '/w', model: 'm' },
    { type: 'message', sessionId: 's', role: 'user', content: 'Read it.' },
    { ...call, sessionId: 's' },
  ],
  'a log': [
    { level: 'info', msg: 'started', time: 1 },
    { level: 'info', msg: 'ended', time: 2 },
  ],
  'rows of a table': [
    { id: 1, label: 'a', value: 0.5 },
    { id: 2, label: 'b', value: 0.7 },
  ],
};

test.each(Object.entries(OTHER_LINES))('%s is of no format', async (_name, values) => {
  await expect(recognise(madeFile('other.jsonl', lines(values)))).rejects.toMatchObject({
    code: 'FORMAT_UNKNOWN',
  });
});
