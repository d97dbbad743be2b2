/** A stretch of one text with the marks that cover it. */
export interface Stretch {
  start: number;
  text: string;
  /** Ids of the marks, in the order they were given. */
  marks: string[];
}

export interface Mark {
  id: string;
  start: number;
  end: number;
}

/** Cuts a text at the ends of its marks; joined, the stretches are the text again. Offsets are UTF-16 units. */
export function cutAtMarks(text: string, marks: readonly Mark[]): Stretch[] {
  const inside = marks.filter((mark) => mark.start < mark.end && mark.start < text.length && mark.end > 0);
  const cuts = new Set([0, text.length]);
  for (const mark of inside) {
    cuts.add(Math.max(0, mark.start));
    cuts.add(Math.min(text.length, mark.end));
  }
  const ends = [...cuts].sort((one, other) => one - other);
  return ends.slice(0, -1).map((start, index) => {
    const end = ends[index + 1] ?? text.length;
    return {
      start,
      text: text.slice(start, end),
      marks: [
        ...new Set(inside.filter((mark) => mark.start < end && mark.end > start).map((mark) => mark.id)),
      ],
    };
  });
}
