import { useEffect, useState } from 'react';
import type { DraftBody } from './draft.ts';

interface Held {
  index: number;
  id: string;
}

/** Where the question in hand stands now: it may have been moved (its id tells), or its id typed anew (its place does). */
function locate(held: Held | null, { questions }: DraftBody): number | null {
  if (held === null) return null;
  if (questions[held.index]?.id === held.id) return held.index;
  const moved = questions.findIndex(({ id }) => id === held.id);
  if (moved >= 0) return moved;
  return held.index < questions.length ? held.index : null;
}

/** The one question whose fields are shown; it stays the same one when questions are moved, added or taken back. */
export function useOpenQuestion(body: DraftBody) {
  const [held, setHeld] = useState<Held | null>(null);
  const index = locate(held, body);
  const id = index === null ? undefined : body.questions[index]?.id;
  useEffect(() => {
    setHeld((now) => {
      if (now === null) return now;
      if (index === null || id === undefined) return now.id === '' ? now : null;
      return now.index === index && now.id === id ? now : { index, id };
    });
  }, [index, id]);
  return {
    openQuestion: index,
    showQuestion: (next: number | null) =>
      setHeld(next === null ? null : { index: next, id: body.questions[next]?.id ?? '' }),
    /** One that the change under way puts there: its id comes with the next draft. */
    showNewQuestion: (next: number) => setHeld({ index: next, id: '' }),
  };
}
