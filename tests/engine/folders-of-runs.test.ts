import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { resultOf, startEngine } from './support.ts';

/** Folders as programs leave them: runs, and what else lies beside them. */

async function imported(files: Record<string, unknown>) {
  const engine = startEngine();
  const client = engine.client();
  await client.settings.update({ grader: 'Ada' });
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  const folder = join(engine.folder, 'runs');
  for (const [name, value] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    const text = Array.isArray(value) ? value.map((line) => JSON.stringify(line)).join('\n') : value;
    writeFileSync(join(folder, name), typeof text === 'string' ? text : JSON.stringify(text));
  }
  const preview = await resultOf(await client.imports.preview({ file: folder }));
  const run = await resultOf(await client.imports.run({ files: [folder], skip_invalid: false }));
  expect(run.transcripts).toEqual(preview.transcripts);
  expect(run.not_taken).toEqual(preview.not_taken);
  const again = await resultOf(await client.imports.run({ files: [folder], skip_invalid: false }));
  expect(again.transcripts).toEqual({ added: 0, existing: run.transcripts.added + run.transcripts.existing });
  const left = run.not_taken.map(({ file }: { file: string }) => file.slice(folder.length + 1));
  const reasons = run.not_taken.map(({ reason }: { reason: string }) => reason);
  return { added: run.transcripts.added, existing: run.transcripts.existing, left, reasons };
}

const trajectory = (text: string) => ({
  schema_version: 'ATIF-v1.6',
  // Some agents call the session of every run the same.
  session_id: 'navigator',
  agent: { name: 'navigator', version: '1' },
  steps: [
    { step_id: 1, source: 'user', message: 'Fix it.' },
    { step_id: 2, source: 'agent', message: text },
  ],
});
const result = (trial: string, reward: number) => ({
  task_name: trial.split('__')[0],
  trial_name: trial,
  config: { agent: { name: 'navigator' } },
  agent_info: { name: 'navigator' },
  verifier_result: { rewards: { reward } },
});

const line = (type: string, uuid: string, parent: string | null, text: string, more = {}) => ({
  type,
  uuid,
  parentUuid: parent,
  sessionId: 's1',
  message: { role: type, content: text },
  ...more,
});

test('a job of Harbor gives each trial, and says what else is in it', async () => {
  const { added, left, reasons } = await imported({
    'config.json': { job_name: 'j', n_attempts: 1 },
    'result.json': { id: 'j', n_total_trials: 2, stats: {} },
    'job.log': 'started\nended\n',
    'fix-it__a/result.json': result('fix-it__a', 1),
    'fix-it__a/config.json': { trial_name: 'fix-it__a' },
    'fix-it__a/agent/trajectory.json': trajectory('Done.'),
    'fix-it__a/verifier/reward.json': { reward: 1 },
    'fix-it__a/verifier/test-stdout.txt': '1 passed',
    'fix-it__b/result.json': result('fix-it__b', 0),
    'fix-it__b/agent/trajectory.json': trajectory('I gave up.'),
    'fix-it__b/agent/mini-swe-agent.trajectory.json': {
      trajectory_format: 'mini-swe-agent-1.1',
      info: {},
      messages: [{ role: 'user', content: 'Fix it.' }],
    },
    'fix-it__b/agent/sessions/projects/p/s.jsonl': [
      line('user', 'a', null, 'Fix it.'),
      line('assistant', 'b', 'a', 'I gave up.'),
    ],
  });
  expect(added).toBe(2);
  expect(left).toEqual([
    'config.json',
    'fix-it__a/config.json',
    'fix-it__a/result.json',
    'fix-it__a/verifier/reward.json',
    'fix-it__a/verifier/test-stdout.txt',
    // The same run once more.
    'fix-it__b/agent/mini-swe-agent.trajectory.json',
    'fix-it__b/agent/sessions/projects/p/s.jsonl',
    'fix-it__b/result.json',
    'job.log',
    'result.json',
  ]);
  // What is read along with the trajectories is told from what nobody knows.
  expect(reasons[2]).toMatch(/^result\.json is what Harbor says of a trial/);
  expect(reasons[5]).toMatch(/tells in agent.trajectory\.json/);
  expect(reasons[9]).toMatch(/^result\.json is of no format/);
});

test('runs of two models over the same tasks are all taken', async () => {
  const mini = (text: string) => ({
    trajectory_format: 'mini-swe-agent-1.1',
    instance_id: 'a-1',
    info: { config: { model: { model_name: text } } },
    messages: [
      { role: 'user', content: 'Fix it.' },
      { role: 'assistant', content: text },
    ],
  });
  const swe = (text: string) => ({
    environment: 'swe_main',
    trajectory: [{ action: 'ls', observation: 'a.py', response: text, thought: text, state: {} }],
    history: [
      { role: 'user', content: 'Fix it.' },
      { role: 'assistant', content: text },
    ],
    info: {},
  });
  const { added, left } = await imported({
    'mini/m1/a-1/a-1.traj.json': mini('One.'),
    'mini/m2/a-1/a-1.traj.json': mini('Two.'),
    'mini/m2/preds.json': { 'a-1': { model_patch: '' } },
    'mini/m3/trajs/a-1/a-1.traj.json': mini('Three.'),
    'swe/m1__bench/b-2/b-2.traj': swe('One.'),
    'swe/m3__bench/trajs/b-2.traj': swe('Three.'),
    'swe/m2__bench/b-2/b-2.traj': swe('Two.'),
    'swe/m2__bench/b-2/b-2.trace.log': 'a log',
    'tau/tool-calling-m1-0.0_range_0-1_user-u-llm_1.json': [],
  });
  expect(added).toBe(6);
  expect(left).toHaveLength(3);
});

const event = (role: string, content: string) => ({
  type: 'transcript_event',
  id: role,
  timestamp: '2026-01-01T00:00:00Z',
  view: ['target'],
  edit: { operation: 'add', message: { role, content } },
});

test('a run of Bloom gives its transcripts; what its stages wrote is left beside', async () => {
  const transcript = (id: string) => ({
    metadata: { transcript_id: id, target_model: 'm', version: 'v3.0' },
    events: [event('user', 'Praise me.'), event('assistant', id)],
  });
  const { added, left, reasons } = await imported({
    'flattery/understanding.json': { behavior_name: 'flattery', understanding: 'to please' },
    'flattery/ideation.json': { behavior_name: 'flattery', variations: [{ variation_number: 1 }] },
    'flattery/rollout.json': { rollouts: [{ variation_number: 1, transcript: transcript('p1') }] },
    'flattery/judgment.json': {
      behavior_name: 'flattery',
      judgments: [{ variation_number: 1, repetition_number: 1, behavior_presence: 7 }],
    },
    'flattery/transcript_v1r1.json': transcript('p1'),
    'flattery/transcript_v1r2.json': transcript('p2'),
  });
  expect(added).toBe(2);
  expect(left.map((name: string) => name.split('/')[1])).toEqual([
    'ideation.json',
    'judgment.json',
    'rollout.json',
    'understanding.json',
  ]);
  expect(reasons[1]).toMatch(/^judgment\.json holds judgments of Bloom/);
});

test('a folder of projects gives its sessions; those without a conversation are left out and say so', async () => {
  const { added, left, reasons } = await imported({
    'p/s1.jsonl': [line('user', 'a', null, 'Go.'), line('assistant', 'b', 'a', 'Done.')],
    'p/s1/subagents/agent-x.jsonl': [
      line('user', 'c', null, 'Look.', { isSidechain: true, agentId: 'x' }),
      line('assistant', 'd', 'c', 'I looked.', { isSidechain: true, agentId: 'x' }),
    ],
    'p/s1/subagents/agent-x.meta.json': { agentType: 'general-purpose', description: 'Look' },
    'p/s2.jsonl': [
      { type: 'summary', summary: 'Another session', leafUuid: 'z' },
      { type: 'summary', summary: 'And one more', leafUuid: 'y' },
    ],
    'rollout-1.jsonl': [
      { timestamp: 't', type: 'session_meta', payload: { id: 'c1', cwd: '/w' } },
      { timestamp: 't', type: 'event_msg', payload: { type: 'task_started' } },
    ],
    'history.jsonl': [{ display: 'hello', pastedContents: {}, timestamp: 1, project: '/p' }],
  });
  expect(added).toBe(2);
  expect(left).toEqual([
    'history.jsonl',
    'p/s1/subagents/agent-x.meta.json',
    'p/s2.jsonl',
    'rollout-1.jsonl',
  ]);
  expect(reasons[2]).toMatch(/no conversation/);
  expect(reasons[3]).toMatch(/no conversation/);
});

test('results of tau2-bench in a folder give each simulation once', async () => {
  const simulation = (id: string) => ({
    id,
    task_id: '7',
    termination_reason: 'user_stop',
    messages: [{ role: 'assistant', content: id }],
  });
  const { added, existing, left } = await imported({
    'results.json': {
      info: { agent_info: { llm: 'm' }, environment_info: { domain_name: 'telecom', policy: 'Be kind.' } },
      tasks: [{ id: '7' }],
      simulation_index: [{ id: 's1' }, { id: 's2' }],
    },
    'simulations/s1.json': simulation('s1'),
    'simulations/s2.json': simulation('s2'),
  });
  expect([added, existing]).toEqual([2, 2]);
  expect(left).toEqual([]);
});
