import { describe, expect, test } from 'vitest';
import { HONESTY_CORE } from '../../shared/domain/rubric.ts';
import { transcriptRecord } from '../engine/support.ts';
import { emptyReport, HASH, INVALID_INPUTS, SORT, VALID_INPUTS } from './inputs.ts';
import { type Answer, call, PROCEDURES, type ProcedureName } from './procedures.ts';
import { type Client, openRoad, ROADS, type Road } from './roads.ts';
import { newWorld, type World } from './world.ts';

/** One promise, every road: the same calls get the same answers and the same typed errors. */

/** Answers given so far, by the procedure and how often it was called: `labels.get 2`. */
type Answers = Map<string, Answer>;
type Step = [ProcedureName, input?: Record<string, unknown> | ((answers: Answers, world: World) => unknown)];

/** The last answer of a procedure that did not fail. */
function last(answers: Answers, procedure: ProcedureName): Record<string, unknown> {
  const given = [...answers].flatMap(([name, each]) =>
    name.startsWith(`${procedure} `) && 'answer' in each ? [each.answer] : [],
  );
  if (given.length === 0) throw new Error(`${procedure} has not answered`);
  return given.at(-1) as Record<string, unknown>;
}

function item(answers: Answers): { confession: unknown } {
  return { confession: last(answers, 'queue.next').confession };
}

/** A change of the label in hand, from the state that a procedure answered with. */
function change(answers: Answers, from: ProcedureName, answered: object): object {
  const { body, draft_version } = last(answers, from);
  return { ...item(answers), body: { ...(body as object), ...answered }, draft_version };
}

/** The pair that was answered with last. */
function pair(answers: Answers): { pair: { first: unknown; second: unknown } } {
  const { first, second } = last(answers, 'comparisons.next');
  return { pair: { first, second } };
}

function compared(answers: Answers, from: ProcedureName, answered: object): object {
  const { body, draft_version } = last(answers, from);
  return { ...pair(answers), body: { ...(body as object), ...answered }, draft_version };
}

/** An act on a disagreement, upon what a procedure answered with. */
function decided(answers: Answers, from: ProcedureName): object {
  const { revision, labels } = last(answers, from);
  return {
    ...item(answers),
    revision,
    labels: (labels as { id: string }[]).map(({ id }) => id),
    reason: 'Message 1 says so.',
  };
}

function settled(answers: Answers, from: ProcedureName, change: object): object {
  const { labels } = last(answers, from);
  const [label] = labels as { id: string; body: object }[];
  const body = { ...label?.body, ...change };
  return { ...decided(answers, from), body, taken_from: { honesty: label?.id } };
}

const NO_NOTE = '019aa000-0000-7000-8000-000000000000';
function firstNote(answers: Answers): string | undefined {
  const { notes } = last(answers, 'notes.add');
  return (notes as { note: string }[])[0]?.note;
}

/** A day's work: every procedure at least once, with what its page would send. */
const STEPS: Step[] = [
  ['session.get'],
  ['settings.get'],
  ['settings.update', { grader: ' Ada ', theme: 'dark' }],
  ['datasets.current'],
  ['datasets.recent'],
  ['imports.formats'],
  ['exports.forms'],
  ['datasets.create', (_, { path }) => ({ path: path('d.shrive') })],
  ['datasets.create', (_, { path }) => ({ path: path('d.shrive') })],
  ['imports.preview', (_, { path }) => ({ file: path('in.jsonl') })],
  ['imports.preview', (_, { path }) => ({ file: path('bad.jsonl') })],
  ['imports.preview', (_, { path }) => ({ file: path('nowhere.jsonl') })],
  ['imports.run', (_, { path }) => ({ files: [path('in.jsonl')], skip_invalid: false })],
  ['imports.run', (_, { path }) => ({ files: [path('bad.jsonl')], skip_invalid: false })],
  ['imports.run', (_, { path }) => ({ files: [path('bad.jsonl')], skip_invalid: true })],
  ['imports.runs'],
  ['imports.suggestMapping', (_, { path }) => ({ file: path('in.jsonl') })],
  [
    'imports.keepMapping',
    { version: 1, name: 'mine', conversation: { messages: 'm' }, judge_scores: [], metadata: 'rest' },
  ],
  ['imports.mappings'],
  ['transcripts.list', { filter: { search: 'test' }, sort: SORT, offset: 0, limit: 10 }],
  ['transcripts.facets', { filter: { models: ['m'] } }],
  ['transcripts.ids', { filter: {}, sort: { by: 'calls', descending: true } }],
  ['transcripts.get', { transcript_id: 't1' }],
  ['transcripts.get', { transcript_id: 'nobody' }],
  ['transcripts.outline', { transcript_id: 't1', from: 1, count: 2 }],
  ['transcripts.messages', { transcript_id: 't1', from: 1, count: 2 }],
  ['transcripts.find', { transcript_id: 't1', text: 'tests' }],
  ['queue.next', { direction: 'next', open_only: true }],
  ['queue.progress'],
  ['queue.current'],
  ['queue.place', item],
  ['queue.place', { confession: HASH }],
  ['history.addActiveTime', (answers) => ({ ...item(answers), stage: 1, active_ms: 61_000 })],
  ['labels.get', item],
  ['labels.get', { confession: HASH }],
  ['labels.hints', item],
  ['labels.undo', item],
  ['labels.submit', (answers) => change(answers, 'labels.get', { misbehaved: 'no' })],
  ['labels.saveDraft', (answers) => change(answers, 'labels.get', { note: 'Half a thought.' })],
  ['labels.saveDraft', (answers) => change(answers, 'labels.get', { note: 'From another window.' })],
  ['labels.get', item],
  ['labels.commitStage', (answers) => ({ ...change(answers, 'labels.get', {}), stage: 1 })],
  ['labels.commitStage', (answers) => ({ ...change(answers, 'labels.get', { misbehaved: 'no' }), stage: 1 })],
  [
    'labels.commitStage',
    (answers) => ({ ...change(answers, 'labels.commitStage', { honesty: 1 }), stage: 2 }),
  ],
  ['labels.hints', item],
  ['labels.submit', (answers) => change(answers, 'labels.commitStage', { confidence: 0.5 })],
  ['labels.undo', item],
  ['labels.redo', item],
  ['labels.reopen', item],
  ['labels.flag', (answers) => ({ ...item(answers), reason: 'Is it one task?' })],
  ['labels.skip', (answers) => ({ ...item(answers), skip_reason: 'too_long', reason: '' })],
  ['labels.beside', item],
  ['labels.history', item],
  ['history.list', { limit: 10 }],
  ['history.beside', { direction: 'older' }],
  ['history.pace'],
  ['assignments.add', { grader: 'Ada', transcript_ids: ['t1'] }],
  ['assignments.add', { grader: 'Ada', random: { items: 2, seed: 7 } }],
  ['assignments.add', { grader: 'Ada', transcript_ids: ['nobody'] }],
  ['assignments.list'],
  ['queue.choose', { mode: 'assigned', seed: 4711 }],
  ['queue.choose', { mode: 'random', seed: 4711, transcript_ids: ['t1'] }],
  ['queue.next', { direction: 'next', open_only: false }],
  ['labels.import', (_, { path }) => ({ file: path('labels.jsonl'), grader: 'Ben', skip_invalid: false })],
  ['comparisons.next', { direction: 'next' }],
  ['comparisons.progress'],
  ['comparisons.beside', item],
  ['session.setView', { view: 'coordinator' }],
  ['adjudications.counts'],
  ['adjudications.list', { offset: 0, limit: 10 }],
  ['adjudications.get', { confession: HASH }],
  ['comparisons.next', { direction: 'next' }],
  ['comparisons.get', pair],
  ['comparisons.submit', (answers) => compared(answers, 'comparisons.get', {})],
  ['comparisons.saveDraft', (answers) => compared(answers, 'comparisons.get', { rationale: 'Because.' })],
  ['comparisons.saveDraft', (answers) => compared(answers, 'comparisons.get', { rationale: 'Elsewhere.' })],
  ['comparisons.get', pair],
  ['comparisons.submit', (answers) => compared(answers, 'comparisons.get', { margin: 0 })],
  ['comparisons.undo', pair],
  ['comparisons.redo', pair],
  ['comparisons.reopen', pair],
  ['comparisons.skip', (answers) => ({ ...pair(answers), reason: 'Both are empty.' })],
  ['comparisons.history', pair],
  ['comparisons.next', (answers) => ({ direction: 'previous', from: pair(answers).pair })],
  ['comparisons.progress'],
  ['labels.import', (_, { path }) => ({ file: path('labels.jsonl'), grader: 'Ben', skip_invalid: false })],
  ['labels.import', (_, { path }) => ({ file: path('bad.jsonl'), grader: 'Ben', skip_invalid: false })],
  ['labelFiles.recognise', (_, { path }) => ({ file: path('labels.jsonl') })],
  ['labelFiles.suggest', (_, { path }) => ({ file: path('labels.jsonl') })],
  ['labelFiles.preview', (_, { path }) => ({ file: path('labels.jsonl'), grader: 'Ben' })],
  ['labelFiles.preview', (_, { path }) => ({ file: path('nowhere.jsonl'), grader: 'Ben' })],
  [
    'labelFiles.keepMapping',
    {
      version: 1,
      kind: 'labels',
      name: 'Ours',
      tool: 'rows',
      transcript: 'id',
      graders: {},
      questions: [{ question: 'honest', field: 'honesty', scale: { low: 1, high: 5 } }],
    },
  ],
  ['labelFiles.mappings'],
  ['adjudications.list', { offset: 0, limit: 10 }],
  ['adjudications.place', item],
  ['adjudications.get', item],
  ['adjudications.settle', (answers) => settled(answers, 'adjudications.get', { honesty: null })],
  ['adjudications.settle', (answers) => settled(answers, 'adjudications.get', {})],
  ['adjudications.keep', (answers) => decided(answers, 'adjudications.get')],
  ['adjudications.keep', (answers) => decided(answers, 'adjudications.settle')],
  ['adjudications.decision', item],
  ['adjudications.undo', item],
  ['adjudications.reopen', (answers) => decided(answers, 'adjudications.undo')],
  ['adjudications.history', item],
  ['notes.add', (answers) => ({ ...item(answers), text: 'Is the policy in force here?' })],
  ['notes.add', (answers) => ({ ...item(answers), text: 'Yes.', reply_to: firstNote(answers) })],
  ['notes.add', (answers) => ({ ...item(answers), text: 'No.', reply_to: NO_NOTE })],
  ['notes.edit', (answers) => ({ ...item(answers), note: firstNote(answers), text: 'Is it in force?' })],
  ['notes.withdraw', (answers) => ({ ...item(answers), note: firstNote(answers) })],
  ['notes.list', item],
  ['rubrics.presets'],
  ['rubrics.get', {}],
  ['rubrics.get', { id: 'nobody@1' }],
  ['rubrics.save', { rubric: { ...HONESTY_CORE, title: 'Ours' }, based_on: 'honesty-core@1' }],
  ['rubrics.save', { rubric: { ...HONESTY_CORE, title: 'Mine' }, based_on: 'honesty-core@1' }],
  ['rubrics.list'],
  ['gold.import', (_, { path }) => ({ file: path('labels.jsonl'), feedback: true, skip_invalid: false })],
  ['gold.import', (_, { path }) => ({ file: path('gold.jsonl'), feedback: true, skip_invalid: false })],
  ['gold.mark', { feedback: false, from: 'own' }],
  ['gold.mark', { feedback: false, confessions: ['0'.repeat(64)] }],
  ['gold.unmark', { confessions: ['0'.repeat(64)] }],
  ['gold.plant', { changes: ['claim_removed'], items: 3, seed: 1, feedback: false }],
  ['gold.list', { offset: 0, limit: 10 }],
  ['gold.practice'],
  ['scores.fromMetadata', { path: 'no_such', judge: 'j', skip_invalid: false }],
  [
    'requests.write',
    (_, { path }) => ({ kind: 'confess', provider: 'openai', model: 'm', out: path('asked.jsonl') }),
  ],
  [
    'requests.write',
    (_, { path }) => ({ kind: 'judge', provider: 'anthropic', model: 'm', out: path('asked.jsonl') }),
  ],
  ['exports.preview', { form: 'pointwise' }],
  ['exports.preview', { form: 'nonsense' }],
  ['exports.run', (_, { path }) => ({ form: 'preference', out: path('pairs') })],
  ['exports.run', (_, { path }) => ({ form: 'preference', out: path('pairs') })],
  ['datasets.check'],
  ['datasets.backup', (_, { path }) => ({ path: path('copy.shrive') })],
  ['datasets.backup', (_, { path }) => ({ path: path('copy.shrive') })],
  ['reports.run', { seed: 7, draws: 100 }],
  ['reports.save', (_, { path }) => ({ report: emptyReport(), format: 'csv', out: path('report') })],
  ['reports.save', (_, { path }) => ({ report: emptyReport(), format: 'html', out: path('in.jsonl') })],
  ['merging.run', (_, { path }) => ({ files: [path('copy.shrive')] })],
  ['merging.run', (_, { path }) => ({ files: [path('in.jsonl')] })],
  ['merging.list'],
  ['packages.write', (_, { path }) => ({ grader: 'Ben', out: path('ben.shrive') })],
  ['packages.write', (_, { path }) => ({ grader: 'Nobody', out: path('nobody.shrive') })],
  ['syncing.run', (_, { path }) => ({ folder: path('nowhere') })],
  ['projects.preview', { graders: ['Ben', 'Cho'], seed: 7 }],
  ['projects.create', { graders: ['Ben', 'Cho'], seed: 7, name: 'First' }],
  ['projects.list'],
  ['graders.list'],
  ['projects.previewReassign', { from: 'Ben', to: ['Cho'], seed: 7 }],
  ['projects.reassign', { from: 'Ben', to: ['Cho'], seed: 7 }],
  ['packages.unlock', (_, { path }) => ({ file: path('ben.shrive'), passphrase: 'x' })],
  ['datasets.restore', (_, { path }) => ({ path: path('d.shrive'), backup: path('copy.shrive') })],
  ['datasets.restore', (_, { path }) => ({ path: path('new.shrive'), backup: path('copy.shrive') })],
  ['datasets.close'],
  ['datasets.open', (_, { path }) => ({ path: path('in.jsonl') })],
  ['datasets.open', (_, { path }) => ({ path: path('copy.shrive') })],
  ['datasets.forget', (_, { path }) => ({ path: path('d.shrive') })],
  ['datasets.recent'],
  ['datasets.openSample'],
  ['datasets.openPractice', {}],
];

/** Values that differ from run to run by their nature, as what they are. */
function withoutChance(value: unknown, folder: string): unknown {
  const text = JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'elapsed_ms' || key === 'file_bytes') return 0;
    if (['sha256', 'hash', 'previous_hash', 'fingerprint'].includes(key)) return inner === null ? null : key;
    return inner;
  });
  return JSON.parse(
    (text ?? 'null')
      .replaceAll(folder, '')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'an id')
      .replace(/"\d{4}-\d\d-\d\d"/g, '"a day"')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'a time'),
  );
}

async function aDaysWork(road: Road): Promise<[string, unknown][]> {
  const world = newWorld({ inline: road === 'in process' });
  const { write, folder } = world;
  write('in.jsonl', [transcriptRecord('t1'), transcriptRecord('t2')]);
  write('bad.jsonl', [transcriptRecord('t3'), { id: 't4', messages: [{ role: 'cook', content: 'x' }] }, '{']);
  write('labels.jsonl', [
    { transcript: 't1', confession: 'a', misbehaved: 'yes', honesty: 1 },
    { transcript: 't1', confession: 'b', misbehaved: 'yes', honesty: 0.25 },
  ]);
  write('gold.jsonl', [
    { transcript: 't1', confession: 'a', misbehaved: 'yes', honesty: 1, reason: 'It says what it did.' },
  ]);
  const client = await openRoad(road, world.engine, folder);
  const answers: Answers = new Map();
  for (const [procedure, input] of STEPS) {
    const count = [...answers.keys()].filter((name) => name.startsWith(`${procedure} `)).length + 1;
    const given = typeof input === 'function' ? input(answers, world) : input;
    answers.set(`${procedure} ${count}`, await call(client, procedure, given));
  }
  return [...answers].map(([name, answer]) => [name, withoutChance(answer, folder)]);
}

test('the contract is tested whole', () => {
  expect([...new Set(STEPS.map(([procedure]) => procedure))].sort()).toEqual([...PROCEDURES].sort());
});

test('a day’s work gets the same answers on every road', async () => {
  const [reference = [], ...others] = await Promise.all(ROADS.map(aDaysWork));
  const failures = reference.flatMap(([name, answer]) =>
    'error' in (answer as Answer) ? [[name, (answer as { error: { code: string } }).error.code]] : [],
  );
  expect(failures).toEqual([
    ['datasets.create 2', 'DATASET_EXISTS'],
    ['imports.preview 3', 'FILE_NOT_FOUND'],
    ['imports.run 2', 'RECORDS_REJECTED'],
    ['transcripts.get 2', 'TRANSCRIPT_NOT_FOUND'],
    ['queue.place 2', 'CONFESSION_NOT_FOUND'],
    ['labels.get 2', 'CONFESSION_NOT_FOUND'],
    ['labels.hints 1', 'CONFESSION_SEALED'],
    ['labels.undo 1', 'NOTHING_TO_UNDO'],
    ['labels.submit 1', 'STAGE_NOT_COMMITTED'],
    ['labels.saveDraft 2', 'LABEL_CONFLICT'],
    ['labels.commitStage 1', 'STAGE_INCOMPLETE'],
    ['assignments.add 3', 'TRANSCRIPT_NOT_FOUND'],
    ['labels.import 1', 'COORDINATOR_ONLY'],
    ['adjudications.get 1', 'CONFESSION_NOT_FOUND'],
    ['comparisons.submit 1', 'STAGE_INCOMPLETE'],
    ['comparisons.saveDraft 2', 'LABEL_CONFLICT'],
    ['labels.import 3', 'RECORDS_REJECTED'],
    ['labelFiles.preview 2', 'FILE_NOT_FOUND'],
    ['adjudications.settle 1', 'STAGE_INCOMPLETE'],
    ['adjudications.keep 1', 'LABEL_CONFLICT'],
    ['notes.add 3', 'NOTE_NOT_FOUND'],
    ['rubrics.get 2', 'RUBRIC_NOT_FOUND'],
    ['rubrics.save 2', 'RUBRIC_CHANGED'],
    ['gold.import 1', 'RECORDS_REJECTED'],
    ['gold.mark 2', 'CONFESSION_NOT_FOUND'],
    ['gold.plant 1', 'NOTHING_TO_PLANT'],
    ['requests.write 2', 'FILE_EXISTS'],
    ['exports.preview 2', 'FORM_UNKNOWN'],
    ['exports.run 2', 'FILE_EXISTS'],
    ['datasets.backup 2', 'FILE_EXISTS'],
    ['reports.save 2', 'FILE_EXISTS'],
    ['merging.run 2', 'DATASET_NOT_SHRIVE'],
    ['packages.write 1', 'NOTHING_TO_EXPORT'],
    ['packages.write 2', 'NOTHING_TO_EXPORT'],
    ['syncing.run 1', 'FILE_NOT_FOUND'],
    ['packages.unlock 1', 'INPUT_INVALID'],
    ['datasets.restore 1', 'DATASET_LOCKED'],
    ['datasets.open 1', 'DATASET_NOT_SHRIVE'],
  ]);
  for (const other of others) expect(other).toEqual(reference);
  // Every procedure on three roads: half a minute where nothing else runs.
}, 240_000);

/** Procedures that need no dataset, or open one themselves. */
const NEED_NO_DATASET = new Set<ProcedureName>([
  'datasets.open',
  'datasets.create',
  'datasets.openSample',
  'datasets.openPractice',
  'datasets.close',
  'datasets.current',
  'datasets.recent',
  'datasets.forget',
  'datasets.restore',
  'packages.unlock',
  'session.get',
  'session.setView',
  'settings.get',
  'settings.update',
  'imports.formats',
  'imports.preview',
  'imports.suggestMapping',
  'imports.mappings',
  'imports.keepMapping',
  'labelFiles.recognise',
  'labelFiles.mappings',
  'labelFiles.keepMapping',
  'rubrics.presets',
  'exports.forms',
]);

describe.each(ROADS)('%s', (road) => {
  test('an input that is not as agreed is refused, and the field is named', async () => {
    const { engine, folder } = newWorld({ inline: true });
    const client = await openRoad(road, engine, folder);
    for (const procedure of PROCEDURES) {
      const invalid = INVALID_INPUTS[procedure];
      if (invalid === 'takes no input') continue;
      const [input, path] = invalid;
      const answer = await call(client, procedure, input);
      expect(answer, procedure).toMatchObject({ error: { code: 'BAD_REQUEST' } });
      const { issues } = ('error' in answer ? answer.error.data : {}) as { issues: { path?: unknown[] }[] };
      expect(
        issues.map((issue) => (issue.path ?? []).join('.')),
        procedure,
      ).toContain(path);
    }
  });

  test('without a dataset every procedure that needs one says so', async () => {
    const { engine, folder, write } = newWorld({ inline: true });
    write('in.jsonl', [transcriptRecord('t1')]);
    const client: Client = await openRoad(road, engine, folder);
    await client.settings.update({ grader: 'Ada' });
    await client.session.setView({ view: 'coordinator' });
    for (const procedure of PROCEDURES) {
      if (NEED_NO_DATASET.has(procedure)) continue;
      const answer = await call(client, procedure, VALID_INPUTS[procedure]);
      expect(answer, procedure).toMatchObject({ error: { code: 'DATASET_NOT_OPEN' } });
    }
  });
});
