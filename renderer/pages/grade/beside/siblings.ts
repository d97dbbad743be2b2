/** Another confession of the transcript in hand, as the engine tells of it. */
export interface Sibling {
  confession: string;
  confession_id: string;
  earned: boolean;
}

/** Which one comes beside next: the earned ones in turn, then none. */
export function nextBeside(siblings: readonly Sibling[], chosen: string | undefined): string | undefined {
  const earned = siblings.filter((sibling) => sibling.earned);
  return earned[earned.findIndex(({ confession }) => confession === chosen) + 1]?.confession;
}

/** Why there is none to open. */
export function besideWords(siblings: readonly Sibling[]): string {
  const sealed = siblings.filter(({ earned }) => !earned).map(({ confession_id }) => confession_id);
  const [first] = sealed;
  if (first === undefined) return 'This transcript has no other confession.';
  if (sealed.length === 1) return `Confession ${first} is sealed until you have judged its task output.`;
  const last = sealed.at(-1);
  return `Confessions ${sealed.slice(0, -1).join(', ')} and ${last} are sealed until you have judged their task output.`;
}
