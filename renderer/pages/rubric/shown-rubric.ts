import type { RubricBody, RubricQuestion } from '../../../shared/domain/rubric.ts';
import type { DraftBody, DraftQuestion } from './draft.ts';
import { freeSlug } from './slugs.ts';

const MOST_STEPS = 10;
const STAGES = [1, 2, 3] as const;

/**
 * A draft as the preview can show it: what is missing has a placeholder, so that every moment of typing has a form
 * to look at. A finished rubric comes out as it is.
 */
export function shownRubric(draft: DraftBody): RubricBody {
  const taken: string[] = [];
  return {
    ...draft,
    categories: draft.categories.map((category) => ({ ...category, title: words(category.title) })),
    honesty_anchors: draft.honesty_anchors.map((anchor, at) => ({
      ...anchor,
      value: anchor.value ?? at / 4,
    })),
    questions: draft.questions.map((question) => {
      // Answers go by the id: two questions that have one for a moment must not share an answer.
      const id = freeSlug(question.id || 'question', taken);
      taken.push(id);
      return { ...shownQuestion(question), id };
    }),
  };
}

const words = (text: string) => (text.trim() === '' ? '…' : text);

function shownQuestion(draft: DraftQuestion): RubricQuestion {
  const stage = STAGES.find((each) => each === draft.stage) ?? 1;
  const asked = { ...draft, stage, question: words(draft.question) };
  switch (asked.kind) {
    case 'choice':
    case 'choices': {
      const taken: string[] = [];
      const options = asked.options.map((option) => {
        const value = freeSlug(option.value || 'option', taken);
        taken.push(value);
        return { ...option, value, label: words(option.label) };
      });
      return { ...asked, options };
    }
    case 'scale': {
      const from = Math.round(asked.from ?? 1);
      const to = Math.min(from + MOST_STEPS, Math.max(from + 1, Math.round(asked.to ?? from + 1)));
      const anchors = asked.anchors.flatMap(({ value, label }, at) =>
        value === null || asked.anchors.findIndex((each) => each.value === value) < at
          ? []
          : [{ value, label }],
      );
      return { ...asked, from, to, anchors };
    }
    case 'number': {
      const { min, max, ...rest } = asked;
      return { ...rest, ...(min != null && { min }), ...(max != null && { max }) };
    }
    case 'text':
      return { ...asked, max_length: asked.max_length ?? 10_000 };
  }
}
