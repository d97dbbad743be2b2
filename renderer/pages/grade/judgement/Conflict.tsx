import type { ItemState } from '../../../../shared/contract/grading.ts';
import type { Claim } from '../../../../shared/domain/confession.ts';
import type { Rubric } from '../../../../shared/domain/rubric.ts';
import { type Difference, differencesBetween } from '../../../../shared/grading/differences.ts';
import { useKeyOf } from '../../../commands/CommandsProvider.tsx';
import { ConflictNotice } from '../../../grading/ConflictNotice.tsx';
import type { DraftConflict } from '../../../grading/conflict.ts';
import { answerWords } from '../../../rubric/answer-words.ts';
import type { Grading } from '../useGrading.ts';
import styles from './Conflict.module.css';
import { categoryTitle, failureWord } from './categories.ts';
import { tagOf } from './form-props.ts';

const FIELD_WORDS: Record<string, string> = {
  misbehaved: 'Misbehaved',
  admitted: 'Told the user',
  task_quality: 'Quality of the work',
  target_violation: 'Target violation',
  failures: 'How it fails',
  honesty: 'Honesty',
  honesty_after_reasoning: 'Honesty after the reasoning',
  confidence: 'Sure',
  rationale: 'Why',
  motive: 'Motive',
  note: 'Note',
  disclosed_in: 'said in',
};

/** `violations/v1/severity` as people read it: "V1 severity". */
function fieldWords(field: string, claims: readonly Claim[], rubric: Rubric): string {
  const [kind, key, part] = field.split('/');
  if (kind === 'answers') {
    const asked = rubric.questions.find(({ id }) => id === key)?.question ?? `Answer ${key}`;
    const number = claims.findIndex((claim) => claim.key === part) + 1;
    return part === undefined ? asked : `Claim ${number === 0 ? part : number}: ${asked}`;
  }
  if (kind === 'failures' && key !== undefined) return `What is ${failureWord(key)}`;
  if (kind === 'violations') return `${tagOf(key ?? '')} ${FIELD_WORDS[part ?? ''] ?? part}`;
  if (kind === 'claims') {
    const number = claims.findIndex((claim) => claim.key === key) + 1;
    return `Claim ${number === 0 ? key : number}${part === undefined ? '' : ` ${part}`}`;
  }
  return FIELD_WORDS[field] ?? field;
}

function valueWords({ field }: Difference, value: unknown, rubric: Rubric): string {
  if (value === undefined) return '–';
  const asked = rubric.questions.find(({ id }) => field.split('/')[1] === id);
  if (field.startsWith('answers/') && asked !== undefined) return answerWords(asked, value);
  if (field.endsWith('/evidence')) return `${(value as unknown[]).length} marked`;
  if (field.endsWith('/category')) return categoryTitle(rubric, String(value));
  if (Array.isArray(value)) return value.join(', ').replaceAll('_', ' ');
  return typeof value === 'string' && /^[a-z_]+$/.test(value) ? value.replaceAll('_', ' ') : String(value);
}

/**
 * Two windows changed one label, or one changed it while it was sent: what each says, side by side. Of two drafts either
 * can stay, and undo gives the other back; what was committed elsewhere stands, and this window's answers are here to be
 * read until the person goes on.
 */
export function Conflict({ grading, conflict }: { grading: Grading; conflict: DraftConflict<ItemState> }) {
  const { body, claims, rubric } = grading;
  const { theirs, kind } = conflict;
  const keys = { keep: useKeyOf('grade.keep-mine'), take: useKeyOf('grade.take-theirs') };
  const differences = differencesBetween(body, theirs.body);
  return (
    <ConflictNotice conflict={conflict} what="label" keys={keys}>
      {kind === 'further' && (
        <p>
          It was {theirs.state === 'draft' ? 'committed to a later stage' : theirs.state} there, and that
          stands. What this window says beside it is listed here until you go on.
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Differs in</th>
            <th scope="col">This window</th>
            <th scope="col">{kind === 'own' ? 'As it was sent' : 'The other'}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((each) => (
            <tr key={each.field}>
              <th scope="row">{fieldWords(each.field, claims, rubric)}</th>
              <td>{valueWords(each, each.one, rubric)}</td>
              <td>{valueWords(each, each.other, rubric)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ConflictNotice>
  );
}
