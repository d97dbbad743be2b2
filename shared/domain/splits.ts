/**
 * What to say of splits that got no rows though they were given a share: families go to one split whole, and few of
 * them cannot be divided finely. Undefined where every split that was wanted has rows, or where there are none at all.
 */
export function emptySplitsWords(
  files: readonly { path: string; rows: number }[],
  shares: Readonly<Record<string, number>>,
): string | undefined {
  if (files.every(({ rows }) => rows === 0)) return undefined;
  const empty = files
    .filter(({ rows }) => rows === 0)
    .map(({ path }) => path.replace(/^data\/|\.jsonl$/g, ''))
    .filter((split) => (shares[split] ?? 0) > 0);
  if (empty.length === 0) return undefined;
  return `Nothing went to ${empty.join(' and ')}: families are not divided, and these are too few for such shares. Another seed or other shares put them elsewhere.`;
}
