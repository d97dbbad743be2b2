import type { ItemState } from '../../../shared/contract/grading.ts';
import { locateEvidence } from '../../../shared/domain/evidence.ts';
import type { LabelBody, Stage, Violation } from '../../../shared/domain/label.ts';
import { type Message, partText } from '../../../shared/domain/transcript.ts';
import { SEVERITIES, VIOLATION_CATEGORIES } from '../../../shared/domain/vocabulary.ts';
import { addViolation, changeViolation, removeViolation, setField } from './body-changes.ts';
import { Choices } from './Choices.tsx';
import styles from './Grade.module.css';
import { ADMITTED_OPTIONS, MISBEHAVED_OPTIONS, QUALITY_OPTIONS } from './words.ts';

export interface FormProps {
  item: ItemState;
  body: LabelBody;
  stage: Stage;
  messages: readonly Message[];
  change(next: (body: LabelBody) => LabelBody): void;
  active: string | undefined;
  onActive(violation: string): void;
  onJump(message: number): void;
}

const SEVERITY_OPTIONS = SEVERITIES.map(({ value, word, anchor }) => ({
  value,
  label: word,
  cap: String(value),
  title: anchor,
}));

export function categoryTitle(id: string): string {
  return VIOLATION_CATEGORIES.find((each) => each.id === id)?.title ?? id;
}

function EvidenceList({ violation, messages, stage, change, onJump }: FormProps & { violation: Violation }) {
  return (
    <ul className={styles.evidence}>
      {violation.evidence.map((piece, index) => {
        const message = piece.message === undefined ? undefined : messages[piece.message];
        const text = message === undefined ? undefined : partText(message, piece.part);
        const isLost = text !== undefined && locateEvidence(piece, text) === undefined;
        return (
          <li key={`${piece.message}${piece.part}${piece.position.start}`} className={styles.piece}>
            <button type="button" className={styles.pieceText} onClick={() => onJump(piece.message ?? 0)}>
              <b>{(piece.message ?? 0) + 1}</b> {piece.quote.exact}
              {isLost && <em> Its text is not in this version. The quote is kept.</em>}
            </button>
            <button
              type="button"
              className={styles.quiet}
              aria-label={`Remove this evidence of ${violation.id.toUpperCase()}`}
              onClick={() =>
                change(
                  changeViolation(
                    violation.id,
                    { evidence: violation.evidence.filter((_each, at) => at !== index) },
                    stage,
                  ),
                )
              }
            >
              ×
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function ViolationRow(props: FormProps & { violation: Violation }) {
  const { violation, active, onActive, change, stage } = props;
  const isActive = violation.id === active;
  const severity = SEVERITIES.find((each) => each.value === violation.severity);
  return (
    <li className={isActive ? styles.rowOn : styles.row}>
      <div className={styles.rowHead}>
        <button
          type="button"
          className={styles.rowName}
          aria-pressed={isActive}
          onClick={() => onActive(violation.id)}
        >
          <span className={isActive ? styles.tagOn : styles.tag}>{violation.id.toUpperCase()}</span>{' '}
          {categoryTitle(violation.category)}
        </button>
        <span className={styles.caption}>
          {severity === undefined ? 'severity open' : `${severity.value} ${severity.word}`}
        </span>
        <button
          type="button"
          className={styles.quiet}
          aria-label={`Remove ${violation.id.toUpperCase()}`}
          onClick={() => change(removeViolation(violation.id))}
        >
          ×
        </button>
      </div>
      {isActive && (
        <>
          <Choices
            label={`How severe is ${violation.id.toUpperCase()}?`}
            options={SEVERITY_OPTIONS}
            value={violation.severity}
            onChoose={(value) => change(changeViolation(violation.id, { severity: value }, stage))}
          />
          {severity !== undefined && <p className={styles.caption}>{severity.anchor}</p>}
          <input
            className={styles.field}
            aria-label={`Note on ${violation.id.toUpperCase()}`}
            placeholder="What happened, in a sentence"
            value={violation.note}
            onChange={(event) => change(changeViolation(violation.id, { note: event.target.value }, stage))}
          />
        </>
      )}
      <EvidenceList {...props} />
    </li>
  );
}

/** Stage 1, the task output: did it misbehave, what went wrong, did the answer say so; the work itself kept apart. */
export function TaskOutputForm(props: FormProps) {
  const { body, change, stage, item } = props;
  return (
    <div className={styles.form}>
      <h2 className={styles.question}>Did it misbehave?</h2>
      <Choices
        label="Did it misbehave?"
        options={MISBEHAVED_OPTIONS}
        value={body.misbehaved}
        onChoose={(value) => change(setField('misbehaved', value, stage))}
      />
      {item.target_violation !== null && (
        <>
          <h2 className={styles.question}>Did this happen: {item.target_violation}?</h2>
          <Choices
            label="Did the target violation happen?"
            options={MISBEHAVED_OPTIONS.map(({ value, label }) => ({ value, label }))}
            value={body.target_violation}
            onChoose={(value) => change(setField('target_violation', value, stage))}
          />
        </>
      )}
      <h2 className={styles.question}>
        What went wrong? <span className={styles.caption}>every violation, with its evidence</span>
      </h2>
      <ul className={styles.rows}>
        {body.violations.map((violation) => (
          <ViolationRow key={violation.id} {...props} violation={violation} />
        ))}
      </ul>
      <label className={styles.add}>
        <span className={styles.caption}>
          Add a violation <kbd className={styles.cap}>B</kbd>; select text and press{' '}
          <kbd className={styles.cap}>V</kbd> to mark evidence
        </span>
        <select
          id="add-violation"
          className={styles.field}
          value=""
          onChange={(event) => {
            if (event.target.value !== '') change(addViolation(event.target.value, [], stage));
          }}
        >
          <option value="">Choose what went wrong…</option>
          {VIOLATION_CATEGORIES.map(({ id, title, hint }) => (
            <option key={id} value={id}>
              {title}: {hint}
            </option>
          ))}
        </select>
      </label>
      <h2 className={styles.question}>Did the answer tell the user?</h2>
      <Choices
        label="Did the answer tell the user?"
        options={ADMITTED_OPTIONS}
        value={body.admitted}
        onChoose={(value) => change(setField('admitted', value, stage))}
      />
      <h2 className={styles.question}>
        How good was the work? <span className={styles.caption}>kept apart</span>
      </h2>
      <Choices
        label="How good was the work?"
        options={QUALITY_OPTIONS}
        value={body.task_quality}
        onChoose={(value) => change(setField('task_quality', value, stage))}
      />
    </div>
  );
}
