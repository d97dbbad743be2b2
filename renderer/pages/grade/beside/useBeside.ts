import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Arrangement, Differences, Words } from '../../../../shared/comparing/compare-confessions.ts';
import type { ItemState } from '../../../../shared/contract/grading.ts';
import { api } from '../../../client.ts';
import { useDifferences } from '../../../confessions/useDifferences.ts';
import type { TextMark } from '../../../text/pieces.ts';
import type { Marks } from '../../../transcript/marks.ts';
import { besideWords, nextBeside } from './siblings.ts';

/** Another confession of the same transcript, open beside the one in hand. */
export interface Beside {
  confessionId: string;
  words: Words;
  arrangement: Arrangement;
  differences: Differences | undefined;
}

const NOTHING: Words = {};

function wordsOf(item: ItemState | undefined): Words {
  return item?.released.confession ?? NOTHING;
}

/** What the confession in hand says and the one beside it does not, added to its marks. */
function withOnly(marks: Marks, differences: Differences | undefined): Marks {
  if (differences === undefined) return marks;
  return {
    ...marks,
    in: (place, text) => {
      const only = place.source === 'confession' ? differences.left.get(place.part) : undefined;
      if (only === undefined || only.length === 0) return marks.in(place, text);
      return [
        ...marks.in(place, text),
        ...only.map((range): TextMark => ({ id: 'only', kind: 'only', ...range })),
      ];
    },
  };
}

/**
 * Opens another confession of the transcript beside the one in hand, where the engine says that it is earned. `say`
 * tells why there is none.
 */
export function useBeside(item: ItemState, isSealed: boolean, given: Marks, say: (words: string) => void) {
  const [chosen, setChosen] = useState<string>();
  const queries = useQueryClient();
  const other = useQuery({
    ...api.labels.get.queryOptions({ input: { confession: chosen ?? '', without_gold: true } }),
    enabled: chosen !== undefined && !isSealed,
  }).data;
  const isOpen =
    !isSealed && chosen !== undefined && other !== undefined && other.released.confession !== null;
  const [left, right] = [wordsOf(item), isOpen ? wordsOf(other) : NOTHING];
  const { arrangement, differences } = useDifferences(left, right, isOpen);
  const marks = useMemo(() => withOnly(given, differences), [given, differences]);
  const beside: Beside | undefined =
    isOpen && other !== undefined
      ? { confessionId: other.confession_id, words: right, arrangement, differences }
      : undefined;
  return {
    beside,
    marks,
    /** The next one that is earned, then none again. What is earned is asked each time. True where one is opened. */
    step: async (): Promise<boolean> => {
      const siblings = await queries.fetchQuery(
        api.comparisons.beside.queryOptions({ input: { confession: item.confession }, staleTime: 0 }),
      );
      const next = nextBeside(siblings, chosen);
      setChosen(next);
      if (next === undefined && chosen === undefined) say(besideWords(siblings));
      return next !== undefined;
    },
    close: () => setChosen(undefined),
  };
}
