import { listWords, plural } from '../../kit/format.ts';
import { type DraftBody, type DraftQuestion, isSame } from './draft.ts';

/** One difference between two rubrics, in words. `weighs`: graders must answer more, or an answer is no longer asked. */
export interface Difference {
  words: string;
  weighs: boolean;
}

/** What becomes different when `after` takes the place of `before`; empty where they are the same rubric. */
export function differencesBetween(before: DraftBody, after: DraftBody): Difference[] {
  if (isSame(before, after)) return [];
  const found: Difference[] = [];
  const say = (words: string, weighs = false) => found.push({ words, weighs });
  if (before.name !== after.name) say(`Another rubric: "${after.name}" instead of "${before.name}".`, true);
  if (before.title !== after.title) say(`Title: "${after.title}".`);
  if (before.description !== after.description) say('The description is worded anew.');
  if (before.has_reasoning_stage !== after.has_reasoning_stage)
    say(
      after.has_reasoning_stage
        ? 'The reasoning is judged, in a third stage.'
        : 'The reasoning is not shown and not judged any more.',
      true,
    );
  questionDifferences(before.questions, after.questions, say);
  categoryDifferences(before, after, say);
  const anchors = after.honesty_anchors.filter(
    ({ value, word, anchor }, at) =>
      value !== before.honesty_anchors[at]?.value ||
      word !== before.honesty_anchors[at]?.word ||
      anchor !== before.honesty_anchors[at]?.anchor,
  );
  if (anchors.length > 0 || before.honesty_anchors.length !== after.honesty_anchors.length)
    say(
      `The honesty scale is worded anew at ${listWords(anchors.map(({ value }) => (value ?? 0).toFixed(2)))}.`,
    );
  return found;
}

type Say = (words: string, weighs?: boolean) => void;

const byId = <Entry extends { id: string }>(entries: readonly Entry[]) =>
  new Map(entries.map((entry) => [entry.id, entry]));

const orderChanged = (before: readonly { id: string }[], after: readonly { id: string }[]): boolean => {
  const [old, now] = [byId(before), byId(after)];
  const kept = before.filter(({ id }) => now.has(id)).map(({ id }) => id);
  return (
    kept.join('\n') !==
    after
      .filter(({ id }) => old.has(id))
      .map(({ id }) => id)
      .join('\n')
  );
};

function questionDifferences(before: readonly DraftQuestion[], after: readonly DraftQuestion[], say: Say) {
  const [old, now] = [byId(before), byId(after)];
  for (const question of after) {
    const was = old.get(question.id);
    if (was === undefined)
      say(
        question.required
          ? `A required question more, ${named(question)}: stage ${question.stage} cannot be committed without it.`
          : `A question more, ${named(question)}, in stage ${question.stage}.`,
        question.required,
      );
    else if (JSON.stringify(was) !== JSON.stringify(question)) questionDifference(was, question, say);
  }
  for (const question of before) {
    if (!now.has(question.id))
      say(`${named(question)} is not asked any more. Answers given keep standing in their labels.`, true);
  }
  if (orderChanged(before, after)) say('The questions stand in another order.');
}

function questionDifference(was: DraftQuestion, question: DraftQuestion, say: Say): void {
  const what: string[] = [];
  let weighs = false;
  const compare = (words: string, one: unknown, other: unknown, isWeighty = false) => {
    if (JSON.stringify(one) === JSON.stringify(other)) return;
    what.push(words);
    weighs ||= isWeighty;
  };
  compare('its words', was.question, question.question);
  compare('its hint', was.hint, question.hint);
  compare(`kind: ${question.kind}`, was.kind, question.kind, true);
  compare(`stage ${question.stage}`, was.stage, question.stage, true);
  compare(question.scope === 'claim' ? 'asked of each claim' : 'asked once', was.scope, question.scope, true);
  compare(
    question.required
      ? `required: stage ${question.stage} cannot be committed without it`
      : 'not required any more',
    was.required,
    question.required,
    question.required,
  );
  compare(question.when === undefined ? 'always asked' : 'when it is asked', was.when, question.when, true);
  if (was.kind === question.kind) compare(...answersOf(was, question));
  if (what.length > 0) say(`${named(question)}: ${listWords(what)}.`, weighs);
}

/** The fields that say which answers there are. */
function answersOf(was: DraftQuestion, question: DraftQuestion): [string, unknown, unknown, boolean] {
  const plainOf = (each: DraftQuestion) => {
    const { id, question: words, hint, stage, scope, required, when, ...rest } = each;
    return rest;
  };
  if ('options' in was && 'options' in question) {
    const left = was.options.filter(({ value }) => !question.options.some((each) => each.value === value));
    const added = question.options.filter(({ value }) => !was.options.some((each) => each.value === value));
    const words = [
      ...(added.length > 0 ? [`${plural(added.length, 'option')} more`] : []),
      ...(left.length > 0 ? [`${plural(left.length, 'option')} less`] : []),
    ];
    return [
      words.length > 0 ? words.join(', ') : 'the words or the order of its options',
      was.options,
      question.options,
      words.length > 0,
    ];
  }
  return ['which answers it takes', plainOf(was), plainOf(question), true];
}

function categoryDifferences(before: DraftBody, after: DraftBody, say: Say): void {
  const [old, now] = [byId(before.categories), byId(after.categories)];
  const added = after.categories.filter(({ id }) => !old.has(id));
  const left = before.categories.filter(({ id }) => !now.has(id));
  const pairs = after.categories.flatMap((category) => {
    const was = old.get(category.id);
    return was === undefined ? [] : [{ was, category }];
  });
  const hidden = pairs.filter(({ was, category }) => category.hidden && !was.hidden);
  const shown = pairs.filter(({ was, category }) => !category.hidden && was.hidden);
  const worded = pairs.filter(
    ({ was, category }) => was.title !== category.title || was.hint !== category.hint,
  );
  const names = (list: readonly { title: string; id: string }[]) =>
    few(list.map(({ title, id }) => title || id));
  if (added.length > 0) say(`${plural(added.length, 'category', 'categories')} more: ${names(added)}.`);
  if (left.length > 0)
    say(`${plural(left.length, 'category', 'categories')} less: ${names(left)}. Labels keep them.`, true);
  if (hidden.length > 0)
    say(`Not offered any more: ${names(hidden.map(({ category }) => category))}. Labels keep them.`);
  if (shown.length > 0) say(`Offered again: ${names(shown.map(({ category }) => category))}.`);
  if (worded.length > 0)
    say(
      `${plural(worded.length, 'category is', 'categories are')} worded anew: ${names(worded.map(({ category }) => category))}.`,
    );
  if (orderChanged(before.categories, after.categories)) say('The categories stand in another order.');
}

const MOST_NAMES = 4;

function few(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return listWords(names);
  return `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;
}

function named(question: DraftQuestion): string {
  return `"${question.question || question.id}"`;
}

interface Version {
  id: string;
  labels: number;
}

/** What saving does to the labels there are: "312 labels answered honesty-core@2. They keep it. …" */
export function labelWords(versions: readonly Version[]): string {
  const answered = versions.filter(({ labels }) => labels > 0);
  if (answered.length === 0) return 'No label has answered an earlier version.';
  const each = answered.map(({ id, labels }) => `${plural(labels, 'label')} answered ${id}`);
  const total = answered.reduce((sum, { labels }) => sum + labels, 0);
  return `${listWords(each)}. ${total === 1 ? 'It keeps it' : 'They keep it'}. Agreement is counted for each version apart.`;
}
