/**
 * Paths into JSON as people write them: `a.b[0]`, and `["a key"].c` for keys that hold dots or brackets. A `$` for the
 * whole, as JSONPath has it, may stand before.
 */

const STEP = /^(?:\.?([^.[\]"]+)|\[(\d+)\]|\.?\[("(?:[^"\\]|\\.)*")\])/;
const ROOT = /^\$(?=[.[])\.?(?!\.)/;

/** A key, or a place in a list from 0. */
export type Step = string | number;

/** The steps of a path; undefined where it is none. */
export function parsePath(path: string): Step[] | undefined {
  const steps: Step[] = [];
  let rest = path.replace(ROOT, '');
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

/** A path of steps, as people write it. */
export function pathOf(steps: readonly Step[]): string {
  return steps
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const isQuoted = step === '' || /[.[\]"]/.test(step) || (index === 0 && step === '$');
      if (isQuoted) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** What stands at a path; undefined where nothing does. Only fields of the value itself, nothing inherited. */
export function valueAt(value: unknown, path: string | readonly Step[]): unknown {
  let found: unknown = value;
  for (const step of (typeof path === 'string' ? parsePath(path) : path) ?? []) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<Step, unknown>)[step];
  }
  return found;
}

/**
 * A copy of the record without what stands at these paths; the record is not changed. Objects that it leaves empty go
 * too. In a list its place is kept, as null, so that the others keep theirs; a list of nothing else goes.
 */
export function without(
  record: Record<string, unknown>,
  paths: readonly (string | readonly Step[])[],
): Record<string, unknown> {
  return paths.reduce<Record<string, unknown>>((rest, path) => {
    const steps = typeof path === 'string' ? parsePath(path) : path;
    if (steps === undefined || steps.length === 0) return rest;
    const left = removed(rest, steps);
    return typeof left === 'object' && left !== null ? (left as Record<string, unknown>) : {};
  }, record);
}

function removed(value: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  const inner = removed((value as Record<Step, unknown>)[step], rest);
  if (Array.isArray(value)) {
    const items = (value as unknown[]).map((item, index) =>
      index === Number(step) ? (inner ?? null) : item,
    );
    return items.every((item) => item === null) ? undefined : items;
  }
  const entries = Object.entries(value).flatMap(([key, each]): [string, unknown][] =>
    key !== String(step) ? [[key, each]] : inner === undefined ? [] : [[key, inner]],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
