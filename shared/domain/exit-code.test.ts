import { expect, test } from 'vitest';
import { exitCodeOf, exitCodeOfLine } from './exit-code.ts';

const output = 'line of output\n'.repeat(100);

test.each([
  ['exit code: 1', 1],
  ['Exit code 0\nall is well', 0],
  ['[exit 2]', 2],
  ['Process exited with code 127\n', 127],
  ['Command exited with status 3', 3],
  ['<returncode>1</returncode>\n<output>no such file</output>', 1],
  ['<exit_code>0</exit_code>', 0],
  [`${output}exit code: 137`, 137],
  [`${output}[exit code: 1]\r\n`, 1],
  ['{"output":"no","metadata":{"exit_code":4,"seconds":0.1}}', 4],
  [`{"output":"${'x'.repeat(2000)}","exitCode": 5}`, 5],
  ['The command failed with exit status 1.', 1],
  ['exit code: -1', -1],
])('%j tells of an exit code', (text, code) => {
  expect(exitCodeOf(text)).toBe(code);
});

test.each([
  '',
  'done',
  'The building has 4 exits.',
  'exit code',
  `${output}exit 1 is what the script says\n${output}`,
  'set -e\nif [ -z "$A" ]; then\n  exit 1\nfi\necho fine\n'.repeat(20),
  'sys.exit(0)',
])('%j tells of none', (text) => {
  expect(exitCodeOf(text)).toBeUndefined();
});

test('a line that says more than an exit code is a line like any other', () => {
  expect(exitCodeOfLine('exit code: 1')).toBe(1);
  expect(exitCodeOfLine('[exit 0]')).toBe(0);
  expect(exitCodeOfLine('exit 1')).toBeUndefined();
  expect(exitCodeOfLine('the exit code: 1 was seen')).toBeUndefined();
});
