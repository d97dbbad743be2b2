import type { ScoresSaid } from './import-desk.ts';

/** What was said of judge scores, or what is wrong with it. Nothing said is as the file says, from 0 to 1. */
export function readScores(
  judge: string,
  zero: string,
  one: string,
): { scores: ScoresSaid | undefined } | { problem: string } {
  const name = judge.trim() === '' ? undefined : judge.trim().slice(0, 200);
  if (zero.trim() === '' && one.trim() === '')
    return { scores: name === undefined ? undefined : { judge: name, scale: undefined } };
  const [from, to] = [zero, one].map((end) =>
    end.trim() === '' ? Number.NaN : Number(end.replace(',', '.')),
  );
  if (from === undefined || to === undefined || !Number.isFinite(from) || !Number.isFinite(to))
    return { problem: 'Give both ends of the scale, as numbers.' };
  if (from === to) return { problem: 'The two ends are the same.' };
  return { scores: { judge: name, scale: { zero: from, one: to } } };
}
