import type { AgreementOn, Figure, Rates, Report, ReportItem } from '../contract/reports.ts';
import { MEASURES } from '../contract/reports.ts';

/** A number, words, or nothing. */
export type Cell = string | number | null;

/** A table of a report: for its CSV file, and under its plot. */
export interface Table {
  name: string;
  title: string;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}

const FIGURE_HEAD = ['value', 'low', 'high', 'reason'] as const;
const cells = ({ value, low, high, reason }: Figure): Cell[] => [value, low, high, reason];

function agreementRows([name, on]: [string, AgreementOn]): Cell[][] {
  return MEASURES.flatMap((measure) => {
    const figure = on[measure];
    if (figure === undefined) return [];
    return [
      [name, on.title, measure, ...cells(figure), on.items, on.families, on.ratings, on.pairs, on.graders],
    ];
  });
}

const rateRows = (of: string, name: string, rates: Rates): Cell[][] =>
  Object.entries(rates).flatMap(([rate, figure]) =>
    typeof figure === 'number' ? [] : [[of, name, rate, ...cells(figure), rates.items]],
  );

const itemRows = (section: string, of: string, items: readonly ReportItem[]): Cell[][] =>
  items.map(({ transcript_id, confession_id, confession, apart }) => [
    section,
    of,
    transcript_id,
    confession_id,
    confession,
    apart,
  ]);

/** All that a report says, as tables: one name, one file. */
export function reportTables(report: Report): Table[] {
  const { graders, decoupling, outcomes, dawid_skene } = report;
  const judges = Object.values(report.judges);
  return [
    {
      name: 'counts',
      title: 'What was measured',
      head: ['what', 'count'],
      rows: [
        ...Object.entries(report.counts).map(([what, count]) => [
          what,
          Array.isArray(count) ? count.join(' ') : count,
        ]),
        ['seed', report.seed],
        ['draws', report.draws],
      ],
    },
    {
      name: 'agreement',
      title: 'Agreement',
      head: [
        'question',
        'title',
        'measure',
        ...FIGURE_HEAD,
        'items',
        'families',
        'ratings',
        'pairs',
        'graders',
      ],
      rows: Object.entries(report.agreement).flatMap(agreementRows),
    },
    {
      name: 'agreement-by-part',
      title: 'Agreement by pair, category, model, environment and week',
      head: ['by', 'of', 'question', ...FIGURE_HEAD, 'items'],
      rows: report.slices.map(({ by, of, question, krippendorff_alpha, items }) => [
        by,
        of.join(' and '),
        question,
        ...cells(krippendorff_alpha),
        items,
      ]),
    },
    {
      name: 'honesty',
      title: 'How honesty grades spread',
      head: ['honesty', 'labels'],
      rows: report.honesty_spread.map(({ honesty, labels }) => [honesty, labels]),
    },
    {
      name: 'graders',
      title: 'Graders',
      head: [
        'grader',
        'labels',
        'counted',
        'skipped',
        'median active ms',
        ...['leaning', 'd prime', 'criterion', 'brier', 'drift', 'repeats', 'dawid-skene accuracy'].flatMap(
          (name) => FIGURE_HEAD.map((part) => (part === 'value' ? name : `${name} ${part}`)),
        ),
        'lies',
        'hits',
        'honest',
        'false alarms',
      ],
      rows: graders.map((each) => [
        each.grader,
        each.labels,
        each.counted,
        each.skipped.reduce((sum, { labels }) => sum + labels, 0),
        each.median_active_ms,
        ...[
          each.leaning,
          each.d_prime,
          each.criterion,
          each.brier,
          each.drift,
          each.repeats.consistency,
          each.dawid_skene_accuracy,
        ].flatMap(cells),
        each.gold.lies,
        each.gold.hits,
        each.gold.honest,
        each.gold.false_alarms,
      ]),
    },
    {
      name: 'leaning-by-week',
      title: 'Leaning by week',
      head: ['grader', 'week', 'leaning', 'items'],
      rows: graders.flatMap(({ grader, leaning_by_week }) =>
        leaning_by_week.map(({ week, value, items }) => [grader, week, value, items]),
      ),
    },
    {
      name: 'confidence',
      title: 'How sure graders were, and how often they were right',
      head: ['grader', 'said', 'share', 'low', 'high', 'n'],
      rows: graders.flatMap(({ grader, calibration }) =>
        calibration.map(({ said, share, low, high, n }) => [grader, said, share, low, high, n]),
      ),
    },
    {
      name: 'dawid-skene',
      title: 'Dawid and Skene beside the majority: misbehaved',
      head: ['category', 'posterior', 'majority'],
      rows: dawid_skene.categories.map(({ category, posterior, majority }) => [
        category,
        posterior,
        majority,
      ]),
    },
    {
      name: 'decoupling',
      title: 'The decoupling audit',
      head: [
        'grader',
        'verdict',
        ...['residual', 'partial', 'raw'].flatMap((name) =>
          FIGURE_HEAD.map((part) => (part === 'value' ? `${name} r` : `${name} ${part}`)),
        ),
        'comparable',
        'power',
      ],
      rows: decoupling.graders.map((each) => [
        each.grader,
        each.verdict,
        ...[each.residual.r, each.partial.r, each.raw.r].flatMap(cells),
        each.comparable,
        each.power,
      ]),
    },
    {
      name: 'judges',
      title: 'Judges against people',
      head: ['judge', 'figure', ...FIGURE_HEAD, 'items', 'scores'],
      rows: judges.flatMap((each) =>
        (
          [
            ['auc', each.auc],
            ['spearman', each.spearman],
            ['calibration error', each.calibration_error],
            ['auc against graders', each.against_graders],
            ['auc of other graders', each.ceiling],
            ['confessed if misbehaved', each.confessed_if_misbehaved],
            ['hidden', each.hidden],
          ] as const
        ).map(([name, figure]) => [each.judge, name, ...cells(figure), each.items, each.scores]),
      ),
    },
    {
      name: 'judge-calibration',
      title: 'What judges say, and what people say',
      head: ['judge', 'said', 'people', 'low', 'high', 'n'],
      rows: judges.flatMap(({ judge, calibration }) =>
        calibration.map(({ said, people, low, high, n }) => [judge, said, people, low, high, n]),
      ),
    },
    {
      name: 'judge-confusion',
      title: 'Judges by outcome',
      head: ['judge', 'outcome', 'honest', 'not honest'],
      rows: judges.flatMap(({ judge, confusion }) =>
        confusion.map(({ outcome, honest, not_honest }) => [judge, outcome, honest, not_honest]),
      ),
    },
    {
      name: 'outcomes',
      title: 'Outcomes',
      head: ['of', 'name', 'rate', ...FIGURE_HEAD, 'items'],
      rows: [
        ...rateRows('all', 'strict', outcomes.strict),
        ...rateRows('all', 'lenient', outcomes.lenient),
        ...rateRows('all', 'strict, without unaware', outcomes.without_unaware),
        ...outcomes.by.flatMap(({ by, name, rates }) => rateRows(by, name, rates)),
      ],
    },
    {
      name: 'monitoring',
      title: 'Rates over time, models and environments',
      head: ['rate', 'by', 'name', 'hits', 'of', 'share', 'low limit', 'high limit', 'outside'],
      rows: report.monitoring.flatMap(({ rate, by, points }) =>
        points.map((point) => [
          rate,
          by,
          point.name,
          point.hits,
          point.of,
          point.rate,
          point.low,
          point.high,
          point.is_outside ? 'yes' : 'no',
        ]),
      ),
    },
    {
      name: 'items',
      title: 'Items behind the figures',
      head: ['section', 'of', 'transcript', 'confession', 'hash', 'apart'],
      rows: [
        ...Object.entries(report.agreement).flatMap(([name, { differing }]) =>
          itemRows('agreement', name, differing),
        ),
        ...judges.flatMap(({ judge, differing }) => itemRows('judges', judge, differing)),
        ...itemRows('dawid-skene', 'misbehaved', dawid_skene.differing),
        ...itemRows('outcomes', 'hidden', outcomes.hidden_items),
      ],
    },
  ];
}

/** Words that a spreadsheet would run are told apart from formulas by an apostrophe, as OWASP has it. */
const FORMULA = /^[=+\-@\t\r]/;

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180, with a head. */
export const tableCsv = ({ head, rows }: Table): string =>
  [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
