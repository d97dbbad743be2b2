import { useState } from 'react';
import { formatTime } from '../kit/format.ts';
import type { DraftHold, Held, SaveStatus } from './draft-hold.ts';

/** Two versions of what is in hand, and what can be done with them. */
export interface DraftConflict<State> {
  theirs: State;
  /**
   * `drafts`: another window saved a draft, and either can stay; `further`: it committed or submitted, and that stands;
   * `own`: this window sent what was in hand while something was changed in it.
   */
  kind: 'drafts' | 'further' | 'own';
  /** Missing where this window's cannot stay. */
  keep: (() => void) | undefined;
  take(): void;
}

interface ConflictActs<State> {
  /** Whether a draft cannot be written over what the other window made of it. */
  isFurther(theirs: State): boolean;
  /** Takes up again what was sent: it goes on with what was changed here. */
  reopen(): void;
  /** Shows the state that is on the disk, and lets go of this window's. */
  onTheirs(theirs: State): void;
}

export function conflictOf<Body, State>(
  { status, keepMine, takeTheirs }: DraftHold<Body, State>,
  { isFurther, reopen, onTheirs }: ConflictActs<State>,
): DraftConflict<State> | undefined {
  if (status.kind !== 'conflict') return undefined;
  const { theirs, isOwn } = status;
  const take = () => onTheirs(theirs);
  if (isOwn) return { theirs, kind: 'own', keep: reopen, take };
  return isFurther(theirs)
    ? { theirs, kind: 'further', keep: undefined, take }
    : { theirs, kind: 'drafts', keep: keepMine, take: takeTheirs };
}

/** What happened, and what the two versions are called. `what`: label, comparison. */
export function conflictWords({ theirs, kind }: DraftConflict<Held<unknown>>, what: string) {
  if (kind === 'own')
    return {
      title: `Something was changed here while this ${what} was sent. It is ${theirs.state} as it stood before.`,
      keep: 'Take it up with the change',
      take: 'Leave it as it was sent',
    };
  const at = theirs.saved_at === null ? '' : ` at ${formatTime(theirs.saved_at)}`;
  return {
    title: `Another window changed this ${what}${at}.${kind === 'further' ? '' : ' Both are kept.'}`,
    keep: 'Keep this window’s',
    take: kind === 'further' ? 'Go on from the other window’s' : 'Take the other window’s',
  };
}

/** What was asked to be settled, for as long as it is not. */
export function useUnsettled<State>(status: SaveStatus<State>, what: string) {
  const [isSaid, setSaid] = useState(false);
  const isConflict = status.kind === 'conflict';
  if (isSaid && !isConflict) setSaid(false);
  return {
    words: isConflict && isSaid ? unsettledWords(status, what) : undefined,
    /** Whether one can go on; where not, it is said what has to be settled first. */
    isSettled: () => {
      if (isConflict) setSaid(true);
      return !isConflict;
    },
  };
}

/** Why nothing can be sent before it is settled. */
function unsettledWords({ isOwn }: { isOwn: boolean }, what: string): string {
  return isOwn
    ? `This ${what} was changed while it was sent. Say first, above the questions, which version stays.`
    : `Another window changed this ${what}. Say first, above the questions, which one stays.`;
}
