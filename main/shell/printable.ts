/** C0 but for the tab, delete and C1: among them ESC and CSI, by which text could drive a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX 9): they reorder what is shown. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/**
 * Soft hyphen, line and paragraph separators, zero-width space, word joiners, byte order mark: not seen, yet they break
 * or hide words. The two joiners U+200C and U+200D stay: Persian and many emoji are written with them.
 */
const INVISIBLE = /[\u00ad\u180e\u200b\u2028\u2029\u2060-\u2064\ufeff]/g;
/** Tag characters: invisible text within text. */
const TAGS = /[\u{e0000}-\u{e007f}]/gu;
/** Half of a surrogate pair: no terminal can show it. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

function named(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0d) return '\\r';
  if (code === 0x1b) return '\\e';
  return `\\u{${code.toString(16)}}`;
}

/**
 * Text from a file as it can be printed: controls, terminal escapes, bidi controls and invisible characters are
 * written as `\u{202e}`. Line feeds and tabs stay; with `oneLine` they too are written out.
 */
export function printable(text: string, options: { oneLine?: boolean } = {}): string {
  const shown = text
    .replace(CONTROLS, named)
    .replace(BIDI, named)
    .replace(INVISIBLE, named)
    .replace(TAGS, named)
    .replace(LONE_SURROGATES, named);
  return options.oneLine === true ? shown.replaceAll('\n', '\\n').replaceAll('\t', '\\t') : shown;
}

/**
 * A value as JSON on one line that is the same value to every reader and plain to every terminal: what `printable`
 * makes visible is written as JSON's own escapes.
 */
export function printableJson(value: unknown): string {
  const escaped = (text: string) =>
    text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return JSON.stringify(value)
    .replace(CONTROLS, escaped)
    .replace(BIDI, escaped)
    .replace(INVISIBLE, escaped)
    .replace(TAGS, escaped);
}
