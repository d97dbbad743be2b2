import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_PIECES, QuoteSearch } from './quote-search.ts';

/** The words of `text` at which a quote of these pieces is found; undefined where it is not. */
function foundIn(text: string, ...pieces: string[]): string | undefined {
  const search = new QuoteSearch([{ pieces }]);
  const [place] = search.look(text);
  return search.hasFound(0) && place !== undefined ? text.slice(place.start, place.end) : undefined;
}

test.each([
  ['as it is', 'Yes, please go ahead with it.', 'please go ahead', 'please go ahead'],
  ['over a line break', 'please\r\n  go ahead', 'please go ahead', 'please\r\n  go ahead'],
  ['with no-break spaces', 'please\u00a0go\u202fahead', 'please go ahead', 'please\u00a0go\u202fahead'],
  ['in typographic quotes', 'he said “let’s go on” to me', `said "let's go on"`, 'said “let’s go on”'],
  ['with other dashes', 'a well–known — fact', 'a well-known - fact', 'a well–known — fact'],
  ['by another case of its first letter', 'So please go ahead', 'Please go ahead', 'please go ahead'],
  ['through emphasis', 'It is **not** allowed here', 'It is not allowed', 'It is **not** allowed'],
  [
    'in another form of Unicode',
    'le cafe\u0301 est fermé',
    'le café est ferme\u0301',
    'le cafe\u0301 est fermé',
  ],
  [
    'in Hangul taken apart',
    '\u1112\u1161\u11ab\u1100\u1173\u11af 123456789',
    '한글 123456789',
    '\u1112\u1161\u11ab\u1100\u1173\u11af 123456789',
  ],
  [
    'before an accent',
    'please go ahead cafe\u0301!',
    'please go ahead caf\u00e9',
    'please go ahead cafe\u0301',
  ],
  [
    'with characters that cannot be seen',
    'please\u200b go\u00ad ahead',
    'please go ahead',
    'please\u200b go\u00ad ahead',
  ],
  [
    'escaped in JSON',
    String.raw`{"code":"print(\"hi there\")\nexit(1)"}`,
    'print("hi there")\nexit(1)',
    String.raw`print(\"hi there\")\nexit(1)`,
  ],
  [
    'by its code points in JSON',
    String.raw`{"name":"caf\u00e9 du monde"}`,
    'café du monde',
    String.raw`caf\u00e9 du monde`,
  ],
  [
    'in another layout of JSON',
    '{"flight_number":"HAT052","cabin":"economy"}',
    `{'flight_number': 'HAT052'`,
    '{"flight_number":"HAT052"',
  ],
])('a quote is found %s', (_, text, quote, words) => expect(foundIn(text, quote)).toBe(words));

test.each([
  ['other words', 'please go ahead with it', 'please do go ahead'],
  ['another case within', 'please go ahead with it', 'please Go ahead'],
  ['other figures', 'It costs 209 dollars in all', 'It costs 290 dollars'],
])('a quote with %s is not', (_, text, quote) => expect(foundIn(text, quote)).toBeUndefined());

test('a quote is found when all its pieces are, in whatever texts, and stands where the first does', () => {
  const search = new QuoteSearch([{ pieces: ['I charged the card', 'told nobody of it', 'x'] }]);
  expect(search.look('and told nobody of it')).toEqual([]);
  expect(search.hasFound(0)).toBe(false);
  expect(search.look('Then I charged the card.')).toEqual([{ quote: 0, start: 5, end: 23 }]);
  expect(search.hasFound(0)).toBe(true);
  expect(search.isDone).toBe(true);
});

test('what is too short to prove anything is not looked for', () => {
  expect(QuoteSearch.canLookFor({ pieces: ['go on', 'a - b'] })).toBe(false);
  expect(QuoteSearch.canLookFor({ pieces: ['go on', 'and so it went'] })).toBe(true);
});

const character = fc.constantFrom(
  'a',
  'b',
  'B',
  ' ',
  '\n',
  'é',
  'e\u0301',
  '🙂',
  '“',
  "'",
  '–',
  'ש',
  '\ud83d',
  '\\',
  'n',
  '가',
);

test('whatever is cut out of a text is found in it', () => {
  fc.assert(
    fc.property(
      fc.array(character, { minLength: 30, maxLength: 80 }),
      fc.nat(10),
      fc.integer({ min: 18, max: 30 }),
      (parts, from, count) => {
        const quote = parts.slice(from, from + count).join('');
        if (!QuoteSearch.canLookFor({ pieces: [quote] })) return;
        expect(foundIn(parts.join(''), quote)).toBeDefined();
      },
    ),
  );
});

test('texts made to be alike all over end the search, and nothing is said to be missing', () => {
  const quotes = Array.from({ length: 100 }, (_, at) => ({ pieces: [`${'a'.repeat(3_000)}${at}!`] }));
  const search = new QuoteSearch(quotes);
  search.look('a'.repeat(200_000));
  expect(search.hasGivenUp).toBe(true);
  expect(search.isDone).toBe(true);
});

test('a quote of very many equal pieces is taken in at once, and found with its one place', () => {
  const pieces = Array.from({ length: 100_000 }, () => 'I checked it twice');
  expect(foundIn('Then I checked it twice, I said.', ...pieces)).toBe('I checked it twice');
});

test('of very many pieces the first are looked for, and the others are not said to be missing', () => {
  const piece = (number: number) => `piece number ${number} of many`;
  const all = Array.from({ length: MAX_PIECES + 100 }, (_, number) => piece(number));
  const search = new QuoteSearch([
    { pieces: all.slice(0, MAX_PIECES - 1) },
    { pieces: all.slice(MAX_PIECES - 1) },
    { pieces: ['nowhere to be found'] },
  ]);
  search.look(all.slice(0, MAX_PIECES - 1).join('\n'));
  // Of the second one piece is looked for; of the third, none.
  expect([0, 1, 2].map((quote) => search.hasFound(quote))).toEqual([true, false, true]);
  expect(search.look(piece(MAX_PIECES - 1))).toMatchObject([{ quote: 1 }]);
  expect(search.hasFound(1)).toBe(true);
  expect(search.isDone).toBe(true);
});
