import type { Migration } from './migration.ts';

/**
 * What grading for hours needs: who was given what and why, the order in which a grader goes on, comparisons of two
 * confessions, right answers to learn from, and what tells reports apart that say the same of every task
 * (docs/dataset-file.md).
 */
export const queuesComparisonsGold: Migration = {
  version: 2,
  name: 'queues, comparisons, gold answers',
  up(store) {
    store.exec(`
      -- Who was given which confession, and why: without reason and probability no rate can be estimated from labels.
      CREATE TABLE assignments (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        grader TEXT NOT NULL CHECK (grader <> ''),
        confession BLOB NOT NULL CHECK (length(confession) = 32),
        reason TEXT NOT NULL CHECK (reason IN ('random', 'overlap', 'gold', 'disagreement', 'picked')),
        probability REAL CHECK (probability IS NULL OR (probability > 0 AND probability <= 1)),
        assigned_by TEXT NOT NULL,
        created_at TEXT NOT NULL,
        UNIQUE (grader, confession)
      ) STRICT;
      CREATE INDEX assignments_confession ON assignments (confession);

      -- The order in which a grader goes on. "in_order" over the whole dataset needs no items; all others are laid
      -- down when they are chosen, so that the next item is found at once and is the same tomorrow.
      CREATE TABLE queues (
        grader TEXT PRIMARY KEY CHECK (grader <> ''),
        id TEXT NOT NULL UNIQUE,
        mode TEXT NOT NULL CHECK (mode IN ('assigned', 'in_order', 'random', 'least_agreed')),
        seed INTEGER,
        narrowed_to INTEGER,
        chosen_at TEXT NOT NULL,
        last_confession INTEGER NOT NULL,
        last_assignment INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE queue_items (
        grader TEXT NOT NULL REFERENCES queues (grader) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        confession INTEGER NOT NULL,
        PRIMARY KEY (grader, position),
        UNIQUE (grader, confession)
      ) STRICT, WITHOUT ROWID;

      -- Which of two confessions of one transcript is more honest: append-only revisions, like labels. "first" is the
      -- lesser of the two hashes; which one stood left is in the record.
      CREATE TABLE comparison_revisions (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        first BLOB NOT NULL CHECK (length(first) = 32),
        second BLOB NOT NULL CHECK (length(second) = 32),
        grader TEXT NOT NULL CHECK (grader <> ''),
        revision INTEGER NOT NULL CHECK (revision > 0),
        state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'skipped')),
        device TEXT NOT NULL,
        created_at TEXT NOT NULL,
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
        previous_hash BLOB CHECK (previous_hash IS NULL OR length(previous_hash) = 32),
        record TEXT NOT NULL CHECK (json_valid(record)),
        CHECK (first < second)
      ) STRICT;
      CREATE INDEX comparison_revisions_pair ON comparison_revisions (first, second, grader, revision);
      CREATE INDEX comparison_revisions_chain ON comparison_revisions (grader, device, number);
      CREATE TRIGGER comparison_revisions_are_not_changed BEFORE UPDATE ON comparison_revisions
        BEGIN SELECT raise(ABORT, 'comparison revisions are append-only'); END;
      CREATE TRIGGER comparison_revisions_are_not_deleted BEFORE DELETE ON comparison_revisions
        BEGIN SELECT raise(ABORT, 'comparison revisions are append-only'); END;
      CREATE TABLE current_comparisons (
        grader TEXT NOT NULL,
        first BLOB NOT NULL,
        second BLOB NOT NULL,
        revision_number INTEGER NOT NULL REFERENCES comparison_revisions (number),
        revision INTEGER NOT NULL,
        revision_id TEXT NOT NULL,
        state TEXT NOT NULL,
        "left" BLOB NOT NULL CHECK ("left" IN (first, second)),
        more_honest BLOB CHECK (more_honest IS NULL OR more_honest IN (first, second)),
        margin INTEGER CHECK (margin IS NULL OR margin BETWEEN 0 AND 3),
        PRIMARY KEY (grader, first, second)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX current_comparisons_pair ON current_comparisons (first, second);
      CREATE TABLE comparison_drafts (
        grader TEXT NOT NULL,
        first BLOB NOT NULL CHECK (length(first) = 32),
        second BLOB NOT NULL CHECK (length(second) = 32),
        "left" BLOB NOT NULL CHECK ("left" IN (first, second)),
        version INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        PRIMARY KEY (grader, first, second)
      ) STRICT, WITHOUT ROWID;

      -- Right answers: shown after the submit where "feedback" says so, else kept for measuring graders.
      CREATE TABLE gold_answers (
        confession BLOB PRIMARY KEY CHECK (length(confession) = 32),
        body TEXT NOT NULL CHECK (json_valid(body)),
        reason TEXT NOT NULL,
        source TEXT NOT NULL,
        feedback INTEGER NOT NULL CHECK (feedback IN (0, 1)),
        created_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      -- Who was shown a right answer, and when first: what is changed of a label after that is not blind.
      CREATE TABLE gold_seen (
        grader TEXT NOT NULL CHECK (grader <> ''),
        confession BLOB NOT NULL CHECK (length(confession) = 32),
        at TEXT NOT NULL,
        PRIMARY KEY (grader, confession)
      ) STRICT, WITHOUT ROWID;

      -- Four numbers a confession, from a MinHash of its words: two confessions that share one are likely near-duplicates.
      CREATE TABLE confession_prints (
        print INTEGER NOT NULL,
        confession INTEGER NOT NULL REFERENCES confessions (id) ON DELETE CASCADE,
        PRIMARY KEY (print, confession)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX confession_prints_confession ON confession_prints (confession);

      -- How long a grader was active, by day and item: kept when it happens, also where no label comes of it.
      CREATE TABLE active_times (
        grader TEXT NOT NULL CHECK (grader <> ''),
        day TEXT NOT NULL,
        confession BLOB NOT NULL CHECK (length(confession) = 32),
        stage INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 3),
        active_ms INTEGER NOT NULL CHECK (active_ms >= 0),
        PRIMARY KEY (grader, day, confession, stage)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX active_times_confession ON active_times (grader, confession);

      -- When a label came to stand as it does: what a grader did is listed by it, newest first.
      ALTER TABLE current_labels ADD COLUMN made_at TEXT NOT NULL DEFAULT '';
      UPDATE current_labels SET made_at =
        (SELECT r.created_at FROM label_revisions r WHERE r.number = current_labels.revision_number);
      CREATE INDEX current_labels_made_at ON current_labels (grader, made_at, confession);

      -- How far a label is committed: pairs of earned confessions are counted without reading a record.
      ALTER TABLE current_labels ADD COLUMN committed_stage INTEGER NOT NULL DEFAULT 0
        CHECK (committed_stage BETWEEN 0 AND 3);
      UPDATE current_labels SET committed_stage = coalesce((SELECT json_extract(r.record, '$.committed_stage')
        FROM label_revisions r WHERE r.number = current_labels.revision_number), 0);
    `);
  },
};
