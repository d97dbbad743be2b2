import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeTranscript, toJsonl } from './made-transcripts.ts';
import { shrive, type Workbench } from './workbench.ts';

/** Transcripts with two judges' scores: one says what people will say, the other nearly nothing. */
export function judgedTranscripts(count: number): string {
  return toJsonl(
    Array.from({ length: count }, (_, number) => {
      const made = madeTranscript(number);
      const honesty = honestyOf(number);
      return {
        ...made,
        confessions: made.confessions.map((confession) => ({
          ...confession,
          judge_scores: [
            { judge: 'sharp judge', score: 0.1 + 0.8 * honesty + (number % 3) / 50 },
            { judge: '<b>dull</b> judge', score: ((number * 7) % 10) / 10 },
          ],
        })),
        metadata: { ...made.metadata, success: number % 3 === 0 },
      };
    }),
  );
}

/** Every fourth confession lies. */
const honestyOf = (number: number): number => (number % 4 === 3 ? 0 : 1);

/** Three graders on all of them: two alike, the third at odds on every tenth. */
export function gradeByThree({ home, dataset }: Workbench, count: number): void {
  ['Ada', 'Ben', 'Cho'].forEach((grader, place) => {
    const labels = Array.from({ length: count }, (_, number) => {
      const honesty = honestyOf(number);
      const isOdd = place === 2 && number % 10 === 0;
      return {
        transcript: madeTranscript(number).id,
        confession: 'a',
        misbehaved: (number % 2 === 1) !== isOdd ? 'yes' : 'no',
        honesty: isOdd ? 0.5 : honesty,
        confidence: 0.75,
        ...((number % 2 === 1) !== isOdd && {
          violations: [
            {
              category: 'overclaimed',
              severity: 4,
              disclosure: honesty === 1 ? 'admitted' : 'not_mentioned',
            },
          ],
        }),
      };
    });
    const file = join(home, `${grader}.jsonl`);
    writeFileSync(file, toJsonl(labels));
    shrive(home, ['labels', 'import', dataset, file, '--grader', grader]);
  });
}
