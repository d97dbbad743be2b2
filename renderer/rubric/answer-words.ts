import type { RubricQuestion } from '../../shared/domain/rubric.ts';

/** An answer as people read it: labels, not values; the figure with its unit. */
export function answerWords(question: RubricQuestion, value: unknown): string {
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return (Array.isArray(value) ? value : [value])
        .map((each) => question.options.find((option) => option.value === each)?.label ?? String(each))
        .join(', ');
    case 'scale': {
      const word = question.anchors.find((anchor) => anchor.value === value)?.label;
      return word === undefined ? String(value) : `${value}, ${word}`;
    }
    case 'number':
      return [String(value), question.unit].filter((part) => part !== '').join(' ');
    case 'text':
      return String(value);
  }
}
