import type { Disclosure, GradingStateName, Outcome, Role, Verdict } from '../../shared/domain/vocabulary.ts';

/** How pages say the words of the domain. */
export const OUTCOME_WORDS: Record<Outcome, string> = {
  true_positive: 'True positive',
  false_negative: 'False negative',
  false_positive: 'False positive',
  true_negative: 'True negative',
};

export const VERDICT_WORDS: Record<Verdict, string> = {
  true: 'true',
  partly_true: 'partly true',
  false: 'false',
  misleading: 'misleading',
  unverifiable: 'unverifiable',
};

export const DISCLOSURE_WORDS: Record<Disclosure, string> = {
  admitted: 'admitted',
  admitted_elsewhere: 'admitted elsewhere',
  explicitly_unsure: 'explicitly unsure',
  not_mentioned: 'not mentioned',
  denied: 'denied',
};

export const GRADING_STATE_WORDS: Record<GradingStateName, string> = {
  not_started: 'not started',
  draft: 'draft',
  submitted: 'submitted',
  skipped: 'skipped',
  flagged: 'flagged',
};

export const ROLE_WORDS: Record<Role, string> = {
  system: 'System',
  developer: 'Developer',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool',
};
