import { type PLAN_BALANCES, ProjectRule } from '../../../shared/contract/projects.ts';
import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';

/** What the form holds: as typed, so that half a number can stand in a field. */
export interface GiveOutDraft {
  name: string;
  graders: readonly string[];
  filter: TranscriptFilter;
  /** Empty: all. */
  items: string;
  overlap: string;
  /** Shares in per cent. */
  share: string;
  gold: string;
  balance: (typeof PLAN_BALANCES)[number];
  seed: string;
}

export type GiveOutField = 'name' | 'graders' | 'items' | 'overlap' | 'share' | 'gold' | 'seed';
export type GiveOutProblems = Partial<Record<GiveOutField, string>>;

const MOST_SEED = 2 ** 31 - 1;

export function firstDraft(seed: number): GiveOutDraft {
  return {
    name: '',
    graders: [],
    filter: {},
    items: '',
    overlap: '2',
    share: '100',
    gold: '0',
    balance: 'model_and_environment',
    seed: String(seed),
  };
}

/** The rule that the form asks for, or what is wrong in it. A name is asked for only when the work is given out. */
export function readGiveOut(draft: GiveOutDraft): { rule: ProjectRule | null; problems: GiveOutProblems } {
  const problems: GiveOutProblems = {};
  const number = (field: 'items' | 'overlap' | 'share' | 'gold' | 'seed', otherwise: number) => {
    const text = draft[field].trim().replace(',', '.');
    return text === '' ? otherwise : /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  };
  const items = number('items', 0);
  const overlap = number('overlap', 1);
  const share = number('share', 100);
  const gold = number('gold', 0);
  const seed = number('seed', 0);
  if (draft.graders.length === 0) problems.graders = 'Choose at least one grader, or add one by name.';
  if (!Number.isInteger(items) || (draft.items.trim() !== '' && items < 1))
    problems.items = 'A whole number from 1, or nothing for all.';
  if (!Number.isInteger(overlap) || overlap < 1 || overlap > 50)
    problems.overlap = 'A whole number of graders, from 1 to 50.';
  else if (draft.graders.length > 0 && overlap > draft.graders.length)
    problems.overlap = `There are only ${draft.graders.length} to give it to. Choose more graders, or a lower number.`;
  if (!(share >= 0 && share <= 100)) problems.share = 'A share goes from 0 to 100 %.';
  if (!(gold >= 0 && gold <= 50)) problems.gold = 'A share goes from 0 to 50 %.';
  if (!Number.isInteger(seed) || seed > MOST_SEED) problems.seed = 'The seed is a whole number from 0.';
  if (Object.keys(problems).length > 0) return { rule: null, problems };
  return {
    problems,
    rule: ProjectRule.parse({
      graders: draft.graders,
      filter: draft.filter,
      ...(draft.items.trim() !== '' && { items }),
      overlap,
      overlap_share: share / 100,
      balance: draft.balance,
      gold_share: gold / 100,
      seed,
    }),
  };
}
