import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { ItemState } from '../../../shared/contract/grading.ts';
import { DrawnAhead } from '../../frame/DrawnAhead.tsx';
import { Page } from '../../frame/Page.tsx';
import { keepState } from '../../grading/item-queries.ts';
import { Grader } from './Grader.tsx';
import { NoItem } from './NoItem.tsx';
import { useItem } from './useItem.ts';

interface ItemProps {
  confession: string;
  dataset: string;
  isInHand: boolean;
}

/** One item of the queue: the one in hand, or one that may be next and is drawn ahead as soon as it is here. */
export function Item({ confession, dataset, isInHand }: ItemProps) {
  const queries = useQueryClient();
  const { item, rubric, transcript, place, error } = useItem(confession, isInHand);
  const [wasInHand, setWasInHand] = useState(isInHand);
  const [visit, setVisit] = useState(0);
  if (wasInHand !== isInHand) {
    setWasInHand(isInHand);
    // Left: who comes back finds it as one does who comes for the first time.
    if (!isInHand) setVisit(visit + 1);
  }
  // What had the focus went with the item that was left: who goes on by Tab or hears the page begins at the new one.
  useEffect(() => {
    if (isInHand && document.activeElement === document.body)
      document.getElementById('content')?.focus({ preventScroll: true });
  }, [isInHand]);
  const onState = useCallback((after: ItemState) => keepState(queries, after), [queries]);
  if (isInHand && error !== null) return <NoItem problem={error.message} />;
  if (item === undefined || rubric === undefined || transcript === undefined)
    return isInHand ? <Page crumbs={[{ words: 'Grade' }]}>{null}</Page> : null;
  return (
    <DrawnAhead key={visit} isShown={isInHand}>
      <Grader
        dataset={dataset}
        item={item}
        rubric={rubric}
        source={transcript}
        place={place}
        onState={onState}
      />
    </DrawnAhead>
  );
}
