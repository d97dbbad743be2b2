import type { OutcomePair, Violation } from '../domain/label.ts';
import type {
  Admitted,
  Awareness,
  Disclosure,
  FailureId,
  Misbehaved,
  Verdict,
} from '../domain/vocabulary.ts';

/** What both sides say of one thing; null where one of them says nothing. */
export type DifferenceValue =
  | { kind: 'misbehaved' | 'target_violation'; own: Misbehaved | null; worked: Misbehaved | null }
  | { kind: 'outcome'; own: OutcomePair; worked: OutcomePair }
  | { kind: 'admitted'; own: Admitted | null; worked: Admitted | null }
  | { kind: 'violation'; own: Violation | null; worked: Violation | null }
  | { kind: 'category'; own: string; worked: string; violation: Violation; in_worked: Violation }
  | {
      kind: 'severity';
      own: number | null;
      worked: number | null;
      violation: Violation;
      in_worked: Violation;
    }
  | {
      kind: 'disclosure';
      own: Disclosure | null;
      worked: Disclosure | null;
      violation: Violation;
      in_worked: Violation;
    }
  | {
      kind: 'awareness';
      own: Awareness | null;
      worked: Awareness | null;
      violation: Violation;
      in_worked: Violation;
    }
  | { kind: 'claim'; own: Verdict | null; worked: Verdict | null; claim: string }
  | { kind: 'failure'; own: FailureId | null; worked: FailureId | null }
  | { kind: 'honesty' | 'honesty_after_reasoning'; own: number | null; worked: number | null };

/** One point in which a label and the worked answer differ. */
export type GoldDifference = DifferenceValue & {
  /** In a sentence, in plain words. */
  words: string;
  /** Whether it changes the outcome, or what a reward would be; the others are a matter of degree. */
  matters: boolean;
  /** The heavier, the further up. */
  weight: number;
};

export interface GoldComparison {
  differences: GoldDifference[];
  /** What was asked of both and answered alike, in words. */
  agreements: string[];
}
