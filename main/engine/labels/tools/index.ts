import type { LabelTool } from '../../../../shared/mapping/label-mapping.ts';
import { refusing } from '../../formats/wrong-field.ts';
import type { ReadAnswered } from './answered.ts';
import { isArgillaRecord, readArgillaRecord } from './argilla.ts';
import { isLabelStudioTask, readLabelStudioTask } from './label-studio.ts';
import { isLabelStudioRow, readRow } from './rows.ts';

/** The tool whose export the first records are; undefined: a table of somebody's own, or no labels at all. */
export function toolOf(records: readonly unknown[]): LabelTool | undefined {
  if (records.length === 0) return undefined;
  if (records.every(isLabelStudioTask)) return 'label-studio';
  // Of records nobody has answered, some have no column of responses.
  if (records.some(isArgillaRecord)) return records.some(isLabelStudioTask) ? undefined : 'argilla';
  return records.every(isLabelStudioRow) ? 'rows' : undefined;
}

/** The labels of one record, or the one reason why it has none that can be read. */
export function readAnswered(record: unknown, tool: LabelTool, grader: string | undefined): ReadAnswered[] {
  const read = refusing(() => {
    switch (tool) {
      case 'label-studio':
        return readLabelStudioTask(record);
      case 'argilla':
        return readArgillaRecord(record);
      case 'rows':
        return readRow(record, grader);
    }
  });
  return 'rejected' in read ? [{ path: '', rejected: read.rejected }] : read;
}
