import { useState } from 'react';
import type { ComparedField } from '../../../shared/adjudicating/compare-labels.ts';
import { isOpenField, settledValue } from '../../../shared/adjudicating/settled-body.ts';
import { announce } from '../../frame/announce.ts';
import { shownGroups } from './table-rows.ts';
import type { Settling } from './useSettling.ts';

/** Which row of the table is in hand, and what the keys do with it. */
export function useRowInHand(settling: Settling) {
  const { item, compared, decisions, open } = settling;
  const rows = shownGroups(settling).flatMap((group) => group.rows);
  const [chosen, setChosen] = useState<string>();
  const [other, setOther] = useState<string>();
  // Until somebody chooses, the first that is open; of a decided item the first that differs.
  const first = rows.find(({ field }) => field.differs && (!settling.isOpen || open.includes(field)));
  const inHand = chosen ?? first?.field.field;
  const at = rows.findIndex(({ field }) => field.field === inHand);
  const row = rows[at];

  const say = (title: string, words: string) => announce(`${title}: ${words}`);
  const take = (next: (typeof rows)[number] | undefined) => {
    if (next === undefined) return;
    setChosen(next.field.field);
    setOther(undefined);
    say(next.title, next.field.differs ? 'differs.' : 'all say the same.');
  };
  /** On to the next one that is open after this, round the end, as it is once `except` is decided. */
  const onward = (by: 1 | -1, isWanted: (field: ComparedField) => boolean) => {
    const order = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))];
    return (by === 1 ? order : order.reverse()).find(({ field }) => isWanted(field));
  };
  return {
    inHand,
    row,
    other,
    setOther,
    take: (field: string) => {
      if (field !== inHand) setOther(undefined);
      setChosen(field);
    },
    step: (kind: 'difference' | 'row', by: 1 | -1) => {
      if (kind === 'row') {
        take(rows[Math.max(0, Math.min(rows.length - 1, at + by))]);
        return;
      }
      // What is open first; where nothing is, what differs.
      const isOpen = onward(by, (field) => open.includes(field));
      take(isOpen ?? onward(by, ({ differs }) => differs));
    },
    answer: (place: number) => {
      const label = item.labels[place];
      if (row === undefined) return;
      const { field } = row;
      if (label === undefined) {
        setChosen(field.field);
        setOther(field.field);
        return;
      }
      if (!field.values.has(label.id)) {
        say(row.title, `${place + 1} gives no answer to take.`);
        return;
      }
      const decision = { from: label.id };
      const next = { ...decisions, [field.field]: decision };
      settling.decide(field.field, decision);
      setOther(undefined);
      const left = rows.filter(
        (each) => each.field.field !== field.field && isOpenField(compared, each.field, next),
      );
      const goal = onward(1, (each) => left.some(({ field: open_ }) => open_.field === each.field));
      if (goal !== undefined) setChosen(goal.field.field);
      else setChosen(field.field);
      announce(
        `${row.title}: ${String(settledValue(field, next))}. ${left.length === 0 ? 'Nothing is open.' : `${left.length} open. ${goal?.title ?? ''}.`}`,
      );
    },
    clear: () => row !== undefined && settling.decide(row.field.field, undefined),
  };
}
