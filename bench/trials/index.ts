import { gradeHeap } from './grade-heap.ts';
import { gradeLong } from './grade-long.ts';
import { gradeNext } from './grade-next.ts';
import { gradeSubmit } from './grade-submit.ts';

/** All that is measured, in the order in which it is run. */
export const TRIALS = [...gradeNext, ...gradeSubmit, ...gradeLong, ...gradeHeap];
