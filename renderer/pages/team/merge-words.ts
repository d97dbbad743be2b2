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

/** `12 revisions of labels and 3 of notes`; what came in of each kind, or that nothing was new. */
export function cameInWords(copy: MergedCopy): string {
  const revisions: [number, string][] = [
    [copy.labels.added, 'labels'],
    [copy.comparisons.added, 'comparisons'],
    [copy.adjudications.added, 'adjudications'],
    [copy.notes.added, 'notes'],
  ];
  const came = revisions
    .filter(([count]) => count > 0)
    .map(([count, what], place) => `${place === 0 ? plural(count, 'revision') : count} of ${what}`);
  if (copy.transcripts.added > 0) came.push(plural(copy.transcripts.added, 'transcript'));
  if (copy.confessions.added > 0) came.push(plural(copy.confessions.added, 'confession'));
  if (came.length > 0) return `${listWords(came)} came in.`;
  return copy.other > 0 ? 'No label was new; times, looks or keys were.' : 'Nothing in it was new.';
}

/** Who said what is new: `12 by Ada and 3 by Ben`. */
export function saidByWords({ by }: MergedCopy): string | undefined {
  if (by.length === 0) return undefined;
  return listWords(by.map(({ person, added }) => `${added} by ${person}`));
}

/** What is to be known of a key. Only one that differs from before is a warning. */
export function keyWords({ person, key, fingerprint }: Signed): string {
  const short = shortFingerprint(fingerprint);
  if (key === 'known') return `Signed by ${person}, with the key known here (${short}).`;
  if (key === 'new')
    return `Signed by ${person} with a key that is new here (${short}). Ask ${person} whether it is theirs.`;
  return `${person} signed with another key than before (${short}). A new machine has a new key; ask ${person}.`;
}
