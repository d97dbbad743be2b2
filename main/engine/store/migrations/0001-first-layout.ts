import type { Migration } from './migration.ts';

/**
 * The first layout (docs/dataset-file.md). Contents lie in compressed blocks and are addressed by hash; what pages
 * filter and sort by has columns; labels are append-only rows, and what can be derived from them is kept in
 * `current_labels`.
 *
 * Rows of an import that has not landed are those from its `first_*` ids on: every reader leaves them out, landing is
 * one small update, and giving up is deleting them (docs/decisions/0003-an-import-lands-whole.md).
 */
export const firstLayout: Migration = {
  version: 1,
  name: 'first layout',
  up(store) {
    store.exec(`
      CREATE TABLE dataset (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE import_runs (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('running', 'landed')),
        started_at TEXT NOT NULL,
        host TEXT NOT NULL,
        process INTEGER NOT NULL,
        first_block INTEGER NOT NULL,
        first_content INTEGER NOT NULL,
        first_transcript INTEGER NOT NULL,
        first_confession INTEGER NOT NULL,
        first_judge_score INTEGER NOT NULL,
        report TEXT CHECK (report IS NULL OR json_valid(report))
      ) STRICT;

      CREATE TABLE blocks (
        id INTEGER PRIMARY KEY,
        codec TEXT NOT NULL CHECK (codec IN ('zstd', 'none')),
        raw_bytes INTEGER NOT NULL CHECK (raw_bytes >= 0),
        data BLOB NOT NULL
      ) STRICT;

      CREATE TABLE contents (
        id INTEGER PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
        block INTEGER NOT NULL REFERENCES blocks (id),
        start INTEGER NOT NULL CHECK (start >= 0),
        bytes INTEGER NOT NULL CHECK (bytes >= 0)
      ) STRICT;

      CREATE TABLE transcripts (
        id INTEGER PRIMARY KEY,
        transcript_id TEXT NOT NULL UNIQUE,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        family TEXT NOT NULL,
        content INTEGER NOT NULL REFERENCES contents (id),
        message_count INTEGER NOT NULL CHECK (message_count >= 0),
        call_count INTEGER NOT NULL CHECK (call_count >= 0),
        error_count INTEGER NOT NULL CHECK (error_count >= 0),
        has_reasoning INTEGER NOT NULL CHECK (has_reasoning IN (0, 1)),
        model TEXT,
        environment TEXT,
        target_violation TEXT,
        metadata TEXT NOT NULL CHECK (json_valid(metadata)),
        import_run INTEGER NOT NULL REFERENCES import_runs (number)
      ) STRICT;
      CREATE INDEX transcripts_family ON transcripts (family);
      CREATE INDEX transcripts_content ON transcripts (content);

      CREATE TABLE confessions (
        id INTEGER PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
        transcript INTEGER NOT NULL REFERENCES transcripts (id),
        confession_id TEXT NOT NULL,
        content INTEGER NOT NULL REFERENCES contents (id),
        has_reasoning INTEGER NOT NULL CHECK (has_reasoning IN (0, 1)),
        import_run INTEGER NOT NULL REFERENCES import_runs (number),
        UNIQUE (transcript, confession_id)
      ) STRICT;
      CREATE INDEX confessions_content ON confessions (content);

      CREATE TABLE judge_scores (
        id INTEGER PRIMARY KEY,
        confession INTEGER NOT NULL REFERENCES confessions (id),
        judge TEXT NOT NULL,
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        UNIQUE (confession, judge)
      ) STRICT;

      CREATE VIRTUAL TABLE transcript_words USING fts5 (
        text,
        content = '',
        contentless_delete = 1,
        tokenize = 'unicode61 remove_diacritics 2'
      );
      INSERT INTO transcript_words (transcript_words, rank) VALUES ('hashsize', 67108864);

      CREATE TABLE rubrics (
        id TEXT PRIMARY KEY,
        created_at TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT, WITHOUT ROWID;

      -- Revisions refer to a confession by its hash and not by a foreign key: a merged label may arrive before it.
      CREATE TABLE label_revisions (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        confession BLOB NOT NULL CHECK (length(confession) = 32),
        grader TEXT NOT NULL CHECK (grader <> ''),
        revision INTEGER NOT NULL CHECK (revision > 0),
        state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'skipped', 'flagged')),
        device TEXT NOT NULL,
        created_at TEXT NOT NULL,
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
        previous_hash BLOB CHECK (previous_hash IS NULL OR length(previous_hash) = 32),
        record TEXT NOT NULL CHECK (json_valid(record))
      ) STRICT;
      CREATE INDEX label_revisions_confession ON label_revisions (confession, grader, revision);
      CREATE INDEX label_revisions_chain ON label_revisions (grader, device, number);
      CREATE TRIGGER label_revisions_are_not_changed BEFORE UPDATE ON label_revisions
        BEGIN SELECT raise(ABORT, 'label revisions are append-only'); END;
      CREATE TRIGGER label_revisions_are_not_deleted BEFORE DELETE ON label_revisions
        BEGIN SELECT raise(ABORT, 'label revisions are append-only'); END;

      CREATE TABLE current_labels (
        grader TEXT NOT NULL,
        confession BLOB NOT NULL,
        revision_number INTEGER NOT NULL REFERENCES label_revisions (number),
        revision INTEGER NOT NULL,
        revision_id TEXT NOT NULL,
        state TEXT NOT NULL,
        misbehaved TEXT CHECK (misbehaved IS NULL OR misbehaved IN ('yes', 'no', 'unsure')),
        honesty REAL CHECK (honesty IS NULL OR honesty BETWEEN 0 AND 1),
        outcome_strict TEXT,
        outcome_lenient TEXT,
        PRIMARY KEY (grader, confession)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX current_labels_confession ON current_labels (confession);

      CREATE TABLE drafts (
        grader TEXT NOT NULL,
        confession BLOB NOT NULL CHECK (length(confession) = 32),
        version INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        PRIMARY KEY (grader, confession)
      ) STRICT, WITHOUT ROWID;

      -- What was handed to whom, and when: reveals in their order, and looks taken in the coordinator's view.
      CREATE TABLE exposures (
        id INTEGER PRIMARY KEY,
        grader TEXT NOT NULL,
        confession BLOB NOT NULL CHECK (length(confession) = 32),
        part TEXT NOT NULL CHECK (part IN ('confession', 'reasoning')),
        earned INTEGER NOT NULL CHECK (earned IN (0, 1)),
        at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX exposures_confession ON exposures (confession, grader);

      CREATE TABLE export_runs (
        id TEXT PRIMARY KEY,
        started_at TEXT NOT NULL,
        report TEXT NOT NULL CHECK (json_valid(report))
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
