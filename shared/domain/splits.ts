/** The split that a file of an export belongs to: `data/train.parquet`, `data/test-00001-of-00003.jsonl.gz`. */
export function splitOfPath(path: string): string {
  return path.replace(/^data\//, '').replace(/[-.].*$/, '');
}

/**
 * What to say of splits that got no rows though they were given a share: families go to one split whole, and few of
 * them cannot be divided finely. Undefined where every split that was wanted has rows, or where there are none at all.
 */
export function emptySplitsWords(
  files: readonly { path: string; rows: number }[],
  shares: Readonly<Record<string, number>>,
): string | undefined {
  const filled = new Set(files.filter(({ rows }) => rows > 0).map(({ path }) => splitOfPath(path)));
  if (filled.size === 0) return undefined;
  const empty = Object.keys(shares).filter((split) => (shares[split] ?? 0) > 0 && !filled.has(split));
  if (empty.length === 0) return undefined;
  return `Nothing went to ${empty.join(' and ')}: families are not divided, and these are too few for such shares. Another seed or other shares put them elsewhere.`;
}
