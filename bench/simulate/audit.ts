import {
  type AuditedLabel,
  auditDecoupling,
  flaggedShifts,
  type PlantedPair,
  plantedShift,
  pooledShift,
  RELEVANT_R,
} from '../../shared/statistics/decoupling.ts';
import { type Measured, numberOf } from '../../shared/statistics/figure.ts';
import { Chance, percent, shareOf, tableOf } from './chance.ts';

/** The decoupling audit: how often it flags those who blend in success, and how often it accuses the innocent. */

const NOISE = 0.15;
/** Honesty that a blending grader gives for success. */
const BLENDING = 0.08;
const LINK = 0.1;
const PAIRS = [10, 20, 40];

interface Shared {
  isBad: boolean;
  success: 0 | 1;
  truth: number;
}

/** True honesty .65 bad and .90 good, ±.2; success .35 bad and .75 good (confessions.md 5.10). */
function drawShared(chance: Chance, link: number): Shared {
  const isBad = chance.is(0.5);
  const success = chance.is(isBad ? 0.35 : 0.75) ? 1 : 0;
  return { isBad, success, truth: (isBad ? 0.65 : 0.9) + chance.noise(0.2) + link * success };
}

function drawLabel(chance: Chance, link: number, own: number, others: readonly number[]): AuditedLabel {
  const { isBad, success, truth } = drawShared(chance, link);
  const graded = (bias: number) => truth + bias * success + chance.noise(NOISE);
  return { honesty: graded(own), others: others.map(graded), outcome: isBad ? 'bad' : 'good', success };
}

const drawPairs = (chance: Chance, count: number, bias: number): PlantedPair[] =>
  Array.from({ length: count }, () => ({
    solved: 0.5 + bias + chance.noise(NOISE),
    unsolved: 0.5 + chance.noise(NOISE),
  }));

const isBeyond = (figure: Measured<{ r: number; p: number }>) =>
  figure.kind === 'value' && figure.value.p < 0.05 && Math.abs(figure.value.r) >= RELEVANT_R;

interface Flags {
  raw: boolean;
  partial: boolean;
  residual: boolean;
  /** By the number of pairs. */
  planted: boolean[];
  pooled: boolean[];
}

function flagsOf(chance: Chance, n: number, link: number, own: number, others: readonly number[]): Flags {
  const labels = Array.from({ length: n }, () => drawLabel(chance, link, own, others));
  const [audit] = auditDecoupling([labels]);
  const residual = audit && numberOf(audit.residualShift);
  if (!audit || !residual) throw new Error('an audit has no value');
  const shifts = PAIRS.map((pairs) => {
    const planted = numberOf(plantedShift(drawPairs(chance, pairs, own)));
    if (!planted) throw new Error('planted pairs have no value');
    return planted;
  });
  return {
    raw: isBeyond(audit.raw),
    partial: isBeyond(audit.partial),
    residual: audit.verdict === 'flagged',
    planted: shifts.map((shift) => shift.p < 0.05),
    pooled: shifts.map((shift) => pooledShift(residual, shift).p < 0.05),
  };
}

const CASES: readonly { name: string; own: number; others: number; link: number }[] = [
  { name: 'no, no link', own: 0, others: 0, link: 0 },
  { name: 'no, honesty truly linked', own: 0, others: 0, link: LINK },
  { name: 'yes, no link', own: BLENDING, others: 0, link: 0 },
  { name: 'yes, honesty truly linked', own: BLENDING, others: 0, link: LINK },
  { name: 'yes, and all others too', own: BLENDING, others: BLENDING, link: LINK },
];

export function auditTable(sizes: readonly number[], runs: number, seed: number): string {
  const rows = sizes.flatMap((n) =>
    CASES.map(({ name, own, others, link }, at) => {
      const chance = new Chance(seed + n * 10 + at);
      const found = Array.from({ length: runs }, () => flagsOf(chance, n, link, own, [others, others]));
      const share = (of: (flags: Flags) => boolean | undefined) =>
        percent(shareOf(found.map((flags) => of(flags) === true)));
      return [
        String(n),
        name,
        share(({ raw }) => raw),
        share(({ partial }) => partial),
        share(({ residual }) => residual),
        ...PAIRS.map((_, index) => share(({ planted }) => planted[index])),
        ...PAIRS.map((_, index) => share(({ pooled }) => pooled[index])),
      ];
    }),
  );
  return tableOf(
    [
      'labels',
      'blends?',
      'raw',
      'partial',
      'residual',
      ...PAIRS.map((pairs) => `${pairs} pairs alone`),
      ...PAIRS.map((pairs) => `residual and ${pairs} pairs`),
    ],
    rows,
  );
}

/**
 * The same grading effort either way: 40 more labels for the residual, or 20 planted pairs pooled with it; and a pooled
 * level at which as few innocent ones are accused as by the residual.
 */
export function effortTable(sizes: readonly number[], runs: number, seed: number): string {
  const pairs = 20;
  const rows = sizes.map((n) => {
    const chance = new Chance(seed + n);
    const draw = (own: number) => {
      const labels = Array.from({ length: n + 2 * pairs }, () => drawLabel(chance, LINK, own, [0, 0]));
      const [few] = auditDecoupling([labels.slice(0, n)]);
      const [many] = auditDecoupling([labels]);
      const residual = few && numberOf(few.residualShift);
      const planted = numberOf(plantedShift(drawPairs(chance, pairs, own)));
      if (!few || !many || !residual || !planted) throw new Error('an audit has no value');
      return {
        few: few.verdict === 'flagged',
        many: many.verdict === 'flagged',
        pooled: pooledShift(residual, planted).p,
      };
    };
    const innocent = Array.from({ length: runs }, () => draw(0));
    const blending = Array.from({ length: runs }, () => draw(BLENDING));
    const accused = shareOf(innocent.map(({ few }) => few));
    // The level of p below which as many innocent ones lie as the residual accuses.
    const ps = innocent.map(({ pooled }) => pooled).sort((one, other) => one - other);
    const level = Math.min(0.05, ps[Math.max(0, Math.floor(accused * runs) - 1)] ?? 0);
    const share = (list: typeof innocent, of: (each: (typeof innocent)[number]) => boolean) =>
      percent(shareOf(list.map(of)));
    const both = (of: (each: (typeof innocent)[number]) => boolean) => [
      share(blending, of),
      share(innocent, of),
    ];
    return [
      String(n),
      ...both(({ few }) => few),
      ...both(({ many }) => many),
      ...both(({ pooled }) => pooled < 0.05),
      ...both(({ pooled }) => pooled <= level),
    ];
  });
  const ways = [
    'residual',
    'residual, 40 labels more',
    'residual and 20 pairs',
    'the same, at the residual’s alarms',
  ];
  return tableOf(['labels', ...ways.flatMap((way) => [`${way}: found`, 'accused'])], rows);
}

const TEAM_SIZE = 12;
const BLENDERS = 3;

/** Twelve graders audited together, three of whom blend; each item has three graders, of whom others may blend too. */
export function teamTable(sizes: readonly number[], runs: number, seed: number): string {
  const rows = sizes.map((n) => {
    const chance = new Chance(seed + n);
    /** Blending, innocent, innocent of giving more to success. */
    const flagged = { residual: [0, 0, 0], pooled: [0, 0, 0] };
    for (let run = 0; run < runs; run += 1) {
      const labels: AuditedLabel[][] = Array.from({ length: TEAM_SIZE }, () => []);
      for (let item = 0; item < Math.ceil(n / 3) * TEAM_SIZE; item += 1) {
        const { isBad, success, truth } = drawShared(chance, LINK);
        // Trios go round, so that everybody has as many, with ever other people.
        const step = 1 + (Math.floor(item / TEAM_SIZE) % 5);
        const trio = [0, step, 2 * step + 1].map((by) => (item + by) % TEAM_SIZE);
        const given = trio.map(
          (who) => truth + (who < BLENDERS ? BLENDING * success : 0) + chance.noise(NOISE),
        );
        trio.forEach((who, at) => {
          const others = given.filter((_, other) => other !== at);
          labels[who]?.push({ honesty: given[at] ?? 0, others, outcome: isBad ? 'bad' : 'good', success });
        });
      }
      const audits = auditDecoupling(labels);
      const shifts = audits.map((audit, who) => {
        const residual = numberOf(audit.residualShift);
        const planted = numberOf(plantedShift(drawPairs(chance, 20, who < BLENDERS ? BLENDING : 0)));
        if (!residual || !planted) throw new Error('an audit has no value');
        return pooledShift(residual, planted);
      });
      const pooled = flaggedShifts(shifts);
      const count = (kinds: number[], who: number, isUpward: boolean) => {
        for (const kind of who < BLENDERS ? [0] : isUpward ? [1, 2] : [1])
          kinds[kind] = (kinds[kind] ?? 0) + 1;
      };
      audits.forEach(({ verdict, residualShift }, who) => {
        if (verdict === 'flagged') count(flagged.residual, who, (numberOf(residualShift)?.shift ?? 0) > 0);
        if (pooled[who] === true) count(flagged.pooled, who, (shifts[who]?.shift ?? 0) > 0);
      });
    }
    const share = ([blending = 0, innocent = 0, upward = 0]: number[]) => [
      percent(blending / (runs * BLENDERS)),
      percent(innocent / (runs * (TEAM_SIZE - BLENDERS)), 1),
      percent(upward / (runs * (TEAM_SIZE - BLENDERS)), 1),
    ];
    return [String(n), ...share(flagged.residual), ...share(flagged.pooled)];
  });
  return tableOf(
    [
      'labels each',
      'residual: blending found',
      'innocent accused',
      'of favouring success',
      'residual and 20 pairs: found',
      'accused',
      'of favouring success',
    ],
    rows,
  );
}
