import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { api, client } from '../../client.ts';
import { useCommands, useKeyOf } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Button } from '../../kit/Button.tsx';
import { plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { useDelayed } from '../export/useDelayed.ts';
import { GiveOutForm } from './GiveOutForm.tsx';
import { firstDraft, type GiveOutDraft, readGiveOut } from './give-out-form.ts';
import { Panes } from './Panes.tsx';
import { PlanPreview } from './PlanPreview.tsx';
import { doingCommands } from './part-commands.ts';
import { anySeed } from './seeds.ts';
import styles from './Team.module.css';
import { addGrader, useGraders } from './useGraders.ts';
import { showPart } from './usePart.ts';

const PREVIEW_AFTER_MS = 200;

/** The form as it was left, while the window is open, by dataset. */
const kept = new Map<string, GiveOutDraft>();

/** Work given out by a rule, and what it would give to whom before it is done. */
export function GiveOut({ dataset }: { dataset: DatasetInfo }) {
  const queries = useQueryClient();
  const { graders } = useGraders();
  const [draft, setDraft] = useState<GiveOutDraft>(() => kept.get(dataset.id) ?? firstDraft(anySeed()));
  const [nameProblem, setNameProblem] = useState<string>();
  const { rule, problems } = useMemo(() => readGiveOut(draft), [draft]);
  const asked = useDelayed(rule, PREVIEW_AFTER_MS);
  const preview = useQuery({
    ...api.projects.preview.queryOptions({ input: asked ?? { graders: ['?'] } }),
    enabled: asked !== null,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const create = useMutation({
    mutationFn: (input: Parameters<typeof client.projects.create>[0]) => client.projects.create(input),
    onSuccess: async () => {
      // The next one is another draw; who and which stay.
      change({ name: '', seed: String(anySeed()) });
      await queries.invalidateQueries();
    },
  });
  const change = (next: Partial<GiveOutDraft>) =>
    setDraft((before) => {
      const after = { ...before, ...next };
      kept.set(dataset.id, after);
      return after;
    });
  const items = preview.data?.loads.reduce((sum, load) => sum + load.items, 0) ?? 0;
  const canRun = rule !== null && !create.isPending && !dataset.read_only;
  const run = () => {
    if (rule === null) return;
    if (draft.name.trim() === '') {
      setNameProblem('Give it a name, to find it again.');
      return;
    }
    create.mutate({ ...rule, name: draft.name.trim() });
  };
  useCommands(
    'team',
    withActs(doingCommands, {
      'team.run': { run, enabled: canRun },
      'team.choose': { run: () => {}, enabled: false },
      'team.cancel': { run: () => {}, enabled: false },
    }),
  );
  const key = useKeyOf('team.run');
  return (
    <Panes
      label="Give out work"
      beside="Who would get what"
      form={
        <GiveOutForm
          draft={draft}
          problems={
            nameProblem !== undefined && draft.name.trim() === ''
              ? { ...problems, name: nameProblem }
              : problems
          }
          graders={graders ?? []}
          pool={preview.isPlaceholderData || asked !== rule ? undefined : preview.data?.pool}
          onChange={(next) => {
            create.reset();
            change(next);
          }}
          onAddGrader={(name) => {
            addGrader(name);
            change({ graders: [...draft.graders, name] });
          }}
        />
      }
      act={
        <>
          {create.error !== null && (
            <Notice kind="bad" title="Nothing was given out.">
              {create.error.message}
            </Notice>
          )}
          {create.data !== undefined && (
            <Notice
              kind="info"
              announce
              title={`${plural(create.data.added, 'item')} given out.`}
              acts={<Button onClick={() => showPart('packages')}>Write their packages</Button>}
            >
              Each keeps why it was given, and with what probability.
            </Notice>
          )}
          <div className={styles.row}>
            <Button
              kind={create.data === undefined ? 'main' : 'other'}
              size="large"
              keys={key}
              disabled={!canRun}
              onClick={run}
            >
              {items === 0 || rule === null
                ? 'Give out work'
                : `Give ${plural(items, 'item')} to ${plural(rule.graders.length, 'grader')}`}
            </Button>
            {rule === null && (
              <span className={styles.why}>{problems.graders ?? 'Mend the fields marked above first.'}</span>
            )}
            {dataset.read_only && <span className={styles.why}>This dataset cannot be written.</span>}
          </div>
        </>
      }
    >
      <PlanPreview
        plan={asked === null ? undefined : preview.data}
        isStale={preview.isPlaceholderData || asked !== rule}
        problem={asked === null ? undefined : preview.error?.message}
      />
    </Panes>
  );
}
