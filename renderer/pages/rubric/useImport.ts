import { useState } from 'react';
import { plural } from '../../kit/format.ts';
import { shell } from '../../shell.ts';
import { readTextFile, type TextFile } from '../../shells/text-files.ts';
import type { DraftBody } from './draft.ts';
import { readText } from './json-text.ts';
import { differencesBetween } from './what-changes.ts';

/** What was said last of a rubric that came from elsewhere. */
export interface Brought {
  kind: 'info' | 'bad';
  title: string;
  words: string;
  /** The draft that it is said of. */
  of: DraftBody;
}

/** Brings a rubric into the draft: from a file that is chosen or dropped, from a version, from a preset. */
export function useImport(body: DraftBody, replace: (body: DraftBody) => void) {
  const [brought, setBrought] = useState<Brought>();
  const take = (name: string, next: DraftBody) => {
    const count = differencesBetween(body, next).length;
    replace(next);
    setBrought({
      of: next,
      kind: 'info',
      title: `The draft is ${name} now.`,
      words:
        count === 0
          ? 'Nothing is different.'
          : `${plural(count, 'difference')} to what it was; undo brings that back.`,
    });
  };
  const read = async (file: Promise<TextFile | undefined>) => {
    try {
      const given = await file;
      if (given === undefined) return;
      const { body: next, why } = readText(given.text);
      if (next !== undefined) take(given.name, next);
      else
        setBrought({
          of: body,
          kind: 'bad',
          title: `${given.name} is no rubric.`,
          words: `${why ?? ''} The draft is as it was.`,
        });
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      setBrought({ of: body, kind: 'bad', title: 'The file could not be read.', words });
    }
  };
  return {
    /** Until the draft is changed. */
    brought: brought?.of === body ? brought : undefined,
    forget: () => setBrought(undefined),
    take,
    choose: () => void read(shell.chooseTextFile('.json,application/json')),
    drop: ([file]: File[]) => {
      if (file !== undefined) void read(readTextFile(file));
    },
  };
}
