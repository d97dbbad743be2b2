import type { Report } from '../contract/reports.ts';

export function reportHtml(report: Report): string {
  return report.dataset;
}
