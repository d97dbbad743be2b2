import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { MappingSuggestion } from '../../../shared/contract/imports.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import { api } from '../../client.ts';
import { Button } from '../../kit/Button.tsx';
import { Choices } from '../../kit/Choices.tsx';
import { TextField } from '../../kit/Field.tsx';
import { plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { Example } from './Example.tsx';
import { failureOf } from './failure.ts';
import type { ImportFile } from './import-desk.ts';
import { JsonText } from './JsonText.tsx';
import { KeepMapping, KeptMappings } from './KeptMappings.tsx';
import { MappedScores } from './MappedScores.tsx';
import styles from './MappingForm.module.css';
import {
  type DraftField,
  draftOf,
  type MappingDraft,
  ORIGIN_FIELDS,
  proposalWords,
  proposedDraft,
  readDraft,
} from './mapping-draft.ts';

interface MappingFormProps {
  file: ImportFile;
  onRead(mapping: Mapping): void;
  /** Back to how it was read; undefined where it could not be read at all. */
  onLeave: (() => void) | undefined;
}

/** What the fields of a file of unknown shape are: proposed, corrected by a person, with the first record as it reads. */
export function MappingForm({ file, onRead, onLeave }: MappingFormProps) {
  const suggestion = useQuery(api.imports.suggestMapping.queryOptions({ input: { file: file.path } }));
  if (suggestion.isPending) return <p className={styles.caption}>Its first records are looked at.</p>;
  if (suggestion.isError) {
    return (
      <Notice
        kind="bad"
        title="Its records cannot be looked at."
        acts={<Button onClick={() => void suggestion.refetch()}>Look again</Button>}
      >
        {failureOf(suggestion.error).message}
      </Notice>
    );
  }
  const { paths } = suggestion.data;
  if (paths.length === 0)
    return <p className={styles.caption}>It has no records with fields that could be mapped.</p>;
  return <Form file={file} suggestion={suggestion.data} onRead={onRead} onLeave={onLeave} />;
}

function Form({ file, suggestion, onRead, onLeave }: MappingFormProps & { suggestion: MappingSuggestion }) {
  const listId = useId();
  const own = file.name.replace(/\.[^.]*$/, '');
  const [draft, setDraft] = useState(() => {
    const known = file.mapping ?? suggestion.mapping;
    if (known === null) return proposedDraft(suggestion.proposals, own);
    return draftOf(known, file.mapping?.name ?? own);
  });
  const read = readDraft(draft);
  const problems = 'problems' in read ? read.problems : {};
  const change = (part: Partial<MappingDraft>) => setDraft({ ...draft, ...part });
  const path = (field: Exclude<DraftField, 'scores' | 'name'>, label: string, hint: string) => (
    <TextField
      label={label}
      mono
      list={listId}
      autoComplete="off"
      spellCheck={false}
      value={draft[field]}
      // What is still empty is asked for, not called wrong.
      hint={
        draft[field] === ''
          ? (problems[field] ?? hint)
          : (proposalWords(suggestion.proposals, draft[field]) ?? hint)
      }
      error={draft[field] === '' ? undefined : problems[field]}
      onChange={(event) => change({ [field]: event.target.value })}
    />
  );
  return (
    <form
      className={styles.form}
      aria-label="Map its fields"
      onSubmit={(event) => {
        event.preventDefault();
        if ('mapping' in read) onRead(read.mapping);
      }}
    >
      <datalist id={listId}>
        {suggestion.paths.map((found) => (
          <option key={found.path} value={found.path} label={found.kind} />
        ))}
      </datalist>
      <div className={styles.fields}>
        <h3 className={styles.title}>What its fields are</h3>
        <KeptMappings onTake={(mapping) => setDraft(draftOf(mapping, mapping.name))} />
        <Choices
          question="The conversation is"
          choices={[
            { value: 'messages', label: 'a list of messages' },
            { value: 'pair', label: 'a prompt and an answer' },
          ]}
          value={draft.how}
          onChange={(how) => how !== null && change({ how })}
        />
        {draft.how === 'messages' ? (
          path('messages', 'Messages', 'A list of messages with roles.')
        ) : (
          <>
            {path('prompt', 'Prompt', 'What the model was asked.')}
            {path('answer', 'Answer', 'What it answered.')}
            {path('system', 'System prompt', 'Where there is one.')}
          </>
        )}
        {path('id', 'Name of the transcript', 'Without one, it is named by a checksum of its messages.')}
        {path('confession', 'Confession', 'A text, a report, or a list of either. Empty: there is none.')}
        {draft.confession.trim() !== '' && (
          <>
            {path(
              'confessionId',
              'Name of the confession',
              'Only where several records hold confessions of one transcript.',
            )}
            <MappedScores
              scores={draft.scores}
              listId={listId}
              problem={problems.scores}
              onChange={(scores) => change({ scores })}
            />
          </>
        )}
        <details open={ORIGIN_FIELDS.some((field) => draft[field] !== '')}>
          <summary className={styles.summary}>Where it comes from</summary>
          <div className={styles.fields}>
            {path('model', 'Model', 'By which pages filter.')}
            {path('task', 'Task', 'Transcripts of one task are one family.')}
            {path('environment', 'Environment', 'The benchmark or program around it.')}
            {path('family', 'Family', 'What must not be split; without it, the task or the prompt says it.')}
          </div>
        </details>
        <p className={styles.caption}>
          {draft.metadata === 'rest'
            ? 'Everything else is kept as metadata.'
            : `${plural(draft.metadata.length, 'field')} kept as metadata, as this mapping says.`}
        </p>
      </div>
      <div className={styles.shown}>
        <FirstRecord
          file={file}
          mapping={'mapping' in read ? read.mapping : undefined}
          suggestion={suggestion}
        />
      </div>
      <div className={styles.acts}>
        <KeepMapping
          draft={draft}
          mapping={'mapping' in read ? read.mapping : undefined}
          problem={problems.name}
          onName={(name) => change({ name })}
        />
        <div className={styles.buttons}>
          <Button kind="main" type="submit" disabled={!('mapping' in read)}>
            Read the file this way
          </Button>
          {onLeave !== undefined && <Button onClick={onLeave}>Leave it as it was read</Button>}
          <span className={styles.caption}>
            {'mapping' in read
              ? 'It is read to the end. Nothing is written yet.'
              : 'Something above is missing.'}
          </span>
        </div>
      </div>
    </form>
  );
}

interface FirstRecordProps {
  file: ImportFile;
  mapping: Mapping | undefined;
  suggestion: MappingSuggestion;
}

/** The first record as it reads now, and those after it as they stand. */
function FirstRecord({ file, mapping, suggestion }: FirstRecordProps) {
  const live = useQuery({
    ...api.imports.suggestMapping.queryOptions({
      input: { file: file.path, ...(mapping !== undefined && { mapping }) },
    }),
    enabled: mapping !== undefined,
    placeholderData: keepPreviousData,
  });
  const first = mapping === undefined ? null : live.data?.first;
  const [record, ...others] = suggestion.records;
  return (
    <>
      {first !== null && first !== undefined && 'example' in first ? (
        <Example example={first.example} format="mapping" />
      ) : (
        record !== undefined && (
          <JsonText text={record.source} label={`Record ${record.line}, as it stands`} />
        )
      )}
      {first !== null && first !== undefined && 'rejected' in first && (
        <Notice kind="bad" title="The first record does not read this way.">
          {first.rejected.reason}
        </Notice>
      )}
      {live.isError && <Notice kind="bad">{failureOf(live.error).message}</Notice>}
      {others.length > 0 && (
        <details>
          <summary className={styles.summary}>
            {plural(others.length, 'more record', 'more records')}, as they stand
          </summary>
          {others.map(({ line, source }) => (
            <JsonText key={line} text={source} label={`Record ${line}, as it stands`} />
          ))}
        </details>
      )}
    </>
  );
}
