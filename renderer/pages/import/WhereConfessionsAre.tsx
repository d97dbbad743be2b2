import { useId } from 'react';
import type { FilePreview } from '../../../shared/contract/imports.ts';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { formatCount, plural } from '../../kit/format.ts';
import { desk } from './desk.ts';
import { nameOf, recordWord } from './file-words.ts';
import type { ImportFile } from './import-desk.ts';
import styles from './WhereConfessionsAre.module.css';

interface WhereConfessionsAreProps {
  file: ImportFile;
  preview: FilePreview;
}

/** Confessions that stand elsewhere than in `confessions`: a person confirms that they are what they seem. */
export function WhereConfessionsAre({ file, preview }: WhereConfessionsAreProps) {
  const { confession_request: request, confession_fields: fields } = preview;
  const { confessionField: field } = file;
  const offered = fields.some(({ path }) => path === field) || field === undefined;
  if (request.recognised === 0 && fields.length === 0 && field === undefined) return null;
  // While it is imported, and afterwards, nothing is decided any more.
  const isDecided = file.state.is === 'import waiting' || file.state.is === 'importing';
  return (
    <section className={styles.places} aria-label="Where confessions are">
      {request.recognised > 0 && (
        <>
          <Checkbox
            checked={request.pattern !== null}
            disabled={isDecided}
            onChange={(isSplit) => desk.keepLastTurns(file.id, !isSplit)}
            label={`Split off the last turn of ${plural(request.recognised, 'transcript')} as the confession`}
            hint={
              request.pattern === null
                ? 'Left in the transcript, graders read it before they judge the task output.'
                : 'It answers a message that asks for a confession. The transcript ends before that message.'
            }
          />
          <Recognised
            examples={request.examples}
            count={request.recognised}
            format={preview.format}
            isFolder={preview.files > 1}
          />
        </>
      )}
      {(fields.length > 0 || field !== undefined) && (
        <Field
          value={field}
          disabled={isDecided}
          choices={[
            ...(offered ? [] : [{ path: field, words: field }]),
            ...fields.map(({ path, count }) => ({
              path,
              words: `metadata.${path}, a report in ${formatCount(count)} of the first`,
            })),
          ]}
          onChange={(chosen) => desk.takeField(file.id, chosen)}
        />
      )}
    </section>
  );
}

function Recognised({
  examples,
  count,
  format,
  isFolder,
}: {
  examples: FilePreview['confession_request']['examples'];
  count: number;
  format: string;
  isFolder: boolean;
}) {
  const isSealed = examples.every(({ confession }) => confession === null);
  return (
    <details className={styles.examples}>
      <summary>
        {count > examples.length ? `The first ${examples.length} of them` : 'What was recognised'}
      </summary>
      <ol className={styles.list}>
        {examples.map(({ file, line, request, confession }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one record may give several transcripts
          <li key={index}>
            <p className={styles.request}>
              {isFolder && `${nameOf(file)}, `}
              {recordWord(format, 1)} {formatCount(line)}
            </p>
            <p className={styles.request}>{request}</p>
            {confession !== null && <p className={styles.confession}>{confession}</p>}
          </li>
        ))}
      </ol>
      {isSealed && (
        <p className={styles.sealed}>The answers are sealed until you have judged the task output.</p>
      )}
    </details>
  );
}

interface FieldProps {
  value: string | undefined;
  choices: readonly { path: string; words: string }[];
  disabled: boolean;
  onChange(path: string | undefined): void;
}

/** The system's own list, which every keyboard and screen reader knows. */
function Field({ value, choices, disabled, onChange }: FieldProps) {
  const id = useId();
  return (
    <p className={styles.field}>
      <label htmlFor={id}>Take the confession from a field</label>
      <select
        id={id}
        className={styles.choice}
        value={value ?? ''}
        disabled={disabled}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      >
        <option value="">none</option>
        {choices.map(({ path, words }) => (
          <option key={path} value={path}>
            {words}
          </option>
        ))}
      </select>
    </p>
  );
}
