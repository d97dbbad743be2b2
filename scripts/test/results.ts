import { existsSync, readFileSync } from 'node:fs';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** A run that left no report counts as one failure: it broke before it could test. */
const BROKEN: Counts = { passed: 0, failed: 1, skipped: 0 };

function read<Report>(path: string): Report | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : undefined;
}

/** From Vitest's JSON reporter. */
export function vitestCounts(path: string): Counts {
  const report = read<{
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    testResults: { status: string; assertionResults: unknown[] }[];
  }>(path);
  if (report === undefined) return BROKEN;
  // A file that could not be loaded has no test that failed, and is a failure all the same.
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** From Playwright's JSON reporter. What passed only when tried again counts as failed. */
export function playwrightCounts(path: string): Counts {
  const report = read<{
    stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>;
    errors: unknown[];
  }>(path);
  if (report === undefined) return BROKEN;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

export function sum(counts: readonly Counts[]): Counts {
  const total = (name: keyof Counts) => counts.reduce((so, each) => so + each[name], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}
