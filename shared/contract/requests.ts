import * as z from 'zod';
import { base } from './base.ts';
import { TranscriptFilter } from './transcripts.ts';

export const REQUEST_KINDS = ['confess', 'judge'] as const;
export const PROVIDERS = ['openai', 'anthropic'] as const;

export const requests = {
  /**
   * Writes requests for a provider's batch interface: `confess` asks a model to confess what it did in each transcript,
   * `judge` asks one to score each confession. Nothing is sent. What comes back is imported as any file is, and joined by
   * `custom_id`. The coordinator's alone: it hands out confessions.
   */
  write: base
    .input(
      z.object({
        kind: z.enum(REQUEST_KINDS),
        provider: z.enum(PROVIDERS),
        model: z.string().min(1).max(200),
        /** The file to make; one that is there is not overwritten. */
        out: z.string().min(1),
        filter: TranscriptFilter.optional(),
        /** Requests for each transcript or confession. */
        samples: z.int().min(1).max(100).optional(),
        max_tokens: z.int().min(1).max(1_000_000).optional(),
      }),
    )
    .output(
      z.object({
        path: z.string(),
        rows: z.int(),
        sha256: z.string(),
        /** Which prompt was used: its name with its version, and the SHA-256 of its text. */
        prompt: z.object({ name: z.string(), sha256: z.string() }),
      }),
    ),
};
