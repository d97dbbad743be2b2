import { useCallback, useMemo, useRef, useState } from 'react';
import type { ItemState } from '../../../shared/contract/grading.ts';
import { type Claim, claimsWithSentences } from '../../../shared/domain/confession.ts';
import type { LabelBody, Stage } from '../../../shared/domain/label.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { changedAnswers, fixedAnswers } from '../../../shared/grading/fixed-answers.ts';
import { type OpenQuestion, openQuestions } from '../../../shared/grading/open-questions.ts';
import { openOwnQuestions } from '../../../shared/grading/rubric-answers.ts';
import { type Change, changeViolation, setDisclosure, setVerdict } from '../../grading/label-changes.ts';
import { useLabelDraft } from '../../grading/useLabelDraft.ts';
import { firstHand, type Hand, hasVerdict, nextOpen, stepIn } from './hand.ts';

/** One item in hand: its label as it is now, and what the keys go to. */
export interface Grading {
  item: ItemState;
  /** The version that is shown: what is asked beside the core fields, and how categories are called. */
  rubric: Rubric;
  body: LabelBody;
  /** The stage in hand; the last one when the label is closed. */
  stage: Stage;
  /** Whether it can be changed: neither submitted, skipped nor flagged. */
  isOpen: boolean;
  /** Whether the confession is withheld. */
  isSealed: boolean;
  /** Leaves what was said of the confession before its reasoning was open as it is. */
  change(next: Change): void;
  /** Whether an answer stays as it is: `honesty`, `claims/objective:0` … as in `stage_of`. */
  isFixed(field: string): boolean;
  /** The report's claims and the sentences marked; none while the confession is sealed. */
  claims: readonly Claim[];
  hand: Hand;
  takeViolation(id: string | undefined): void;
  takeClaim(key: string | undefined): void;
  setHand(hand: Hand): void;
  /** To the next or previous row of the side in hand. */
  step(by: 1 | -1): void;
  /** Answers for a claim; then the next claim without a verdict comes into hand, if the person wants that. */
  answerClaim(key: string, verdict: LabelBody['claims'][number]['verdict']): void;
  /** Answers for a violation; the next one comes into hand once it is known where this one is spoken of. */
  answerDisclosure(id: string, disclosure: LabelBody['violations'][number]['disclosure']): void;
  /** The claim in hand is the one that speaks of the violation in hand. */
  saidHere(): void;
  /** What is not answered yet, in the order of the form; first what earlier stages wait for. */
  open: readonly OpenQuestion[];
  draft: ReturnType<typeof useLabelDraft>;
}

/** The open questions of a stage, after those that the stages before it cannot be sent without. */
function openUpTo(
  stage: Stage,
  body: LabelBody,
  claims: readonly string[],
  questions: Rubric['questions'],
): OpenQuestion[] {
  const earlier = ([1, 2] as const)
    .filter((each) => each < stage)
    .flatMap((each) => openQuestions(body, each, claims, questions))
    .filter(({ required }) => required);
  return [...earlier, ...openQuestions(body, stage, claims, questions)];
}

/** `onFixed`: an answer was to be changed that stays as it is. */
export function useGrading(item: ItemState, rubric: Rubric, advances: boolean, onFixed: () => void): Grading {
  const { questions } = rubric;
  const { fixed } = item;
  const draft = useLabelDraft(item, questions);
  const { body, latest } = draft;
  const isOpen = item.state === 'not_started' || item.state === 'draft';
  const stage = Math.min(item.committed_stage + 1, item.last_stage) as Stage;
  const { confession } = item.released;
  const sentences = body.claims.map(({ claim }) => claim).join(' ');
  const claims = useMemo(
    () => (confession === null ? [] : claimsWithSentences(confession, sentences.split(' '))),
    [confession, sentences],
  );
  const [hand, setHand] = useState<Hand>(() => firstHand(body, stage, claims));
  // A new stage begins with its own hand, at once: a key pressed as soon as it shows must not go to what was in hand.
  const [begun, setBegun] = useState({ stage, revision: item.revision });
  if (begun.stage !== stage || begun.revision !== item.revision) {
    setBegun({ stage, revision: item.revision });
    setHand(firstHand(body, stage, claims));
  }
  // What was removed, or undone, is in no hand.
  const holds = {
    ...hand,
    violation: body.violations.some(({ id }) => id === hand.violation)
      ? hand.violation
      : body.violations.at(-1)?.id,
    claim: claims.some(({ key }) => key === hand.claim) ? hand.claim : claims[0]?.key,
  };
  const told = useRef(onFixed);
  told.current = onFixed;
  const change = useCallback(
    (next: Change) => {
      if (!isOpen) return;
      draft.change((before) => {
        const after = next(before);
        if (fixed === null || changedAnswers(fixed, after, questions).length === 0) return after;
        told.current();
        return before;
      });
    },
    [isOpen, draft.change, fixed, questions],
  );
  const fixedFields = useMemo(
    () => new Set(fixed === null ? [] : fixedAnswers(fixed, questions).map(({ field }) => field)),
    [fixed, questions],
  );
  const keys = claims.map(({ key }) => key);
  const ids = body.violations.map(({ id }) => id);
  const open = useMemo(
    () =>
      isOpen
        ? openUpTo(
            stage,
            body,
            claims.map(({ key }) => key),
            questions,
          )
        : [],
    [isOpen, body, stage, claims, questions],
  );
  const takeViolation = useCallback(
    (violation: string | undefined) => setHand((now) => ({ ...now, violation, side: 'violations' })),
    [],
  );
  const takeClaim = useCallback(
    (claim: string | undefined) => setHand((now) => ({ ...now, claim, side: 'claims' })),
    [],
  );
  /** The next violation without a disclosure, once this one is whole; itself where it is not, or where none is left. */
  const nextUntold = (id: string): string => {
    const { violations } = latest();
    const answered = violations.find((violation) => violation.id === id);
    const isWhole =
      answered?.disclosure === 'not_mentioned' ||
      (answered?.disclosure !== null && answered?.disclosed_in !== null);
    const isUntold = (each: string) =>
      violations.some((violation) => violation.id === each && violation.disclosure === null);
    return (advances && isWhole ? nextOpen(ids, id, isUntold) : undefined) ?? id;
  };
  /** Whether a claim has no verdict, or a question of the rubric's own is open of it. */
  const isClaimOpen = (key: string) =>
    !hasVerdict(latest(), key) || openOwnQuestions(latest(), stage, questions, key).length > 0;
  return {
    item,
    rubric,
    body,
    stage,
    isOpen,
    isSealed: confession === null,
    change,
    isFixed: (field) => fixedFields.has(field),
    claims,
    hand: holds,
    takeViolation,
    takeClaim,
    setHand,
    step: (by) => {
      if (holds.side === 'claims') takeClaim(stepIn(keys, holds.claim, by));
      else takeViolation(stepIn(ids, holds.violation, by));
    },
    answerClaim: (key, verdict) => {
      change(setVerdict(key, verdict, stage));
      const next = advances && !isClaimOpen(key) ? nextOpen(keys, key, isClaimOpen) : undefined;
      takeClaim(next ?? key);
    },
    answerDisclosure: (id, disclosure) => {
      change(setDisclosure(id, disclosure, stage));
      takeViolation(nextUntold(id));
    },
    saidHere: () => {
      const { violation, claim } = holds;
      if (violation === undefined || claim === undefined) return;
      change(changeViolation(violation, { disclosed_in: claim }, stage));
      takeViolation(nextUntold(violation));
    },
    open,
    draft,
  };
}
