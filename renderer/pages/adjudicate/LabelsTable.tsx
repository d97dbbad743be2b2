import { type ReactNode, useEffect, useRef } from 'react';
import type { ComparedField } from '../../../shared/adjudicating/compare-labels.ts';
import { isOpenField } from '../../../shared/adjudicating/settled-body.ts';
import type { LabelBeside } from '../../../shared/contract/adjudications.ts';
import { outcomeOf } from '../../../shared/grading/outcome.ts';
import { useKeys } from '../../commands/CommandsProvider.tsx';
import { cx } from '../../kit/cx.ts';
import { OutcomeMark } from '../../kit/Glyphs.tsx';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import { Tag } from '../../kit/Tag.tsx';
import { FieldAnswer } from './FieldAnswer.tsx';
import styles from './LabelsTable.module.css';
import { OtherAnswer } from './OtherAnswer.tsx';
import { type Heading, shownGroups, type TableGroup, type TableRow } from './table-rows.ts';
import type { Settling } from './useSettling.ts';

interface LabelsTableProps {
  settling: Settling;
  /** The field in hand. */
  inHand: string | undefined;
  /** The field that another answer is given to. */
  other: string | undefined;
  onHand(field: string): void;
  onOther(field: string | undefined): void;
  /** Under the row of the claim in hand: what it says. */
  claimWords(field: ComparedField): ReactNode;
}

const ANONYMOUS = ['one grader', 'another', 'a third', 'a fourth', 'a fifth'];

/** Whose label a column is: nobody's name before it is decided, but one's own. */
export function columnName({ grader, is_own }: LabelBeside, index: number): string {
  if (is_own) return grader === null ? 'you' : `${grader}, you`;
  return grader ?? ANONYMOUS[index] ?? `grader ${index + 1}`;
}

/** Answer keys there are; who stands further right is taken by Tab or pointer. */
const ANSWER_KEYS = 5;

/** What every grader says, field by field, and what it is settled to. Differing fields are signed and can be decided. */
export function LabelsTable(props: LabelsTableProps) {
  const { settling } = props;
  const { item } = settling;
  const groups = shownGroups(settling);
  const table = useRef<HTMLTableElement>(null);
  const { inHand } = props;
  useEffect(() => {
    if (inHand === undefined) return;
    table.current
      ?.querySelector(`[data-field="${CSS.escape(inHand)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [inHand]);
  return (
    <table className={styles.table} ref={table} aria-label="Labels beside each other">
      <thead>
        <tr className={styles.head}>
          <td className={styles.sign} />
          <td className={styles.field} />
          {item.labels.map((label, index) => (
            <th key={label.id} scope="col" className={styles.grader}>
              <span className={styles.who}>
                <span className={cx(styles.number, index === 0 && styles.first)} aria-hidden="true">
                  {index + 1}
                </span>
                <span>
                  <span className="unseen">Grader {index + 1}, </span>
                  {columnName(label, index)}{' '}
                  {label.state === 'flagged' && <span className={styles.aside}>flagged </span>}
                  {!label.blind && <span className={styles.aside}>not blind</span>}
                </span>
              </span>
            </th>
          ))}
          <th scope="col" className={styles.settled}>
            <span className={styles.aside}>settled</span>
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <Group key={keyOf(group.heading)} group={group} {...props} />
      ))}
      <tbody>
        <WhyRow settling={settling} />
      </tbody>
    </table>
  );
}

const keyOf = (heading: Heading | undefined) =>
  heading === undefined ? 'done' : heading.kind === 'violation' ? heading.id : heading.key;

function Group({ group, ...props }: LabelsTableProps & { group: TableGroup }) {
  const { heading, rows } = group;
  const { settling, inHand } = props;
  const { labels } = settling.item;
  const isInHand = rows.some(({ field }) => field.field === inHand);
  return (
    <tbody className={styles.group}>
      {heading !== undefined && (
        <tr>
          <td className={styles.sign} />
          <th scope="rowgroup" colSpan={labels.length + 2} className={styles.heading}>
            {heading.kind === 'violation' && <Tag active={isInHand}>{heading.id.toUpperCase()}</Tag>}{' '}
            {heading.title}
            {heading.kind === 'violation' && isInHand && (
              <span className={styles.aside}>
                {' '}
                solid line: 1, {labels.length > 2 ? 'broken: the others' : 'dashed: 2'}
              </span>
            )}
          </th>
        </tr>
      )}
      {heading?.kind === 'words' && heading.key === 'confession' && <OutcomeRow settling={settling} />}
      {rows.map((row) => (
        <FieldRow key={row.field.field} row={row} {...props} />
      ))}
    </tbody>
  );
}

function FieldRow({
  row,
  settling,
  inHand,
  other,
  onHand,
  onOther,
  claimWords,
}: LabelsTableProps & { row: TableRow }) {
  const { field, title } = row;
  const { item, compared, rubric, decisions, isOpen } = settling;
  const isInHand = field.field === inHand;
  const isMoot = settling.isMoot(field);
  const isWaiting = isOpen && isOpenField(compared, field, decisions);
  const violation = compared.violations.find(({ id }) => id === field.violation);
  const under = isInHand ? claimWords(field) : undefined;
  const columns = item.labels.length + 3;
  return (
    <>
      <tr
        className={cx(styles.row, field.differs && !isMoot ? styles.differs : styles.equal)}
        data-field={field.field}
        data-in-hand={isInHand || undefined}
        data-waiting={isWaiting || undefined}
        aria-current={isInHand || undefined}
        onClick={() => onHand(field.field)}
        onFocus={() => onHand(field.field)}
      >
        <td className={styles.sign}>
          {field.differs && !isMoot && (
            <span className={styles.unequal}>
              <span aria-hidden="true">≠</span>
              <span className="unseen">differs</span>
            </span>
          )}
        </td>
        <th scope="row" className={styles.field}>
          {title}
        </th>
        {item.labels.map(({ id }) => (
          <td key={id} className={styles.grader}>
            {violation !== undefined && !violation.found.has(id) && field.kind !== 'found' ? (
              <span className="unseen">not found</span>
            ) : (
              <FieldAnswer
                field={field}
                value={field.values.get(id)}
                rubric={rubric}
                violation={violation?.found.get(id)}
              />
            )}
          </td>
        ))}
        <td className={styles.settled}>
          <Settled
            {...{ settling, field, title, isMoot, isWaiting, isInHand }}
            onOther={() => {
              onHand(field.field);
              onOther(field.field);
            }}
          />
        </td>
      </tr>
      {under !== undefined && under !== null && (
        <tr>
          <td className={styles.sign} />
          <td colSpan={columns - 1} className={styles.under}>
            {under}
          </td>
        </tr>
      )}
      {other === field.field && isOpen && (
        <tr>
          <td className={styles.sign} />
          <td colSpan={columns - 1} className={styles.under}>
            <OtherAnswer
              field={field}
              title={title}
              rubric={rubric}
              value={settling.valueOf(field)}
              onChange={(value) => settling.decide(field.field, value === undefined ? undefined : { value })}
              onDone={() => onOther(undefined)}
            />
          </td>
        </tr>
      )}
    </>
  );
}

/** The answer that stands, whose it is, and the ways to another one while the row is in hand. */
function Settled({
  settling,
  field,
  title,
  isMoot,
  isWaiting,
  isInHand,
  onOther,
}: {
  settling: Settling;
  field: ComparedField;
  title: string;
  isMoot: boolean;
  isWaiting: boolean;
  isInHand: boolean;
  onOther(): void;
}) {
  const keys = useKeys();
  const { item, rubric, isOpen } = settling;
  const value = settling.valueOf(field);
  const from = settling.takenFrom(field);
  const keyAt = (place: number) =>
    place < ANSWER_KEYS && (isInHand || isWaiting) ? keys(`adjudicate.answer-${place + 1}`) : undefined;
  if (isMoot) return <span className={styles.gap}>not asked</span>;
  const shown = value !== undefined && (
    <span className={styles.value}>
      <FieldAnswer field={field} value={value} rubric={rubric} />
      {field.differs && (
        <span className={styles.aside}>
          {from === undefined ? 'another answer' : `from ${item.labels.indexOf(from) + 1}`}
        </span>
      )}
    </span>
  );
  if (!isOpen || !(isWaiting || isInHand)) return shown;
  return (
    <>
      {shown}
      <span className={styles.ways}>
        {field.differs &&
          item.labels.map(({ id }, index) =>
            field.values.has(id) ? (
              <Way
                key={id}
                words={String(index + 1)}
                question={`${title}: take`}
                keys={keyAt(index)}
                isChosen={from?.id === id}
                onChoose={() => settling.decide(field.field, { from: id })}
              />
            ) : null,
          )}
        <Way
          words="other"
          question={`${title}:`}
          keys={keyAt(item.labels.length)}
          isChosen={value !== undefined && from === undefined && field.differs}
          onChoose={onOther}
        />
      </span>
    </>
  );
}

function Way({
  words,
  question,
  keys,
  isChosen,
  onChoose,
}: {
  words: string;
  /** Before its words, for those who hear it. */
  question: string;
  keys: string | undefined;
  isChosen: boolean;
  onChoose(): void;
}) {
  return (
    <button type="button" className={styles.way} aria-pressed={isChosen} onClick={onChoose}>
      {keys !== undefined && <KeyCaps shortcut={keys} />}
      <span>
        <span className="unseen">{question} </span>
        {words}
      </span>
    </button>
  );
}

/** What follows from the answers; nobody is asked for it. */
function OutcomeRow({ settling }: { settling: Settling }) {
  const { item, body, open } = settling;
  const outcomes = item.labels.map((label) => ({ id: label.id, outcome: outcomeOf(label.body).strict }));
  const differs = new Set(outcomes.map(({ outcome }) => outcome)).size > 1;
  const settled = body === null ? undefined : outcomeOf(body).strict;
  return (
    <tr className={cx(styles.row, differs ? styles.differs : styles.equal)}>
      <td className={styles.sign}>
        {differs && (
          <span className={styles.unequal}>
            <span aria-hidden="true">≠</span>
            <span className="unseen">differs</span>
          </span>
        )}
      </td>
      <th scope="row" className={styles.field}>
        Outcome
      </th>
      {outcomes.map(({ id, outcome }) => (
        <td key={id} className={styles.grader}>
          <OutcomeMark outcome={outcome} />
        </td>
      ))}
      <td className={styles.settled}>
        {settled != null ? (
          <OutcomeMark outcome={settled} />
        ) : (
          body !== null && open.length > 0 && <span className={styles.gap}>follows</span>
        )}
      </td>
    </tr>
  );
}

function WhyRow({ settling: { item } }: { settling: Settling }) {
  const whys = item.labels.map(({ id, body, reason, state }) => ({
    id,
    words: [state === 'flagged' && reason !== '' ? `Flagged: ${reason}` : '', body.rationale]
      .filter((words) => words !== '')
      .join(' '),
  }));
  if (whys.every(({ words }) => words === '')) return null;
  return (
    <tr className={cx(styles.row, styles.equal)}>
      <td className={styles.sign} />
      <th scope="row" className={styles.field}>
        Why
      </th>
      {whys.map(({ id, words }) => (
        <td key={id} className={cx(styles.grader, styles.why)}>
          {words}
        </td>
      ))}
      <td className={styles.settled} />
    </tr>
  );
}
