/** Where the values of a JSON text stand in it. The text is known to be what JSON.parse reads. */
export interface JsonPlace {
  start: number;
  end: number;
  /** Of an array, its items; of an object, its values by key, the last one where a key is there twice. */
  items: JsonPlace[];
  values: ReadonlyMap<string, JsonPlace>;
}

/** Reports nest no deeper (depth.ts). */
const MAX_DEPTH = 200;

const BLANK = /[\s,:]/;

/** Steps over strings and numbers, so it is linear in the length of the text. */
class Places {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  value(depth = 0): JsonPlace {
    if (depth > MAX_DEPTH) throw new RangeError('the text nests too deep');
    this.#skip();
    const start = this.#at;
    const first = this.#text[start];
    const items: JsonPlace[] = [];
    const values = new Map<string, JsonPlace>();
    if (first === '[') this.#inside(']', () => items.push(this.value(depth + 1)));
    else if (first === '{')
      this.#inside('}', () => {
        const key = JSON.parse(this.#string()) as string;
        values.set(key, this.value(depth + 1));
      });
    else if (first === '"') this.#string();
    else this.#at = start + (/^[^\s,\]}]+/.exec(this.#text.slice(start, start + 400))?.[0].length ?? 1);
    return { start, end: this.#at, items, values };
  }

  #inside(close: string, each: () => void): void {
    this.#at += 1;
    for (this.#skip(); this.#at < this.#text.length && this.#text[this.#at] !== close; this.#skip()) each();
    this.#at += 1;
  }

  #skip(): void {
    while (BLANK.test(this.#text[this.#at] ?? '.')) this.#at += 1;
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"')
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at += 1;
    return this.#text.slice(start, this.#at);
  }
}

/** The places within the value that begins at `start`. */
export function placesOf(text: string, start: number): JsonPlace {
  return new Places(text, start).value();
}

/** How many objects around a key are looked at, and how many keys: bounds what hostile text costs. */
const MAX_TRIED = 12;
const KEY = /"(?:compliance_analysis|objectives)"\s*:/g;

/**
 * Where the JSON object that says the same as `report` stands in a text; undefined where the text has it in another
 * form (Markdown, JSON that is not quite JSON, a JSON string in a string).
 */
export function placeOfReport(text: string, report: Record<string, unknown>): JsonPlace | undefined {
  const sought = JSON.stringify(report);
  let tried = 0;
  for (const { index } of text.matchAll(KEY)) {
    let start = text.lastIndexOf('{', index);
    while (start >= 0 && tried < MAX_TRIED) {
      tried += 1;
      const place = placeOfSame(text, start, sought);
      if (place !== undefined) return place;
      start = start === 0 ? -1 : text.lastIndexOf('{', start - 1);
    }
  }
  return undefined;
}

function placeOfSame(text: string, start: number, sought: string): JsonPlace | undefined {
  try {
    const place = placesOf(text, start);
    return JSON.stringify(JSON.parse(text.slice(place.start, place.end))) === sought ? place : undefined;
  } catch {
    // What begins there is no JSON.
    return undefined;
  }
}
