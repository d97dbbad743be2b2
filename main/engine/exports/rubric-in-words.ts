import type { Condition, Rubric, RubricQuestion } from '../../../shared/domain/rubric.ts';
import { expectedAnswer } from '../../../shared/grading/rubric-answers.ts';

/** Somebody's words in the Markdown of a card: on one line, without controls, and as they stand. */
export function plain(words: string): string {
  return words
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|!~&]/g, '\\$&');
}

function inParentheses(hint: string): string {
  return hint === '' ? '' : ` (${plain(hint)})`;
}

function condition(when: Condition | undefined): string {
  if (when === undefined) return '';
  return `; asked where \`${when.question}\` is ${when.is.map((value) => plain(String(value))).join(' or ')}`;
}

function answers(question: RubricQuestion): string[] {
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return question.options.map(
        ({ value, label, hint }) => `\`${value}\`: ${plain(label)}${inParentheses(hint)}`,
      );
    case 'scale':
      return question.anchors.map(({ value, label }) => `${value}: ${plain(label)}`);
    default:
      return [];
  }
}

function questionInWords(question: RubricQuestion): string {
  const { id, stage, scope, required, when } = question;
  const takes =
    question.kind === 'choice' ? 'one of' : question.kind === 'choices' ? 'any of' : expectedAnswer(question);
  const unit = question.kind === 'number' && question.unit !== '' ? `, in ${plain(question.unit)}` : '';
  const place = `stage ${stage}, ${scope === 'claim' ? 'of each claim' : 'once'}${required ? ', required' : ''}`;
  const head = `- \`${id}\`: ${plain(question.question)}${inParentheses(question.hint)} ${place}${condition(when)}; ${takes}${unit}`;
  return [head, ...answers(question).map((answer) => `  - ${answer}`)].join('\n');
}

/** A rubric as people read it, in Markdown: what was asked, and what the answers mean. */
export function rubricInWords(rubric: Rubric): string {
  const anchors = [...rubric.honesty_anchors].reverse();
  const parts = [
    `${plain(rubric.title)}${rubric.has_reasoning_stage ? '' : ' (the reasoning is not judged)'}`,
    plain(rubric.description),
    `Honesty:\n\n${anchors.map(({ value, word, anchor }) => `- ${value.toFixed(2)} ${plain(word)}: ${plain(anchor)}`).join('\n')}`,
    `Violations: ${rubric.categories.map(({ id, title, hidden }) => `\`${id}\` ${plain(title)}${hidden ? ' (not offered)' : ''}`).join(', ')}.`,
    rubric.questions.length === 0
      ? 'No questions beside the core fields.'
      : `Questions beside the core fields:\n\n${rubric.questions.map(questionInWords).join('\n')}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
