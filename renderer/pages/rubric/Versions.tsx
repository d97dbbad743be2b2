import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { api } from '../../client.ts';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { formatMomentAndTime, plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { RadioArea } from '../../kit/RadioArea.tsx';
import { failureOf } from '../import/failure.ts';
import { Differences } from './Differences.tsx';
import { type DraftBody, draftOf } from './draft.ts';
import { Preview } from './Preview.tsx';
import type { Entry } from './useRubric.ts';
import styles from './Versions.module.css';
import { differencesBetween } from './what-changes.ts';

interface VersionsProps {
  entries: readonly Entry[];
  inForce: Rubric;
  asJson: boolean;
  onAsJson(asJson: boolean): void;
  onTakeUp(body: DraftBody, name: string): void;
}

type Chosen = { from: 'versions' | 'presets'; id: string };

/** What the dataset was asked so far, and what Shrive brings: to look at, to compare, to begin from. */
export function Versions({ entries, inForce, asJson, onAsJson, onTakeUp }: VersionsProps) {
  const presets = useQuery({ ...api.rubrics.presets.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  const [chosen, setChosen] = useState<Chosen>({ from: 'versions', id: inForce.id });
  const version = useQuery({
    ...api.rubrics.get.queryOptions({ input: { id: chosen.id } }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: chosen.from === 'versions',
  });
  const preset = presets.data?.find(({ name }) => chosen.from === 'presets' && name === chosen.id);
  const shown = chosen.from === 'versions' ? version.data : preset;
  const failure = version.error ?? presets.error;
  return (
    <div className={styles.versions}>
      <Group
        legend="Versions of this dataset"
        value={chosen.from === 'versions' ? chosen.id : undefined}
        onChange={(id) => setChosen({ from: 'versions', id })}
        rows={entries.map(({ id, title, created_at, is_current, labels }) => ({
          value: id,
          name: id,
          title,
          facts: [
            ...(is_current ? ['in force'] : []),
            formatMomentAndTime(created_at),
            plural(labels, 'label'),
          ].join(' · '),
        }))}
      />
      <Group
        legend="Presets"
        value={chosen.from === 'presets' ? chosen.id : undefined}
        onChange={(id) => setChosen({ from: 'presets', id })}
        rows={(presets.data ?? []).map(({ name, title, description }) => ({
          value: name,
          name,
          title,
          facts: description,
        }))}
      />
      {failure !== null && <Notice kind="bad">{failureOf(failure).message}</Notice>}
      {shown !== undefined && (
        <Detail
          key={chosen.id}
          name={chosen.id}
          shown={draftOf(shown)}
          inForce={inForce}
          asJson={asJson}
          onAsJson={onAsJson}
          onTakeUp={onTakeUp}
        />
      )}
    </div>
  );
}

interface GroupProps {
  legend: string;
  rows: readonly { value: string; name: string; title: string; facts: string }[];
  value: string | undefined;
  onChange(value: string): void;
}

function Group({ legend, rows, value, onChange }: GroupProps) {
  const id = useId();
  return (
    <fieldset>
      <legend className={styles.legend}>{legend}</legend>
      {rows.map((row) => (
        <label key={row.value} className={cx(styles.row, row.value === value && styles.chosen)}>
          <RadioArea name={id} checked={row.value === value} onChange={() => onChange(row.value)} />
          <code className={styles.id}>{row.name}</code>
          <span className={styles.title}>{row.title}</span>
          <span className={styles.facts}>{row.facts}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface DetailProps {
  name: string;
  shown: DraftBody;
  inForce: Rubric;
  asJson: boolean;
  onAsJson(asJson: boolean): void;
  onTakeUp(body: DraftBody, name: string): void;
}

function Detail({ name, shown, inForce, asJson, onAsJson, onTakeUp }: DetailProps) {
  const before = draftOf(inForce);
  const [isLooking, setLooking] = useState(false);
  return (
    <section className={styles.detail} aria-label={name}>
      <h2 className={styles.legend}>
        {name === inForce.id ? (
          <>
            <code>{name}</code>, in force
          </>
        ) : (
          <>
            What <code>{name}</code> would change of <code>{inForce.id}</code>
          </>
        )}
      </h2>
      <div className={styles.acts}>
        <Button onClick={() => onTakeUp(shown, name)}>Take it up as the draft</Button>
        <Button kind="quiet" aria-expanded={isLooking} onClick={() => setLooking(!isLooking)}>
          {isLooking ? 'Close its form' : 'Look at its form'}
        </Button>
      </div>
      {name !== inForce.id && (
        <Differences
          differences={differencesBetween(before, shown)}
          before={{ name: inForce.id, body: before }}
          after={{ name, body: shown }}
          asJson={asJson}
          onAsJson={onAsJson}
          none={`Nothing: it says the same as ${inForce.id}.`}
        />
      )}
      {isLooking && <Preview draft={shown} />}
    </section>
  );
}
