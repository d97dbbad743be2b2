import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KnownGrader } from '../../../shared/contract/graders.ts';
import type { Reassigned } from '../../../shared/contract/projects.ts';
import { api, client } from '../../client.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { listWords, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { Select } from '../../kit/Select.tsx';
import { AddGrader } from './AddGrader.tsx';
import { GraderChoice } from './GraderChoice.tsx';
import { anySeed } from './seeds.ts';
import styles from './Team.module.css';

interface ReassignDialogProps {
  from: KnownGrader;
  graders: readonly KnownGrader[];
  onClose(): void;
  onMoved(words: string): void;
}

/** No id of a project. */
const ALL = 'all';

/** `Ada 3 and Ben 4` */
function loadWords({ loads }: Reassigned): string {
  return listWords(loads.map(({ grader, items }) => `${grader} ${items}`));
}

/** What would be taken back, and who would get it. */
function previewWords(from: string, plan: Reassigned, isForNobody: boolean): string {
  const { withdrawn, given } = plan;
  if (withdrawn === 0) return `Nothing of ${from}’s is open there.`;
  const taken = `${plural(withdrawn, 'item')} would be taken back`;
  if (isForNobody) return `${taken} and given to nobody.`;
  const got = loadWords(plan);
  if (given === withdrawn) return `${taken} and given to others: ${got}.`;
  return `${taken}. Given to others: ${got}. The other ${withdrawn - given} they have already.`;
}

/** What somebody did not finish goes to others, as it is shown here before. */
export function ReassignDialog({ from, graders, onClose, onMoved }: ReassignDialogProps) {
  const queries = useQueryClient();
  const others = graders.filter(({ name }) => name !== from.name);
  const [added, setAdded] = useState<string[]>([]);
  const [to, setTo] = useState<string[]>([]);
  const [project, setProject] = useState(ALL);
  // The same seed for the look and the act: what is shown is what is done.
  const [seed] = useState(anySeed);
  const input = { from: from.name, to, seed, ...(project !== ALL && { project }) };
  const preview = useQuery({
    ...api.projects.previewReassign.queryOptions({ input }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const projects = useQuery(api.projects.list.queryOptions()).data ?? [];
  const theirs = projects.filter((each) => each.graders.some(({ grader }) => grader === from.name));
  const reassign = useMutation({
    mutationFn: () => client.projects.reassign(input),
    onSuccess: async (done) => {
      await queries.invalidateQueries();
      const where = done.given === 0 ? 'Nobody has them now.' : `Given to others: ${loadWords(done)}.`;
      onMoved(`${plural(done.withdrawn, 'item')} taken back from ${from.name}. ${where}`);
    },
  });
  const open = preview.data?.withdrawn;
  const given = preview.data?.given ?? 0;
  const names = [...others.map(({ name }) => name), ...added];
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Give to others what ${from.name} has not submitted`}
      description="Why an item was given and with what probability goes along."
      acts={
        <>
          <Button
            kind="main"
            disabled={open === undefined || open === 0 || reassign.isPending}
            onClick={() => reassign.mutate()}
          >
            {given === 0
              ? `Take back ${plural(open ?? 0, 'item')}`
              : `Give ${plural(given, 'item')} to ${to.length === 1 ? to[0] : `${to.length} graders`}`}
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </>
      }
    >
      <div className={styles.list}>
        {theirs.length > 0 && (
          <Select
            label="Of which project?"
            value={project}
            onChange={setProject}
            options={[
              { value: ALL, label: 'Everything that is open' },
              ...theirs.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        {names.length > 0 && (
          <GraderChoice
            question="To whom?"
            graders={names.map((name) => ({ name }))}
            chosen={to}
            onChange={setTo}
          />
        )}
        <AddGrader
          names={[from.name, ...names]}
          onAdd={(name) => {
            setAdded([...added, name]);
            setTo([...to, name]);
          }}
        />
        <p className={styles.words} role="status">
          {preview.data === undefined ? '' : previewWords(from.name, preview.data, to.length === 0)}
        </p>
        <Notice kind="sure">
          Labels and drafts that {from.name} made stay, and what is still graded in a package that is out
          comes in all the same. There is no undo; items can be given again.
        </Notice>
        {(reassign.error ?? preview.error) !== null && (
          <Notice kind="bad" title="Nothing was moved.">
            {(reassign.error ?? preview.error)?.message}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
