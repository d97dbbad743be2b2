import { useMutation, useQuery } from '@tanstack/react-query';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import { api } from '../../client.ts';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Select } from '../../kit/Select.tsx';
import { failureOf } from './failure.ts';
import styles from './MappingForm.module.css';
import type { MappingDraft } from './mapping-draft.ts';

/** A mapping that was kept, to begin with. */
export function KeptMappings({ onTake }: { onTake(mapping: Mapping): void }) {
  const kept = useQuery(api.imports.mappings.queryOptions());
  const mappings = kept.data ?? [];
  if (mappings.length === 0) return null;
  return (
    <Select
      label="Begin with a mapping that was kept"
      options={mappings.map(({ mapping }) => ({ value: mapping.name, label: mapping.name }))}
      value={null}
      placeholder="as proposed"
      onChange={(name) => {
        const found = mappings.find(({ mapping }) => mapping.name === name);
        if (found !== undefined) onTake(found.mapping);
      }}
    />
  );
}

interface KeepProps {
  draft: MappingDraft;
  mapping: Mapping | undefined;
  problem: string | undefined;
  onName(name: string): void;
}

/** Gives the mapping a name and keeps it. */
export function KeepMapping({ draft, mapping, problem, onName }: KeepProps) {
  const kept = useQuery(api.imports.mappings.queryOptions());
  const keep = useMutation(api.imports.keepMapping.mutationOptions({ onSuccess: () => void kept.refetch() }));
  return (
    <div className={styles.keep}>
      <TextField
        label="Its name"
        value={draft.name}
        error={problem}
        onChange={(event) => onName(event.target.value)}
      />
      <Button
        disabled={mapping === undefined || keep.isPending}
        onClick={() => mapping !== undefined && keep.mutate(mapping)}
      >
        Keep this mapping
      </Button>
      <p className={styles.caption} role="status">
        {keep.isSuccess && (
          <>
            Kept. On the command line: <code className={styles.path}>--map {keep.data.path}</code>
          </>
        )}
        {keep.isError && failureOf(keep.error).message}
      </p>
    </div>
  );
}
