import type { Mapping, Proposal } from '../../../shared/mapping/mapping.ts';
import { Mapping as MappingSchema } from '../../../shared/mapping/mapping.ts';

/** A mapping as it stands in the form: texts, of which some may be empty or wrong. */
export interface MappingDraft {
  name: string;
  id: string;
  model: string;
  task: string;
  environment: string;
  family: string;
  how: 'messages' | 'pair';
  messages: string;
  system: string;
  prompt: string;
  answer: string;
  confession: string;
  confessionId: string;
  scores: ScoreDraft[];
  metadata: Mapping['metadata'];
}

export interface ScoreDraft {
  judge: string;
  path: string;
  low: string;
  high: string;
}

/** Fields that say where a transcript comes from. */
export const ORIGIN_FIELDS = ['model', 'task', 'environment', 'family'] as const;

/** Fields of the form that can be wrong. */
export type DraftField = Exclude<keyof MappingDraft, 'how' | 'metadata'>;

/** What was proposed, where it does not make a whole mapping. */
export function proposedDraft(proposals: readonly Proposal[], name: string): MappingDraft {
  const path = (field: Proposal['field']) => proposals.find((each) => each.field === field)?.path ?? '';
  const messages = path('messages');
  return {
    name,
    id: path('id'),
    model: path('model'),
    task: path('task'),
    environment: path('environment'),
    family: path('family'),
    how: messages === '' ? 'pair' : 'messages',
    messages,
    system: path('system'),
    prompt: path('prompt'),
    answer: path('answer'),
    confession: path('confession'),
    confessionId: '',
    scores: proposals
      .filter(({ field }) => field === 'judge_score')
      .map(({ path: at, scale: [low, high] = [0, 1] }) => ({
        judge: at,
        path: at,
        low: String(low),
        high: String(high),
      })),
    metadata: 'rest',
  };
}

/** The form of a mapping. */
export function draftOf(mapping: Mapping, name: string): MappingDraft {
  const { conversation } = mapping;
  const pair = 'prompt' in conversation ? conversation : undefined;
  const messages = 'messages' in conversation ? conversation.messages : '';
  return {
    name,
    id: mapping.id ?? '',
    model: mapping.model ?? '',
    task: mapping.task ?? '',
    environment: mapping.environment ?? '',
    family: mapping.family ?? '',
    how: messages !== '' ? 'messages' : 'pair',
    messages,
    system: pair?.system ?? '',
    prompt: pair?.prompt ?? '',
    answer: pair?.answer ?? '',
    confession: mapping.confession?.path ?? '',
    confessionId: mapping.confession?.id ?? '',
    scores: mapping.judge_scores.map(({ judge, path, low, high }) => ({
      judge,
      path,
      low: String(low),
      high: String(high),
    })),
    metadata: mapping.metadata,
  };
}

const MISSING: Partial<Record<DraftField, string>> = {
  name: 'Give it a name.',
  messages: 'Say where the messages are.',
  prompt: 'Say where the prompt is.',
  answer: 'Say where the answer is.',
};

function optional(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}

/** A field's number; what is no number is refused by the schema. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function fieldOf(path: readonly PropertyKey[]): DraftField {
  const [first, second] = path;
  if (first === 'judge_scores') return 'scores';
  if (first === 'confession') return second === 'id' ? 'confessionId' : 'confession';
  const own = (['id', ...ORIGIN_FIELDS] as const).find((field) => field === first);
  return own ?? 'name';
}

/** The mapping that the form describes, or what is wrong with which field. */
export function readDraft(
  draft: MappingDraft,
): { mapping: Mapping } | { problems: Partial<Record<DraftField, string>> } {
  const needed: DraftField[] = [
    'name',
    ...(draft.how === 'messages' ? (['messages'] as const) : (['prompt', 'answer'] as const)),
  ];
  const problems: Partial<Record<DraftField, string>> = {};
  for (const field of needed)
    if (String(draft[field]).trim() === '') problems[field] = MISSING[field] ?? 'Fill this in.';
  if (Object.keys(problems).length > 0) return { problems };
  const confession = optional(draft.confession);
  const parsed = MappingSchema.safeParse({
    version: 1,
    name: draft.name,
    id: optional(draft.id),
    ...Object.fromEntries(ORIGIN_FIELDS.map((field) => [field, optional(draft[field])])),
    conversation:
      draft.how === 'messages'
        ? { messages: draft.messages.trim() }
        : { system: optional(draft.system), prompt: draft.prompt.trim(), answer: draft.answer.trim() },
    confession: confession && { path: confession, id: optional(draft.confessionId) },
    judge_scores: draft.scores.map(({ judge, path, low, high }) => ({
      judge: judge.trim(),
      path: path.trim(),
      low: numberOf(low),
      high: numberOf(high),
    })),
    metadata: draft.metadata,
  });
  if (parsed.success) return { mapping: parsed.data };
  for (const { path, message } of parsed.error.issues) {
    if (path[0] === 'conversation')
      for (const field of needed.slice(1))
        problems[field] ??= 'This is no path. Write a.b[0], or ["a key"].c.';
    else
      problems[fieldOf(path)] ??=
        path[0] === 'judge_scores'
          ? 'Each score needs a judge’s name, a path, and two different numbers that its scale goes from and to.'
          : message;
  }
  return { problems };
}

/** Why this path was proposed, and how sure that is. */
export function proposalWords(proposals: readonly Proposal[], path: string): string | undefined {
  const found = proposals.find((proposal) => proposal.path === path.trim());
  if (found === undefined) return undefined;
  const sure = found.confidence >= 0.85 ? 'Most likely' : found.confidence >= 0.6 ? 'Likely' : 'A guess';
  return `${sure}: ${found.reason}`;
}
