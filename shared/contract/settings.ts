import * as z from 'zod';
import { base } from './base.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
/** Discs of graders; the names are those of renderer/styles/tokens.css (`--grader-teal` …). */
export const GRADER_COLOURS = ['teal', 'blue', 'violet', 'plum', 'rust', 'ochre', 'moss', 'slate'] as const;

/** After how much active time, or how many items, a break is offered; `off`: never. */
export const BREAK_REMINDERS = [
  'off',
  '25_minutes',
  '45_minutes',
  '60_minutes',
  '90_minutes',
  '25_items',
] as const;
export type BreakReminder = (typeof BREAK_REMINDERS)[number];

/** Settings of this machine's person; kept outside of datasets. */
export const Settings = z.object({
  /** The name on the labels. Empty until the person gives one. */
  grader: z.string().max(200),
  grader_colour: z.enum(GRADER_COLOURS),
  theme: z.enum(THEMES),
  /** Size of what is read, in CSS pixels, 14 to 20. */
  text_size: z.int().min(14).max(20),
  /** WCAG 2.1.4: keys of one character can be switched off as a whole. */
  single_keys: z.boolean(),
  /** Command name to shortcut, where it differs from the default. */
  keys: z.record(z.string(), z.string()),
  /** After a verdict the next claim without one comes into hand. */
  advance_after_verdict: z.boolean(),
  break_reminder: z.enum(BREAK_REMINDERS),
  /** After the submit of a practice item, how the label compares with the worked answer. */
  show_worked_answers: z.boolean(),
  /** The folder that each dataset was synced with last on this machine, by the dataset's id. */
  sync_folders: z.record(z.string(), z.string()),
});
export type Settings = z.infer<typeof Settings>;

/** `grader`: withheld content stays withheld. `coordinator`: everything is shown, and labels are not blind. */
export const VIEWS = ['grader', 'coordinator'] as const;

export const Session = z.object({
  grader: z.string(),
  view: z.enum(VIEWS),
  /** Folder for new datasets and exports of this person. */
  home: z.string(),
  version: z.string(),
});
export type Session = z.infer<typeof Session>;

export const settings = {
  get: base.output(Settings),
  update: base.input(Settings.partial()).output(Settings),
};

export const session = {
  get: base.output(Session),
  setView: base.input(z.object({ view: z.enum(VIEWS) })).output(Session),
};
