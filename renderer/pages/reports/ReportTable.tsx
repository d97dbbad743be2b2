import type { Cell, Table } from '../../../shared/reporting/tables.ts';
import { number2 } from '../../../shared/reporting/words.ts';
import { formatCount } from '../../kit/format.ts';
import styles from './Reports.module.css';

const written = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  return Number.isInteger(cell) ? formatCount(cell) : number2(cell);
};

/** A table of the report, as it is saved. It scrolls sideways by itself where there is no room. */
export function ReportTable({ table: { title, head, rows } }: { table: Table }) {
  if (rows.length === 0) return <p className={styles.note}>{title}: nothing to say yet.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={title}>
      <table className={styles.table}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report have no other name, and stay as they are
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={head[column]} data-number={typeof cell === 'number' || undefined}>
                  {written(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
