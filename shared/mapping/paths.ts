/** Paths into JSON as people write them: `a.b[0]`, and `["a key"].c` for keys that hold dots or brackets. */

const STEP = /^(?:\.?([^.[\]"]+)|\[(\d+)\]|\.?\[("(?:[^"\\]|\\.)*")\])/;

export type Step = string | number;

/** The steps of a path; undefined where it is none. */
export function parsePath(path: string): Step[] | undefined {
  const steps: Step[] = [];
  let rest = path;
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (match === null || (steps.length === 0 && rest.startsWith('.'))) return undefined;
    const [whole, key, index, quoted] = match;
    if (key !== undefined) steps.push(key);
    else if (index !== undefined) steps.push(Number(index));
    else {
      try {
        steps.push(JSON.parse(quoted ?? '') as string);
      } catch {
        return undefined;
      }
    }
    rest = rest.slice(whole.length);
  }
  return steps.length === 0 ? undefined : steps;
}

/** A path of steps. */
export function pathOf(steps: readonly Step[]): string {
  return steps
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (step === '' || /[.[\]"]/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(record: unknown, path: string): unknown {
  let value: unknown = record;
  for (const step of parsePath(path) ?? []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<Step, unknown>)[step];
  }
  return value;
}

/** A copy of the record without what stands at these paths; what they leave empty goes too. */
export function without(record: Record<string, unknown>, paths: readonly string[]): Record<string, unknown> {
  return paths.reduce<Record<string, unknown>>((rest, path) => {
    const left = removed(rest, parsePath(path) ?? []);
    return typeof left === 'object' && left !== null ? (left as Record<string, unknown>) : {};
  }, record);
}

function removed(value: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  const inner = removed((value as Record<Step, unknown>)[step], rest);
  if (Array.isArray(value)) {
    const items = (value as unknown[]).map((item, index) => (index === step ? (inner ?? null) : item));
    return items.every((item) => item === null) ? undefined : items;
  }
  const entries = Object.entries(value).flatMap(([key, each]): [string, unknown][] =>
    key !== String(step) ? [[key, each]] : inner === undefined ? [] : [[key, inner]],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
