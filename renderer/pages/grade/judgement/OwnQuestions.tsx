import type { KeyboardEvent } from 'react';
import type { Stage } from '../../../../shared/domain/label.ts';
import type { RubricQuestion } from '../../../../shared/domain/rubric.ts';
import { answerField, answerTo, isEmptyAnswer, isShown } from '../../../../shared/grading/rubric-answers.ts';
import { setAnswer } from '../../../grading/answer-changes.ts';
import { Question } from '../../../grading/Question.tsx';
import { answerWords } from '../../../rubric/answer-words.ts';
import { RubricQuestionField } from '../../../rubric/RubricQuestionField.tsx';
import type { Grading } from '../useGrading.ts';
import styles from './OwnQuestions.module.css';

interface OwnQuestionsProps {
  grading: Grading;
  stage: Stage;
  /** The claim that they are asked of. */
  claim?: string;
}

/** Out of the answers to their question: from there, Space goes on. */
function onEscape(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
  event.currentTarget.querySelector<HTMLElement>('[data-question]')?.focus();
  event.preventDefault();
}

function shownOf({ grading, stage, claim }: OwnQuestionsProps): RubricQuestion[] {
  const { questions } = grading.rubric;
  return questions.filter(
    (question) =>
      question.stage === stage &&
      (question.scope === 'claim') === (claim !== undefined) &&
      isShown(questions, question, grading.body, claim),
  );
}

/** The rubric's own questions of one stage, those whose condition holds. */
export function OwnQuestions(props: OwnQuestionsProps) {
  const { grading, claim } = props;
  const { body, change, isOpen, isFixed } = grading;
  return shownOf(props).map((question) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the controls inside; nothing here is pressed
    <div key={question.id} onKeyDown={onEscape}>
      <Question field={answerField(question.id, claim)}>
        <RubricQuestionField
          question={question}
          value={answerTo(body, question, claim)}
          isDisabled={!isOpen || isFixed(answerField(question.id, claim))}
          onChange={(value) => change(setAnswer(question, claim, value, grading.stage))}
        />
      </Question>
    </div>
  ));
}

/** What was answered of a claim that is not in hand, to be read. */
export function OwnAnswers(props: OwnQuestionsProps) {
  const { grading, claim } = props;
  const answered = shownOf(props).flatMap((question) => {
    const value = answerTo(grading.body, question, claim);
    return isEmptyAnswer(value) ? [] : [{ question, words: answerWords(question, value) }];
  });
  if (answered.length === 0) return null;
  return (
    <dl className={styles.answers}>
      {answered.map(({ question, words }) => (
        <div key={question.id}>
          <dt>{question.question}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
