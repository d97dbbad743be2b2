import { FindBar } from '../../kit/FindBar.tsx';
import { foundWords } from '../../kit/format.ts';
import type { GuideFind } from './useGuideFind.ts';

/** Finding in the guide. */
export function GuideFindBar({ find, focusCount }: { find: GuideFind; focusCount: number }) {
  return (
    <FindBar
      label="Find in the guide"
      text={find.text}
      words={foundWords(find)}
      focusCount={focusCount}
      onText={find.setText}
      onStep={find.step}
      onClose={find.close}
    />
  );
}
