import { useState } from 'react';
import type { FilePreview } from '../../../shared/contract/imports.ts';
import { formatCount } from '../../kit/format.ts';
import styles from './Rejects.module.css';

const FIRST_ROWS = 12;

/** Files of a folder that are of no format that is read, each with the reason. */
export function NotTaken({ not_taken, not_taken_count }: Pick<FilePreview, 'not_taken' | 'not_taken_count'>) {
  const [isUnfolded, setUnfolded] = useState(false);
  if (not_taken_count === 0) return null;
  const shown = isUnfolded ? not_taken : not_taken.slice(0, FIRST_ROWS);
  const hidden = not_taken.length - FIRST_ROWS;
  return (
    <section>
      <h3 className={styles.title}>
        {formatCount(not_taken_count)} {not_taken_count === 1 ? 'file' : 'files'} of no known format, left out
        {not_taken_count > not_taken.length && (
          <span className={styles.hint}>the first {not_taken.length} of them</span>
        )}
      </h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ file, reason }) => (
            <tr key={file}>
              <td className={styles.path}>{file}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <button type="button" className={styles.more} onClick={() => setUnfolded(!isUnfolded)}>
          {isUnfolded ? 'Show fewer' : `Show ${formatCount(hidden)} more`}
        </button>
      )}
    </section>
  );
}
