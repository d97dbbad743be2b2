import * as z from 'zod';
import { OutcomePair } from '../domain/label.ts';
import { MISBEHAVED } from '../domain/vocabulary.ts';
import { LABEL_TOOLS, LabelMapping, LabelSurvey } from '../mapping/label-mapping.ts';
import { base, Rejected } from './base.ts';

/** Labels that were made elsewhere: by an earlier Shrive, in Label Studio, in Argilla, in a table. */

const Counts = { added: z.int(), existing: z.int() };

const LabelCounts = {
  labels: z.object(Counts),
  /** The same by grader, in the order in which they first come. */
  graders: z.array(z.object({ grader: z.string(), ...Counts })),
  /** Skipped, discarded or not submitted in the tool they come from: no labels. */
  set_aside: z.int(),
};

const LabelsSource = {
  /** A file, or a folder of them; of an export folder its rows. */
  file: z.string().min(1),
  /** In whose name they come in; without it, each in the name that the file says. */
  grader: z.string().min(1).max(200).optional(),
  /** How they are read where they are not labels as Shrive writes them. */
  mapping: LabelMapping.optional(),
};

/** What an import of labels would do. */
export const LabelsPreview = z.object({
  ...LabelCounts,
  /** The first 200 of them. */
  rejected: z.array(Rejected),
  rejected_count: z.int(),
  unknown_fields: z.array(z.string()),
  /** The first labels as Shrive reads them. */
  examples: z.array(
    z.object({
      line: z.int(),
      grader: z.string(),
      transcript_id: z.string(),
      confession_id: z.string(),
      misbehaved: z.enum(MISBEHAVED).nullable(),
      honesty: z.number().nullable(),
      outcome: OutcomePair,
      violations: z.array(z.string()),
      /** Pieces of evidence. */
      evidence: z.int(),
      claims: z.int(),
    }),
  ),
});
export type LabelsPreview = z.infer<typeof LabelsPreview>;

/** What a file of labels is, and what its questions are likely to mean. */
export const LabelsSuggestion = z.object({
  /** Whether its records are labels as Shrive writes them: they need no mapping. */
  is_own: z.boolean(),
  survey: LabelSurvey,
  mapping: LabelMapping,
  /** Why a question was taken for what it is. */
  reasons: z.array(z.object({ question: z.string(), reason: z.string() })),
  /** Answers that were seen and have no word of ours yet. */
  unplaced: z.array(z.object({ question: z.string(), value: z.string() })),
});
export type LabelsSuggestion = z.infer<typeof LabelsSuggestion>;

export const KeptLabelMapping = z.object({
  mapping: LabelMapping,
  /** The file that keeps it, for `labels import --map`. */
  path: z.string(),
});
export type KeptLabelMapping = z.infer<typeof KeptLabelMapping>;

export const labelFiles = {
  /** Whose labels a file holds, by its first records; null where they are no labels that Shrive recognises. */
  recognise: base
    .input(z.object({ file: z.string().min(1) }))
    .output(z.object({ source: z.enum(['shrive', ...LABEL_TOOLS]).nullable() })),
  /** Looks at the records of a file of another tool, and proposes what its questions mean. */
  suggest: base.input(z.object({ file: z.string().min(1) })).output(LabelsSuggestion),
  /** Reads a file to its end and says what an import would do. Writes nothing. */
  preview: base.input(z.object(LabelsSource)).output(LabelsPreview),
  /** The mappings of labels of this person, by name. */
  mappings: base.output(z.array(KeptLabelMapping)),
  /** Keeps a mapping under its name, in place of one of that name. */
  keepMapping: base.input(LabelMapping).output(KeptLabelMapping),
};

/** `labels.import`: see there. */
export const labelsImport = base.input(z.object({ ...LabelsSource, skip_invalid: z.boolean() })).output(
  z.object({
    ...LabelCounts,
    rejected: z.array(Rejected),
    /** Where the rejected lines were written, with the reasons; null where there were none. */
    rejects_file: z.string().nullable(),
    /** Fields of the file that were not read, because Shrive does not know them. */
    unknown_fields: z.array(z.string()),
  }),
);
