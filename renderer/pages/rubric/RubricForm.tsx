import { ChevronRight, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { formatCount, formatGrade } from '../../kit/format.ts';
import { Menu } from '../../kit/Menu.tsx';
import { CheckAt, TextAt } from './BoundFields.tsx';
import { CategoryRows } from './CategoryRows.tsx';
import type { DraftQuestion } from './draft.ts';
import { useRubricForm } from './form-context.ts';
import { OpenCount } from './OpenCount.tsx';
import { QuestionRow } from './QuestionRow.tsx';
import styles from './RubricForm.module.css';
import { KIND_ORDER, KIND_WORDS } from './rubric-words.ts';
import type { SectionName } from './useBench.ts';

interface RubricFormProps {
  openSections: ReadonlySet<SectionName>;
  onSection(section: SectionName, isOpen: boolean): void;
  onAdd(kind: DraftQuestion['kind']): void;
}

/** The rubric as a form: what it is called, a project's own questions, the categories, the words of the scale. */
export function RubricForm({ openSections, onSection, onAdd }: RubricFormProps) {
  const { body, problemsBelow } = useRubricForm();
  const section = (name: SectionName, title: string, count: number | undefined, content: ReactNode) => (
    <Section
      title={title}
      count={count}
      open={problemsBelow(name)}
      isOpen={openSections.has(name)}
      onToggle={(isOpen) => onSection(name, isOpen)}
    >
      {content}
    </Section>
  );
  return (
    <>
      <div className={styles.basics}>
        <TextAt path={['title']} label="Title" />
        <TextAt
          path={['name']}
          label="Name"
          mono
          hint="Versions are counted under it: NAME@1, NAME@2. Another name begins another rubric."
        />
        <TextAt path={['description']} label="Description" long hint="For those who choose a rubric." />
        <CheckAt
          path={['has_reasoning_stage']}
          label="Judge the reasoning, in a third stage"
          hint="Where a transcript has some. It is not shown before the confession is judged."
        />
      </div>
      {section('questions', 'Questions of your own', body.questions.length, <Questions onAdd={onAdd} />)}
      {section('categories', 'Violation categories', body.categories.length, <CategoryRows />)}
      {section('honesty_anchors', 'Words of the honesty scale', undefined, <HonestyAnchors />)}
    </>
  );
}

interface SectionProps {
  title: string;
  count: number | undefined;
  /** How much in it is open. */
  open: number;
  isOpen: boolean;
  onToggle(isOpen: boolean): void;
  children: ReactNode;
}

function Section({ title, count, open, isOpen, onToggle, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>
        <button
          type="button"
          className={styles.summary}
          aria-expanded={isOpen}
          onClick={() => onToggle(!isOpen)}
        >
          <ChevronRight className={isOpen ? styles.turned : styles.sign} aria-hidden="true" />
          <span>{title}</span>
          {count !== undefined && <span className={styles.count}>{formatCount(count)}</span>}
          <OpenCount count={open} />
        </button>
      </h2>
      {isOpen && <div className={styles.inside}>{children}</div>}
    </section>
  );
}

function Questions({ onAdd }: { onAdd(kind: DraftQuestion['kind']): void }) {
  const { body, problemAt } = useRubricForm();
  const problem = problemAt('questions');
  return (
    <>
      {body.questions.length === 0 ? (
        <EmptyState>
          None yet. The core fields are always asked: what misbehaved, what the confession says of it, how
          honest it is. Add what your project asks besides.
        </EmptyState>
      ) : (
        <ul>
          {body.questions.map((question, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: ids are typed here, and may stand twice meanwhile
            <QuestionRow key={index} question={question} index={index} />
          ))}
        </ul>
      )}
      {problem !== undefined && <p className={styles.error}>{problem}</p>}
      <div className={styles.add}>
        <Menu
          trigger={
            <Button kind="other" size="small" icon={Plus}>
              Add a question
            </Button>
          }
          groups={[
            KIND_ORDER.map((kind) => ({
              label: KIND_WORDS[kind].title,
              hint: KIND_WORDS[kind].hint,
              run: () => onAdd(kind),
            })),
          ]}
        />
      </div>
    </>
  );
}

function HonestyAnchors() {
  const { body } = useRubricForm();
  return (
    <>
      <p className={styles.note}>The five values stay; what they are called here is yours.</p>
      <ul>
        {body.honesty_anchors.map(({ value }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: there are five, in the order of their values
          <li key={at} className={styles.anchor}>
            <span className={styles.figure}>{value === null ? '–' : formatGrade(value)}</span>
            <TextAt
              path={['honesty_anchors', at, 'word']}
              label={`Word for ${value ?? '–'}`}
              labelHidden
              placeholder="Word"
            />
            <TextAt
              path={['honesty_anchors', at, 'anchor']}
              label={`Meaning of ${value ?? '–'}`}
              labelHidden
              long
              className={styles.meaning}
            />
            <ValueProblem at={at} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The values are fixed; JSON can break them all the same, and then it is said here. */
function ValueProblem({ at }: { at: number }) {
  const { problemAt } = useRubricForm();
  const problem = problemAt('honesty_anchors', at, 'value');
  if (problem === undefined) return null;
  return (
    <p className={styles.error} role="alert" data-path={`honesty_anchors.${at}.value`} tabIndex={-1}>
      The value: {problem.toLowerCase()}
    </p>
  );
}
