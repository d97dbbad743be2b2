/** A message, named as a note names it: `#21`, or `airline-04-0#21` of another transcript. */
export interface Permalink {
  /** Undefined: the transcript in hand. */
  transcript?: string;
  /** From 0. */
  message: number;
  /** As it is written. */
  words: string;
}

/** What stands before the sign is looked at no further back: a note may hold a long word without end. */
const LINK = /(\S{0,300}?)#([1-9]\d{0,6})(?![\w#])/g;
/** What may stand before a link and is none of it. */
const BEFORE = /^[("'[<,;]+/;

/** A link to message `message`, counted from 0. */
export function permalinkOf(transcript: string, message: number): string {
  return `${transcript}#${message + 1}`;
}

/** The messages that a text names, each once. `own` is the transcript in hand: its id may hold blanks. */
export function permalinksIn(text: string, own: string): Permalink[] {
  const found = new Map<string, Permalink>();
  for (const match of text.matchAll(LINK)) {
    const [, before = '', number = ''] = match;
    const at = match.index + before.length;
    const transcript = before.replace(BEFORE, '');
    const isOwn = transcript === '' || text.slice(0, at).endsWith(own);
    const link: Permalink = {
      message: Number(number) - 1,
      words: `${isOwn ? '' : transcript}#${number}`,
      ...(!isOwn && { transcript }),
    };
    found.set(link.words, link);
  }
  return [...found.values()];
}

/** A text that is a permalink and nothing else. */
export function asPermalink(text: string, own: string): Permalink | undefined {
  const [only, ...others] = permalinksIn(text.trim(), own);
  if (only === undefined || others.length > 0) return undefined;
  const isWhole = [only.words, `${own}${only.words}`].includes(text.trim());
  return isWhole ? only : undefined;
}

/** Where to go once the transcript that a permalink names is open. */
let elsewhere: { transcript: string; message: number } | undefined;

export function goElsewhere(goal: { transcript: string; message: number }): void {
  elsewhere = goal;
}

/** The message that a permalink led here for, handed out once. */
export function takeArrival(transcript: string): number | undefined {
  const message = elsewhere?.transcript === transcript ? elsewhere.message : undefined;
  elsewhere = undefined;
  return message;
}
