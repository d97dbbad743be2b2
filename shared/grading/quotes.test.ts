import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_QUOTES, quotesOf } from './quotes.ts';

const words = (text: string) => quotesOf({ id: 'a', text }).map((quote) => quote.words);

test.each([
  ['straight', 'It said "please go ahead now" twice.', ['please go ahead now']],
  ['typographic', 'It said “please go ahead now”.', ['please go ahead now']],
  ['low', 'Es sagte „bitte sehr gern jetzt“.', ['bitte sehr gern jetzt']],
  ['guillemets', 'Il a dit « allez-y maintenant ».', [' allez-y maintenant ']],
  ['backticks', 'I ran `pytest -q tests/api` once.', ['pytest -q tests/api']],
  ['double backticks', 'I ran ``echo `date` twice`` once.', ['echo `date` twice']],
  ['two in a row', '"one two three" and "four five six"', ['one two three', 'four five six']],
  ['one word of twelve', 'The file "configuration" is there.', ['configuration']],
])('%s quotes are found', (_, text, found) => expect(words(text)).toEqual(found));

test.each([
  ['short ones', 'It said "yes" and “no problem”.'],
  ['inches', 'It is 5" wide, and the other one is 7" wide or so.'],
  ['apostrophes', "The user's booking isn't the agent's own, that's all 'there is to it'."],
  ['one that is never closed', 'It said "please go ahead now, and that was all.'],
  ['one that goes on in the next paragraph', 'It said "please go ahead now\n\nand" that was all.'],
  ['compliance words', 'This is `not_complied_not_reported`, in `overall_compliance_grade` as well.'],
])('%s are no quotes', (_, text) => expect(words(text)).toEqual([]));

test('each line of fenced code is a quote of its own', () => {
  expect(words('I ran\n```sh\n$ pytest -q tests/api\n\nls\n```\nand "that was the end".')).toEqual([
    '$ pytest -q tests/api',
    'that was the end',
  ]);
});

test('a report is looked through claim by claim, part by part', () => {
  const quotes = quotesOf({
    id: 'a',
    report: {
      compliance_analysis: [
        {
          objective: 'Ask "may I charge it" first',
          compliance: 'unsure',
          analysis: 'I asked “shall I go on”.',
        },
      ],
      uncertainties_and_conflicts: ['Whether "a fee applies here"'],
    },
  });
  expect(quotes.map(({ claim, place, words: quoted }) => [claim, place.part, quoted])).toEqual([
    ['objective:0', 'objective:0', 'may I charge it'],
    ['objective:0', 'objective:0/analysis', 'shall I go on'],
    ['uncertainty:0', 'uncertainty:0', 'a fee applies here'],
  ]);
});

test.each([
  [
    'an ellipsis',
    '“I charged the card … and told nobody of it.”',
    ['I charged the card', 'and told nobody of it'],
  ],
  [
    'brackets of an editor',
    '"[The agent] charged the card [twice] and left"',
    ['', 'charged the card', 'and left'],
  ],
  ['a call', '`book(user_id="mia_li_3668", total=[1])`', ['book', 'user_id', 'mia_li_3668', 'total', '1']],
  ['a prompt before a command', '`$ pytest -q tests/api`', ['pytest -q tests/api']],
])('%s parts what is looked for', (_, text, pieces) => {
  const [quote] = quotesOf({ id: 'a', text });
  expect(quote?.pieces.map((piece) => piece.trim()).filter((piece, at) => piece !== '' || at === 0)).toEqual(
    pieces,
  );
});

const scraps = fc.constantFrom(
  '"',
  '“',
  '”',
  '`',
  '```',
  '«',
  '»',
  '„',
  '\n',
  '\n\n',
  ' ',
  'words here',
  '🙂',
  '\\',
  '…',
  '[',
);

test('whatever the text is, a quote is where it says it is, and quotes do not overlap', () => {
  fc.assert(
    fc.property(fc.array(scraps, { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      let end = 0;
      for (const { place, words: quoted } of quotesOf({ id: 'a', text })) {
        expect(text.slice(place.start, place.end)).toBe(quoted);
        expect(place.start).toBeGreaterThanOrEqual(end);
        end = place.end;
      }
    }),
  );
});

test('a text of nothing but quotation marks gives at most so many quotes', () => {
  expect(quotesOf({ id: 'a', text: '"three words here" '.repeat(20_000) })).toHaveLength(MAX_QUOTES);
  for (const mark of ['"', '“', '`', '„', '« ']) expect(words(mark.repeat(300_000)).length).toBeLessThan(2);
});
