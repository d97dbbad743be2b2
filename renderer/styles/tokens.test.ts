// biome-ignore lint/style/noRestrictedImports: this test runs in Node and reads the style sheet as text.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GRADER_COLOURS } from '../../shared/contract/settings.ts';
import { readingLine } from './reading-size.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function tokensAfter(start: string): Record<string, string> {
  const from = css.indexOf(start);
  const block = css.slice(from, css.indexOf('}', from));
  return Object.fromEntries(
    [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
}

const light = tokensAfter(':root {\n  color-scheme: light');
const system = tokensAfter(':root:not([data-theme="light"])');
const chosen = tokensAfter(':root[data-theme="dark"]');

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio. */
function contrast(one = '#000000', other = '#000000'): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

test('the dark theme is the same whether chosen or taken from the system', () => {
  expect(chosen).toEqual(system);
  expect(Object.keys(chosen).sort()).toEqual(Object.keys(light).sort());
});

const PAIRS: [string, string, number][] = [
  ['--ink', '--sheet', 4.5],
  ['--ink-2', '--page', 4.5],
  ['--ink-3', '--sheet', 4.5],
  ['--ink-3', '--page', 4.5],
  ['--ink-3', '--well', 4.5],
  ['--ink-3', '--accent-soft', 4.5],
  ['--accent', '--page', 4.5],
  ['--accent-ink', '--accent', 4.5],
  ['--accent-ink', '--accent-hover', 4.5],
  ['--ink', '--mark', 4.5],
  ['--ink', '--mark-on', 4.5],
  ['--mark-ink', '--mark', 4.5],
  ['--sheet', '--mark-line', 4.5],
  ['--ok', '--ok-soft', 4.5],
  ['--bad', '--bad-soft', 4.5],
  ['--bad', '--page', 4.5],
  ['--inverse-ink', '--inverse', 4.5],
  ['--inverse-ink', '--inverse-2', 4.5],
  ['--line-strong', '--sheet', 3],
  ['--line-strong', '--page', 3],
  ...['--tp', '--fn', '--fp', '--tn'].map((name): [string, string, number] => [name, '--sheet', 4.5]),
  ...GRADER_COLOURS.map((name): [string, string, number] => ['--grader-ink', `--grader-${name}`, 4.5]),
];

for (const [theme, tokens] of [
  ['light', light],
  ['dark', chosen],
] as const) {
  test.each(PAIRS)(`${theme}: %s on %s has a contrast of at least %d`, (text, ground, least) => {
    expect(contrast(tokens[text], tokens[ground])).toBeGreaterThanOrEqual(least);
  });
}

test.each([
  [14, 22],
  [16, 25],
  [20, 31],
])('text of %d px gets lines of %d px', (size, line) => expect(readingLine(size)).toBe(line));
