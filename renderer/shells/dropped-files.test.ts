import { expect, it } from 'vitest';
import { droppedFiles } from './dropped-files.ts';

type Tree = { [name: string]: Tree | string };

/** A file or folder as browsers hand it over: folders in pieces. */
function entryOf(name: string, content: Tree | string): FileSystemEntry {
  if (typeof content === 'string') {
    const file = (take: (file: File) => void) => take(new File([content], name));
    return { name, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(content).map(([key, inner]) => entryOf(key, inner));
    return { readEntries: (take: (entries: FileSystemEntry[]) => void) => take(left.splice(0, 2)) };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

function dropOf(dropped: Tree): DataTransfer {
  const items = Object.entries(dropped).map(([name, content]) => ({
    kind: 'file',
    webkitGetAsEntry: () => entryOf(name, content),
    getAsFile: () => new File([typeof content === 'string' ? content : ''], name),
  }));
  return { items: [{ kind: 'string' }, ...items] } as unknown as DataTransfer;
}

it('a folder is the files in it, by name and to its depth, hidden ones left out', async () => {
  const files = await droppedFiles(
    dropOf({
      'z.jsonl': '1',
      logs: {
        'd.eval': '2',
        'a.eval': '3',
        b: { 'c.eval': '4', '.git': { x: '5' } },
        '.hidden': '6',
        empty: {},
      },
    }),
  );
  expect(files.map(({ name }) => name)).toEqual(['z.jsonl', 'a.eval', 'c.eval', 'd.eval']);
});
