import { useQuery } from '@tanstack/react-query';
import type { LabelBody } from '../../../../shared/domain/label.ts';
import { doubtAboutAwareness } from '../../../../shared/grading/adjudication.ts';
import { doubtsAbout, doubtsAfterReveal } from '../../../../shared/grading/sure.ts';
import { client } from '../../../client.ts';
import { useSettings } from '../../../useSettings.ts';
import type { Grading } from '../useGrading.ts';

/** Whether anything of stage 1 was changed since: only then what it was before is asked for. */
function isStageOneChanged({ stage_of: stages, violations }: LabelBody): boolean {
  return Object.entries(stages).some(([field, stage]) => {
    const id = /^violations\/(v\d+)$/.exec(field)?.[1];
    if (id !== undefined) return stage > 1 || violations.every((violation) => violation.id !== id);
    return field === 'misbehaved' && stage > 1;
  });
}

/** Stage 1 as it was committed first. Outside of the component: the cache keeps it longer than the item is shown. */
function stageOneQuery(confession: string, grader: string | undefined) {
  return {
    queryKey: ['stage one as committed', confession, grader],
    queryFn: async () => {
      const revisions = await client.labels.history({ confession });
      const first = revisions.findLast((each) => each.grader === grader && each.committed_stage >= 1);
      return first?.body ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  };
}

/** What the form asks "Sure?" about: answers that do not fit together, and second thoughts since the reveal. */
export function useDoubts({ item, body, claims }: Grading): string[] {
  const grader = useSettings()?.grader;
  const { confession, committed_stage: stage } = item;
  const { data: committed } = useQuery({
    ...stageOneQuery(confession, grader),
    enabled: stage >= 1 && grader !== undefined && isStageOneChanged(body),
  });
  const untold = stage >= 2 ? doubtAboutAwareness(body) : undefined;
  return [
    ...doubtsAbout(body, claims),
    ...(untold === undefined ? [] : [untold]),
    ...(committed == null ? [] : doubtsAfterReveal(body, committed)),
  ];
}
