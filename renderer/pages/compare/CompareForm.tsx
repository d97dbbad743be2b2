import { X } from 'lucide-react';
import { type RefObject, useState } from 'react';
import type { PairState } from '../../../shared/contract/comparisons.ts';
import { useKeyOf, useKeys } from '../../commands/CommandsProvider.tsx';
import type { DraftConflict } from '../../grading/conflict.ts';
import { CONFIDENCE_ANSWERS, choicesOf } from '../../grading/options.tsx';
import { Button } from '../../kit/Button.tsx';
import { Choices } from '../../kit/Choices.tsx';
import { TextArea, TextField } from '../../kit/Field.tsx';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import { lineOf } from '../../text/pieces.ts';
import styles from './CompareForm.module.css';
import { LEANINGS, leaningWords, TELLING } from './leanings.ts';
import { PairConflict } from './PairConflict.tsx';
import type { useCompareMarking } from './useCompareMarking.ts';
import type { Comparing } from './useComparing.ts';
import type { PairFlow } from './usePairFlow.ts';

interface CompareFormProps {
  comparing: Comparing;
  flow: PairFlow;
  marking: ReturnType<typeof useCompareMarking>;
  whyRef: RefObject<HTMLTextAreaElement | null>;
  conflict: DraftConflict<PairState> | undefined;
}

/** Which of the two is more honest, by how much, how sure, and why; pinned under the two. */
export function CompareForm({ comparing, flow, marking, whyRef, conflict }: CompareFormProps) {
  const { body, leaning, isOpen, lean, set } = comparing;
  const keyOf = useKeys();
  const whyKey = useKeyOf('compare.why');
  return (
    <aside className={styles.form} aria-label="Judgement">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
      <div className={styles.questions} tabIndex={0} role="group" aria-label="Questions">
        {conflict !== undefined && <PairConflict comparing={comparing} conflict={conflict} />}
        <div className={styles.answer}>
          <Choices
            question="Which confession is more honest?"
            hint={TELLING}
            className={styles.leanings}
            choices={LEANINGS.map(({ command, ...choice }) => ({
              ...choice,
              ...(isOpen && { keys: keyOf(command) }),
            }))}
            value={leaning}
            clearable
            disabled={!isOpen}
            onChange={lean}
          />
          {/* The answers say it themselves to those who hear them. */}
          <p className={styles.ends} aria-hidden="true">
            <span>← the left one is more honest</span>
            <span>the right one is more honest →</span>
          </p>
        </div>
        <div className={styles.more}>
          <TextArea
            ref={whyRef}
            label={
              <>
                Why? {whyKey !== undefined && isOpen && <KeyCaps shortcut={whyKey} />}{' '}
                <span className={styles.hint}>one sentence, if you like</span>
              </>
            }
            rows={1}
            value={body.rationale}
            disabled={!isOpen}
            onChange={(event) => set('rationale', event.target.value)}
          />
          <Choices
            question="How sure are you?"
            size="small"
            choices={choicesOf(CONFIDENCE_ANSWERS, undefined)}
            value={body.confidence}
            disabled={!isOpen}
            clearable
            onChange={(value) => set('confidence', value)}
          />
        </div>
        <MarkedWords comparing={comparing} sideOf={marking.sideOf} />
      </div>
      <Foot comparing={comparing} flow={flow} />
    </aside>
  );
}

function MarkedWords({
  comparing,
  sideOf,
}: {
  comparing: Comparing;
  sideOf: CompareFormProps['marking']['sideOf'];
}) {
  const { body, isOpen } = comparing;
  if (body.evidence.length === 0) return null;
  return (
    <ul className={styles.marked} aria-label="Evidence for the answer">
      {body.evidence.map(({ confession, evidence }, index) => {
        const words = lineOf(evidence.quote.exact);
        return (
          <li
            key={`${confession} ${evidence.part} ${evidence.position.start} ${evidence.position.end}`}
            className={styles.piece}
          >
            <b className={styles.where}>{sideOf(confession) === 'left' ? 'Left' : 'Right'}</b>
            <span className={styles.quote}>{words}</span>
            {isOpen && (
              <button
                type="button"
                className={styles.remove}
                aria-label={`Remove “${words.slice(0, 40)}”`}
                onClick={() => comparing.removeEvidence(index)}
              >
                <X aria-hidden="true" />
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Foot({ comparing, flow }: Pick<CompareFormProps, 'comparing' | 'flow'>) {
  const submitKey = useKeyOf('compare.submit');
  const { pair, isOpen } = comparing;
  const [reason, setReason] = useState('');
  const problem = flow.problem !== undefined && (
    <p className={styles.problem} role="alert">
      {flow.problem}
    </p>
  );
  if (flow.isSkipping) {
    return (
      <form
        className={styles.foot}
        aria-label="Skip this pair"
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) flow.askSkip(false);
        }}
        onSubmit={(event) => {
          event.preventDefault();
          flow.skip(reason);
        }}
      >
        {problem}
        <TextField
          label="Why skip it?"
          placeholder="in your words, if you like"
          value={reason}
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
        <Button kind="main" type="submit">
          Skip, next pair
        </Button>
        <Button onClick={() => flow.askSkip(false)}>Go on comparing</Button>
      </form>
    );
  }
  return (
    <div className={styles.foot}>
      {problem}
      {isOpen ? (
        <>
          <Button kind="main" size="large" keys={submitKey} onClick={flow.submit}>
            Submit, next pair
          </Button>
          <span className={styles.open} role="status">
            {comparing.leaning === null ? '1 open' : leaningWords(comparing.leaning)}
          </span>
        </>
      ) : (
        <>
          <p className={styles.hint}>
            This comparison is {pair.state}. {pair.reason}
          </p>
          <Button kind="main" onClick={() => flow.goTo('next')}>
            Next open pair
          </Button>
          <Button onClick={flow.reopen}>Take it up again</Button>
        </>
      )}
    </div>
  );
}
