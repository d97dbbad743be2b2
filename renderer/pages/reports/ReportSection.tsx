import { type ReactNode, useId } from 'react';
import type { Table } from '../../../shared/reporting/tables.ts';
import { Button } from '../../kit/Button.tsx';
import styles from './Reports.module.css';
import { ReportTable } from './ReportTable.tsx';
import type { SectionName } from './sections.ts';

interface ReportSectionProps {
  name: SectionName;
  question: string;
  /** The answer in a sentence. */
  answer: string;
  /** Small, beside the question. */
  beside?: ReactNode;
  tables: readonly Table[];
  isTable: boolean;
  onToggle: (() => void) | undefined;
  wide?: boolean;
  children: ReactNode;
}

/** A question, a sentence of answer, and its plot or its tables. */
export function ReportSection({
  name,
  question,
  answer,
  beside,
  tables,
  isTable,
  onToggle,
  wide = false,
  children,
}: ReportSectionProps) {
  const id = useId();
  return (
    <section
      className={styles.section}
      data-section={name}
      data-wide={wide || undefined}
      aria-labelledby={id}
      tabIndex={-1}
    >
      <div className={styles.head}>
        <h2 id={id} className={styles.question}>
          {question}
        </h2>
        <span className={styles.beside}>
          {beside}
          {onToggle !== undefined && (
            <Button kind="link" size="small" onClick={onToggle} aria-pressed={isTable}>
              table
            </Button>
          )}
        </span>
      </div>
      <p className={styles.answer}>{answer}</p>
      {isTable ? tables.map((table) => <ReportTable key={table.name} table={table} />) : children}
    </section>
  );
}
