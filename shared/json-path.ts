/**
 * Paths into JSON as people write them: `scores.judge.metadata["a b"][0]`. Keys are names or, of arrays, numbers from 0.
 */

const STEP = /\.?([^.[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/y;

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return undefined;
  }
}

/** The keys of a path; undefined where it is not one. */
export function parseJsonPath(text: string): string[] | undefined {
  const path: string[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const step = STEP.exec(text);
    if (step === null) return undefined;
    const [, name, index, quoted] = step;
    const key = name ?? index ?? unquoted(quoted ?? '');
    if (key === undefined) return undefined;
    path.push(key);
  }
  return path.length === 0 ? undefined : path;
}

/** The same path as people write it. */
export function formatJsonPath(path: readonly string[]): string {
  return path
    .map((key, index) => {
      if (/^\d+$/.test(key)) return `[${key}]`;
      if (!/^[^.[\]"\\]+$/.test(key)) return `[${JSON.stringify(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}

function inside(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** What stands at a path; undefined where there is nothing. Only fields of the value itself, nothing inherited. */
export function valueAtPath(value: unknown, path: readonly string[]): unknown {
  return path.reduce(inside, value);
}

/** The object without the field at a path; objects on the way are copied, nothing is changed. */
export function withoutPath(
  value: Record<string, unknown>,
  path: readonly string[],
): Record<string, unknown> {
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(value, key)) return value;
  const inner = value[key];
  if (rest.length === 0) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return value;
  return { ...value, [key]: withoutPath(inner as Record<string, unknown>, rest) };
}
