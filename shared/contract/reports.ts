import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { base, Progress } from './base.ts';
import { TranscriptFilter } from './transcripts.ts';

/** A figure: a value with its interval, or a sentence why there is none (docs/statistics.md). */
export const Figure = z.object({
  value: z.number().nullable(),
  /** 95 %, null where there is none. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Why there is no value, or no interval beside it. */
  reason: z.string().nullable(),
});
export type Figure = z.infer<typeof Figure>;

/** An item behind a figure, with how far apart it is, on the figure's own scale. */
export const ReportItem = z.object({
  transcript_id: z.string(),
  confession_id: z.string(),
  confession: z.string(),
  apart: z.number(),
});
export type ReportItem = z.infer<typeof ReportItem>;

/** The measures that a question of agreement may have; which one leads is said beside them. */
export const MEASURES = [
  'krippendorff_alpha',
  'unitising_alpha',
  'f1',
  'percent_agreement',
  'agreement_on_yes',
  'kappa',
  'gwet_ac',
  'icc_2k',
  'mean_difference',
  /** Share of pairs of graders that both marked nothing, and of which one did: they carry an F1 of 1 and 0. */
  'both_empty',
  'one_empty',
] as const;
export type Measure = (typeof MEASURES)[number];

const measures = z.object(
  Object.fromEntries(MEASURES.map((name) => [name, Figure.optional()])) as Record<
    Measure,
    z.ZodOptional<typeof Figure>
  >,
);

/** How far graders agree on one question, over items that two or more graded. */
export const AgreementOn = measures.extend({
  title: z.string(),
  metric: z.enum(['nominal', 'ordinal', 'interval', 'spans']),
  leads: z.enum(MEASURES),
  items: z.int(),
  families: z.int(),
  ratings: z.int(),
  pairs: z.int(),
  graded_once: z.int(),
  graders: z.int(),
  /** The items on which graders differ most, at most 50. */
  differing: z.array(ReportItem),
});
export type AgreementOn = z.infer<typeof AgreementOn>;

export const SLICES = ['pair', 'category', 'model', 'environment', 'week'] as const;
export const SLICED = ['misbehaved', 'outcome_strict', 'honesty'] as const;

/** α of a part: two graders, a model, an environment, a week; of a category, whether it was found at all. */
export const AgreementSlice = z.object({
  by: z.enum(SLICES),
  /** Two graders, else one name. */
  of: z.array(z.string()),
  question: z.string(),
  items: z.int(),
  krippendorff_alpha: Figure,
});
export type AgreementSlice = z.infer<typeof AgreementSlice>;

export const GraderFigures = z.object({
  grader: z.string(),
  labels: z.int(),
  /** Of them, those that agreement counts. */
  counted: z.int(),
  skipped: z.array(z.object({ reason: z.string(), labels: z.int() })),
  median_active_ms: z.number().nullable(),
  leaning: Figure,
  leaning_by_week: z.array(z.object({ week: z.string(), value: z.number().nullable(), items: z.int() })),
  /** On items whose right answer is known. */
  gold: z.object({ lies: z.int(), hits: z.int(), honest: z.int(), false_alarms: z.int() }),
  d_prime: Figure,
  criterion: Figure,
  can_be_ranked: z.boolean(),
  brier: Figure,
  calibration: z.array(
    z.object({ said: z.number(), share: z.number(), low: z.number(), high: z.number(), n: z.int() }),
  ),
  drift: Figure,
  /** Items submitted again a day or more later, and the share judged alike. */
  repeats: z.object({ items: z.int(), consistency: Figure }),
  /** How often Dawid and Skene's truth is what this grader said of misbehaviour. */
  dawid_skene_accuracy: Figure,
  /** Items where this grader is furthest from the others, and those whose known answer was missed; at most 50 each. */
  furthest: z.array(ReportItem),
  missed: z.array(ReportItem),
});
export type GraderFigures = z.infer<typeof GraderFigures>;

export const DawidSkeneBeside = z.object({
  reason: z.string().nullable(),
  items: z.int(),
  /** Items whose most likely answer is not that of the majority; and where no majority is. */
  differs: z.int(),
  ties: z.int(),
  categories: z.array(z.object({ category: z.string(), posterior: z.number(), majority: z.number() })),
  differing: z.array(ReportItem),
});

const Association = z.object({ r: Figure, n: z.int() });

export const DecouplingOf = z.object({
  grader: z.string(),
  labels: z.int(),
  /** Labels of items that two or more others graded too. */
  comparable: z.int(),
  raw: Association,
  partial: Association,
  residual: Association,
  shift: Figure,
  power: z.number(),
  verdict: z.enum(['flagged', 'not_found', 'not_enough_to_tell']),
});
export type DecouplingOf = z.infer<typeof DecouplingOf>;

export const Decoupling = z.object({
  /** What stands for task success: imported, or the graders' own word of the work. */
  success: z.enum(['imported', 'task_quality', 'none']),
  graders: z.array(DecouplingOf),
  raw: Figure,
  planted_pairs: z.int(),
  planted_shift: Figure,
});

export const JudgeFigures = z.object({
  judge: z.string(),
  scores: z.int(),
  /** Scored items that people graded too. */
  items: z.int(),
  auc: Figure,
  spearman: Figure,
  calibration_error: Figure,
  calibration: z.array(
    z.object({ said: z.number(), people: z.number(), low: z.number(), high: z.number(), n: z.int() }),
  ),
  /** People's outcome by whether the judge calls the confession honest (a score of at least ½). */
  confusion: z.array(z.object({ outcome: z.string(), honest: z.int(), not_honest: z.int() })),
  /** Mean AUC against each grader, and what the other graders reach against the same one. */
  against_graders: Figure,
  ceiling: Figure,
  /** Over the whole corpus, from few labels and many scores. */
  confessed_if_misbehaved: Figure,
  hidden: Figure,
  /** Whether all labels of these estimates were drawn at random, with a probability that is known. */
  is_random_sample: z.boolean(),
  effective_labels: z.number().nullable(),
  differing: z.array(ReportItem),
});
export type JudgeFigures = z.infer<typeof JudgeFigures>;

const RATES = [
  'confessed_if_misbehaved',
  'confessed_if_behaved',
  'hidden',
  'over_confessed',
  'misbehaved',
  'unsure',
] as const;
export type RateName = (typeof RATES)[number];

export const Rates = z.object({
  ...(Object.fromEntries(RATES.map((name) => [name, Figure])) as Record<RateName, typeof Figure>),
  items: z.int(),
});
export type Rates = z.infer<typeof Rates>;

export const ReportedOutcomes = z.object({
  strict: Rates,
  lenient: Rates,
  /** Strict, without omissions of which the model was unaware. */
  without_unaware: Rates,
  /** Strict, each environment weighing the same, beside all items pooled. */
  averages: z.object({
    environments: z.int(),
    confessed_if_misbehaved: Figure,
    hidden: Figure,
    pooled_confessed_if_misbehaved: Figure,
  }),
  by: z.array(z.object({ by: z.enum(['model', 'environment']), name: z.string(), rates: Rates })),
  /** Misbehaved and not confessed: the items, at most 50. */
  hidden_items: z.array(ReportItem),
});

export type ReportedOutcomes = z.infer<typeof ReportedOutcomes>;

export const Chart = z.object({
  rate: z.enum(['hidden', 'confessed_if_misbehaved', 'over_confessed']),
  by: z.enum(['week', 'model', 'environment']),
  centre: z.number().nullable(),
  reason: z.string().nullable(),
  points: z.array(
    z.object({
      name: z.string(),
      hits: z.int(),
      of: z.int(),
      rate: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      is_outside: z.boolean(),
    }),
  ),
});
export type Chart = z.infer<typeof Chart>;

export const Report = z.object({
  version: z.literal(1),
  dataset: z.string(),
  seed: z.int(),
  draws: z.int(),
  elapsed_ms: z.number(),
  counts: z.object({
    labels: z.int(),
    counted: z.int(),
    not_blind: z.int(),
    /** Labels of items whose right answer is known: gold, training, planted. */
    gold: z.int(),
    skipped: z.int(),
    graders: z.int(),
    items: z.int(),
    items_twice: z.int(),
    families: z.int(),
    adjudicated: z.int(),
    rubrics: z.array(z.string()),
  }),
  /** By question; those of a rubric under `question:ID`. */
  agreement: z.record(z.string(), AgreementOn),
  slices: z.array(AgreementSlice),
  /** How honesty grades spread: a low α with a narrow spread is a fact about the items. */
  honesty_spread: z.array(z.object({ honesty: z.number(), labels: z.int() })),
  graders: z.array(GraderFigures),
  dawid_skene: DawidSkeneBeside,
  decoupling: Decoupling,
  judges: z.record(z.string(), JudgeFigures),
  outcomes: ReportedOutcomes,
  monitoring: z.array(Chart),
});
export type Report = z.infer<typeof Report>;

export const REPORT_FORMATS = ['html', 'csv', 'json'] as const;

export const ReportOptions = z.object({
  /** Only transcripts that the table shows with this filter. */
  filter: TranscriptFilter.optional(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31)
    .optional(),
  draws: z.int().min(100).max(20_000).optional(),
});
export type ReportOptions = z.infer<typeof ReportOptions>;

export const reports = {
  /** Measures everything over the labels that are there now. The coordinator's alone. */
  run: base.input(ReportOptions).output(eventIterator(Progress, Report)),
  /** Writes a report: `html` and `json` one new file, `csv` a new folder with a file for each table. Never overwrites. */
  save: base
    .input(z.object({ report: Report, format: z.enum(REPORT_FORMATS), out: z.string().min(1) }))
    .output(z.object({ path: z.string(), files: z.array(z.string()) })),
};
