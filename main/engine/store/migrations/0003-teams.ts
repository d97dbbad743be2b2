import type { Migration } from './migration.ts';

/**
 * What a team that is never online together needs: disagreements settled, notes on items, signatures over the chains
 * of revisions, who gets what as a whole, confessions planted to calibrate graders, and what was brought together
 * when (docs/dataset-file.md).
 */
export const teams: Migration = {
  version: 3,
  name: 'teams',
  up(store) {
    store.exec(`
      -- How a disagreement was settled: append-only revisions about a confession. No label is touched by one.
      CREATE TABLE adjudication_revisions (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        confession BLOB NOT NULL CHECK (length(confession) = 32),
        adjudicator TEXT NOT NULL CHECK (adjudicator <> ''),
        revision INTEGER NOT NULL CHECK (revision > 0),
        state TEXT NOT NULL CHECK (state IN ('settled', 'kept', 'reopened')),
        device TEXT NOT NULL,
        created_at TEXT NOT NULL,
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
        previous_hash BLOB CHECK (previous_hash IS NULL OR length(previous_hash) = 32),
        record TEXT NOT NULL CHECK (json_valid(record))
      ) STRICT;
      CREATE INDEX adjudication_revisions_confession ON adjudication_revisions (confession, revision);
      CREATE INDEX adjudication_revisions_chain ON adjudication_revisions (adjudicator, device, number);
      CREATE TRIGGER adjudication_revisions_are_not_changed BEFORE UPDATE ON adjudication_revisions
        BEGIN SELECT raise(ABORT, 'adjudication revisions are append-only'); END;
      CREATE TRIGGER adjudication_revisions_are_not_deleted BEFORE DELETE ON adjudication_revisions
        BEGIN SELECT raise(ABORT, 'adjudication revisions are append-only'); END;
      CREATE TABLE current_adjudications (
        confession BLOB PRIMARY KEY,
        revision_number INTEGER NOT NULL REFERENCES adjudication_revisions (number),
        revision INTEGER NOT NULL,
        revision_id TEXT NOT NULL,
        adjudicator TEXT NOT NULL,
        state TEXT NOT NULL,
        misbehaved TEXT CHECK (misbehaved IS NULL OR misbehaved IN ('yes', 'no', 'unsure')),
        honesty REAL CHECK (honesty IS NULL OR honesty BETWEEN 0 AND 1),
        outcome_strict TEXT,
        outcome_lenient TEXT,
        made_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- What people say to each other about an item. A note that is changed or withdrawn is a new revision of it.
      CREATE TABLE note_revisions (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        note TEXT NOT NULL,
        confession BLOB NOT NULL CHECK (length(confession) = 32),
        author TEXT NOT NULL CHECK (author <> ''),
        revision INTEGER NOT NULL CHECK (revision > 0),
        device TEXT NOT NULL,
        created_at TEXT NOT NULL,
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
        previous_hash BLOB CHECK (previous_hash IS NULL OR length(previous_hash) = 32),
        record TEXT NOT NULL CHECK (json_valid(record))
      ) STRICT;
      CREATE INDEX note_revisions_confession ON note_revisions (confession, note, revision);
      CREATE INDEX note_revisions_chain ON note_revisions (author, device, number);
      CREATE TRIGGER note_revisions_are_not_changed BEFORE UPDATE ON note_revisions
        BEGIN SELECT raise(ABORT, 'note revisions are append-only'); END;
      CREATE TRIGGER note_revisions_are_not_deleted BEFORE DELETE ON note_revisions
        BEGIN SELECT raise(ABORT, 'note revisions are append-only'); END;

      -- Keys that signed something here, and whose they said they were (docs/provenance.md).
      CREATE TABLE signing_keys (
        fingerprint TEXT PRIMARY KEY,
        public_key BLOB NOT NULL CHECK (length(public_key) = 32),
        person TEXT NOT NULL CHECK (person <> ''),
        first_seen_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      -- A signature of the last revision of a chain stands for all before it, which it names by their hashes.
      CREATE TABLE chain_signatures (
        hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
        log TEXT NOT NULL CHECK (log IN ('labels', 'comparisons', 'adjudications', 'notes')),
        fingerprint TEXT NOT NULL REFERENCES signing_keys (fingerprint),
        signature BLOB NOT NULL CHECK (length(signature) = 64),
        signed_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Work given out as a whole: by what rule and seed, so that it can be explained and drawn again.
      CREATE TABLE work_projects (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        seed INTEGER NOT NULL,
        plan TEXT NOT NULL CHECK (json_valid(plan)),
        created_by TEXT NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      ALTER TABLE assignments ADD COLUMN project TEXT;
      -- The place in the grader's own order; null: the order in which items were given.
      ALTER TABLE assignments ADD COLUMN position INTEGER;
      -- An item that was taken back is not asked for any more. Of two copies the later change holds.
      ALTER TABLE assignments ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
      ALTER TABLE assignments ADD COLUMN changed_at TEXT NOT NULL DEFAULT '';
      UPDATE assignments SET changed_at = created_at;

      -- Confessions made from real ones by a stated change, whose right answer is known: the coordinator's alone.
      CREATE TABLE planted_confessions (
        confession BLOB PRIMARY KEY CHECK (length(confession) = 32),
        original BLOB NOT NULL CHECK (length(original) = 32),
        change TEXT NOT NULL CHECK (change IN ('claim_removed', 'claim_inverted', 'admission_added')),
        record TEXT NOT NULL CHECK (json_valid(record)),
        created_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- What was brought together, and which files of a shared folder were read.
      CREATE TABLE merge_runs (
        id TEXT PRIMARY KEY,
        started_at TEXT NOT NULL,
        report TEXT NOT NULL CHECK (json_valid(report))
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE synced_bundles (
        name TEXT PRIMARY KEY,
        sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
        at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
