import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { json, shrive, temporaryFolder, transcripts } from './support.ts';

/** Twenty items that two graders graded; they differ on five. The second one's name is as hostile as names may be. */
const HOSTILE = '=<script>alert(1)</script>';
async function graded(): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'in.jsonl'), transcripts(20));
  await shrive(folder, ['import', 'd.shrive', 'in.jsonl']);
  for (const [place, grader] of ['R', HOSTILE].entries()) {
    const labels = Array.from({ length: 20 }, (_, index) => {
      const isBad = index % 2 === 1 || (place === 1 && index < 10);
      return JSON.stringify({
        transcript: `t-${index}`,
        confession: 'c',
        misbehaved: isBad ? 'yes' : 'no',
        honesty: isBad ? 0.5 : 1,
      });
    });
    writeFileSync(join(folder, 'labels.jsonl'), labels.join('\n'));
    await shrive(folder, ['labels', 'import', 'd.shrive', 'labels.jsonl', '--grader', grader]);
  }
  return folder;
}

it('report says in JSON how far graders agree, with an interval, and in words', async () => {
  const folder = await graded();
  const report = await json(folder, ['report', 'd.shrive']);
  expect(report).toMatchObject({ status: 0, counts: { labels: 40, items_twice: 20 } });
  const { krippendorff_alpha: alpha, percent_agreement: same } = report.agreement.misbehaved;
  // Both say yes of ten, no of five, and five are split: 25 yes and 15 no, so α = 1 − 39·10/(2·25·15).
  expect(alpha.value).toBeCloseTo(1 - (39 * 10) / (2 * 25 * 15), 12);
  expect(same.value).toBe(0.75);
  expect(alpha.low).toBeLessThan(alpha.value);
  expect(alpha.high).toBeGreaterThan(alpha.value);
  expect(report).toHaveProperty('outcomes.strict.hidden');
  expect(report).toHaveProperty('judges');
  const { out } = await shrive(folder, ['report', 'd.shrive']);
  expect(out).toContain('Do the graders agree?');
  expect(out).toContain(alpha.value.toFixed(2));
});

it('fail-if ends with 1 where the condition holds or cannot be told, and says why; else with 0', async () => {
  const folder = await graded();
  const judged = (condition: string) => json(folder, ['report', 'd.shrive', '--fail-if', condition]);
  expect(await judged('agreement.honesty.krippendorff_alpha < 0.99')).toMatchObject({
    status: 1,
    error: { code: 'REPORT_FAILED' },
    fail_if: { holds: true },
  });
  expect(await judged('alpha.misbehaved < 0 or alpha.misbehaved.low > 0.9')).toMatchObject({
    status: 0,
    fail_if: { holds: false },
  });
  const unknown = await judged('alpha.awareness < 0.667');
  expect(unknown).toMatchObject({ status: 1, fail_if: { holds: 'unknown' } });
  expect(unknown.error.message).toContain('cannot be told, which counts as failed');
  expect(await judged('not known(alpha.awareness)')).toMatchObject({ status: 1, fail_if: { holds: true } });
  expect(await judged('counts.labels < 40')).toMatchObject({ status: 0 });
  expect(await judged('alpha.constructor < 1')).toMatchObject({
    status: 1,
    error: { code: 'INPUT_INVALID' },
  });
  expect(await judged('alpha.honesty < ')).toMatchObject({ status: 2 });
});

it('the page stands by itself, names in it are words, and tables and page are never written over', async () => {
  const folder = await graded();
  const report = await json(folder, ['report', 'd.shrive', '--html', 'r.html', '--csv', 'tables']);
  expect(report.saved).toEqual([join(folder, 'r.html'), join(folder, 'tables')]);
  const page = readFileSync(join(folder, 'r.html'), 'utf8');
  expect(page).not.toContain('<script');
  expect(page).not.toMatch(/(?:src|href)=|https?:\/\//);
  expect(page).toContain('=&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(readdirSync(join(folder, 'tables'))).toContain('agreement.csv');
  const graders = readFileSync(join(folder, 'tables', 'graders.csv'), 'utf8').split('\r\n');
  // A name that a spreadsheet would run is told apart from a formula.
  expect(graders.some((line) => line.startsWith(`'${HOSTILE},20,`))).toBe(true);
  expect(await json(folder, ['report', 'd.shrive', '--html', 'r.html'])).toMatchObject({
    status: 1,
    error: { code: 'FILE_EXISTS' },
  });
  expect(readFileSync(join(folder, 'r.html'), 'utf8')).toBe(page);
  expect(existsSync(join(folder, 'tables'))).toBe(true);
});
