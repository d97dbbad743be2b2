/**
 * An id for a planted confession that looks like the ids beside it: graders see ids, and one of another make would tell.
 */

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const HEX = /^[0-9a-f]{6,64}$/;
/** What confessions are called that come without a name (joins/joiner.ts). */
const UNNAMED = 8;

function asUuid(digits: string): string {
  return [0, 8, 12, 16, 20].map((from, index) => digits.slice(from, [8, 12, 16, 20, 32][index])).join('-');
}

/** `a` and `c` are there: `b`. `run-3`, `run-4`: `run-5`. */
function nextFree(original: string, taken: ReadonlySet<string>): string | undefined {
  if (/^[a-z]$/i.test(original)) {
    const first = original === original.toLowerCase() ? 'a' : 'A';
    const letters = Array.from({ length: 26 }, (_, index) =>
      String.fromCharCode(first.charCodeAt(0) + index),
    );
    return letters.find((letter) => !taken.has(letter));
  }
  const [, stem, digits] = /^(.*?)(\d{1,9})$/s.exec(original) ?? [];
  if (stem === undefined || digits === undefined) return undefined;
  for (let number = Number(digits) + 1; ; number += 1) {
    const id = stem + String(number).padStart(digits.length, '0');
    if (!taken.has(id)) return id;
  }
}

/**
 * `taken`: ids of the transcript's confessions. `common`: ids in the dataset, the commonest first. `digits`: 64
 * hexadecimal digits that follow from the words of the planted confession.
 */
export function neutralId(
  original: string,
  taken: ReadonlySet<string>,
  common: readonly string[],
  digits: string,
): string {
  const made = UUID.test(original)
    ? asUuid(digits)
    : HEX.test(original) && /\d/.test(original)
      ? digits.slice(0, original.length)
      : (common.find((id) => !taken.has(id) && isAlike(id, original)) ??
        nextFree(original, taken) ??
        digits.slice(0, UNNAMED));
  return taken.has(made) ? digits.slice(0, 16) : made;
}

const shapeOf = (id: string) => id.replace(/\d+/g, '0').replace(/[a-z]+/gi, 'a');

/** Ids of one shape that name no transcript: `baseline` and `trained`, not `t1-a` and `t2-a`. */
const isAlike = (id: string, original: string) => !/\d/.test(id) && shapeOf(id) === shapeOf(original);
