import { plural } from '../../kit/format.ts';

/** Why a control left labels or comparisons out, after the count: `12 labels are below that confidence`. */
const REASONS: Record<string, [one: string, many: string]> = {
  withheld: [
    'is another grader’s, and stays hidden in this view',
    'are other graders’, and stay hidden in this view',
  ],
  graders: ['is of a grader not chosen', 'are of graders not chosen'],
  min_confidence: ['is below that confidence', 'are below that confidence'],
  drop_unsure: ['is unsure whether it misbehaved', 'are unsure whether it misbehaved'],
};

export function removedWords(control: string, labels: number): string {
  const [what, reason] = control.startsWith('comparisons/')
    ? ['comparison', control.slice('comparisons/'.length)]
    : ['label', control];
  const [one, many] = REASONS[reason] ?? [`is left out by ${control}`, `are left out by ${control}`];
  return `${plural(labels, what)} ${labels === 1 ? one : many}`;
}
