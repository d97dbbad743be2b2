import type { MergedCopy, Signed } from '../../../shared/contract/merging.ts';
import { listWords, plural } from '../../kit/format.ts';

export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Enough of a fingerprint to read to each other over the phone: `3f2a 91bc 77d0`. */
export function shortFingerprint(fingerprint: string): string {
  return (
    fingerprint
      .slice(0, 12)
      .match(/.{1,4}/g)
      ?.join(' ') ?? fingerprint
  );
}

/** `12 labels, 3 notes`; what came in of each kind, or that nothing was new. */
export function cameInWords(copy: MergedCopy): string {
  const parts: [number, string][] = [
    [copy.labels.added, 'label'],
    [copy.comparisons.added, 'comparison'],
    [copy.adjudications.added, 'adjudication'],
    [copy.notes.added, 'note'],
    [copy.transcripts.added, 'transcript'],
    [copy.confessions.added, 'confession'],
  ];
  const came = parts.filter(([count]) => count > 0).map(([count, what]) => plural(count, what));
  if (came.length > 0) return `${listWords(came)} came in.`;
  return copy.other > 0 ? 'No label was new; times, looks or keys were.' : 'Nothing in it was new.';
}

/** Who said what is new: `Ada 12, Ben 3`. */
export function saidByWords({ by }: MergedCopy): string | undefined {
  if (by.length === 0) return undefined;
  return listWords(by.map(({ person, added }) => `${plural(added, 'revision')} by ${person}`));
}

/** What is to be known of a key. Only one that differs from before is a warning. */
export function keyWords({ person, key, fingerprint }: Signed): string {
  const short = shortFingerprint(fingerprint);
  if (key === 'known') return `Signed by ${person}, with the key known here (${short}).`;
  if (key === 'new')
    return `Signed by ${person} with a key that is new here (${short}). Ask ${person} whether it is theirs.`;
  return `${person} signed with another key than before (${short}). A new machine has a new key; ask ${person}.`;
}
