import * as z from 'zod';
import { tabId } from '../../shells/tab.ts';
import { DraftBody } from './draft.ts';

/** A draft as it waits in the browser's storage: for a reload, a crash, a closed lid. */
const KeptDraft = z.object({
  base: z.object({ id: z.string(), body: DraftBody }),
  body: DraftBody,
  text: z.string().nullable(),
  begun_at: z.string(),
});
export type KeptDraft = z.infer<typeof KeptDraft>;

const PREFIX = 'shrive.rubric-draft.';

/** Each window keeps its own: two on one dataset do not write over each other's draft. */
function ownKey(dataset: string): string {
  return `${PREFIX}${dataset}.${tabId()}`;
}

/** Keeps a draft, or forgets it. Gives why it could not, in words. */
export function keepDraft(dataset: string, draft: KeptDraft | null): string | null {
  try {
    if (draft === null) localStorage.removeItem(ownKey(dataset));
    else localStorage.setItem(ownKey(dataset), JSON.stringify(draft));
    return null;
  } catch {
    return 'This draft is larger than the browser keeps. Save it, or export it, before you close the window.';
  }
}

function read(key: string): KeptDraft | undefined {
  try {
    const kept = KeptDraft.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'));
    return kept.success ? kept.data : undefined;
  } catch {
    return undefined;
  }
}

/** While this window lives, its draft is its own: others take up only what a window left that is gone. */
function holdOwn(key: string): void {
  void navigator.locks?.request(key, { ifAvailable: true }, () => new Promise(() => {}));
}

/** This window's draft of the dataset, else the newest one that a closed window left. */
export async function takeUpDraft(dataset: string): Promise<KeptDraft | undefined> {
  const own = ownKey(dataset);
  const kept = read(own);
  const held = new Set((await navigator.locks?.query())?.held?.map(({ name }) => name));
  holdOwn(own);
  if (kept !== undefined) return kept;
  const left = Object.keys(localStorage)
    .filter((key) => key.startsWith(`${PREFIX}${dataset}.`) && !held.has(key))
    .flatMap((key) => {
      const draft = read(key);
      return draft === undefined ? [] : [{ key, draft }];
    })
    .sort((one, other) => other.draft.begun_at.localeCompare(one.draft.begun_at));
  const [newest] = left;
  if (newest === undefined) return undefined;
  localStorage.removeItem(newest.key);
  keepDraft(dataset, newest.draft);
  return newest.draft;
}
