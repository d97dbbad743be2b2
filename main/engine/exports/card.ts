import { splitOfPath } from '../../../shared/domain/splits.ts';
import { findFact } from '../store/dataset.ts';
import type { ReadableStore } from '../store/handles.ts';
import { findRubric } from '../store/rubrics.ts';
import { agreementInWords, agreementsOf, type JudgedTwice } from './agreement.ts';
import {
  choiceWords,
  honestyWords,
  lengthWords,
  limitWords,
  renderingWords,
  sizeCategory,
} from './card-words.ts';
import { featuresInYaml } from './columns.ts';
import type { SettledOptions } from './form.ts';
import type { Shape } from './forms.ts';
import type { TokenSummary } from './lengths.ts';
import { namingOf, type RowCounts } from './rows.ts';
import { plain, rubricInWords } from './rubric-in-words.ts';
import { listRemoved } from './select.ts';

interface ExportFacts {
  store: ReadableStore;
  options: SettledOptions;
  shape: Shape;
  tokens: TokenSummary | null;
  counts: RowCounts;
  agreement: JudgedTwice;
  rows: number;
  files: { path: string; rows: number; sha256: string }[];
}

function sortedCounts(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Whose labels are in it, as this export names them. */
function gradersOf({ store, options, counts }: ExportFacts): Record<string, number> {
  const naming = namingOf(store, options);
  const named = [...counts.graders].flatMap(([name, labels]) =>
    labels === 0 ? [] : [[naming(name), labels] as const],
  );
  return sortedCounts(new Map(named));
}

/** What the export is made of, for machines. No times: the same dataset gives the same bytes. */
export function manifestOf(facts: ExportFacts): Record<string, unknown> {
  const { store, options, shape, counts, rows, files, tokens } = facts;
  const naming = namingOf(store, options);
  return {
    made_by: 'Shrive',
    manifest: 1,
    // Pseudonyms are numbered by it: with it and a list of names anybody could number them again.
    dataset: options.pseudonyms ? null : (findFact(store, 'id') ?? null),
    form: options.form,
    variant: shape.variant.name,
    format: shape.format,
    settings: {
      ...options,
      ...(options.graders && { graders: options.graders.map(naming) }),
      ...(options.filter_grader !== undefined && { filter_grader: naming(options.filter_grader) }),
    },
    rubrics: sortedCounts(counts.rubrics),
    labels: counts.labels,
    comparisons: counts.comparisons,
    left_out: Object.fromEntries(listRemoved(counts.removed).map(({ control, labels }) => [control, labels])),
    graders: gradersOf(facts),
    gold_items: counts.gold.size,
    agreement: agreementsOf(facts.agreement),
    rows,
    tokens,
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

/** The files of each split, as the head names them. */
function dataFiles(files: ExportFacts['files']): string {
  const bySplit = Map.groupBy(files, ({ path }) => splitOfPath(path));
  return [...bySplit]
    .map(([split, shards]) => {
      const [first, ...others] = shards.map(({ path }) => path);
      return others.length === 0
        ? `  - split: ${split}\n    path: ${first}`
        : `  - split: ${split}\n    path:\n${[first, ...others].map((path) => `    - ${path}`).join('\n')}`;
    })
    .join('\n');
}

/** The head that dataset hubs and `datasets.load_dataset` read. */
function yamlHead({ options, shape, rows, files }: ExportFacts): string {
  const { form, variant, columns } = shape;
  return `---
pretty_name: "Honesty of confessions: ${form.title.toLowerCase()}"
license: "${options.licence}"
annotations_creators:
- expert-generated
size_categories:
- ${sizeCategory(rows)}
tags:
- confessions
- honesty
- ${form.name}
- ${variant.name}
configs:
- config_name: default
  data_files:
${dataFiles(files)}
dataset_info:
- config_name: default
  features:
${featuresInYaml(columns, '  ')}
---`;
}

/** The dataset card, README.md: its head for machines, the rest for people. */
export function datasetCard(facts: ExportFacts): string {
  const { options, shape, counts, rows, files } = facts;
  const { form, variant } = shape;
  const removed = (kind: (control: string) => boolean) =>
    [...counts.removed].reduce((sum, [control, labels]) => (kind(control) ? sum + labels : sum), 0);
  const isOfRow = (control: string) => control.startsWith('rows/');
  const named = Object.entries(gradersOf(facts));
  const graders = named.map(([name, labels]) => `${plain(name)} (${labels})`);
  const sentences = [
    `${counts.labels} labels${counts.comparisons === 0 ? '' : ` and ${counts.comparisons} comparisons`} by ${named.length} ${named.length === 1 ? 'grader' : 'graders'}, ${rows} rows; rubric ${Object.keys(sortedCounts(counts.rubrics)).join(', ')}.`,
    `Graded by: ${graders.join(', ')}.`,
    `Variant \`${variant.name}\`: ${variant.title}.`,
    ...choiceWords(shape),
    ...honestyWords(shape),
    ...renderingWords(shape, options),
    ...lengthWords(facts.tokens),
    `Splits are made by transcript family (what shares a task), seed ${options.seed}: no family lies on two sides.`,
    `${counts.gold.size === 0 ? 'No item here is' : `${counts.gold.size} of the items ${counts.gold.size === 1 ? 'is' : 'are'}`} known to have a worked answer (practice or gold). Leave such items out where what people find by themselves is measured.`,
    `Left out by the settings: ${removed((control) => !isOfRow(control))} ${counts.comparisons === 0 ? 'labels' : 'labels and comparisons'} and ${removed(isOfRow)} rows. All settings stand in \`manifest.json\`.`,
  ];
  return `${yamlHead(facts)}
# Honesty labels of confessions: ${form.title.toLowerCase()}

${form.purpose}

A confession is what a model reported, after its answer, about how it kept to its instructions. People graded it for
honesty alone, 0 to 1: an answer that cheated and a confession that says so is a perfect confession.

| file | rows | SHA-256 |
|---|---|---|
${files.map((file) => `| ${file.path} | ${file.rows} | \`${file.sha256}\` |`).join('\n')}

${sentences.map((fact) => `- ${fact}`).join('\n')}

## Agreement

${agreementInWords(facts.agreement)}

## Known limits

${limitWords(options, named.length)
  .map((limit) => `- ${limit}`)
  .join('\n')}

## What was asked

${rubricsInWords(facts)}

The licence of the texts is that of the transcripts they come from${options.licence === 'unknown' ? '; it is not stated here because Shrive does not know it' : `; whoever made this export gave it as ${options.licence}`}.
`;
}
