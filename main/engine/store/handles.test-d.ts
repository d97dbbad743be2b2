import type Database from 'better-sqlite3';
import { countTranscripts, setFact } from './dataset.ts';
import type { ReadableStore, WritableStore } from './handles.ts';

// Compiled with the tests, never run: the signature says whether a function writes, and these must not compile.

declare const database: Database.Database;
declare const readable: ReadableStore;
declare const writable: WritableStore;

countTranscripts(readable);
countTranscripts(writable);
setFact(writable, 'key', 'value');

// @ts-expect-error a handle for questions is none for acts
setFact(readable, 'key', 'value');
// @ts-expect-error a bare connection has none of the settings that a dataset needs
countTranscripts(database);
// @ts-expect-error a bare connection has none of the settings that a dataset needs
setFact(database, 'key', 'value');
