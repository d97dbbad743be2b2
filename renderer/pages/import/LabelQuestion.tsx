import type { LabelMapping, MappedQuestion } from '../../../shared/mapping/label-mapping.ts';
import { wordsFor } from '../../../shared/mapping/label-words.ts';
import { TextField } from '../../kit/Field.tsx';
import { plural } from '../../kit/format.ts';
import { Select } from '../../kit/Select.tsx';
import styles from './LabelQuestion.module.css';
import { LabelScale } from './LabelScale.tsx';
import {
  fieldOptions,
  NOT_READ,
  placing,
  type QuestionRow,
  setField,
  setRule,
  setValue,
  wordFor,
} from './label-draft.ts';

interface LabelQuestionProps {
  row: QuestionRow;
  mapping: LabelMapping;
  categories: readonly { id: string; title: string }[];
  /** The rubric's own. */
  questions: readonly { id: string; question: string }[];
  /** The list of the record's paths. */
  paths: string;
  reason: string | undefined;
  onChange(mapping: LabelMapping): void;
}

const KINDS = { choice: 'choices', number: 'numbers', text: 'texts', marked: 'marked text' } as const;

/** One question of the tool: what it means, and what each of its answers does. */
export function LabelQuestion(props: LabelQuestionProps) {
  const { row, mapping, questions, paths, reason, onChange } = props;
  const { name, index, rule } = row;
  const change = (part: Partial<MappedQuestion>) =>
    index !== undefined && onChange(setRule(mapping, index, part));
  return (
    <li className={styles.question}>
      <div className={styles.head}>
        <span className={styles.name}>{name}</span>
        <span className={styles.caption}>
          {KINDS[row.kind]}, {plural(row.answered, 'answer')}
          {rule !== undefined && reason !== undefined && `: ${reason}`}
        </span>
      </div>
      <div className={styles.fields}>
        <Select
          label={
            <>
              Means<span className="unseen"> ({name})</span>
            </>
          }
          options={fieldOptions(row.kind)}
          value={rule?.field ?? NOT_READ}
          onChange={(field) => onChange(setField(mapping, row, field))}
        />
        {rule?.field === 'claims' && row.kind !== 'marked' && (
          <TextField
            label="Claim"
            mono
            hint="objective:0 is the first; {n} as in the question."
            autoComplete="off"
            value={rule.claim ?? ''}
            onChange={(event) => change({ claim: event.target.value })}
          />
        )}
        {rule?.field === 'answers' && (
          <Select
            label="Question of the rubric"
            options={questions.map(({ id, question }) => ({ value: id, label: question }))}
            value={questions.some(({ id }) => id === rule.answer) ? (rule.answer ?? null) : null}
            placeholder={questions.length === 0 ? 'the rubric has none' : 'Choose'}
            onChange={(answer) => change({ answer })}
          />
        )}
        {rule !== undefined && row.kind === 'marked' && (
          <Marked rule={rule} paths={paths} onChange={change} />
        )}
        {rule !== undefined && index !== undefined && placing(rule.field, row.kind) === 'scale' && (
          <LabelScale
            rule={rule}
            onChange={(scale) => {
              const { scale: _before, ...rest } = rule;
              const next: MappedQuestion = scale === undefined ? rest : { ...rest, scale };
              onChange({
                ...mapping,
                questions: mapping.questions.map((each, at) => (at === index ? next : each)),
              });
            }}
          />
        )}
      </div>
      {rule !== undefined && index !== undefined && <Values {...props} rule={rule} index={index} />}
    </li>
  );
}

interface MarkedProps {
  rule: MappedQuestion;
  paths: string;
  onChange(part: Partial<MappedQuestion>): void;
}

/** Where the text stands that was marked, and what becomes of words that are not found. */
function Marked({ rule, paths, onChange }: MarkedProps) {
  const { marked = {} } = rule;
  return (
    <>
      <TextField
        label="In the text"
        mono
        list={paths}
        hint="The field of the record with the text that was marked."
        autoComplete="off"
        spellCheck={false}
        value={marked.text ?? ''}
        onChange={(event) => {
          const { text: _before, ...rest } = marked;
          const text = event.target.value;
          onChange({ marked: text === '' ? rest : { ...rest, text } });
        }}
      />
      <Select
        label="Words that are not found"
        options={[
          { value: 'refuse', label: 'leave the label out' },
          { value: 'note', label: 'keep them in its note' },
        ]}
        value={marked.unplaced ?? 'refuse'}
        onChange={(unplaced) => onChange({ marked: { ...marked, unplaced } })}
      />
    </>
  );
}

const NOTHING = 'says nothing';
const OPEN = 'to be said';

/** The answers that there are, each with the word or the number that it is read as. */
function Values({
  row,
  rule,
  index,
  mapping,
  categories,
  onChange,
}: LabelQuestionProps & { rule: MappedQuestion; index: number }) {
  const how = placing(rule.field, row.kind);
  if (how === 'none' || how === 'scale' || row.values.length === 0) return null;
  const ids = categories.map(({ id }) => id);
  const titles = new Map(categories.map(({ id, title }) => [id, title]));
  const words = wordsFor(rule.field, ids) ?? [];
  return (
    <ul className={styles.values} aria-label={`Answers to ${row.name}`}>
      {row.values.map(({ value, count }) => {
        const word = wordFor(rule, value, ids);
        const label = (
          <>
            {value} <span className={styles.count}>{count}</span>
          </>
        );
        return (
          <li key={value}>
            {how === 'words' ? (
              <Select
                label={label}
                options={[
                  { value: NOTHING, label: NOTHING },
                  ...words.map((each) => ({
                    value: each,
                    label: titles.get(each) ?? each.replaceAll('_', ' '),
                  })),
                ]}
                value={word === null ? NOTHING : word === undefined ? null : String(word)}
                placeholder={OPEN}
                onChange={(next) => onChange(setValue(mapping, index, value, next === NOTHING ? null : next))}
              />
            ) : (
              <TextField
                label={label}
                inputMode="decimal"
                placeholder={OPEN}
                autoComplete="off"
                value={typeof word === 'number' ? String(word) : ''}
                onChange={(event) => {
                  const text = event.target.value.replace(',', '.');
                  const number = text.trim() === '' ? Number.NaN : Number(text);
                  onChange(setValue(mapping, index, value, Number.isFinite(number) ? number : undefined));
                }}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
