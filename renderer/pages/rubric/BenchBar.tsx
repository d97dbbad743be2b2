import {
  ArrowDownToLine,
  ArrowUpFromLine,
  Copy,
  Ellipsis,
  LayoutTemplate,
  Redo2,
  Trash2,
  Undo2,
} from 'lucide-react';
import { useKeys } from '../../commands/CommandsProvider.tsx';
import { Choices } from '../../kit/Choices.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { Menu } from '../../kit/Menu.tsx';
import styles from './RubricBench.module.css';
import type { Bench } from './useBench.ts';

const VIEWS = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
] as const;

/** Over the draft: in which shape it is edited, back and forth, and where a rubric comes from or goes. */
export function BenchBar({ bench }: { bench: Bench }) {
  const keyOf = useKeys();
  return (
    <div className={styles.bar}>
      <Choices
        question="Edit as"
        questionHidden
        size="small"
        choices={VIEWS}
        value={bench.view}
        onChange={(next) => next !== null && bench.edit(next)}
      />
      <div className={styles.acts}>
        <IconButton
          icon={Undo2}
          label="Undo"
          keys={keyOf('rubric.undo')}
          disabled={!bench.canUndo}
          onClick={bench.undo}
        />
        <IconButton
          icon={Redo2}
          label="Redo"
          keys={keyOf('rubric.redo')}
          disabled={!bench.canRedo}
          onClick={bench.redo}
        />
        <Menu
          align="end"
          trigger={<IconButton icon={Ellipsis} label="Import, export, presets" />}
          groups={[
            [
              {
                label: 'Import a file',
                icon: ArrowDownToLine,
                keys: keyOf('rubric.import'),
                hint: 'It becomes the draft.',
                run: bench.brought.choose,
              },
              { label: 'Export as a file', icon: ArrowUpFromLine, run: bench.exportFile },
              { label: 'Copy as JSON', icon: Copy, run: bench.copy },
            ],
            [{ label: 'Begin with a preset', icon: LayoutTemplate, run: () => bench.show('versions') }],
            [{ label: 'Drop the draft', icon: Trash2, disabled: !bench.hasDraft, run: bench.drop }],
          ]}
        />
      </div>
    </div>
  );
}
