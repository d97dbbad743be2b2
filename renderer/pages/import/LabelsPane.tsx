import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useEffect, useState } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import type { LabelsSuggestion } from '../../../shared/contract/label-files.ts';
import { LabelMapping } from '../../../shared/mapping/label-mapping.ts';
import { api, client } from '../../client.ts';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { Button } from '../../kit/Button.tsx';
import { Choices } from '../../kit/Choices.tsx';
import { TextField } from '../../kit/Field.tsx';
import { formatCount, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { desk } from './desk.ts';
import { FormatChoice } from './FormatChoice.tsx';
import { failureOf } from './failure.ts';
import type { Failure, ImportFile } from './import-desk.ts';
import { LabelMappingForm } from './LabelMappingForm.tsx';
import styles from './LabelsPane.module.css';
import { LabelsPreviewed } from './LabelsPreviewed.tsx';

/** Where the pane puts its decision while there is one, so that the page's key takes it. */
export type TakeLabels = RefObject<(() => void) | undefined>;

interface LabelsPaneProps {
  file: ImportFile;
  dataset: DatasetInfo | null;
  take: TakeLabels;
}

/** A file of labels that graders made elsewhere: what its questions mean, what would be taken, and the decision. */
export function LabelsPane({ file, dataset, take }: LabelsPaneProps) {
  const suggestion = useQuery({
    ...api.labelFiles.suggest.queryOptions({ input: { file: file.path } }),
    enabled: dataset !== null,
    retry: false,
  });
  const other = (
    <p className={styles.caption}>
      Read as <strong>labels that graders made elsewhere</strong> ·{' '}
      <FormatChoice
        chosen={undefined}
        current="labels"
        onChoose={(format) => format !== undefined && desk.readAs(file.id, format)}
      />
    </p>
  );
  if (dataset === null)
    return (
      <>
        {other}
        <Notice kind="info" title="No dataset is open.">
          Labels belong to transcripts: open the dataset whose transcripts were labelled.
        </Notice>
      </>
    );
  if (suggestion.isPending) return <p className={styles.caption}>Its labels are looked at.</p>;
  if (suggestion.isError)
    return (
      <>
        {other}
        <Refused failure={failureOf(suggestion.error)} title="Its labels cannot be looked at." />
      </>
    );
  return (
    <>
      {other}
      <Decided key={file.id} file={file} suggestion={suggestion.data} take={take} />
    </>
  );
}

function Refused({ failure, title }: { failure: Failure; title: string }) {
  const navigate = useNavigate();
  if (failure.code === 'COORDINATOR_ONLY')
    return (
      <Notice
        kind="info"
        title="This needs the coordinator’s view."
        acts={<Button onClick={() => void navigate({ to: '/settings' })}>Switch the view in Settings</Button>}
      >
        {failure.message}
      </Notice>
    );
  return (
    <Notice kind="bad" title={title}>
      {failure.message}
    </Notice>
  );
}

interface DecidedProps {
  file: ImportFile;
  suggestion: LabelsSuggestion;
  take: TakeLabels;
}

function Decided({ file, suggestion, take }: DecidedProps) {
  const { is_own: isOwn, survey } = suggestion;
  const names = survey.graders.length > 0;
  const [mapping, setMapping] = useState(suggestion.mapping);
  const [who, setWho] = useState<'file' | 'one'>(names ? 'file' : 'one');
  const [name, setName] = useState('');
  const grader = who === 'file' ? undefined : name.trim();
  const isWhole = LabelMapping.safeParse(mapping).success && grader !== '';
  const input = {
    file: file.path,
    ...(grader !== undefined && { grader }),
    ...(!isOwn && { mapping }),
  };
  const preview = useQuery({
    ...api.labelFiles.preview.queryOptions({ input }),
    enabled: isWhole,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () =>
      client.labels.import({ ...input, skip_invalid: (preview.data?.rejected_count ?? 0) > 0 }),
    onSuccess: ({ labels, rejects_file: rejects }) => {
      const left = rejects === null ? '' : `; what was left out is in ${rejects}`;
      desk.labelsImported(file.id, `${plural(labels.added, 'label')} added${left}`);
      void queries.invalidateQueries();
    },
  });
  const shown = isWhole && !preview.isPlaceholderData ? preview.data : undefined;
  const count = shown === undefined ? 0 : shown.labels.added;
  const canTake = count > 0 && !run.isPending;
  const act = () => canTake && run.mutate();
  useEffect(() => {
    take.current = canTake ? act : undefined;
    return () => {
      take.current = undefined;
    };
  });
  return (
    <>
      <section className={styles.who} aria-label="Graders">
        {names && (
          <Choices
            question="Whose labels they are"
            choices={[
              { value: 'file', label: 'as the file says' },
              { value: 'one', label: 'all of one grader' },
            ]}
            value={who}
            onChange={(next) => next !== null && setWho(next)}
          />
        )}
        {who === 'one' ? (
          <TextField
            label="Grader"
            hint="In whose name they come in."
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        ) : (
          !isOwn && (
            <GraderNames
              graders={survey.graders}
              names={mapping.graders}
              onChange={(graders) => setMapping({ ...mapping, graders })}
            />
          )
        )}
      </section>
      {!isOwn && <LabelMappingForm suggestion={suggestion} mapping={mapping} onChange={setMapping} />}
      {shown !== undefined && <LabelsPreviewed preview={shown} isOwn={isOwn} />}
      {isWhole && preview.isError && (
        <Refused failure={failureOf(preview.error)} title="It cannot be read this way yet." />
      )}
      {run.isError && (
        <Notice kind="bad" title="Not imported; the dataset is as it was.">
          {failureOf(run.error).message}
        </Notice>
      )}
      <Decision
        count={count}
        rejected={shown?.rejected_count ?? 0}
        isWaiting={shown === undefined}
        canTake={canTake}
        onTake={act}
      />
    </>
  );
}

interface GraderNamesProps {
  graders: LabelsSuggestion['survey']['graders'];
  names: LabelMapping['graders'];
  onChange(names: LabelMapping['graders']): void;
}

/** Tools know people by address or number: here they get the names that they have in this dataset. */
function GraderNames({ graders, names, onChange }: GraderNamesProps) {
  return (
    <div className={styles.names}>
      {graders.map(({ grader, labels }) => (
        <TextField
          key={grader}
          label={grader}
          hint={plural(labels, 'label')}
          placeholder={grader}
          autoComplete="off"
          value={Object.hasOwn(names, grader) ? names[grader] : ''}
          onChange={(event) => {
            const { [grader]: _before, ...others } = names;
            const given = event.target.value;
            onChange(given.trim() === '' ? others : { ...others, [grader]: given });
          }}
        />
      ))}
    </div>
  );
}

interface DecisionProps {
  count: number;
  rejected: number;
  isWaiting: boolean;
  canTake: boolean;
  onTake(): void;
}

function Decision({ count, rejected, isWaiting, canTake, onTake }: DecisionProps) {
  const key = useKeyOf('import.run');
  const words = isWaiting
    ? 'Take the labels'
    : `Take ${plural(count, 'label')}${rejected > 0 ? `, leave out ${formatCount(rejected)}` : ''}`;
  return (
    <div className={styles.decision}>
      <Button kind="main" keys={key} disabled={!canTake} onClick={onTake}>
        {words}
      </Button>
      <span className={styles.caption}>
        {isWaiting
          ? 'Nothing is written yet.'
          : count === 0
            ? 'Nothing in it would change the dataset.'
            : rejected > 0
              ? 'What is left out goes to a file beside it, with the reasons.'
              : null}
      </span>
    </div>
  );
}
