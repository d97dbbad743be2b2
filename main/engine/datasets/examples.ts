import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PRACTICE_SOURCE } from '../../../shared/domain/gold.ts';
import { newId } from '../clock.ts';
import { importGold } from '../gold/import-gold.ts';
import { asActiveImport } from '../imports/active-imports.ts';
import { runImport } from '../imports/import-job.ts';
import type { Session } from '../session.ts';
import { countTranscripts } from '../store/dataset.ts';
import { countGold } from '../store/gold.ts';
import { canonicalName } from './open-datasets.ts';

/** A dataset that comes with Shrive: transcripts with confessions, and worked answers shown after each submit. */
interface Example {
  /** File name in the person's `Shrive` folder. */
  file: string;
  /** In the `resources` folder. */
  transcripts: string;
  answers: string;
  /** Who the worked answers are by. */
  source: string;
}

const SAMPLE: Example = {
  file: 'Sample.shrive',
  transcripts: join('sample', 'airline-practice.jsonl'),
  answers: join('sample', 'worked-labels.jsonl'),
  source: 'The sample’s worked answers',
};

const PRACTICE: Example = {
  file: 'Practice.shrive',
  transcripts: join('practice', 'worked-cases.jsonl'),
  answers: join('practice', 'worked-answers.jsonl'),
  source: PRACTICE_SOURCE,
};

function ownPath(session: Session, { file }: Example): string {
  return join(session.options.homeFolder, 'Shrive', file);
}

export function isSample(session: Session, path: string): boolean {
  return path === ownPath(session, SAMPLE);
}

export function isPractice(session: Session, path: string): boolean {
  return path === ownPath(session, PRACTICE);
}

/** Brings in what is missing: a first start may have been broken off, or was made by a version without answers. */
async function fill(session: Session, path: string, example: Example): Promise<void> {
  const { resourcesFolder } = session.options;
  if (session.opened?.readOnly !== false) return;
  if (countTranscripts(session.store) === 0) {
    const file = join(resourcesFolder, example.transcripts);
    const job = {
      id: newId(),
      dataset: session.datasetPath ?? path,
      given: [file],
      files: [{ file, isFromFolder: false }],
      format: undefined,
      mapping: undefined,
      skip_invalid: false,
      confession_request: null,
      confession_field: null,
      scores: { judge: undefined, scale: { zero: 0, one: 1 } },
      blind: true,
    };
    for await (const _progress of asActiveImport(job.id, () => runImport(job, undefined)));
  }
  if (countGold(session.store) > 0) return;
  const file = join(resourcesFolder, example.answers);
  await importGold(session, { file, feedback: true, source: example.source, skip_invalid: false }, undefined);
}

async function openOwn(session: Session, example: Example): Promise<void> {
  const path = canonicalName(ownPath(session, example), session.options.homeFolder);
  if (existsSync(path)) session.openDataset(path, 'open');
  else {
    mkdirSync(dirname(path), { recursive: true });
    session.openDataset(path, 'create');
  }
  await fill(session, path, example);
}

/** Opens the person's own copy of the sample, making it where it does not exist. */
export function openSample(session: Session): Promise<void> {
  return openOwn(session, SAMPLE);
}

/** The same for the worked cases; with a path, a new dataset of them there. */
export async function openPractice(session: Session, path: string | undefined): Promise<void> {
  if (path === undefined) return openOwn(session, PRACTICE);
  session.openDataset(path, 'create');
  return fill(session, path, PRACTICE);
}
