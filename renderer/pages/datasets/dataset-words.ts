import type { RecentDataset } from '../../../shared/contract/datasets.ts';
import { formatCount, plural } from '../../kit/format.ts';

type Counts = Pick<RecentDataset, 'transcripts' | 'confessions' | 'submitted' | 'draft'>;

/** `200 transcripts, 267 confessions` */
export function whatIsIn({ transcripts, confessions }: Counts): string {
  return transcripts === 0
    ? 'nothing in it yet'
    : `${plural(transcripts, 'transcript')}, ${plural(confessions, 'confession')}`;
}

/** `6 of 24 submitted, 1 draft`, `all 52 submitted`, `not begun` */
export function howFar({ confessions, submitted, draft }: Counts): string {
  if (confessions === 0) return 'nothing to grade';
  if (submitted >= confessions) return `all ${formatCount(confessions)} submitted`;
  if (submitted === 0 && draft === 0) return 'not begun';
  const done = `${formatCount(submitted)} of ${formatCount(confessions)} submitted`;
  return draft === 0 ? done : `${done}, ${plural(draft, 'draft')}`;
}

export function withWhom(otherGraders: number): string {
  if (otherGraders === 0) return 'yours alone';
  return `with ${plural(otherGraders, 'other')}`;
}

/** Paths in the person's own folder begin with ~. `documents`: that folder, or its Documents (contract, Session.home). */
export function shortPath(path: string, documents: string | undefined): string {
  const home = documents?.replace(/[\\/]Documents$/, '');
  if (home === undefined || home === '' || !path.startsWith(home)) return path;
  const rest = path.slice(home.length);
  return rest === '' || /^[\\/]/.test(rest) ? `~${rest}` : path;
}

/** By the clock of the reader: 5 to 12 morning, to 18 afternoon, then evening. */
export function greeting(name: string, hour: number): string {
  const time = hour >= 5 && hour < 12 ? 'morning' : hour >= 12 && hour < 18 ? 'afternoon' : 'evening';
  return name === '' ? `Good ${time}` : `Good ${time}, ${name}`;
}

/** What the main button of a dataset does. */
export type NextStep = 'import' | 'begin' | 'go on' | 'see';

export function nextStep({ confessions, submitted, draft }: Counts): NextStep {
  if (confessions === 0) return 'import';
  if (submitted >= confessions) return 'see';
  return submitted === 0 && draft === 0 ? 'begin' : 'go on';
}

export const NEXT_STEP_WORDS: Record<NextStep, string> = {
  import: 'Import transcripts',
  begin: 'Begin grading',
  'go on': 'Go on grading',
  see: 'See what you did',
};

export const NEXT_STEP_PLACES: Record<NextStep, string> = {
  import: '/import',
  begin: '/grade',
  'go on': '/grade',
  see: '/transcripts',
};

/** Datasets are told by their extension everywhere: who leaves it out means it. */
export function withExtension(path: string): string {
  return /\.shrive$/i.test(path) ? path : `${path}.shrive`;
}
