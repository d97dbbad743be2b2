import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyComparisonBody, pairOf } from '../../shared/domain/comparison.ts';
import { emptyLabelBody, type LabelBody } from '../../shared/domain/label.ts';
import { HONESTY_CORE } from '../../shared/domain/rubric.ts';
import { emptyReport } from './inputs.ts';
import { type Answer, call, PROCEDURES, type ProcedureName } from './procedures.ts';
import { type Client, openRoad, ROADS, type Road } from './roads.ts';
import { badRecords, type Kind, record, WORDS } from './withheld-content.ts';
import { newWorld, type World } from './world.ts';

/**
 * The rule that the product exists for: before a stage is committed no procedure of the contract hands over a word of
 * what the stage opens, whatever it is asked. Each kind of content has a word of its own, looked for in all answers.
 */

interface Grading {
  world: World;
  client: Client;
  confession: string;
  /** The other confession of the same transcript. */
  sibling: string;
}

/** Another grader's note on every item, and Ada again. */
async function noteOf(author: string, client: Client): Promise<void> {
  await client.settings.update({ grader: author });
  for (const transcript_id of ['t1', 't2']) {
    const { confessions } = await client.transcripts.get({ transcript_id });
    for (const { confession } of confessions)
      await client.notes.add({ confession, text: `${WORDS.note}, what do you think?` });
  }
  await client.settings.update({ grader: 'Ada' });
}

/** A blind grader before an item of a dataset that another grader has judged already. */
async function beginGrading(
  road: Road,
  confession?: string,
  hasGold = true,
  isPlanted = false,
): Promise<Grading> {
  const world = newWorld({ inline: true });
  const client = await openRoad(road, world.engine, world.folder);
  world.write('in.jsonl', [record('t1', confession), record('t2', confession)]);
  world.write('bad.jsonl', badRecords());
  const judged = { misbehaved: 'no', honesty: 0.5, rationale: WORDS.others };
  world.write('labels.jsonl', [
    { transcript: 't1', confession: 'a', ...judged },
    { transcript: 't2', confession: 'b', ...judged },
  ]);
  const right = { confession: 'a', misbehaved: 'yes', honesty: 0.5 };
  world.write('gold.jsonl', [{ transcript: 't1', ...right, reason: `${WORDS.gold}, because it is so.` }]);
  world.write('silent.jsonl', [{ transcript: 't2', ...right, reason: `${WORDS.silent}, because it is so.` }]);
  const run = async (procedure: ProcedureName, input: unknown) => {
    const answer = await call(client, procedure, input);
    if ('error' in answer) throw new Error(`${procedure}: ${answer.error.message}`);
  };
  await run('settings.update', { grader: 'Ada' });
  await run('datasets.create', { path: world.path('d.shrive') });
  await run('imports.run', { files: [world.path('in.jsonl')], skip_invalid: false });
  await run('session.setView', { view: 'coordinator' });
  await run('labels.import', { file: world.path('labels.jsonl'), grader: 'Ben', skip_invalid: false });
  if (hasGold) {
    await run('gold.import', { file: world.path('gold.jsonl'), feedback: true, skip_invalid: false });
    await run('gold.import', { file: world.path('silent.jsonl'), feedback: false, skip_invalid: false });
  }
  if (isPlanted) {
    const { confessions } = await client.transcripts.get({ transcript_id: 't2' });
    const original = confessions.find(({ confession_id }) => confession_id === 'b')?.confession ?? '';
    const body = { ...emptyLabelBody(), misbehaved: 'no', honesty: 1, rationale: `${WORDS.silent}: so.` };
    await run('gold.mark', { confessions: [original], body, feedback: false });
    await run('gold.plant', { changes: ['admission_added'], items: 1, seed: 1, feedback: false });
  }
  await run('session.setView', { view: 'grader' });
  await noteOf('Ben', client);
  const first = await client.queue.next({ direction: 'next', open_only: true });
  if (first === null) throw new Error('the queue is empty');
  const { confessions } = await client.transcripts.get({ transcript_id: first.transcript_id });
  const sibling = confessions.find(({ confession }) => confession !== first.confession)?.confession ?? '';
  return { world, client, confession: first.confession, sibling };
}

const NO_NOTE = '019aa000-0000-7000-8000-000000000000';
const SORTS = [
  { by: 'honesty', descending: true },
  { by: 'outcome', descending: false },
];

/** Everything that a curious page could ask, procedure by procedure. */
function probes({ world, confession, sibling }: Grading): Record<ProcedureName, unknown[]> {
  const { path } = world;
  const item = { confession };
  const pair = pairOf(confession, sibling);
  const compared = { ...emptyComparisonBody(), margin: 0 };
  const transcript = { transcript_id: 't1' };
  const words = Object.values(WORDS);
  const metadata = [
    { self_report: [`${WORDS.metadata} one`] },
    { judge_score: [WORDS.score] },
    { honesty_label: [WORDS.unplaced] },
  ];
  const filters = [
    {},
    ...words.flatMap((search) => [{ search }, { search: search.slice(0, 3) }, { search: `"${search}"` }]),
    ...metadata.map((each) => ({ metadata: each })),
    { outcomes: ['true_negative'] },
  ];
  return {
    'datasets.create': [{ path: path('d.shrive') }],
    'datasets.openSample': [],
    'datasets.openPractice': [],
    'datasets.close': [],
    'datasets.forget': [{ path: path('nowhere.shrive') }],
    'datasets.open': [{ path: path('d.shrive') }],
    'datasets.current': [undefined],
    'datasets.recent': [undefined],
    'datasets.check': [undefined],
    'datasets.backup': [{ path: path(`${Math.random()}.shrive`) }],
    'datasets.restore': [{ path: path('d.shrive'), backup: path('in.jsonl') }],
    'session.get': [undefined],
    'session.setView': [{ view: 'grader' }],
    'settings.get': [undefined],
    'settings.update': [{}],
    'transcripts.list': filters.flatMap((filter) =>
      SORTS.map((sort) => ({ filter, sort, offset: 0, limit: 100 })),
    ),
    'transcripts.facets': filters.map((filter) => ({ filter })),
    'transcripts.ids': filters.flatMap((filter) => SORTS.map((sort) => ({ filter, sort }))),
    'transcripts.get': [transcript, { ...transcript, ...item }],
    'transcripts.outline': [{ ...transcript, from: 0, count: 100 }],
    'transcripts.messages': [
      { ...transcript, from: 0, count: 100 },
      { ...transcript, ...item, from: 0, count: 100 },
      { transcript_id: 't2', ...item, from: 0, count: 100 },
    ],
    'transcripts.find': words.flatMap((text) => [
      { ...transcript, text },
      { ...transcript, ...item, text },
    ]),
    'queue.next': [
      { direction: 'next', open_only: false },
      { direction: 'next', open_only: true, from: confession },
    ],
    'queue.progress': [undefined],
    'queue.current': [undefined],
    'queue.place': [item],
    'queue.choose': ['least_agreed', 'random', 'in_order'].map((mode) => ({ mode, seed: 1 })),
    'assignments.add': [
      { grader: 'Ada', transcript_ids: ['t1'] },
      { grader: 'Ada', random: { items: 1 } },
    ],
    'assignments.list': [undefined],
    'history.list': [{ limit: 10 }, { limit: 10, search: 't' }],
    'history.beside': [{ direction: 'older' }, { direction: 'newer', confession }],
    'history.addActiveTime': [{ ...item, stage: 1, active_ms: 1 }],
    'history.pace': [undefined],
    'labels.get': [item, { ...item, without_gold: true }],
    'labels.beside': [item],
    'labels.hints': [item],
    'labels.history': [item],
    'labels.saveDraft': [{ ...item, body: {}, draft_version: 0 }],
    'labels.commitStage': [{ ...item, body: {}, draft_version: 0, stage: 1 }],
    'labels.submit': [{ ...item, body: {}, draft_version: 0 }],
    'labels.skip': [],
    'labels.flag': [],
    'labels.undo': [item],
    'labels.redo': [item],
    'labels.reopen': [],
    'labels.import': ['Ada', 'Ben'].map((grader) => ({
      file: path('labels.jsonl'),
      grader,
      skip_invalid: true,
    })),
    'labelFiles.recognise': ['in.jsonl', 'labels.jsonl'].map((name) => ({ file: path(name) })),
    'labelFiles.suggest': ['in.jsonl', 'labels.jsonl'].map((name) => ({ file: path(name) })),
    'labelFiles.preview': [{ file: path('in.jsonl') }, { file: path('labels.jsonl'), grader: 'Ada' }],
    'labelFiles.mappings': [undefined],
    'labelFiles.keepMapping': [
      {
        version: 1,
        kind: 'labels',
        name: 'm',
        tool: 'rows',
        transcript: 'id',
        graders: {},
        questions: [],
      },
    ],
    'rubrics.get': [{}],
    'rubrics.list': [undefined],
    'rubrics.presets': [undefined],
    'rubrics.save': [{ rubric: HONESTY_CORE, based_on: 'honesty-core@1' }],
    'comparisons.next': [{ direction: 'next' }, { direction: 'previous' }, { direction: 'next', from: pair }],
    'comparisons.get': [{ pair }, { pair: pairOf(sibling, confession) }],
    'comparisons.saveDraft': [{ pair, body: compared, draft_version: 0 }],
    'comparisons.submit': [{ pair, body: compared, draft_version: 0 }],
    'comparisons.skip': [{ pair, reason: '' }],
    'comparisons.undo': [{ pair }],
    'comparisons.redo': [{ pair }],
    'comparisons.reopen': [{ pair }],
    'comparisons.history': [{ pair }],
    'comparisons.progress': [undefined],
    'comparisons.beside': [item, { confession: sibling }],
    'imports.formats': [undefined],
    'imports.suggestMapping': ['in.jsonl', 'labels.jsonl'].flatMap((name) => [
      { file: path(name) },
      ...MAPPINGS.map((mapping) => ({ file: path(name), mapping })),
    ]),
    'imports.mappings': [undefined],
    'imports.keepMapping': [MAPPINGS[0]],
    'imports.preview': ['in.jsonl', 'bad.jsonl', 'labels.jsonl'].flatMap((name) => [
      { file: path(name) },
      { file: path(name), format: 'shrive-jsonl' },
      ...MAPPINGS.map((mapping) => ({ file: path(name), mapping })),
    ]),
    'imports.run': [
      { files: [path('bad.jsonl')], skip_invalid: false },
      { files: [path('bad.jsonl')], skip_invalid: true },
      { files: [path('labels.jsonl')], skip_invalid: false },
    ],
    'imports.runs': [undefined],
    'scores.fromMetadata': [{ path: 'judge_score', judge: 'j', skip_invalid: true }],
    'requests.write': ['confess', 'judge'].map((kind) => ({
      kind,
      provider: 'openai',
      model: 'm',
      out: path(`asked-${kind}.jsonl`),
    })),
    'gold.import': [{ file: path('gold.jsonl'), feedback: true, skip_invalid: false }],
    'gold.mark': [
      { ...item, feedback: true },
      { feedback: true, from: 'own' },
    ],
    'gold.unmark': [{ confessions: [confession] }],
    'gold.plant': [{ changes: ['admission_added'], items: 10, seed: 1, feedback: true }],
    'gold.list': [{ offset: 0, limit: 100 }],
    'gold.practice': [undefined],
    'reports.run': [{}, { filter: { outcomes: ['true_negative'] } }],
    'reports.save': [{ report: emptyReport(), format: 'json', out: path('report.json') }],
    'merging.run': [{ files: [path('d.shrive')] }],
    'merging.list': [undefined],
    'packages.write': [{ grader: 'Ben', out: path('ben.shrive') }],
    'syncing.run': [{ folder: path('') }],
    'projects.preview': [{ graders: ['Ben'] }],
    'projects.create': [{ graders: ['Ben'], name: 'P' }],
    'projects.list': [undefined],
    'projects.reassign': [{ from: 'Ben', to: ['Cho'] }],
    'projects.previewReassign': [{ from: 'Ben', to: ['Cho'] }],
    'graders.list': [undefined],
    'packages.unlock': [{ file: path('ben.shrive.age'), passphrase: 'x' }],
    'adjudications.list': [{ offset: 0, limit: 100 }],
    'adjudications.counts': [undefined],
    'adjudications.place': [item],
    'adjudications.get': [item, { confession: sibling }],
    'adjudications.settle': [
      { ...item, revision: 0, labels: [], body: emptyLabelBody(), taken_from: {}, reason: 'x' },
    ],
    'adjudications.keep': [{ ...item, revision: 0, labels: [], reason: 'x' }],
    'adjudications.reopen': [{ ...item, revision: 0 }],
    'adjudications.undo': [item],
    'adjudications.decision': [item, { confession: sibling }],
    'adjudications.history': [item],
    'notes.list': [item, { confession: sibling }],
    'notes.add': [{ ...item, text: 'Mine.' }],
    'notes.edit': [{ ...item, note: NO_NOTE, text: 'Mine.' }],
    'notes.withdraw': [{ ...item, note: NO_NOTE }],
    'exports.forms': [undefined],
    'exports.preview': ['labels', 'pointwise', 'preference', 'comparisons'].flatMap((form) => [
      { form },
      { form, graders: ['Ben'], history: true, honesty_from: 'final' },
    ]),
    'exports.run': ['labels', 'pointwise', 'preference', 'comparisons'].map((form) => ({
      form,
      out: path(`out-${form}`),
    })),
  };
}

/** Readings that would make a conversation or a name of what is withheld. */
const MAPPINGS = [
  { prompt: 'confessions[0].text', answer: 'id' },
  { prompt: 'id', answer: 'metadata.self_report' },
  { messages: 'confessions' },
].map((conversation) => ({
  version: 1,
  name: 'm',
  id: 'confessions[0].text',
  conversation,
  judge_scores: [],
  metadata: 'rest',
}));

/** Not asked here: they end the session's work on the item, or set it aside. */
const NOT_PROBED: ProcedureName[] = [
  'datasets.openSample',
  'datasets.openPractice',
  'datasets.close',
  'labels.skip',
  'labels.flag',
  'labels.reopen',
];

/** What a question repeats of itself is no leak: the words are taken out of the answer where the input had them. */
function leaks(
  answer: Answer,
  input: unknown,
  withheld: readonly Kind[],
  words: Record<Kind, string>,
): Kind[] {
  const asked = JSON.stringify(input) ?? '';
  const said = JSON.stringify(answer);
  return withheld.filter((kind) => said.includes(words[kind]) && !asked.includes(words[kind]));
}

/** Asks everything, and lists who said what of it. */
async function askEverything(
  grading: Grading,
  withheld: readonly Kind[],
  words: Record<Kind, string> = WORDS,
) {
  const said: string[] = [];
  const asked = probes(grading);
  for (const procedure of PROCEDURES) {
    for (const input of asked[procedure]) {
      const answer = await call(grading.client, procedure, input);
      for (const kind of leaks(answer, input, withheld, words))
        said.push(`${procedure} ${JSON.stringify(input)} tells the ${kind}`);
    }
  }
  return said;
}

/** What this item never opens. */
const ALWAYS: Kind[] = ['others', 'metadata', 'sibling', 'silent'];

async function change(grading: Grading, answered: Partial<LabelBody>) {
  const { body, draft_version } = await grading.client.labels.get({ confession: grading.confession });
  return { confession: grading.confession, body: { ...body, ...answered }, draft_version };
}

/** The manifest of an export of labels. */
async function exported(client: Client, world: World, name: string) {
  const out = world.path(name);
  await call(client, 'exports.run', { form: 'labels', out });
  return {
    manifest: JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as { gold_items: number },
  };
}

test('every procedure is asked, but for those that would end the work', () => {
  const asked = probes({
    world: { path: (name) => name } as World,
    client: {} as Client,
    confession: '',
    sibling: '',
  });
  const silent = PROCEDURES.filter((procedure) => asked[procedure].length === 0);
  expect(silent.sort()).toEqual([...NOT_PROBED].sort());
});

describe.each(ROADS)('%s', (road) => {
  let grading: Grading;

  test('each stage opens its own part on every road, and nothing before', async () => {
    grading = await beginGrading(road);
    const all = Object.keys(WORDS) as Kind[];
    expect(await askEverything(grading, all)).toEqual([]);

    await grading.client.labels.commitStage({ ...(await change(grading, { misbehaved: 'no' })), stage: 1 });
    const first = await grading.client.labels.get({ confession: grading.confession });
    expect(JSON.stringify(first)).toContain(`${WORDS.confession} two`);
    expect(
      await askEverything(grading, ['reasoning', 'judge', 'score', 'gold', 'note', 'unplaced', ...ALWAYS]),
    ).toEqual([]);

    await grading.client.labels.commitStage({ ...(await change(grading, { honesty: 1 })), stage: 2 });
    const second = await grading.client.labels.get({ confession: grading.confession });
    expect(second.released.confession_reasoning).toBe(`${WORDS.reasoning} of the confession`);
    const answers = JSON.stringify(
      await grading.client.transcripts.messages({
        transcript_id: 't1',
        confession: grading.confession,
        from: 0,
        count: 100,
      }),
    );
    for (const place of ['one', 'two', 'three', 'six'])
      expect(answers).toContain(`${WORDS.reasoning} ${place}`);
    expect(await askEverything(grading, ['judge', 'score', 'gold', 'note', ...ALWAYS])).toEqual([]);

    await grading.client.labels.submit(await change(grading, {}));
    const submitted = await grading.client.labels.get({ confession: grading.confession });
    expect(submitted.released.gold?.reason).toContain(WORDS.gold);
    const { confession } = grading;
    const ahead = await grading.client.labels.get({ confession, without_gold: true });
    expect(ahead.released).toEqual({ ...submitted.released, gold: null });
    expect(submitted.released.judge_scores).toEqual([{ judge: WORDS.judge, score: Number(WORDS.score) }]);
    expect(await askEverything(grading, ALWAYS)).toEqual([]);
    const { notes } = await grading.client.notes.list({ confession: grading.confession });
    expect(notes.map(({ text }) => text)).toContain(`${WORDS.note}, what do you think?`);
  });
});

test('counts do not tell either: what is withheld is not found, and not filtered by', async () => {
  const grading = await beginGrading('in process');
  const { client } = grading;
  const sort = { by: 'added', descending: false } as const;
  const total = async (filter: Parameters<Client['transcripts']['list']>[0]['filter']) =>
    (await client.transcripts.list({ filter, sort, offset: 0, limit: 10 })).total;
  for (const search of Object.values(WORDS)) expect(await total({ search })).toBe(0);
  for (const text of Object.values(WORDS))
    expect((await client.transcripts.find({ transcript_id: 't1', text })).total).toBe(0);
  // A condition that must not be asked is no condition: the right value and a wrong one leave the same.
  for (const value of [`${WORDS.metadata} one`, 'something else'])
    expect(await total({ metadata: { self_report: [value] } })).toBe(2);
  expect(await total({ outcomes: ['true_negative'] })).toBe(0);
});

test('whatever the words of a confession are, no answer has them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('plum', 'pear', 'fig', 'sloe', '"', '\\', '{', '🙂', ' '), { minLength: 3 }),
      async (parts) => {
        const words = `KUMQUAT ${parts.join('')}`;
        const grading = await beginGrading('in process', words);
        expect(await askEverything(grading, ['confession'], { ...WORDS, confession: 'KUMQUAT' })).toEqual([]);
      },
    ),
    { numRuns: 4 },
  );
});

/** What differs between any two datasets, right answers or not. */
function withoutChance(answer: Answer, folder: string): string {
  return JSON.stringify(answer, (key, value: unknown) =>
    ['sha256', 'hash', 'file_bytes', 'elapsed_ms', 'kept'].includes(key) ? key : value,
  )
    .replaceAll(folder, '')
    .replace(/0\.\d{6,}\.shrive/g, 'a copy')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'an id')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'a time');
}

/** What is drawn at random is another thing each time, and the answers after it. */
const isDrawn = (input: unknown) => /"(random|seed)"/.test(JSON.stringify(input) ?? '');

test('nothing tells whether an item has a right answer before it is submitted, or whether something was planted', async () => {
  const answersOf = async (hasGold: boolean, isPlanted = false) => {
    const grading = await beginGrading('in process', undefined, hasGold, isPlanted);
    await grading.client.labels.commitStage({ ...(await change(grading, { misbehaved: 'no' })), stage: 1 });
    const asked = probes(grading);
    const answers: [string, string][] = [];
    for (const procedure of PROCEDURES)
      for (const input of asked[procedure].filter((each) => !isDrawn(each)))
        answers.push([
          procedure,
          withoutChance(await call(grading.client, procedure, input), grading.world.folder),
        ]);
    return answers;
  };
  const answers = await answersOf(true);
  expect(answers).toEqual(await answersOf(false));
  // Nor whether there is a planted confession that this grader was not given.
  expect(await answersOf(true, true)).toEqual(answers);
});

test('a silent answer is shown to no grader, submitted or not, and in no export of a blind one', async () => {
  const { client, world } = await beginGrading('in process');
  await call(client, 'settings.update', { grader: 'Cy' });
  const item = await client.queue.next({ direction: 'previous', open_only: false });
  expect(item?.transcript_id).toBe('t2');
  const { confessions } = await client.transcripts.get({ transcript_id: 't2' });
  const named = (id: string) => confessions.find(({ confession_id }) => confession_id === id)?.confession;
  const grading = { client, world, confession: named('a') ?? '', sibling: named('b') ?? '' };
  await client.labels.commitStage({ ...(await change(grading, { misbehaved: 'no' })), stage: 1 });
  await client.labels.commitStage({ ...(await change(grading, { honesty: 1 })), stage: 2 });
  const verdict = { claim: 'objective:0', verdict: 'true' as const, evidence: [], note: '' };
  const submitted = await client.labels.submit(await change(grading, { claims: [verdict] }));
  expect([submitted.state, submitted.released.gold]).toEqual(['submitted', null]);
  expect(await askEverything(grading, ['silent', 'gold'])).toEqual([]);
  const { manifest } = await exported(client, world, 'silent');
  expect(manifest.gold_items).toBe(0);
  await client.session.setView({ view: 'coordinator' });
  expect((await exported(client, world, 'all')).manifest.gold_items).toBe(2);
});
