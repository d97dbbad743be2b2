import { SourceText } from '../../../text/SourceText.tsx';
import type { Marks } from '../../../transcript/marks.ts';

interface ConfessionTextProps {
  /** The part that evidence addresses: `text`, `objective:0`, `objective:0/analysis` … */
  part: string;
  text: string;
  view: 'rendered' | 'raw';
  marks: Marks;
}

/** One text of the confession, with what was marked in it. */
export function ConfessionText({ part, text, view, marks }: ConfessionTextProps) {
  const place = { source: 'confession', part } as const;
  return (
    <SourceText
      place={place}
      text={text}
      view={view === 'raw' ? 'raw' : 'markdown'}
      marks={marks.in(place, text)}
    />
  );
}
