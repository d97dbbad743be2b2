import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatasetInfo, RecentDataset } from '../../../shared/contract/datasets.ts';
import { now } from '../clock.ts';
import { os } from '../procedures.ts';
import type { Session } from '../session.ts';
import { countConfessions, countTranscripts, findFact } from '../store/dataset.ts';
import { requireKnownDataset } from '../store/header.ts';
import { countLabels, listGraders } from '../store/labels.ts';
import { getRubricId } from '../store/rubrics.ts';
import type { JobInput, JobName, JobResult } from '../work/jobs.ts';
import { resultOf, runJob } from '../work/run-job.ts';
import { isPractice, isSample, openPractice, openSample } from './examples.ts';
import { canonicalName } from './open-datasets.ts';

function nameOf(path: string): string {
  return basename(path).replace(/\.shrive$/i, '');
}

/** Size of a file, 0 where it is not there: what is not checkpointed yet lies beside the dataset. */
function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function infoOf(session: Session): DatasetInfo {
  const { store } = session;
  const path = session.datasetPath ?? '';
  const info: DatasetInfo = {
    path,
    name: nameOf(path),
    id: findFact(store, 'id') ?? '',
    created_at: findFact(store, 'created_at') ?? '',
    transcripts: countTranscripts(store),
    confessions: countConfessions(store),
    labels: countLabels(store, undefined),
    graders: listGraders(store),
    rubric: getRubricId(store),
    file_bytes: bytesOf(path) + bytesOf(`${path}-wal`),
    read_only: session.opened?.readOnly ?? true,
    package_for: findFact(store, 'package_for') ?? null,
  };
  remember(session, info);
  return info;
}

function remember(session: Session, info: DatasetInfo): void {
  const own = countLabels(session.store, session.graderOrNobody);
  session.settings.remember({
    path: info.path,
    opened_at: now(),
    transcripts: info.transcripts,
    confessions: info.confessions,
    submitted: own.submitted,
    draft: own.draft,
    other_graders: info.graders.filter((grader) => grader.name !== session.graderOrNobody).length,
  });
}

function listRecent(session: Session): RecentDataset[] {
  return session.settings.recent.map((entry) => ({
    ...entry,
    name: nameOf(entry.path),
    problem: existsSync(entry.path) ? null : 'It is not there any more. It may have been moved or renamed.',
    is_sample: isSample(session, entry.path),
    is_practice: isPractice(session, entry.path),
  }));
}

/** Beside a dataset, with what it is and the moment. */
function nameBeside(path: string, what: string): string {
  const stamp = now().slice(0, 23).replace(/[:.]/g, '').replace('T', '-');
  return join(dirname(path), `${nameOf(path)}.${what}-${stamp}.shrive`);
}

/** Runs a job that tells no progress. */
function run<Name extends JobName>(
  session: Session,
  name: Name,
  input: JobInput<Name>,
): Promise<JobResult<Name>> {
  return resultOf(runJob(name, input, { inline: session.options.inline === true, signal: undefined }));
}

export const datasetsProcedures = {
  open: os.datasets.open.handler(({ input, context: { session } }) => {
    session.openDataset(input.path, 'open');
    return infoOf(session);
  }),
  create: os.datasets.create.handler(({ input, context: { session } }) => {
    session.openDataset(input.path, 'create');
    return infoOf(session);
  }),
  openSample: os.datasets.openSample.handler(async ({ context: { session } }) => {
    await openSample(session);
    return infoOf(session);
  }),
  openPractice: os.datasets.openPractice.handler(async ({ input, context: { session } }) => {
    await openPractice(session, input.path);
    return infoOf(session);
  }),
  close: os.datasets.close.handler(({ context: { session } }) => {
    session.closeDataset();
    return {};
  }),
  current: os.datasets.current.handler(({ context: { session } }) =>
    session.opened === undefined ? null : infoOf(session),
  ),
  recent: os.datasets.recent.handler(({ context: { session } }) => listRecent(session)),
  forget: os.datasets.forget.handler(({ input, context: { session } }) => {
    session.settings.forget(input.path);
    return {};
  }),
  check: os.datasets.check.handler(async ({ context: { session } }) => {
    session.store;
    const problems = await run(session, 'check', { dataset: session.datasetPath ?? '' });
    return { ok: problems.length === 0, problems };
  }),
  backup: os.datasets.backup.handler(({ input, context: { session } }) => {
    session.store;
    const dataset = session.datasetPath ?? '';
    const path =
      input.path === undefined
        ? nameBeside(dataset, 'backup')
        : canonicalName(input.path, session.options.homeFolder);
    return run(session, 'backup', { dataset, path });
  }),
  restore: os.datasets.restore.handler(({ input, context: { session } }) => {
    const { homeFolder } = session.options;
    const dataset = canonicalName(input.path, homeFolder);
    const backup = canonicalName(input.backup, homeFolder);
    // One that is open here is known, and must not be looked at by other means than SQLite's.
    if (!session.isOpenHere(backup)) requireKnownDataset(backup);
    return run(session, 'restore', { dataset, backup, keep: nameBeside(dataset, 'before-restore') });
  }),
};
