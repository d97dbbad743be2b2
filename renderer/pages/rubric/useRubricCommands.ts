import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { rubricCommands } from './commands.ts';
import { moveAt } from './draft-changes.ts';
import { placeOfRow, questionInHand, rowInHand } from './row-focus.ts';
import type { RubricDesk } from './rubric-desk.ts';
import type { Bench } from './useBench.ts';

/** Gives the registry what each command of the page does now. */
export function useRubricCommands(bench: Bench, desk: RubricDesk, openProblems: number): void {
  const moveRow = (by: number) => {
    const row = rowInHand();
    if (row === null) return;
    const { list, index } = placeOfRow(row);
    bench.focus([...list, index + by]);
    desk.change(moveAt(list, index, index + by));
  };
  const press = (row: HTMLElement | null | undefined, selector: string) =>
    row?.querySelector<HTMLElement>(selector)?.click();
  /** In the JSON these keys are the editor's own. */
  const inForm = (run: () => void) => ({ run, enabled: bench.view === 'form' });
  useCommands(
    'rubric',
    withActs(rubricCommands, {
      'rubric.save': { run: bench.save, enabled: bench.canSave },
      'rubric.next-open': { run: bench.nextOpen, enabled: bench.broken !== undefined || openProblems > 0 },
      'rubric.view': () => bench.edit(bench.view === 'form' ? 'json' : 'form'),
      'rubric.undo': { run: bench.undo, enabled: bench.canUndo },
      'rubric.redo': { run: bench.redo, enabled: bench.canRedo },
      'rubric.drop': { run: bench.drop, enabled: bench.hasDraft },
      'rubric.import': bench.brought.choose,
      'rubric.export': bench.exportFile,
      'rubric.copy': bench.copy,
      'rubric.presets': () => bench.show('versions'),
      'rubric.preview': () => bench.show('preview'),
      'rubric.differences': () => bench.show('differences'),
      'rubric.json-differences': bench.showAsJson,
      'rubric.versions': () => bench.show('versions'),
      'rubric.add-choice': () => bench.addQuestion('choice'),
      'rubric.add-choices': () => bench.addQuestion('choices'),
      'rubric.add-scale': () => bench.addQuestion('scale'),
      'rubric.add-number': () => bench.addQuestion('number'),
      'rubric.add-text': () => bench.addQuestion('text'),
      'rubric.add-category': bench.addCategory,
      'rubric.up': inForm(() => moveRow(-1)),
      'rubric.down': inForm(() => moveRow(1)),
      'rubric.duplicate': inForm(() => press(questionInHand(), '[data-duplicate]')),
      'rubric.remove': inForm(() => press(rowInHand(), ':scope > [data-row-acts] [data-remove]')),
    }),
  );
}
