import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ReadRecord, ReadTranscript, Rejection } from '../../main/engine/formats/format.ts';
import { openSource, recognise } from '../../main/engine/formats/index.ts';

/** A real file of another tool: `files/README.md` names its source and licence. */
export function realFile(name: string): string {
  return resolve(import.meta.dirname, 'files', name);
}

/** Writes a file in a folder of its own, which goes when the test ends. */
export function madeFile(name: string, content: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-format-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

export interface ReadFile {
  format: string;
  transcripts: ReadTranscript[];
  rejected: (Rejection & { line: number })[];
}

/** Reads a file as an import does. */
export async function readFile(file: string, format?: string): Promise<ReadFile> {
  const { reader } = await recognise(file, format);
  const read: ReadFile = { format: reader.name, transcripts: [], rejected: [] };
  for await (const record of reader.read(await openSource(file), undefined) as AsyncIterable<ReadRecord>) {
    if ('transcript' in record) read.transcripts.push(record.transcript);
    else read.rejected.push({ line: record.line, ...record.rejected });
  }
  return read;
}
