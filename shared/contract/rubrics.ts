import * as z from 'zod';
import { Rubric, RubricBody } from '../domain/rubric.ts';
import { base } from './base.ts';

export const RubricEntry = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  title: z.string(),
  created_at: z.string(),
  is_current: z.boolean(),
  /** Submitted labels, of all graders, that answer this version. */
  labels: z.int().nonnegative(),
});

export const rubrics = {
  /** A version of the dataset's rubric; the one in force where `id` is missing. Fails with RUBRIC_NOT_FOUND. */
  get: base.input(z.object({ id: z.string().optional() })).output(Rubric),
  /** All versions that the dataset has, the newest first. */
  list: base.output(z.array(RubricEntry)),
  /** The presets that come with Shrive. */
  presets: base.output(z.array(RubricBody)),
  /**
   * Puts a new version in force. `based_on` is the version that was edited: fails with RUBRIC_CHANGED where another has
   * been saved since. A body equal to that of the version in force changes nothing and gives that one; one equal to an
   * earlier version puts that one in force again.
   */
  save: base.input(z.object({ rubric: RubricBody, based_on: z.string() })).output(Rubric),
};
