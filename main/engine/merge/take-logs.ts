import type { MergedCopy, Signed } from '../../../shared/contract/merging.ts';
import type { LabelRevision } from '../../../shared/domain/label.ts';
import { appendRevision, type LoggedRevision, personOf } from '../store/append-revision.ts';
import { inTransaction, type ReadableStore, type WritableStore } from '../store/handles.ts';
import { type Chained, iterateLog, type LogName } from '../store/logs.ts';
import { findSigningKey, listSigningKeys } from '../store/signatures.ts';
import { findConfession } from '../store/transcripts.ts';
import { currentRevisionId, hasLabelRevision } from '../store/union.ts';
import { signersOf } from './signers.ts';

/** Revisions are added in transactions of so many: a grader's label never waits for more. */
const BATCH = 500;
const MAX_DIVERGED_SHOWN = 100;

const logged = (log: LogName, revision: Chained) => ({ log, revision }) as unknown as LoggedRevision;

/** Counts what a copy brings, log by log. */
export class LogTaker {
  readonly #ours: WritableStore;
  readonly #theirs: ReadableStore;
  readonly #person: string | undefined;
  readonly #by = new Map<string, number>();
  readonly #signed = new Map<string, Signed>();
  readonly #diverged = new Map<string, { grader: string; confession: Buffer }>();
  #unsigned = 0;
  #aboutUnknown = 0;
  readonly counts: Record<LogName, { added: number; existing: number }> = {
    labels: { added: 0, existing: 0 },
    comparisons: { added: 0, existing: 0 },
    adjudications: { added: 0, existing: 0 },
    notes: { added: 0, existing: 0 },
  };

  /** With a name, only what that person said is taken. */
  constructor(ours: WritableStore, theirs: ReadableStore, person?: string) {
    this.#ours = ours;
    this.#theirs = theirs;
    this.#person = person;
  }

  /** Adds all revisions of a log that are not here, in the order of their chains. Yields after each batch. */
  *take(log: LogName): Generator<void> {
    const signers = signersOf(this.#theirs, log);
    let batch: Chained[] = [];
    const add = () => {
      inTransaction(this.#ours, () => {
        for (const revision of batch) this.#add(log, revision, signers);
      });
      batch = [];
    };
    for (const revision of iterateLog<Chained>(this.#theirs, log)) {
      if (this.#person !== undefined && personOf(logged(log, revision)) !== this.#person) continue;
      batch.push(revision);
      if (batch.length < BATCH) continue;
      add();
      yield;
    }
    add();
  }

  #add(log: LogName, revision: Chained, signers: ReadonlyMap<string, string>): void {
    const before = log === 'labels' ? this.#currentOf(revision as LabelRevision) : undefined;
    const result = appendRevision(this.#ours, logged(log, revision));
    this.counts[log][result] += 1;
    if (result === 'existing') return;
    const person = personOf(logged(log, revision));
    this.#by.set(person, (this.#by.get(person) ?? 0) + 1);
    this.#countSigner(signers.get(revision.hash));
    if (log !== 'labels') return;
    const { grader, confession: hex } = revision as LabelRevision;
    const confession = Buffer.from(hex, 'hex');
    // What stood here is not known there, and there too it was gone on with.
    if (before !== undefined && !hasLabelRevision(this.#theirs, before))
      this.#diverged.set(`${grader}\u0000${hex}`, { grader, confession });
    if (findConfession(this.#ours, confession) === undefined) this.#aboutUnknown += 1;
  }

  #currentOf({ grader, confession }: LabelRevision): string | undefined {
    return currentRevisionId(this.#ours, grader, Buffer.from(confession, 'hex'));
  }

  #countSigner(fingerprint: string | undefined): void {
    const key = fingerprint === undefined ? undefined : findSigningKey(this.#theirs, fingerprint);
    if (key === undefined) {
      this.#unsigned += 1;
      return;
    }
    const found = this.#signed.get(key.fingerprint) ?? {
      person: key.person,
      fingerprint: key.fingerprint,
      key: this.#standingOf(key),
      revisions: 0,
    };
    found.revisions += 1;
    this.#signed.set(key.fingerprint, found);
  }

  #standingOf({ fingerprint, person }: { fingerprint: string; person: string }): Signed['key'] {
    const here = findSigningKey(this.#ours, fingerprint);
    if (here !== undefined) return here.person === person ? 'known' : 'another';
    return listSigningKeys(this.#ours).some((key) => key.person === person) ? 'another' : 'new';
  }

  /** What was found, in the words of the report. To be asked once all logs are taken. */
  report(): Pick<
    MergedCopy,
    | 'labels'
    | 'comparisons'
    | 'adjudications'
    | 'notes'
    | 'by'
    | 'signed'
    | 'unsigned'
    | 'diverged'
    | 'about_unknown'
  > {
    return {
      ...this.counts,
      labels: { ...this.counts.labels, conflicts: this.#diverged.size },
      by: [...this.#by].map(([person, added]) => ({ person, added })),
      signed: [...this.#signed.values()],
      unsigned: this.#unsigned,
      diverged: [...this.#diverged.values()].slice(0, MAX_DIVERGED_SHOWN).map(({ grader, confession }) => {
        const found = findConfession(this.#ours, confession);
        return {
          grader,
          transcript_id: found?.transcript.transcript_id ?? null,
          confession_id: found?.confession.confession_id ?? null,
        };
      }),
      about_unknown: this.#aboutUnknown,
    };
  }
}
