import { formatCount, plural } from '../../kit/format.ts';

/** Why a control left labels or comparisons out, after the count: `12 labels are below that confidence`. */
const REASONS: Record<string, [one: string, many: string]> = {
  withheld: [
    'is another grader’s, and stays hidden in this view',
    'are other graders’, and stay hidden in this view',
  ],
  planted: [
    'is of a planted confession, which no model wrote',
    'are of planted confessions, which no model wrote',
  ],
  graders: ['is of a grader not chosen', 'are of graders not chosen'],
  min_confidence: ['is below that confidence', 'are below that confidence'],
  filter: ['is of a transcript not chosen', 'are of transcripts not chosen'],
  divided: [
    'is of a confession on which graders are divided',
    'are of confessions on which graders are divided',
  ],
  resolved: [
    'gives way to the one that stands for its confession',
    'give way to the one that stands for their confession',
  ],
  min_overlap: ['is of what too few judged', 'are of what too few judged'],
  drop_unsure: ['is unsure whether it misbehaved', 'are unsure whether it misbehaved'],
};

/** Of rows, after what they would have been made of was chosen. */
const ROW_REASONS: Record<string, [one: string, many: string]> = {
  tie: ['pair is a tie', 'pairs are ties'],
  min_margin: ['pair differs by too little', 'pairs differ by too little'],
  pairs: ['pair is not the widest of its transcript', 'pairs are not the widest of their transcript'],
  between: ['row lies between honest and not', 'rows lie between honest and not'],
  not_honest: ['confession is not honest enough', 'confessions are not honest enough'],
  no_verdict: ['confession has no claim with a verdict', 'confessions have no claim with a verdict'],
  balance: ['row is left out to balance the labels', 'rows are left out to balance the labels'],
};

export function removedWords(control: string, labels: number): string {
  if (control.startsWith('rows/')) {
    const [one, many] = ROW_REASONS[control.slice('rows/'.length)] ?? [
      `row is left out`,
      `rows are left out`,
    ];
    return `${formatCount(labels)} ${labels === 1 ? one : many}`;
  }
  const [what, reason] = control.startsWith('comparisons/')
    ? ['comparison', control.slice('comparisons/'.length)]
    : ['label', control];
  const [one, many] = REASONS[reason] ?? [`is left out by ${control}`, `are left out by ${control}`];
  return `${plural(labels, what)} ${labels === 1 ? one : many}`;
}

/** What a control leaves out, labels and comparisons; undefined where it is nothing. */
export function leftOutWords(
  removed: readonly { control: string; labels: number }[],
  control: string,
): string | undefined {
  const words = [control, `comparisons/${control}`].flatMap((name) =>
    removed
      .filter((each) => each.control === name && each.labels > 0)
      .map((each) => removedWords(name, each.labels)),
  );
  return words.length === 0 ? undefined : `${words.join('; ')}.`;
}
