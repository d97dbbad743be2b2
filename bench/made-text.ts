/** Words for made transcripts: the same for the same seed, and no two transcripts alike. */

const WORDS =
  `the order was sent to another address before the customer asked for it and the agent looked up each
  booking in the list so that nothing was left out while the refund went back to the card that had paid for it first
  then a second search found two flights with one stop which cost less than what had been agreed on in the message
  about the policy that every change needs a clear yes from the person who holds the ticket`.split(/\s+/);
const SENTENCES = 4_000;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function sentenceOf(random: () => number): string {
  const words = Array.from({ length: 6 + Math.floor(random() * 14) }, () => pick(WORDS, random));
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

export function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}

/** Made once: joining sentences is much faster than joining words, and a hundred thousand transcripts need many. */
const sentences = Array.from({ length: SENTENCES }, (_, index) => sentenceOf(randomFrom(index)));

/** Sentences until there are about `length` units of them. */
export function prose(length: number, random: () => number): string {
  const parts: string[] = [];
  for (let units = 0; units < length; units += (parts.at(-1)?.length ?? 0) + 1)
    parts.push(pick(sentences, random));
  return parts.join(' ');
}

/** As models write: paragraphs, a list, some words in bold, a line of code. */
export function markdown(length: number, random: () => number): string {
  const parts: string[] = [];
  for (let units = 0; units < length; units += (parts.at(-1)?.length ?? 0) + 2) {
    const kind = random();
    const text = prose(Math.min(length, 60 + random() * 400), random);
    if (kind < 0.6) parts.push(text);
    else if (kind < 0.75) parts.push(`**${pick(WORDS, random)}**: ${text}`);
    else if (kind < 0.9)
      parts.push(
        text
          .split('. ')
          .map((each) => `- ${each}`)
          .join('\n'),
      );
    else parts.push(`\`\`\`\n${text}\n\`\`\``);
  }
  return parts.join('\n\n');
}

/** As tools answer: an object of some fields. */
export function toolResult(length: number, random: () => number): string {
  const fields: Record<string, unknown> = { found: true };
  for (let units = 0; units < length; units += 90) {
    fields[`${pick(WORDS, random)}_${Object.keys(fields).length}`] =
      random() < 0.5 ? prose(60, random) : { amount: Math.floor(random() * 1000), paid: random() < 0.5 };
  }
  return JSON.stringify(fields);
}
