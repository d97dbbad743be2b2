import { useState } from 'react';
import type { Rejected } from '../../../shared/contract/base.ts';
import { formatCount } from '../../kit/format.ts';
import { nameOf, recordWord } from './file-words.ts';
import styles from './Rejects.module.css';

interface RejectsProps {
  rejected: readonly Rejected[];
  count: number;
  format: string;
}

/** Rows shown before the rest is asked for. */
const FIRST_ROWS = 12;

/** What was not understood: where it stood, what was expected, and what stood there. */
export function Rejects({ rejected, count, format }: RejectsProps) {
  const [isUnfolded, setUnfolded] = useState(false);
  const word = recordWord(format, count);
  const isFolder = rejected.some(({ file }) => file !== rejected[0]?.file);
  const shown = isUnfolded ? rejected : rejected.slice(0, FIRST_ROWS);
  return (
    <section>
      <h3 className={styles.title}>
        {formatCount(count)} {word} not understood
        {count > rejected.length && <span className={styles.hint}>the first {rejected.length} of them</span>}
      </h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{recordWord(format, 1) === 'line' ? 'Line' : 'Record'}</th>
            <th scope="col">Where</th>
            <th scope="col">Expected</th>
            <th scope="col">Stood there</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((each) => (
            <tr key={`${each.file} ${each.line} ${each.path}`}>
              <td className={styles.line}>
                {isFolder && `${nameOf(each.file)}, `}
                {formatCount(each.line)}
              </td>
              <td className={each.path === '' ? undefined : styles.path}>
                {each.path === '' ? `the whole ${recordWord(format, 1)}` : each.path}
              </td>
              <td>{each.expected}</td>
              <td>
                <Found found={each.found} />
                <span className={styles.reason}>{each.reason}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rejected.length > FIRST_ROWS && (
        <button type="button" className={styles.more} onClick={() => setUnfolded(!isUnfolded)}>
          {isUnfolded ? 'Show fewer' : `Show ${formatCount(rejected.length - FIRST_ROWS)} more`}
        </button>
      )}
    </section>
  );
}

/** A line that breaks off shows where: with the sign of its end. */
function Found({ found }: { found: string }) {
  if (found === '') return <span className={styles.reason}>nothing</span>;
  return <code className={styles.found}>{found.replaceAll('\n', '⏎').replaceAll('\r', '␍')}</code>;
}
