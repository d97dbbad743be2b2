import { HONESTY_ANCHORS } from '../domain/vocabulary.ts';
import { guessWord } from './guess-word.ts';
import type {
  LabelField,
  LabelMapping,
  LabelSurvey,
  MappedQuestion,
  SurveyedQuestion,
} from './label-mapping.ts';
import { NUMBER_FIELDS, ownWord, plainWord, TEXT_FIELDS, wordsFor } from './label-words.ts';

/** Proposes what the questions of another tool mean, from their names and from how they are answered. */

export interface SuggestOptions {
  name: string;
  grader: string | undefined;
  categories: readonly { id: string; title: string }[];
  /** The rubric's own questions. */
  questions: readonly { id: string; question: string }[];
}

export interface SuggestedLabelMapping {
  mapping: LabelMapping;
  reasons: { question: string; reason: string }[];
  unplaced: { question: string; value: string }[];
}

/** The first that fits counts. What a field is asked by, and how it can be answered. */
const ASKED: readonly { field: LabelField; name: RegExp; kinds: readonly SurveyedQuestion['kind'][] }[] = [
  { field: 'outcome', name: /outcome|confusion/, kinds: ['choice'] },
  {
    field: 'honesty_after_reasoning',
    name: /honest.*(reason|after)|after.*honest/,
    kinds: ['choice', 'number'],
  },
  { field: 'honesty', name: /honest|truthful|veracity/, kinds: ['choice', 'number'] },
  { field: 'confidence', name: /confiden|certain|\bsure\b/, kinds: ['choice', 'number'] },
  { field: 'severity', name: /severit|gravity|\bgrave/, kinds: ['choice', 'number'] },
  { field: 'awareness', name: /aware|\bknew\b|known?_/, kinds: ['choice'] },
  {
    field: 'admitted',
    name: /answer.*(admit|tell|told|disclos)|(admit|told).*(user|answer)|^admitted$/,
    kinds: ['choice'],
  },
  { field: 'disclosure', name: /confess|disclos|admit/, kinds: ['choice'] },
  { field: 'target_violation', name: /target/, kinds: ['choice'] },
  { field: 'claims', name: /claim|verdict|objective/, kinds: ['choice'] },
  { field: 'failures', name: /fail(ure|s|ed)|flaw|how.*fails/, kinds: ['choice'] },
  { field: 'violations', name: /violation|categor|misdeed|issue|what.*wrong/, kinds: ['marked'] },
  { field: 'misbehaved', name: /misbehav|behav|cheat|violat|wrong|compl(y|ied)|comply/, kinds: ['choice'] },
  { field: 'violations', name: /categor|issue|type|kind/, kinds: ['choice'] },
  { field: 'task_quality', name: /qualit|correct|helpful/, kinds: ['choice', 'number'] },
  { field: 'motive', name: /motiv/, kinds: ['text'] },
  { field: 'rationale', name: /rational|reason|why|explan|justif/, kinds: ['text', 'choice'] },
  { field: 'note', name: /note|comment|remark|feedback/, kinds: ['text', 'choice'] },
];

const SCALES: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 5],
  [1, 7],
  [0, 10],
  [1, 10],
  [0, 100],
];

function scaleOf({ low, high }: SurveyedQuestion): { low: number; high: number } | undefined {
  if (low === null || high === null) return undefined;
  // Ones alone are the low end of a scale of five rather than the high end of shares.
  const found = SCALES.filter(([, to]) => to > 1 || low < 1).find(([from, to]) => low >= from && high <= to);
  return found === undefined ? undefined : { low: found[0], high: found[1] };
}

/** Whether all answers are words of a field as they stand: then the name need not say it. */
function answersOnlyWith(question: SurveyedQuestion, words: readonly string[]): boolean {
  return (
    question.values.length > 0 && question.values.every(({ value }) => ownWord(value, words) !== undefined)
  );
}

const BY_WORDS: readonly LabelField[] = [
  'outcome',
  'disclosure',
  'awareness',
  'failures',
  'admitted',
  'misbehaved',
];

function fieldOf(
  question: SurveyedQuestion,
  options: SuggestOptions,
  taken: ReadonlySet<LabelField>,
): { field: LabelField; answer?: string; reason: string } | undefined {
  const name = plainWord(question.question);
  const own = options.questions.find(
    ({ id, question: words }) => plainWord(id) === name || plainWord(words) === name,
  );
  if (own !== undefined)
    return { field: 'answers', answer: own.id, reason: 'the rubric has a question of this name.' };
  const exact = ([...BY_WORDS, ...TEXT_FIELDS, ...Object.keys(NUMBER_FIELDS)] as LabelField[]).find(
    (field) => field === name,
  );
  if (exact !== undefined && question.kind !== 'marked')
    return { field: exact, reason: 'it has the name of this field.' };
  const categories = options.categories.map(({ id }) => id);
  const named = ASKED.find(
    ({ field, name: pattern, kinds }) =>
      pattern.test(name) &&
      kinds.includes(question.kind) &&
      (!taken.has(field) || TEXT_FIELDS.includes(field)),
  );
  if (named?.field === 'misbehaved' && !isYesOrNo(question) && hasCategories(question, options))
    return { field: 'violations', reason: 'its answers are categories of violations.' };
  if (named !== undefined) return { field: named.field, reason: 'its name says so.' };
  if (question.kind === 'marked')
    return hasCategories(question, options)
      ? { field: 'violations', reason: 'what was marked has categories of violations.' }
      : { field: 'evidence', reason: 'text was marked.' };
  if (question.kind !== 'choice') return undefined;
  if (answersOnlyWith(question, categories))
    return { field: 'violations', reason: 'its answers are categories of violations.' };
  const byWords = BY_WORDS.find(
    (field) =>
      field !== 'misbehaved' &&
      !taken.has(field) &&
      answersOnlyWith(question, wordsFor(field, categories) ?? []),
  );
  return byWords === undefined
    ? undefined
    : { field: byWords, reason: 'its answers are the words of this field.' };
}

function isYesOrNo({ values }: SurveyedQuestion): boolean {
  return values.every(({ value }) => guessWord('misbehaved', value, []) !== undefined);
}

/** Whether an answer names a category; that there is no violation any question may say. */
function hasCategories({ values }: SurveyedQuestion, { categories }: SuggestOptions): boolean {
  return values.some(({ value }) => typeof guessWord('violations', value, categories) === 'string');
}

/** The word or number of each answer; those of which none is likely are missing, and named. */
function valuesOf(question: SurveyedQuestion, field: LabelField, options: SuggestOptions) {
  const words = wordsFor(
    field,
    options.categories.map(({ id }) => id),
  );
  const values: Record<string, string | number | null> = {};
  const unplaced: string[] = [];
  for (const { value } of question.values) {
    if (words !== undefined && ownWord(value, words) !== undefined) continue;
    const guess = words === undefined ? anchorOf(value, field) : guessWord(field, value, options.categories);
    if (guess === undefined) unplaced.push(value);
    else values[value] = guess;
  }
  return { values: Object.keys(values).length > 0 ? values : undefined, unplaced };
}

const HIGH = /^(fully_|completely_|very_)?(honest|true|truthful|yes|high|sure|certain|confident)$/;
const LOW =
  /^(fully_|completely_|very_)?(dishonest|false|lie|lies|untruthful|not_honest|no|low|unsure|uncertain)$/;
const MIDDLE = /^(part(ly|ially)?(_.*)?|mixed|half.*|somewhat.*|medium|moderate(ly)?.*)$/;

/** A word on the honesty or confidence scale. */
function anchorOf(value: string, field: LabelField): number | undefined {
  const plain = plainWord(value);
  if (field === 'honesty' || field === 'honesty_after_reasoning') {
    const anchor = HONESTY_ANCHORS.find(({ word }) => plainWord(word) === plain);
    if (anchor !== undefined) return anchor.value;
  }
  if (field !== 'honesty' && field !== 'honesty_after_reasoning' && field !== 'confidence') return undefined;
  if (HIGH.test(plain)) return 1;
  if (LOW.test(plain)) return 0;
  return MIDDLE.test(plain) ? 0.5 : undefined;
}

/** `verdict_0`, `verdict_1` are one question that is asked again. */
function repeated(question: string): { pattern: string; n: string } | undefined {
  const match = /^(.*\D)(\d+)(\D*)$/.exec(question);
  return match === null ? undefined : { pattern: `${match[1]}{n}${match[3]}`, n: match[2] ?? '' };
}

function ruleOf(question: SurveyedQuestion, found: { field: LabelField; answer?: string }): MappedQuestion {
  const { field } = found;
  const again = field === 'claims' ? repeated(question.question) : undefined;
  const range = NUMBER_FIELDS[field];
  const scale = question.kind === 'number' && range !== undefined ? scaleOf(question) : undefined;
  const isOther = scale !== undefined && (scale.low !== range?.low || scale.high !== range.high);
  return {
    question: again?.pattern ?? question.question,
    field,
    ...(found.answer !== undefined && { answer: found.answer }),
    ...(field === 'claims' &&
      question.kind !== 'marked' && { claim: again === undefined ? 'objective:0' : 'objective:{n}' }),
    ...(isOther && { scale }),
    ...(question.marked_in !== null && { marked: { text: question.marked_in } }),
  };
}

/** The path whose values most often name a transcript of the dataset; without a dataset that has any, the likeliest name. */
function itemPaths(survey: LabelSurvey): Pick<LabelMapping, 'transcript' | 'confession'> {
  const { paths } = survey;
  const most = (which: 'transcripts' | 'confessions', not?: string) =>
    paths
      .filter((each) => each[which] > 0 && each.path !== not)
      .sort((one, other) => other[which] - one[which] || named(other.path, which) - named(one.path, which))[0]
      ?.path;
  const transcript =
    most('transcripts') ??
    paths.find(({ path }) => /transcript/i.test(path))?.path ??
    paths.find(({ path }) => /(^|[._])(id|uid)$/i.test(path))?.path ??
    'transcript_id';
  const confession =
    most('confessions', transcript) ?? paths.find(({ path }) => /confession_?id$/i.test(path))?.path;
  return { transcript, ...(confession !== undefined && { confession }) };
}

function named(path: string, which: 'transcripts' | 'confessions'): number {
  return path.toLowerCase().includes(which.slice(0, -1)) ? 1 : 0;
}

/** What a file of labels of another tool is likely to mean. The person corrects it. */
export function suggestLabelMapping(survey: LabelSurvey, options: SuggestOptions): SuggestedLabelMapping {
  const items = itemPaths(survey);
  const taken = new Set<LabelField>();
  const rules = new Map<string, MappedQuestion>();
  const reasons: SuggestedLabelMapping['reasons'] = [];
  const unplaced: SuggestedLabelMapping['unplaced'] = [];
  // In rows everything is a field: what names the item or holds its text is no question.
  const questions = survey.questions.filter(
    ({ question }) =>
      survey.tool !== 'rows' || ![items.transcript, items.confession, options.grader].includes(question),
  );
  for (const question of questions) {
    const found = fieldOf(question, options, taken);
    if (found === undefined) continue;
    const rule = ruleOf(question, found);
    const { values, unplaced: open } =
      TEXT_FIELDS.includes(found.field) ||
      found.field === 'answers' ||
      question.kind === 'number' ||
      found.field === 'evidence'
        ? { values: undefined, unplaced: [] }
        : valuesOf(question, found.field, options);
    const before = rules.get(rule.question);
    if (before === undefined) {
      rules.set(rule.question, { ...rule, ...(values !== undefined && { values }) });
      reasons.push({ question: rule.question, reason: found.reason });
    } else if (values !== undefined)
      rules.set(rule.question, { ...before, values: { ...before.values, ...values } });
    unplaced.push(...open.map((value) => ({ question: rule.question, value })));
    if (found.field !== 'claims' && found.field !== 'violations') taken.add(found.field);
  }
  return {
    reasons,
    unplaced,
    mapping: {
      version: 1,
      kind: 'labels',
      name: options.name.slice(0, 100),
      tool: survey.tool,
      ...items,
      ...(survey.tool === 'rows' && options.grader !== undefined && { grader: options.grader }),
      graders: {},
      questions: [...rules.values()],
    },
  };
}
