/**
 * Reads what a model meant as JSON: quotes of any kind, also unescaped ones within a text, bare keys, comments, commas
 * too many or too few, Python's words, line ends in strings, and a text that was cut off anywhere. One pass; never throws.
 */

const MAX_DEPTH = 32;
const QUOTES = '"\'“”„`';
const SPACE = /\s/;
const WORD = /[^\s,:{}[\]"'“”]/;
/** What may stand behind a comma: nothing, a string, a list, an object, a number, a word of its own, or a bare key. */
const NEXT = /^(?:$|["'“”„`{[}\]\d-]|(?:true|false|null|True|False|None|NaN)\b|[a-z_]\w{0,40}\s{0,9}:)/i;
const BARE: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['True', true],
  ['False', false],
  ['None', null],
  ['NaN', null],
  ['undefined', null],
]);

/** Blanks, and a comment among them. */
const AHEAD = /\s{0,400}(?:\/\/[^\n]{0,400}\n?|\/\*[^*]{0,400}\*\/)?\s{0,400}/y;

export class LenientJson {
  readonly #text: string;
  #at: number;
  #depth = 0;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  /** How far the text was read. */
  get end(): number {
    return this.#at;
  }

  /** The value at the start. */
  value(): unknown {
    this.#skip();
    const mark = this.#text[this.#at];
    if (mark === undefined) return undefined;
    if (mark === '{' || mark === '[') {
      if (this.#depth >= MAX_DEPTH) {
        this.#at = this.#text.length;
        return undefined;
      }
      this.#depth += 1;
      const value = mark === '{' ? this.#object() : this.#list();
      this.#depth -= 1;
      return value;
    }
    return QUOTES.includes(mark) ? this.#string(mark) : this.#bare();
  }

  /** Blanks and comments. */
  #skip(): void {
    const text = this.#text;
    for (;;) {
      while (this.#at < text.length && SPACE.test(text[this.#at] ?? '')) this.#at += 1;
      const two = text.slice(this.#at, this.#at + 2);
      const end = two === '//' || two.startsWith('#') ? '\n' : two === '/*' ? '*/' : undefined;
      if (end === undefined) return;
      const found = text.indexOf(end, this.#at);
      this.#at = found < 0 ? text.length : found + end.length;
    }
  }

  #object(): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.#at += 1;
    for (;;) {
      this.#skip();
      const mark = this.#text[this.#at];
      if (mark === undefined) break;
      this.#at += mark === ',' || mark === '}' || mark === ']' ? 1 : 0;
      if (mark === '}' || mark === ']') break;
      if (mark === ',') continue;
      const before = this.#at;
      const key = QUOTES.includes(mark) ? this.#string(mark) : this.#word();
      this.#skip();
      if (this.#text[this.#at] === ':') {
        this.#at += 1;
        const value = this.value();
        if (value !== undefined) entries.push([key, value]);
      } else if (this.#at === before) this.#at += 1;
    }
    return Object.fromEntries(entries);
  }

  #list(): unknown[] {
    const items: unknown[] = [];
    this.#at += 1;
    for (;;) {
      this.#skip();
      const mark = this.#text[this.#at];
      if (mark === undefined) break;
      this.#at += mark === ',' || mark === ']' ? 1 : 0;
      if (mark === ']') break;
      if (mark === ',') continue;
      // The list was not closed.
      if (mark === '}') break;
      const before = this.#at;
      const item = this.value();
      if (item !== undefined) items.push(item);
      if (this.#at === before) this.#at += 1;
    }
    return items;
  }

  #word(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && WORD.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #bare(): unknown {
    const word = this.#word();
    if (word === '') return undefined;
    if (BARE.has(word)) return BARE.get(word);
    const number = Number(word);
    return Number.isNaN(number) ? word : number;
  }

  #string(quote: string): string {
    const text = this.#text;
    const closing = quote === '“' || quote === '”' || quote === '„' ? '”“' : quote;
    let said = '';
    this.#at += 1;
    while (this.#at < text.length) {
      const unit = text[this.#at] ?? '';
      if (unit === '\\') {
        said += unescaped(text.slice(this.#at, this.#at + 6));
        this.#at +=
          text[this.#at + 1] === 'u' && /^[0-9a-f]{4}$/i.test(text.slice(this.#at + 2, this.#at + 6)) ? 6 : 2;
        continue;
      }
      if (closing.includes(unit) && this.#closes(this.#at + 1)) {
        this.#at += 1;
        return said;
      }
      said += unit;
      this.#at += 1;
    }
    return said;
  }

  /** Whether a quote before this place ends its string: what follows then is no text. */
  #closes(from: number): boolean {
    const next = this.#after(from);
    const mark = this.#text[next];
    if (mark === undefined || mark === ':' || mark === '}' || mark === ']') return true;
    // Behind a comma another string, list or object begins; in the middle of a sentence a word does.
    if (mark === ',') {
      const second = this.#after(next + 1);
      return NEXT.test(this.#text.slice(second, second + 60));
    }
    // Where the comma was forgotten, the next key stands on another line.
    return QUOTES.includes(mark) && this.#text.slice(from, next).includes('\n');
  }

  /** The next place that is neither blank nor a comment, at most a few hundred units on. */
  #after(from: number): number {
    AHEAD.lastIndex = from;
    return from + (AHEAD.exec(this.#text)?.[0].length ?? 0);
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
]);

function unescaped(sequence: string): string {
  const [, kind = '', ...digits] = sequence;
  const code = kind === 'u' ? digits.join('') : '';
  if (/^[0-9a-f]{4}$/i.test(code)) return String.fromCharCode(Number.parseInt(code, 16));
  return ESCAPES.get(kind) ?? kind;
}
