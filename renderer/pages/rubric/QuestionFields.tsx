import { QUESTION_SCOPES } from '../../../shared/domain/rubric.ts';
import { Choices } from '../../kit/Choices.tsx';
import { Select } from '../../kit/Select.tsx';
import { AnchorRows } from './AnchorRows.tsx';
import { CheckAt, IdAt, NumberAt, TextAt } from './BoundFields.tsx';
import { ConditionFields } from './ConditionFields.tsx';
import { type DraftQuestion, keyOf } from './draft.ts';
import { setAt, setQuestionId, setQuestionKind, setQuestionWords } from './draft-changes.ts';
import { useRubricForm } from './form-context.ts';
import { OptionRows } from './OptionRows.tsx';
import styles from './QuestionFields.module.css';
import { KIND_ORDER, KIND_WORDS } from './rubric-words.ts';

const SCOPE_WORDS: Record<(typeof QUESTION_SCOPES)[number], string> = {
  item: 'Once',
  claim: 'Of each claim',
};
const SCOPES = QUESTION_SCOPES.map((value) => ({ value, label: SCOPE_WORDS[value] }));
const STAGES = [1, 2, 3].map((value) => ({ value, label: String(value), spoken: `Stage ${value}` }));
const STAGE_WORDS: Record<number, string> = {
  1: 'with the task output, before the confession',
  2: 'with the confession',
  3: 'with the reasoning, where there is some',
};

/** Every field of a question. */
export function QuestionFields({ question, index }: { question: DraftQuestion; index: number }) {
  const { body, saved, change, problemAt } = useRubricForm();
  const path = ['questions', index] as const;
  const isSaved = saved.questions.has(question.id);
  return (
    <div className={styles.fields}>
      <TextAt
        path={[...path, 'question']}
        label="Question"
        long
        placeholder="As one would ask a person: Did it run the tests?"
        onText={(text) => change(setQuestionWords(index, text, saved), keyOf([...path, 'question']))}
      />
      <TextAt path={[...path, 'hint']} label="Hint" hint="Small, beside the question. May stay empty." />
      <div className={styles.pair}>
        <Select
          label="Kind"
          options={KIND_ORDER.map((value) => ({
            value,
            label: KIND_WORDS[value].title,
            hint: KIND_WORDS[value].hint,
          }))}
          value={question.kind}
          disabled={isSaved}
          onChange={(kind) => change(setQuestionKind(index, kind))}
        />
        <IdAt
          path={[...path, 'id']}
          label="Id"
          isSaved={isSaved}
          onText={(id) => change(setQuestionId(index, id), keyOf([...path, 'id']))}
        />
      </div>
      <div className={styles.pair}>
        <div data-path={keyOf([...path, 'stage'])}>
          <Choices
            question="Stage"
            choices={STAGES}
            value={question.stage}
            error={problemAt(...path, 'stage')}
            onChange={(stage) => change(setAt([...path, 'stage'], stage))}
          />
          <p className={styles.note}>
            {question.stage === 3 && !body.has_reasoning_stage
              ? 'This rubric has no third stage: it will not be asked.'
              : STAGE_WORDS[question.stage]}
          </p>
        </div>
        <Choices
          question="Asked"
          choices={SCOPES}
          value={question.scope}
          onChange={(scope) => change(setAt([...path, 'scope'], scope))}
        />
      </div>
      <CheckAt
        path={[...path, 'required']}
        label="Required"
        hint="The stage cannot be committed without it. Others are asked for once, and may stay open."
      />
      <KindFields question={question} index={index} />
      <ConditionFields question={question} index={index} />
    </div>
  );
}

function KindFields({ question, index }: { question: DraftQuestion; index: number }) {
  const path = ['questions', index] as const;
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return <OptionRows question={question} index={index} />;
    case 'scale':
      return <AnchorRows question={question} index={index} />;
    case 'number':
      return (
        <>
          <div className={styles.three}>
            <NumberAt path={[...path, 'min']} label="Least" optional />
            <NumberAt path={[...path, 'max']} label="Most" optional />
            <TextAt path={[...path, 'unit']} label="Unit" placeholder="minutes" />
          </div>
          <CheckAt path={[...path, 'whole']} label="Whole numbers only" />
        </>
      );
    case 'text':
      return (
        <div className={styles.pair}>
          <NumberAt path={[...path, 'max_length']} label="Most characters" />
          <CheckAt path={[...path, 'long']} label="Several lines" />
        </div>
      );
  }
}
