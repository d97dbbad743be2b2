import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron';

type Parameters = Pick<
  ContextMenuParams,
  'isEditable' | 'selectionText' | 'editFlags' | 'misspelledWord' | 'dictionarySuggestions'
>;

/** What a right click offers at this place; nothing where there is nothing to do. */
function entriesFor(parameters: Parameters, window: BrowserWindow): MenuItemConstructorOptions[] {
  const { isEditable, selectionText, editFlags, misspelledWord, dictionarySuggestions } = parameters;
  if (!isEditable) return selectionText.trim() === '' ? [] : [{ role: 'copy' }];
  const spelling: MenuItemConstructorOptions[] = dictionarySuggestions.map((word) => ({
    label: word,
    click: () => window.webContents.replaceMisspelling(word),
  }));
  return [
    ...(misspelledWord === '' ? [] : [...spelling, { type: 'separator' as const }]),
    { role: 'cut', enabled: editFlags.canCut },
    { role: 'copy', enabled: editFlags.canCopy },
    { role: 'paste', enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', enabled: editFlags.canSelectAll },
  ];
}

/** Electron has no menu of its own for a right click. What the page keeps for itself (preventDefault) stays its own. */
export function serveContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, parameters) => {
    const entries = entriesFor(parameters, window);
    if (entries.length > 0) Menu.buildFromTemplate(entries).popup({ window });
  });
}
