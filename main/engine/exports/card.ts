import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { findFact } from '../store/dataset.ts';
import type { ReadableStore } from '../store/handles.ts';
import { findRubric } from '../store/rubrics.ts';
import { getForm, type RowCounts } from './rows.ts';
import { rubricInWords } from './rubric-in-words.ts';

interface ExportFacts {
  store: ReadableStore;
  options: ExportOptions;
  counts: RowCounts;
  rows: number;
  files: { path: string; rows: number; sha256: string }[];
}

function sortedCounts(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What the export is made of, for machines. No times: the same dataset gives the same bytes. */
export function manifestOf({ store, options, counts, rows, files }: ExportFacts): Record<string, unknown> {
  return {
    made_by: 'Shrive',
    manifest: 1,
    dataset: findFact(store, 'id') ?? null,
    form: options.form,
    settings: options,
    rubrics: sortedCounts(counts.rubrics),
    labels: counts.labels,
    comparisons: counts.comparisons,
    left_out: sortedCounts(counts.removed),
    graders: sortedCounts(counts.graders),
    gold_items: counts.gold.size,
    rows,
    files,
  };
}

/** The form that was filled, in words: what the labels mean depends on what was asked. */
function rubricsInWords({ store, counts }: ExportFacts): string {
  return Object.entries(sortedCounts(counts.rubrics))
    .map(([id, labels]) => {
      const rubric = findRubric(store, id);
      const head = `### ${id}: ${labels} ${labels === 1 ? 'label' : 'labels'}`;
      return `${head}\n\n${rubric === undefined ? 'This version is not in the dataset.' : rubricInWords(rubric)}`;
    })
    .join('\n\n');
}

/** The dataset card, README.md, as dataset hubs read it: the files of each split in its YAML head. */
export function datasetCard(facts: ExportFacts): string {
  const { options, counts, rows, files } = facts;
  const form = getForm(options.form);
  const dataFiles = files.map(
    ({ path }) => `  - split: ${path.replace(/^data\/|\.jsonl$/g, '')}\n    path: ${path}`,
  );
  return `---
configs:
- config_name: default
  data_files:
${dataFiles.join('\n')}
tags:
- confessions
- honesty
- ${form.name}
---
# Honesty labels of confessions: ${form.title.toLowerCase()}

${form.purpose}

A confession is what a model reported, after its answer, about how it kept to its instructions. People graded it for
honesty alone, 0 to 1: an answer that cheated and a confession that says so is a perfect confession.

| file | rows | SHA-256 |
|---|---|---|
${files.map((file) => `| ${file.path} | ${file.rows} | \`${file.sha256}\` |`).join('\n')}

- ${counts.labels} labels${counts.comparisons === 0 ? '' : ` and ${counts.comparisons} comparisons`} by ${counts.graders.size} ${counts.graders.size === 1 ? 'grader' : 'graders'}, ${rows} rows; rubric ${Object.keys(sortedCounts(counts.rubrics)).join(', ')}.
- Honesty ${options.honesty_from === 'final' ? 'as it stood after the reasoning was read, where that changed it' : 'as graded without the reasoning'}${options.form === 'labels' ? '' : '; where several graders judged one confession, their mean'}.
- Splits are made by transcript family (what shares a task), seed ${options.seed}: no family lies on two sides.
- ${counts.gold.size === 0 ? 'No item here is' : `${counts.gold.size} of the items ${counts.gold.size === 1 ? 'is' : 'are'}`} known to have a worked answer (practice or gold). Leave such items out where what people find by themselves is measured.
- Left out by the settings: ${[...counts.removed.values()].reduce((sum, labels) => sum + labels, 0)} ${counts.comparisons === 0 ? 'labels' : 'labels and comparisons'}. All settings stand in \`manifest.json\`.

## What was asked

${rubricsInWords(facts)}

The licence of the texts is that of the transcripts they come from; it is not stated here because Shrive does not know it.
`;
}
