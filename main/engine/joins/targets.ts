import type { Rejection } from '../formats/format.ts';
import { shown, wrongField } from '../formats/json.ts';
import type { ReadableStore } from '../store/handles.ts';
import {
  findTranscript,
  iterateTranscripts,
  listConfessions,
  type StoredTranscript,
} from '../store/transcripts.ts';
import { confessionKey, transcriptKey } from './custom-id.ts';
import type { Target } from './joined.ts';

/** A transcript of the dataset that a line is about, and its confession where the line names one by key. */
export interface Meant {
  transcript: Pick<StoredTranscript, 'id' | 'transcript_id' | 'hash'>;
  confession_id?: string;
}

/** Finds what lines are about. What is sought otherwise than by id is listed once, when it is first asked for. */
export class Targets {
  readonly #store: ReadableStore;
  #samples: Map<string, Meant[]> | undefined;
  #keys: { transcript: Map<string, Meant>; confession: Map<string, Meant> } | undefined;

  constructor(store: ReadableStore) {
    this.#store = store;
  }

  find(target: Target): Meant | { rejected: Rejection } {
    if ('transcript_id' in target) {
      const transcript = findTranscript(this.#store, target.transcript_id);
      return transcript === undefined
        ? {
            rejected: wrongField(
              'transcript_id',
              'the id of a transcript in the dataset',
              target.transcript_id,
            ),
          }
        : { transcript };
    }
    if ('sample_id' in target) return this.#findSample(target);
    this.#keys ??= this.#listKeys();
    return (
      this.#keys[target.of].get(target.key) ?? {
        rejected: wrongField(
          'custom_id',
          `a ${target.of} of this dataset, as it was when it was asked about`,
          target.key,
        ),
      }
    );
  }

  #findSample({
    sample_id,
    epoch,
  }: {
    sample_id: string;
    epoch: string | undefined;
  }): Meant | { rejected: Rejection } {
    if (epoch === undefined) {
      const transcript = findTranscript(this.#store, sample_id);
      if (transcript !== undefined) return { transcript };
    }
    this.#samples ??= this.#listSamples();
    const found = this.#samples.get(sampleName(sample_id, epoch)) ?? [];
    const [meant, another] = found;
    if (meant !== undefined && another === undefined) return meant;
    const name = epoch === undefined ? sample_id : `${sample_id} epoch ${epoch}`;
    if (meant === undefined)
      return { rejected: wrongField('sample_id', 'the id of a sample in the dataset', name) };
    const both = [meant, another].map((each) => shown(each?.transcript.transcript_id)).join(', ');
    return {
      rejected: wrongField(
        'sample_id',
        `one sample; ${found.length} have this id (${both}): say the epoch, or name them by transcript_id`,
        name,
      ),
    };
  }

  /** Samples are known by their metadata, or by the end of their id: `task/sample/epoch`. */
  #listSamples(): Map<string, Meant[]> {
    const samples = new Map<string, Meant[]>();
    for (const { id, transcript_id, hash, metadata } of iterateTranscripts(this.#store)) {
      const kept = JSON.parse(metadata) as Record<string, unknown>;
      const [epochInId, sampleInId] = transcript_id.split('/').reverse();
      const sample = nameOf(kept.sample_id) ?? sampleInId;
      const epoch = nameOf(kept.epoch) ?? nameOf(kept.epoch_id) ?? epochInId;
      if (sample === undefined) continue;
      const meant: Meant = { transcript: { id, transcript_id, hash } };
      for (const name of new Set([sampleName(sample, epoch), sampleName(sample, undefined)])) {
        const before = samples.get(name);
        if (before === undefined) samples.set(name, [meant]);
        else before.push(meant);
      }
    }
    return samples;
  }

  #listKeys() {
    const keys = { transcript: new Map<string, Meant>(), confession: new Map<string, Meant>() };
    for (const { id, transcript_id, hash } of iterateTranscripts(this.#store)) {
      const transcript = { id, transcript_id, hash };
      keys.transcript.set(transcriptKey(transcript_id, hash), { transcript });
      for (const confession of listConfessions(this.#store, id))
        keys.confession.set(confessionKey(confession.hash), {
          transcript,
          confession_id: confession.confession_id,
        });
    }
    return keys;
  }
}

/** Metadata may hold anything under these names. */
function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function sampleName(sample: string, epoch: string | undefined): string {
  return JSON.stringify([sample, epoch ?? null]);
}
