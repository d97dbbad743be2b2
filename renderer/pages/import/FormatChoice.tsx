import { useQuery } from '@tanstack/react-query';
import { api } from '../../client.ts';
import styles from './FormatChoice.module.css';

interface FormatChoiceProps {
  /** What the person chose; undefined: as recognised. */
  chosen: string | undefined;
  /** As what it is read now. */
  current: string | undefined;
  onChoose(format: string | undefined): void;
  /** Says field by field what the records are. */
  onMap?: (() => void) | undefined;
  /** Takes the file for labels of graders. */
  onLabels?: (() => void) | undefined;
}

const MAP = 'by its fields';
const LABELS = 'labels of graders';

/** "read as something else": the system's own list, which every keyboard and screen reader knows. */
export function FormatChoice({ chosen, current, onChoose, onMap, onLabels }: FormatChoiceProps) {
  const formats = useQuery(api.imports.formats.queryOptions());
  return (
    <select
      className={styles.choice}
      aria-label="Read as another format"
      value={chosen ?? (current === undefined ? '' : 'recognised')}
      onChange={(event) => {
        const { value } = event.target;
        if (value === MAP) onMap?.();
        else if (value === LABELS) onLabels?.();
        else onChoose(value === 'recognised' || value === '' ? undefined : value);
      }}
    >
      {current === undefined ? (
        <option value="">a format of your choice …</option>
      ) : (
        <option value="recognised">
          {chosen === undefined ? 'read as something else' : 'as recognised'}
        </option>
      )}
      {formats.data?.map(({ name, title }) => (
        <option key={name} value={name} disabled={chosen === undefined && name === current}>
          {title}
        </option>
      ))}
      {onLabels !== undefined && <option value={LABELS}>labels that graders made elsewhere</option>}
      {onMap !== undefined && <option value={MAP}>another shape: map its fields</option>}
    </select>
  );
}
