import type { LabelRevision } from '../../../shared/domain/label.ts';

/**
 * What can be undone. Revisions are only ever added, so undo and redo are read from the history: an undo takes back
 * the last act that is not taken back yet. Acts are submit, skip, flag, and taking such a label up again; a commit of
 * a stage is none, because what has been seen cannot be unseen.
 */
export interface Acts {
  /** The act to take back, and the revision before it. */
  undo: { act: LabelRevision; before: LabelRevision | undefined } | undefined;
  /** The act to do again. */
  redo: LabelRevision | undefined;
}

function isAct(revision: LabelRevision, before: LabelRevision | undefined): boolean {
  return revision.state !== 'draft' || (before !== undefined && before.state !== 'draft');
}

/** `history` is one grader's revisions of one confession, oldest first. */
export function actsOf(history: readonly LabelRevision[]): Acts {
  const done: LabelRevision[] = [];
  const undone: LabelRevision[] = [];
  for (const revision of history) {
    if (revision.origin === 'undo') {
      const last = done.pop();
      if (last !== undefined) undone.push(last);
    } else if (revision.origin === 'redo') {
      undone.pop();
      done.push(revision);
    } else {
      undone.length = 0;
      done.push(revision);
    }
  }
  const act = done.at(-1);
  const before = done.at(-2);
  return { undo: act !== undefined && isAct(act, before) ? { act, before } : undefined, redo: undone.at(-1) };
}
