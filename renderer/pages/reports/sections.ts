import type { ComponentType } from 'react';
import type { Report } from '../../../shared/contract/reports.ts';
import { AgreementSection } from './AgreementSection.tsx';
import { DecouplingSection } from './DecouplingSection.tsx';
import { GradersSection } from './GradersSection.tsx';
import { JudgesSection } from './JudgesSection.tsx';
import { OutcomesSection } from './OutcomesSection.tsx';
import type { BehindNumber } from './ReportBench.tsx';

export type SectionName = 'agreement' | 'decoupling' | 'judges' | 'graders' | 'outcomes';

export interface SectionProps {
  report: Report;
  /** Whether its tables stand in place of its plots. */
  isTable: boolean;
  /** Undefined where there is room for tables alone. */
  onToggle: (() => void) | undefined;
  onItems(behind: BehindNumber): void;
}

/** In the order of reading. */
export const SECTIONS: readonly { name: SectionName; Section: ComponentType<SectionProps> }[] = [
  { name: 'agreement', Section: AgreementSection },
  { name: 'decoupling', Section: DecouplingSection },
  { name: 'judges', Section: JudgesSection },
  { name: 'graders', Section: GradersSection },
  { name: 'outcomes', Section: OutcomesSection },
];
