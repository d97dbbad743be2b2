/**
 * What can be undone. Revisions are only ever added, so undo and redo are read from the history: an undo takes back
 * the last act that is not taken back yet. Acts are submit, skip, flag, and taking such a label up again; a commit of
 * a stage is none, because what has been seen cannot be unseen.
 */
export interface Acts<Revision> {
  /** The act to take back, and the revision before it. */
  undo: { act: Revision; before: Revision | undefined } | undefined;
  /** The act to do again. */
  redo: Revision | undefined;
}

/** What a revision of a label or of a comparison tells of how it was made. */
interface Made {
  state: string;
  origin: 'graded' | 'imported' | 'undo' | 'redo';
}

function isAct(revision: Made, before: Made | undefined): boolean {
  return revision.state !== 'draft' || (before !== undefined && before.state !== 'draft');
}

/**
 * `history` is one grader's revisions of one confession, or of one pair of them, oldest first. `isChanged`: there is a
 * draft that was changed since. Taking back the reopening would throw it away, and what is done again would, too: then
 * neither can be.
 */
export function actsOf<Revision extends Made>(
  history: readonly Revision[],
  isChanged: boolean,
): Acts<Revision> {
  const done: Revision[] = [];
  const undone: Revision[] = [];
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
  const isLost = isChanged && act?.state === 'draft';
  return {
    undo: act !== undefined && isAct(act, before) && !isLost ? { act, before } : undefined,
    redo: isChanged ? undefined : undone.at(-1),
  };
}
