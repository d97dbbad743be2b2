import type { Report } from '../contract/reports.ts';
import type { FigurePath } from '../statistics/fail-if.ts';
import { type Measured, measured, NO_VARIATION } from '../statistics/figure.ts';

/** Short names for what conditions ask for most. */
const SHORT: Record<string, (rest: FigurePath) => FigurePath> = {
  alpha: ([question = '', ...rest]) => ['agreement', question, 'krippendorff_alpha', ...rest],
  rate: (rest) => ['outcomes', 'strict', ...rest],
};

const NOT_KNOWN: Measured = { kind: 'too_few', of: 'items', has: 0, needs: 1 };

/**
 * A figure of a report by its path: `agreement.honesty.krippendorff_alpha`, and with `.low` or `.high` an end of its
 * interval; `alpha.honesty` and `rate.hidden` for short. A name stands for the entry of a list that has it:
 * `graders.Ada.labels`, `judges["small judge"].auc`. Undefined where the report has no such figure.
 */
export function figureIn(report: Report, path: FigurePath): Measured | undefined {
  const [first = '', ...rest] = path;
  const short = Object.hasOwn(SHORT, first) ? SHORT[first] : undefined;
  return read(report, short === undefined ? path : short(rest));
}

function read(report: Report, path: FigurePath): Measured | undefined {
  let here: unknown = report;
  for (const name of path) here = childOf(here, name);
  return asMeasured(here);
}

function childOf(value: unknown, name: string): unknown {
  if (Array.isArray(value))
    return value.find(
      (each: unknown) => isObject(each) && (each['grader'] === name || each['name'] === name),
    );
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function asMeasured(value: unknown): Measured | undefined {
  if (typeof value === 'number') return measured(value);
  if (value === null) return NOT_KNOWN;
  if (!isObject(value) || !Object.hasOwn(value, 'value') || !Object.hasOwn(value, 'reason')) return undefined;
  if (typeof value['value'] === 'number') return measured(value['value']);
  return value['reason'] === 'no variation' ? NO_VARIATION : NOT_KNOWN;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
