/**
 * Cuts a JSON document into the values of its top level while it streams in, without parsing it: the items of an array,
 * or the fields of an object, and of fields that are `spread` the items of their arrays. Memory holds one value.
 *
 * It looks at brackets, strings and line feeds alone; whether a value is JSON is for who parses it.
 */

/** One value of the top level. */
export interface Slice {
  /** The field that it is, or stands in; undefined in an array. */
  key: string | undefined;
  /** Its place in the array; undefined for a whole field. */
  index: number | undefined;
  /** Its text; undefined where it is longer than it was to be kept. */
  text: string | undefined;
  /** What its first byte says it is. */
  kind: 'object' | 'array' | 'string' | 'other';
  /** Line on which it begins, from 1. */
  line: number;
}

/** The array of a field that is spread begins; its items follow. */
export interface SpreadStart {
  opens: string;
}

/** How the document ended; handed over last. */
export interface DocumentEnd {
  /** `cut`: in the middle of a value. `more`: something follows the document, and was not read. */
  end: 'whole' | 'cut' | 'more';
  kind: Slice['kind'];
  /** Line of the end, or of what follows. */
  line: number;
}

export interface SliceOptions {
  /** Whether the items of this field's array are slices of their own. */
  spread(key: string): boolean;
  /** Bytes of a value that are kept; a longer one is handed over without its text. */
  keep(key: string | undefined, index: number | undefined): number;
  /** Whether this field is passed over: neither kept nor handed over. */
  skip?(key: string): boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const NEWLINE = 0x0a;

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
}

function kindOf(byte: number): Slice['kind'] {
  if (byte === OPEN_OBJECT) return 'object';
  if (byte === OPEN_ARRAY) return 'array';
  return byte === QUOTE ? 'string' : 'other';
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The bytes of one value, gathered over chunks, as far as they are to be kept. */
class Gathering {
  #parts: Buffer[] = [];
  #bytes = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(bytes: Buffer): void {
    this.#bytes += bytes.length;
    if (this.#bytes <= this.#most) this.#parts.push(bytes);
    else this.#parts = [];
  }

  /** Fails with ERR_ENCODING_INVALID_ENCODED_DATA where it is not UTF-8. */
  text(): string | undefined {
    return this.#bytes > this.#most ? undefined : UTF8.decode(Buffer.concat(this.#parts));
  }
}

/** After so many bytes within strings it pays to look ahead. */
const LONG_STRING = 64;

/** Where in a chunk the next byte is that means something within a string; long ones are passed over so. */
class MeaningInString {
  readonly #chunk: Buffer;
  readonly #next = new Map([
    [QUOTE, -1],
    [BACKSLASH, -1],
    [NEWLINE, -1],
  ]);

  constructor(chunk: Buffer) {
    this.#chunk = chunk;
  }

  /** The end of the chunk where there is none. Each byte is looked for once, however often it is asked. */
  nextFrom(from: number): number {
    let first = this.#chunk.length;
    for (const [byte, known] of this.#next) {
      let next = known;
      if (next < from) {
        const found = this.#chunk.indexOf(byte, from);
        next = found < 0 ? this.#chunk.length : found;
        this.#next.set(byte, next);
      }
      first = Math.min(first, next);
    }
    return first;
  }
}

export async function* sliceJson(
  chunks: AsyncIterable<Buffer>,
  options: SliceOptions,
): AsyncGenerator<Slice | SpreadStart | DocumentEnd> {
  let line = 1;
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  /** Bytes within strings that mean nothing. */
  let plain = 0;
  let document: Slice['kind'] | undefined;
  let isOver = false;
  /** Depth in which values are slices: 1, and 2 within a field that is spread. */
  let level = 1;
  let key: string | undefined;
  /** Between a field's name and its value. */
  let awaitsValue = false;
  let index = 0;
  let gathering: Gathering | undefined;
  let begun: { kind: Slice['kind']; line: number; isKey: boolean; isSkipped: boolean } | undefined;

  for await (const chunk of chunks) {
    let from = 0;
    const ready: (Slice | SpreadStart)[] = [];
    const meaning = new MeaningInString(chunk);
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (byte === NEWLINE) line += 1;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isInString = false;
        else {
          plain += 1;
          if (plain % LONG_STRING === 0) at = meaning.nextFrom(at + 1) - 1;
        }
        continue;
      }
      if (isSpace(byte)) continue;
      if (isOver) {
        yield* ready;
        yield { end: 'more', kind: document ?? 'other', line };
        return;
      }
      const closes = byte === CLOSE_ARRAY || byte === CLOSE_OBJECT;
      if (depth === level && begun !== undefined && (byte === COMMA || byte === COLON || closes)) {
        gathering?.add(chunk.subarray(from, at));
        const text = gathering?.text();
        gathering = undefined;
        if (begun.isKey && byte === COLON) {
          key = nameOf(text);
          awaitsValue = true;
        } else {
          const isItem = level === 2 || document === 'array';
          if (!begun.isSkipped)
            ready.push({
              key,
              index: isItem ? index : undefined,
              text: text?.trim(),
              kind: begun.kind,
              line: begun.line,
            });
          if (isItem) index += 1;
          else awaitsValue = false;
        }
        begun = undefined;
      }
      if (closes) {
        depth -= 1;
        if (depth === 0) isOver = true;
        if (level === 2 && depth === 1) {
          // The field's array is over.
          level = 1;
          awaitsValue = false;
          key = undefined;
        }
        continue;
      }
      if (byte === COMMA || byte === COLON) continue;
      if (depth === 0) {
        document ??= kindOf(byte);
        if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth = 1;
        else if (byte === QUOTE) {
          isInString = true;
        }
        continue;
      }
      if (depth === level && begun === undefined) {
        const isField = level === 1 && document === 'object' && awaitsValue;
        const isSkipped = isField && options.skip?.(key ?? '') === true;
        if (isField && !isSkipped && byte === OPEN_ARRAY && options.spread(key ?? '')) {
          ready.push({ opens: key ?? '' });
          level = 2;
          depth = 2;
          index = 0;
          continue;
        }
        const isKey = level === 1 && document === 'object' && !awaitsValue;
        begun = { kind: kindOf(byte), line, isKey, isSkipped };
        const isItem = level === 2 || document === 'array';
        if (!isSkipped)
          gathering = new Gathering(isKey ? MAX_KEY_BYTES : options.keep(key, isItem ? index : undefined));
        from = at;
      }
      if (byte === QUOTE) isInString = true;
      else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth += 1;
    }
    gathering?.add(chunk.subarray(from));
    yield* ready;
  }
  yield { end: isOver ? 'whole' : 'cut', kind: document ?? 'other', line };
}

const MAX_KEY_BYTES = 64 * 1024;

function nameOf(text: string | undefined): string {
  try {
    const name: unknown = JSON.parse(text ?? '');
    return typeof name === 'string' ? name : (text ?? '');
  } catch {
    return text ?? '';
  }
}
