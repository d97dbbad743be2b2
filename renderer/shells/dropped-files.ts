/** All entries of a folder: a browser hands them over a hundred at a time, and none when there are no more. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const more = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (more.length === 0) return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    entries.push(...more);
  }
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [
      await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
    ];
  const files: File[] = [];
  for (const each of await entriesOf(entry as FileSystemDirectoryEntry))
    if (!each.name.startsWith('.')) files.push(...(await filesIn(each)));
  return files;
}

/** What was dropped, folders as the files in them by name, hidden ones left out. Looks at the drop before it waits. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const dropped = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const files: File[] = [];
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory === true) files.push(...(await filesIn(entry)));
    else if (file !== null) files.push(file);
  }
  return files;
}
