import { type editor, KeyCode } from 'monaco-editor/editor/editor.api.js';
import type { CommandRegistry } from '../../commands/CommandRegistry.ts';

/** Escape closes what floats over the text first. */
const WITH_NOTHING_OPEN = [
  'suggestWidgetVisible',
  'findWidgetVisible',
  'editorHoverVisible',
  'markersNavigationVisible',
  'inSnippetMode',
  'editorHasMultipleSelections',
]
  .map((each) => `!${each}`)
  .join(' && ');

/** Esc leaves an editor of the page. */
export function leaveByEscape(made: editor.IStandaloneCodeEditor): void {
  made.addAction({
    id: 'shrive.leave',
    label: 'Leave the editor',
    keybindings: [KeyCode.Escape],
    keybindingContext: WITH_NOTHING_OPEN,
    run: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  });
}

/** Keys of the page that work in fields come before the editor's own: saving is saving here too. Returns how to end it. */
export function hearPageKeys(element: HTMLElement, registry: CommandRegistry): () => void {
  const hear = (event: KeyboardEvent) => {
    const { isComposing: composing, repeat } = event;
    const answer = registry.answer(event, { inField: true, composing, repeat });
    if (answer.kind === 'none') return;
    event.preventDefault();
    event.stopPropagation();
    if (answer.kind === 'run') answer.command.run();
  };
  element.addEventListener('keydown', hear, true);
  return () => element.removeEventListener('keydown', hear, true);
}
