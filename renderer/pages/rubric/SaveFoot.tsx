import type { Rubric } from '../../../shared/domain/rubric.ts';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { Button } from '../../kit/Button.tsx';
import { formatMomentAndTime, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { draftOf } from './draft.ts';
import { placeWords } from './problems.ts';
import type { DeskState } from './rubric-desk.ts';
import styles from './SaveFoot.module.css';
import type { Bench } from './useBench.ts';
import type { UsedRubric } from './useRubric.ts';
import { type Difference, differencesBetween, labelWords } from './what-changes.ts';

interface SaveFootProps {
  rubric: UsedRubric;
  state: DeskState;
  inForce: Rubric;
  /** Between the version that is edited and the draft. */
  differences: readonly Difference[];
  isReadOnly: boolean;
  bench: Bench;
}

const MOST_WEIGHTY = 2;

/** What is open, what saving means, and the act: always in sight under the form. */
export function SaveFoot(props: SaveFootProps) {
  const { rubric, state, inForce, differences, isReadOnly, bench } = props;
  const { broken, failure } = bench;
  const key = useKeyOf('rubric.save');
  const { base, begunAt, notKept, steps } = state;
  const { body } = steps.now;
  if (begunAt === null) {
    return (
      <p className={styles.calm} role="status">
        <code>{base.id}</code> is in force, and nothing is changed.
      </p>
    );
  }
  const next = nextId(rubric, body.name);
  const weighty = differences.filter(({ weighs }) => weighs).slice(0, MOST_WEIGHTY);
  return (
    <>
      <div className={styles.info}>
        <div className={styles.draft}>
          <p>
            Unsaved draft from {formatMomentAndTime(begunAt).replace(/^today, /, '')}, based on{' '}
            <code>{base.id}</code>.
          </p>
          <Button kind="link" onClick={bench.drop}>
            Drop it
          </Button>
        </div>
        {inForce.id !== base.id && <Changed {...props} />}
        {notKept !== null && <Notice kind="bad">{notKept}</Notice>}
        {isReadOnly && (
          <Notice kind="info">This dataset is read-only. The draft can be exported, not saved.</Notice>
        )}
        {failure !== undefined && (
          <Notice kind="bad" title="Not saved.">
            {failure}
          </Notice>
        )}
        <OpenLine {...props} />
        <div className={styles.meaning} role="status">
          {weighty.map(({ words }) => (
            <p key={words} className={styles.weighty}>
              {words}
            </p>
          ))}
          <p>
            {rubric.sameAs === undefined ? labelWords(rubric.entries) : sameWords(rubric.sameAs, base.id)}{' '}
            {differences.length > 0 && (
              <Button kind="link" className={styles.link} onClick={() => bench.show('differences')}>
                {`See ${plural(differences.length, 'difference')}`}
              </Button>
            )}
          </p>
        </div>
      </div>
      <div className={styles.acts}>
        <Button kind="main" keys={key} disabled={isReadOnly || broken !== undefined} onClick={bench.save}>
          {rubric.sameAs === undefined ? `Save as ${next}` : `Put ${rubric.sameAs} in force`}
        </Button>
      </div>
    </>
  );
}

function sameWords(id: string, base: string): string {
  return id === base
    ? 'It says the same as the version in force: saving changes nothing.'
    : `It says the same as ${id}: that version comes into force again, with the labels it has.`;
}

function nextId({ entries }: UsedRubric, name: string): string {
  const numbers = entries.filter((entry) => entry.name === name).map(({ version }) => version);
  return `${name || '…'}@${Math.max(0, ...numbers) + 1}`;
}

/** What is open, with a way to the first of it. */
function OpenLine({ rubric, bench }: SaveFootProps) {
  const { broken, nextOpen } = bench;
  const [first] = rubric.problems;
  if (broken !== undefined) {
    return (
      <Notice
        kind="bad"
        title="The JSON is no rubric yet."
        acts={
          <Button kind="link" onClick={nextOpen}>
            Go there
          </Button>
        }
      >
        {broken} The form is as it was before.
      </Notice>
    );
  }
  if (first === undefined) return null;
  return (
    <p className={styles.open}>
      <strong>{rubric.problems.length} open.</strong>{' '}
      <Button kind="link" className={styles.link} onClick={nextOpen}>
        {placeWords(first.path)}
      </Button>
      {`: ${first.message}`}
    </p>
  );
}

/** Another window has saved meanwhile. */
function Changed({ rubric, state, inForce, bench }: SaveFootProps) {
  const theirs = draftOf(inForce);
  const found = differencesBetween(state.base.body, theirs);
  return (
    <Notice
      kind="bad"
      title={`${inForce.id} was saved in another window.`}
      acts={
        <>
          <Button size="small" onClick={() => rubric.desk.rebase(inForce)}>
            {`Go on with mine, on top of ${inForce.id}`}
          </Button>
          <Button
            size="small"
            onClick={() => {
              rubric.desk.rebase(inForce);
              rubric.desk.replace(theirs);
            }}
          >
            Take theirs
          </Button>
          <Button kind="link" onClick={() => bench.show('differences')}>
            See the differences
          </Button>
        </>
      }
    >
      Your draft is kept. What they changed:{' '}
      {found.map(({ words }) => words).join(' ') || 'nothing that differs.'}
    </Notice>
  );
}
