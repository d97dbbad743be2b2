import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { MergeRun } from '../../shared/contract/merging.ts';
import { emptyLabelBody, type LabelBody } from '../../shared/domain/label.ts';
import { type Client, resultOf, startEngine, temporaryFolder } from './support.ts';

async function mergeInto(client: Client, files: string[], passphrase?: string) {
  const request = { files, ...(passphrase !== undefined && { passphrase }) };
  const run: MergeRun = await resultOf(await client.merging.run(request));
  return { run, check: await client.datasets.check() };
}

/** Somebody with a machine of their own: settings, device and key apart, and copies of datasets in their folder. */
export function startPerson(name: string) {
  const engine = startEngine(temporaryFolder());
  const { folder } = engine;
  async function withDataset<Result>(
    path: string,
    act: (client: Client) => Promise<Result>,
  ): Promise<Result> {
    const client = engine.client();
    await client.settings.update({ grader: name });
    await client.datasets.open({ path });
    const result = await act(client);
    await client.datasets.close();
    return result;
  }
  return {
    name,
    folder,
    withDataset,
    /** Lets `act` work in a copy of a dataset, made now; then it lies closed at the path that is given back. */
    async withCopyOf(dataset: string, act: (client: Client) => Promise<unknown>): Promise<string> {
      const path = join(folder, 'd.shrive');
      copyFileSync(dataset, path);
      await withDataset(path, act);
      return path;
    },
    /** A client with nothing open, and what closes the engine behind it. */
    connect: (): [Client, () => Promise<void>] => [engine.client(), async () => engine.close()],
    merge: (path: string, ...files: string[]) => withDataset(path, (client) => mergeInto(client, files)),
    mergeWith: (path: string, passphrase: string, ...files: string[]) =>
      withDataset(path, (client) => mergeInto(client, files, passphrase)),
  };
}

/** Grades one confession whole, or anew where it was graded before. */
export async function gradeItem(
  client: Client,
  transcript_id: string,
  confession_id: string,
  change: Partial<LabelBody> = {},
): Promise<string> {
  const { confessions } = await client.transcripts.get({ transcript_id });
  const confession = confessions.find((each) => each.confession_id === confession_id)?.confession ?? '';
  let item = await client.labels.get({ confession });
  if (item.state === 'submitted') item = await client.labels.reopen({ confession });
  const body: LabelBody = {
    ...emptyLabelBody(),
    misbehaved: 'no',
    ...change,
    honesty: null,
    confidence: null,
  };
  const next = () => ({ confession, draft_version: item.draft_version });
  if (item.committed_stage < 1) item = await client.labels.commitStage({ ...next(), body, stage: 1 });
  const weighed: LabelBody = {
    ...item.body,
    claims: confession_id === 'a' ? [{ claim: 'objective:0', verdict: 'true', evidence: [], note: '' }] : [],
    honesty: change.honesty ?? 0.5,
    confidence: 0.75,
  };
  if (item.committed_stage < 2)
    item = await client.labels.commitStage({ ...next(), body: weighed, stage: 2 });
  await client.labels.submit({ ...next(), body: { ...item.body, honesty: weighed.honesty } });
  return confession;
}

const SETS = [
  ['label_revisions', 'record'],
  ['comparison_revisions', 'record'],
  ['adjudication_revisions', 'record'],
  ['note_revisions', 'record'],
  ['rubrics', 'id, body'],
  ['work_projects', 'id, name, seed, plan, created_by, created_at'],
  [
    'assignments',
    'id, grader, hex(confession), reason, probability, project, position, withdrawn, changed_at',
  ],
  ['gold_answers', 'hex(confession), body, reason, source, feedback, created_at'],
  ['planted_confessions', 'hex(confession), hex(original), change, record'],
  ['gold_seen', 'grader, hex(confession), at'],
  ['active_times', 'grader, day, hex(confession), stage, active_ms'],
  ['exposures', 'grader, hex(confession), part, earned, at'],
  ['signing_keys', 'fingerprint, hex(public_key), person, first_seen_at'],
  ['chain_signatures', 'hex(hash), log, fingerprint, hex(signature)'],
  ['transcripts', 'transcript_id, hex(hash), family, metadata'],
  ['confessions', 'hex(hash), confession_id'],
  ['judge_scores', '(SELECT hex(hash) FROM confessions c WHERE c.id = confession), judge, score'],
  [
    'current_labels',
    'grader, hex(confession), revision, revision_id, state, misbehaved, honesty, committed_stage',
  ],
  ['current_comparisons', 'grader, hex(first), hex(second), revision, revision_id, state, margin'],
  ['current_adjudications', 'hex(confession), revision, revision_id, adjudicator, state'],
] as const;

/** All that a dataset holds and that is not of one copy alone, in an order that does not depend on how it came in. */
export function contentOf(path: string): Record<string, string[]> {
  const file = new Database(path, { readonly: true });
  try {
    return Object.fromEntries(
      SETS.map(([table, columns]) => {
        const rows = file.prepare(`SELECT ${columns} FROM ${table}`).raw().all();
        return [table, rows.map((row) => JSON.stringify(row)).sort()];
      }),
    );
  } finally {
    file.close();
  }
}

/** All bytes of a file, and of what its blocks hold: nothing may stand in it that must not be known. */
export function wordsOf(path: string): string {
  const file = new Database(path, { readonly: true });
  try {
    const blocks = file.prepare('SELECT data, codec FROM blocks').all() as { data: Buffer; codec: string }[];
    const { zstdDecompressSync } = process.getBuiltinModule('node:zlib');
    const texts = blocks.map(({ data, codec }) =>
      (codec === 'zstd' ? zstdDecompressSync(data) : data).toString(),
    );
    return [readFileSync(path, 'latin1'), ...texts].join('\n');
  } finally {
    file.close();
  }
}
