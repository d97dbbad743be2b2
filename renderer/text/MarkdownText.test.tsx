import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { MarkdownText } from './MarkdownText.tsx';

interface Shown {
  text: string;
  at: number | undefined;
  length: number;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

/** The texts of the page with the places that they claim to have. */
function shownOf(source: string): Shown[] {
  const html = renderToStaticMarkup(<MarkdownText text={source} marks={[]} />);
  return [...html.matchAll(/<(span|mark)( data-(?:at|kind)[^>]*)?>([^<]*)<\/\1>/g)].map(
    ([, , attributes = '', inner = '']) => {
      const text = inner.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => ENTITIES[name] ?? '');
      const at = /data-at="(\d+)"/.exec(attributes)?.[1];
      const length = /data-length="(\d+)"/.exec(attributes)?.[1];
      return { text, at: at === undefined ? undefined : Number(at), length: Number(length ?? text.length) };
    },
  );
}

function check(source: string): Shown[] {
  const shown = shownOf(source);
  for (const { text, at, length } of shown) {
    if (at === undefined || text.startsWith('U+')) continue;
    const stands = source.slice(at, at + length);
    if (length === text.length) expect(stands).toBe(text);
    else expect(stands).toMatch(/^&.+;$/);
  }
  return shown;
}

const line = fc.stringMatching(/^[-*#> `_~a-z0-9&;\\[\]().!|<:]{0,24}$/);
const markdown = fc.array(
  fc.oneof(
    line,
    fc.constantFrom('@@ -1,2 +1,2 @@', '-removed', '+added', '$ make test', 'exit code: 1', '```diff'),
    fc.constantFrom('```', '- item', '> quoted', '1. one', '| a | b |', '|---|---|', '    code'),
  ),
  {
    maxLength: 10,
  },
);

test('every text with a place shows what stands there, in any Markdown', () => {
  fc.assert(
    fc.property(markdown, fc.constantFrom('\n', '\r\n'), (lines, end) => {
      check(lines.join(end));
    }),
    { numRuns: 500 },
  );
});

test('a block of code that is a diff has its lines in their tones and places', () => {
  const source = 'Before:\n\n1. one\n   ```diff\n   @@ -1 +1 @@\n   -old 😀\n   +new\n   ```\n';
  check(source);
  const html = renderToStaticMarkup(<MarkdownText text={source} marks={[]} />);
  expect(html).toMatch(/<span data-line="removed">.*-old 😀/s);
  expect(html).toMatch(/<span data-line="added">.*\+new/s);
});

test('what people and models write can be marked to the last word', () => {
  const source = [
    'Here are *the* **details** of `cancel_flight`:',
    '',
    '- **Cost**: \\$209 &amp; more &#128512;',
    '  continued 😀 line',
    '    1. nested ~~gone~~ <b>bold</b>',
    '',
    '> quoted',
    '> twice, https://example.org/a?b=c',
    '',
    '```python',
    'def f():',
    '    return "x"',
    '',
    '```',
    '',
    '| Head | Cell |',
    '|------|------|',
    '| a \\| b | [link](http://example.org "title") |',
  ].join('\n');
  const shown = check(source);
  expect(shown.filter(({ at }) => at === undefined)).toEqual([]);
  const words = shown.map(({ text }) => text).join('');
  for (const word of [
    'the',
    'details',
    'cancel_flight',
    '$209 & more 😀',
    'continued 😀 line',
    '<b>',
    'return "x"',
    'a | b',
    'link',
    'https://example.org/a?b=c',
  ])
    expect(words).toContain(word);
});

test('HTML is text, and no address is ever loaded or followed', () => {
  const html = renderToStaticMarkup(
    <MarkdownText
      text={
        '<img src=x onerror=alert(1)> <script>alert(1)</script>\n\n[a](javascript:alert(1)) ![b](https://example.org/b.png)\n\n<div onclick="x">c</div>'
      }
      marks={[]}
    />,
  );
  expect(html).not.toMatch(/<(img|script|a|div)\b/);
  expect(html).toContain('&lt;script&gt;');
});
