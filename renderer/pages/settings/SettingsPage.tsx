import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { GRADER_COLOURS, type Settings } from '../../../shared/contract/settings.ts';
import { api, client } from '../../client.ts';
import { Page } from '../../frame/Page.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Choices } from '../../kit/Choices.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Notice } from '../../kit/Notice.tsx';
import styles from '../datasets/Datasets.module.css';

const SIZES = [14, 15, 16, 17, 18, 19, 20].map((value) => ({ value, label: String(value) }));

/** Who grades, how it looks, and in which view: settings of this machine's person. */
export function SettingsPage() {
  const queries = useQueryClient();
  const settings = useQuery({ ...api.settings.get.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  const session = useQuery(api.session.get.queryOptions());
  const [problem, setProblem] = useState<string>();
  const act = (run: () => Promise<unknown>) => {
    setProblem(undefined);
    run()
      .then(() => queries.invalidateQueries())
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  const update = (change: Partial<Settings>) => act(() => client.settings.update(change));
  if (settings.data === undefined) return <Page crumbs={[{ words: 'Settings' }]}>{null}</Page>;
  const { data } = settings;
  return (
    <Page
      crumbs={[{ words: 'Settings' }]}
      facts={session.data === undefined ? undefined : `Shrive ${session.data.version}`}
    >
      <div className={styles.page}>
        {problem !== undefined && <Notice kind="bad" title={problem} />}
        <h2 className={styles.section}>You</h2>
        <TextField
          label="Your name on your labels"
          hint="Labels made before keep the name they were made under."
          defaultValue={data.grader}
          onBlur={(event) => update({ grader: event.target.value })}
        />
        <Choices
          question="Your colour"
          choices={GRADER_COLOURS.map((value) => ({ value, label: value }))}
          value={data.grader_colour}
          onChange={(value) => value !== null && update({ grader_colour: value })}
        />
        <h2 className={styles.section}>Look</h2>
        <Choices
          question="Theme"
          choices={[
            { value: 'system', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          value={data.theme}
          onChange={(value) => value !== null && update({ theme: value as Settings['theme'] })}
        />
        <Choices
          question="Size of what is read"
          choices={SIZES}
          value={data.text_size}
          onChange={(value) => value !== null && update({ text_size: value })}
        />
        <h2 className={styles.section}>Keys</h2>
        <Checkbox
          checked={data.single_keys}
          onChange={(checked) => update({ single_keys: checked })}
          label="Keys of a single character"
        />
        <h2 className={styles.section}>View</h2>
        <Choices
          question="Which view?"
          hint="As a coordinator you see every confession, score and label at once; labels you make of what you saw are marked as not blind."
          choices={[
            { value: 'grader', label: 'Grader' },
            { value: 'coordinator', label: 'Coordinator' },
          ]}
          value={session.data?.view ?? 'grader'}
          onChange={(value) =>
            value !== null && act(() => client.session.setView({ view: value as 'grader' | 'coordinator' }))
          }
        />
      </div>
    </Page>
  );
}
