import { ChevronRight, Copy, CornerDownRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { cx } from '../../kit/cx.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import type { DraftQuestion } from './draft.ts';
import { duplicateQuestion, removeAt } from './draft-changes.ts';
import { useRubricForm } from './form-context.ts';
import { OpenCount } from './OpenCount.tsx';
import { QuestionFields } from './QuestionFields.tsx';
import styles from './QuestionRow.module.css';
import { Row } from './Row.tsx';
import { KIND_WORDS, questionWords } from './rubric-words.ts';

/** One question of the rubric: a line that says what it is, and its fields where it is the one in hand. */
export function QuestionRow({ question, index }: { question: DraftQuestion; index: number }) {
  const form = useRubricForm();
  const { body, saved, change, focus, openQuestion, showQuestion, showNewQuestion, problemsBelow } = form;
  const isOpen = openQuestion === index;
  const count = body.questions.length;
  const head = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) head.current?.closest('[data-row]')?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const name = `question ${index + 1}`;
  const facts = [
    KIND_WORDS[question.kind].title.toLowerCase(),
    `stage ${question.stage}`,
    ...(question.scope === 'claim' ? ['each claim'] : []),
    ...(question.required ? ['required'] : []),
  ];
  return (
    <Row
      list={['questions']}
      index={index}
      count={count}
      name={name}
      className={styles.row}
      below={isOpen && <QuestionFields question={question} index={index} />}
      onRemove={() => {
        if (isOpen) showQuestion(null);
        change(removeAt(['questions'], index));
        focus(['questions', Math.min(index, count - 2)]);
      }}
      acts={
        <IconButton
          icon={Copy}
          size="small"
          label={`Duplicate ${name}`}
          data-duplicate=""
          onClick={() => {
            change(duplicateQuestion(index, saved));
            showNewQuestion(index + 1);
            focus(['questions', index + 1, 'question']);
          }}
        />
      }
    >
      <button
        ref={head}
        type="button"
        className={styles.head}
        aria-expanded={isOpen}
        onClick={() => showQuestion(isOpen ? null : index)}
      >
        <ChevronRight className={cx(styles.sign, isOpen && styles.turned)} aria-hidden="true" />
        <span className={styles.words}>
          <span className={cx(styles.question, question.question.trim() === '' && styles.missing)}>
            {questionWords(question)}
          </span>
          <span className={styles.facts}>
            {facts.join(' · ')}
            {question.when !== undefined && (
              <>
                {' · '}
                <CornerDownRight className={styles.condition} aria-hidden="true" />
                on condition
              </>
            )}
          </span>
          <OpenCount count={problemsBelow('questions', index)} />
        </span>
      </button>
    </Row>
  );
}
