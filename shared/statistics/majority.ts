import type { Category, Ratings } from './ratings.ts';

/** What most graders say of an item. */
export interface Majority<Given> {
  /** Undefined where two or more are named equally often, or nobody graded it: never broken by chance. */
  winner: Given | undefined;
  /** Share of the graders who say it. */
  share: number;
  graders: number;
  /** Share of graders by category, for soft labels. */
  shares: Map<Given, number>;
}

export function majorityOf<Given extends Category>(item: Ratings<Given>): Majority<Given> {
  const given = item.filter((rating) => rating !== null);
  const counts = new Map<Given, number>();
  for (const rating of given) counts.set(rating, (counts.get(rating) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const [winner, ...tied] = [...counts].filter(([, count]) => count === most).map(([rating]) => rating);
  return {
    winner: tied.length === 0 ? winner : undefined,
    share: given.length === 0 ? 0 : most / given.length,
    graders: given.length,
    shares: new Map([...counts].map(([rating, count]) => [rating, count / given.length])),
  };
}
