import Database from 'better-sqlite3';

/** A confession that came earlier in a file: its content hash and the judge scores read with it. */
export interface SeenConfession {
  id: string;
  hash: Buffer;
  scores: Map<string, number>;
}

/**
 * What came earlier in the file that is being previewed, in a temporary database that spills to the disk and goes when
 * it is closed: memory does not grow with the file.
 */
export class SeenInFile {
  readonly #db = new Database('');
  readonly #findTranscript;
  readonly #findConfessions;
  readonly #addTranscript;
  readonly #addConfession;

  constructor() {
    this.#db.exec(`
      CREATE TABLE transcripts (id TEXT PRIMARY KEY, hash BLOB NOT NULL, metadata BLOB NOT NULL) WITHOUT ROWID;
      CREATE TABLE confessions (transcript TEXT, id TEXT, hash BLOB NOT NULL, scores TEXT NOT NULL, PRIMARY KEY (transcript, id)) WITHOUT ROWID;
      BEGIN`);
    this.#findTranscript = this.#db.prepare('SELECT hash, metadata FROM transcripts WHERE id = ?');
    this.#findConfessions = this.#db.prepare('SELECT id, hash, scores FROM confessions WHERE transcript = ?');
    this.#addTranscript = this.#db.prepare('INSERT OR IGNORE INTO transcripts VALUES (?, ?, ?)');
    this.#addConfession = this.#db.prepare('INSERT OR REPLACE INTO confessions VALUES (?, ?, ?, ?)');
  }

  /** A transcript's content hash, and the hash of its metadata in hexadecimal digits. */
  transcript(id: string): { hash: Buffer; metadata: string } | undefined {
    const found = this.#findTranscript.get(id) as { hash: Buffer; metadata: Buffer } | undefined;
    return found && { hash: found.hash, metadata: found.metadata.toString('hex') };
  }

  confessionsOf(transcript: string): SeenConfession[] {
    const rows = this.#findConfessions.all(transcript) as { id: string; hash: Buffer; scores: string }[];
    return rows.map(({ id, hash, scores }) => ({
      id,
      hash,
      scores: new Map(JSON.parse(scores) as [string, number][]),
    }));
  }

  /** The first of one id stays. */
  addTranscript(id: string, hash: Buffer, metadata: string): void {
    this.#addTranscript.run(id, hash, Buffer.from(metadata, 'hex'));
  }

  addConfession(transcript: string, { id, hash, scores }: SeenConfession): void {
    this.#addConfession.run(transcript, id, hash, JSON.stringify([...scores]));
  }

  close(): void {
    this.#db.close();
  }
}
