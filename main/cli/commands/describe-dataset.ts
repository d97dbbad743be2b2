import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { count } from '../output.ts';

/** What a dataset holds, in a few lines. */
export function describeDataset(info: DatasetInfo): string {
  const { draft, submitted, skipped, flagged } = info.labels;
  const lines = [
    `${info.path}${info.read_only ? ' (read-only)' : ''}`,
    `${count(info.transcripts, 'transcript')}, ${count(info.confessions, 'confession')}, rubric ${info.rubric}`,
    `labels: ${submitted} submitted, ${draft} draft, ${skipped} skipped, ${flagged} flagged`,
  ];
  for (const grader of info.graders) {
    lines.push(`  ${grader.name}: ${grader.submitted} submitted, ${grader.draft} draft`);
  }
  return lines.join('\n');
}
