import { FindBar } from '../kit/FindBar.tsx';
import { foundWords } from '../kit/format.ts';
import type { Permalink } from './permalinks.ts';
import type { Find } from './useFind.ts';

interface TranscriptFindBarProps {
  find: Find;
  focusCount: number;
  /** What is sought, where it names a message: `#21`. */
  link: Permalink | undefined;
  onLink(link: Permalink): void;
}

/** Finding in the transcript. A permalink leads to its message. */
export function TranscriptFindBar({ find, focusCount, link, onLink }: TranscriptFindBarProps) {
  const found = find.isAsking ? '' : foundWords(find);
  return (
    <FindBar
      label="Find in the transcript"
      text={find.text}
      words={link === undefined ? found : `Enter goes to ${link.words}`}
      focusCount={focusCount}
      onText={find.setText}
      onStep={find.step}
      onClose={find.close}
      onEnter={link && (() => onLink(link))}
    />
  );
}
