import guide from '../../../docs/grading-guide.md?raw';
import { guideHeadings } from './guide-headings.ts';

/** The grading guide of docs/, this very file. */
export const GUIDE = guide;

export const GUIDE_HEADINGS = guideHeadings(guide);
