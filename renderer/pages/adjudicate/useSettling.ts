import { useMemo, useReducer } from 'react';
import {
  bodyValue,
  type ComparedField,
  compareLabels,
  type FieldValue,
  type LabelComparison,
} from '../../../shared/adjudicating/compare-labels.ts';
import {
  type Decision,
  type Decisions,
  isMoot,
  openFields,
  settledBody,
  settledValue,
  takeAllOf,
} from '../../../shared/adjudicating/settled-body.ts';
import type { Adjudication, LabelBeside } from '../../../shared/contract/adjudications.ts';
import type { LabelBody } from '../../../shared/domain/label.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { keepSettling, keptSettling, type SettlingDraft } from './settling-draft.ts';

/** An item in hand: what its labels say, what is chosen of it so far, and how that is changed. */
export interface Settling {
  item: Adjudication;
  rubric: Rubric;
  compared: LabelComparison;
  /** Whether it can be changed: neither settled nor left as a disagreement. */
  isOpen: boolean;
  reason: string;
  decisions: Decisions;
  /** The label that stands, or would stand, for all; null where the disagreement was kept. */
  body: LabelBody | null;
  open: readonly ComparedField[];
  /** What a field is settled to, now or for good. */
  valueOf(field: ComparedField): FieldValue | undefined;
  /** Whose answer it is, where it was taken from a label. */
  takenFrom(field: ComparedField): LabelBeside | undefined;
  isMoot(field: ComparedField): boolean;
  decide(field: string, decision: Decision | undefined): void;
  takeAll(label: LabelBeside): void;
  setReason(reason: string): void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

interface History {
  now: SettlingDraft;
  past: readonly SettlingDraft[];
  future: readonly SettlingDraft[];
}

type Step = { change: (draft: SettlingDraft) => SettlingDraft; isTyped?: boolean } | 'undo' | 'redo';

function step(history: History, act: Step): History {
  const { now, past, future } = history;
  if (act === 'undo') {
    const before = past.at(-1);
    return before === undefined
      ? history
      : { now: before, past: past.slice(0, -1), future: [now, ...future] };
  }
  if (act === 'redo') {
    const [after, ...rest] = future;
    return after === undefined ? history : { now: after, past: [...past, now], future: rest };
  }
  const next = act.change(now);
  // What is typed is undone in its field.
  return { now: next, past: act.isTyped === true ? past : [...past, now], future: [] };
}

const NOTHING: SettlingDraft = { decisions: {}, reason: '' };

/** Without what was taken from labels that are not these any more. */
function stillHere({ decisions, reason }: SettlingDraft, item: Adjudication): SettlingDraft {
  const ids = new Set(item.labels.map(({ id }) => id));
  return {
    reason,
    decisions: Object.fromEntries(
      Object.entries(decisions).filter(([, decision]) => 'value' in decision || ids.has(decision.from)),
    ),
  };
}

/** What was settled, as choices: where one begins who takes it up again. */
export function choicesIn(settling: Settling): SettlingDraft {
  const { compared, item } = settling;
  const decisions = compared.fields
    .filter(({ differs }) => differs)
    .flatMap((field): [string, Decision][] => {
      const taken = settling.takenFrom(field);
      if (taken !== undefined) return [[field.field, { from: taken.id }]];
      const value = settling.valueOf(field);
      return value === undefined ? [] : [[field.field, { value }]];
    });
  return { decisions: Object.fromEntries(decisions), reason: item.decided?.reason ?? '' };
}

export function useSettling(item: Adjudication, rubric: Rubric): Settling {
  const { confession } = item;
  const [history, act] = useReducer(step, undefined, () => ({
    now: stillHere(keptSettling(confession) ?? NOTHING, item),
    past: [],
    future: [],
  }));
  const { decisions, reason } = history.now;
  const compared = useMemo(() => compareLabels(item.labels, rubric.questions), [item.labels, rubric]);
  const isOpen = item.state === 'open' || item.state === 'reopened';
  const dispatch = (made: Step) => {
    if (!isOpen) return;
    keepSettling(confession, step(history, made).now);
    act(made);
  };
  const decided = isOpen ? null : item.decided;
  return {
    item,
    rubric,
    compared,
    isOpen,
    reason: decided?.reason ?? reason,
    decisions,
    body: decided === null ? settledBody(compared, decisions, reason) : decided.body,
    open: isOpen ? openFields(compared, decisions) : [],
    valueOf: (field) => {
      if (decided === null) return settledValue(field, decisions);
      return decided.body === null ? undefined : bodyValue(decided.body, field);
    },
    takenFrom: (field) => {
      if (decided !== null) {
        const name = decided.taken_from[field.field];
        return item.labels.find(({ grader }) => grader === name && grader !== null);
      }
      const decision = decisions[field.field];
      return decision !== undefined && 'from' in decision
        ? item.labels.find(({ id }) => id === decision.from)
        : undefined;
    },
    isMoot: (field) =>
      decided === null
        ? isMoot(compared, field, decisions)
        : field.violation !== undefined &&
          field.kind !== 'found' &&
          decided.body?.violations.some(({ id }) => id === field.violation) === false,
    decide: (field, decision) =>
      dispatch({
        change: (draft) => {
          const { [field]: _before, ...others } = draft.decisions;
          return { ...draft, decisions: decision === undefined ? others : { ...others, [field]: decision } };
        },
      }),
    takeAll: ({ id }) =>
      dispatch({
        change: (draft) => ({ ...draft, decisions: takeAllOf(compared, draft.decisions, id) }),
      }),
    setReason: (next) => dispatch({ change: (draft) => ({ ...draft, reason: next }), isTyped: true }),
    undo: isOpen && history.past.length > 0 ? () => dispatch('undo') : undefined,
    redo: isOpen && history.future.length > 0 ? () => dispatch('redo') : undefined,
  };
}
