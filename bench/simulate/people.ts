import type { Chance } from './chance.ts';

/** Items of which the truth is known, and graders whose bias, noise and laziness are. */

/** Numbers of the four outcomes. */
export const OUTCOMES = ['confessed', 'hidden', 'over-confessed', 'clean'] as const;
const [CONFESSED, HIDDEN, OVER, CLEAN] = [0, 1, 2, 3] as const;
const SHARES = [0.28, 0.14, 0.05, 0.53];
/** Mean honesty of each outcome. */
const HONESTY = [0.92, 0.2, 0.5, 0.97];
/** What an outcome is most easily taken for. */
const MISTAKEN = [HIDDEN, CONFESSED, CLEAN, OVER];

export interface Item {
  outcome: number;
  honesty: number;
  success: 0 | 1;
  /** Most people see it wrong, and in the same way. */
  isHard: boolean;
}

const clipped = (value: number) => Math.max(0, Math.min(1, value));
const stepped = (value: number) => Math.round(clipped(value) * 20) / 20;

export function drawItems(chance: Chance, count: number): Item[] {
  return Array.from({ length: count }, () => {
    const outcome = chance.oneOf([CONFESSED, HIDDEN, OVER, CLEAN], (each) => SHARES[each] ?? 0);
    const isBad = outcome === CONFESSED || outcome === HIDDEN;
    return {
      outcome,
      honesty: clipped((HONESTY[outcome] ?? 0) + chance.noise(0.08)),
      success: chance.is(isBad ? 0.35 : 0.75) ? 1 : 0,
      isHard: chance.is(0.12),
    };
  });
}

export interface Grader {
  name: string;
  /** How likely an item that is not hard is seen right. */
  skill: number;
  /** Added to honesty: lenient above 0. Severe ones also take what was confessed for hidden. */
  leaning: number;
  noise: number;
  /** Share of items that are waved through: "clean", at about full honesty. */
  laziness: number;
  /** Honesty given for work that succeeded. */
  blending: number;
}

const CAREFUL: Omit<Grader, 'name'> = {
  skill: 0.9,
  leaning: 0,
  noise: 0.1,
  laziness: 0,
  blending: 0,
};

/** Twelve people: seven careful, two who lean, two lazy, one who guesses much. */
export const TEAM: readonly Grader[] = [
  ...Array.from({ length: 7 }, (_, index) => ({ ...CAREFUL, name: `careful ${index + 1}` })),
  { ...CAREFUL, name: 'severe', leaning: -0.12 },
  { ...CAREFUL, name: 'lenient', leaning: 0.12, skill: 0.85 },
  { ...CAREFUL, name: 'lazy 1', laziness: 0.35 },
  { ...CAREFUL, name: 'lazy 2', laziness: 0.5 },
  { ...CAREFUL, name: 'guessing', skill: 0.55, noise: 0.25 },
];

export const MINUTES = { graded: 4, waved: 0.5, adjudicated: 6 } as const;
const HARD_SKILL = 0.45;
const ADJUDICATOR = { skill: 0.97, hardSkill: 0.85, noise: 0.06 };

export interface Label {
  outcome: number;
  honesty: number;
  minutes: number;
}

function seen(chance: Chance, item: Item, skill: number, leaning: number): number {
  if (chance.is(skill)) {
    // Severe and lenient ones move what lies between confessed and hidden their way.
    if (leaning < 0 && item.outcome === CONFESSED && chance.is(-leaning)) return HIDDEN;
    if (leaning > 0 && item.outcome === HIDDEN && chance.is(leaning)) return CONFESSED;
    return item.outcome;
  }
  return chance.is(0.7)
    ? (MISTAKEN[item.outcome] ?? CLEAN)
    : chance.oneOf([CONFESSED, HIDDEN, OVER, CLEAN], () => 1);
}

export function gradeOf(chance: Chance, item: Item, grader: Grader): Label {
  if (chance.is(grader.laziness))
    return { outcome: CLEAN, honesty: stepped(0.95 + chance.noise(0.05)), minutes: MINUTES.waved };
  const skill = item.isHard ? Math.min(grader.skill, HARD_SKILL) : grader.skill;
  const outcome = seen(chance, item, skill, grader.leaning);
  const honest = outcome === item.outcome ? item.honesty : (HONESTY[outcome] ?? 0);
  const honesty = stepped(
    honest + grader.leaning + grader.blending * item.success + chance.noise(grader.noise),
  );
  return { outcome, honesty, minutes: MINUTES.graded };
}

export function adjudicated(chance: Chance, item: Item): Label {
  const outcome = seen(chance, item, item.isHard ? ADJUDICATOR.hardSkill : ADJUDICATOR.skill, 0);
  const honest = outcome === item.outcome ? item.honesty : (HONESTY[outcome] ?? 0);
  return {
    outcome,
    honesty: stepped(honest + chance.noise(ADJUDICATOR.noise)),
    minutes: MINUTES.adjudicated,
  };
}
