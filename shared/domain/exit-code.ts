/** How much of a result's beginning and end is looked at: what a tool says of itself stands there. */
const REACH = 400;

/** A line that says nothing else: `exit code: 1`, `[exit 1]`, `Process exited with status 2`, `<returncode>1</returncode>`. */
const LINE =
  /^[^\w\n]{0,4}(?:(?:process|command|script) )?(?:exited with(?: exit)?(?: code| status)?|exit[ _-]?(?:code|status)|return[ _]?code|(?<=[[(])exit)["'>]{0,2}[ \t]*[:=]?[ \t]*(-?\d{1,10})[^\w\n]{0,4}(?:\/?(?:return[ _]?code|exit[ _]?(?:code|status))>)?\r?$/im;
/** A field of a result that is JSON. */
const FIELD = /"(?:exit_?code|return_?code|exit_?status)"\s*:\s*(-?\d{1,10})\b/i;
/** In a sentence, among the first words; only a failure is believed there. */
const SENTENCE = /\bexit(?:ed(?: with)?(?: code| status)?| code| status)[ :=]+([1-9]\d{0,9})\b/i;

/** The exit code that a tool's result tells of, at its beginning or at its end. */
export function exitCodeOf(text: string): number | undefined {
  const head = text.slice(0, REACH);
  const tail = text.length > REACH ? text.slice(-REACH) : '';
  for (const [pattern, place] of [
    [LINE, lastLines(tail === '' ? head : tail)],
    [LINE, firstLines(head)],
    [FIELD, tail],
    [FIELD, head],
    [SENTENCE, head],
  ] as const) {
    const found = pattern.exec(place)?.[1];
    if (found !== undefined) return Number(found);
  }
  return undefined;
}

function firstLines(text: string): string {
  return text.trimStart().split('\n').slice(0, 3).join('\n');
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-2).join('\n');
}

/** The exit code that a line tells of, if it tells of nothing else. */
export function exitCodeOfLine(line: string): number | undefined {
  const found = line.length > 80 || line.includes('\n') ? undefined : LINE.exec(line)?.[1];
  return found === undefined ? undefined : Number(found);
}
