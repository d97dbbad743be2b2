import { useMutation, useQuery } from '@tanstack/react-query';
import type { LabelMapping, LabelTool } from '../../../shared/mapping/label-mapping.ts';
import { api } from '../../client.ts';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Select } from '../../kit/Select.tsx';
import { failureOf } from './failure.ts';
import styles from './KeptLabelMappings.module.css';

/** Mappings of labels that were kept, to begin with one. */
export function KeptLabelMappings({
  tool,
  onTake,
}: {
  tool: LabelTool;
  onTake(mapping: LabelMapping): void;
}) {
  const kept = useQuery(api.labelFiles.mappings.queryOptions());
  const mappings = (kept.data ?? []).map(({ mapping }) => mapping).filter((each) => each.tool === tool);
  if (mappings.length === 0) return null;
  return (
    <Select
      className={styles.begin}
      label="Begin with a mapping that was kept"
      options={mappings.map(({ name }) => ({ value: name, label: name }))}
      value={null}
      placeholder="as proposed"
      onChange={(name) => {
        const found = mappings.find((each) => each.name === name);
        if (found !== undefined) onTake(found);
      }}
    />
  );
}

/** Keeps a mapping under its name, and says how the command line uses it. */
export function KeepLabelMapping({ mapping, onName }: { mapping: LabelMapping; onName(name: string): void }) {
  const kept = useQuery(api.labelFiles.mappings.queryOptions());
  const keep = useMutation(
    api.labelFiles.keepMapping.mutationOptions({ onSuccess: () => void kept.refetch() }),
  );
  return (
    <div className={styles.keep}>
      <TextField
        label="Its name"
        value={mapping.name}
        error={mapping.name.trim() === '' ? 'Give it a name.' : undefined}
        onChange={(event) => onName(event.target.value.slice(0, 100))}
      />
      <Button disabled={mapping.name.trim() === '' || keep.isPending} onClick={() => keep.mutate(mapping)}>
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
