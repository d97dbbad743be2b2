import { expect, test } from 'vitest';
import { inFolder, packageNames } from './package-name.ts';

test('each grader has a file of their own, whatever their names hold', () => {
  const names = packageNames('study', ['Ada', 'ada', '../Ben C.', '名前', '!']);
  expect([...names.values()]).toEqual([
    'study-Ada.shrive',
    'study-ada-2.shrive',
    'study-Ben-C.shrive',
    'study-名前.shrive',
    'study-grader.shrive',
  ]);
});

test('a path is in the style of its folder', () => {
  expect([inFolder('/home/ada/', 'a.shrive'), inFolder('C:\\Users\\ada', 'a.shrive')]).toEqual([
    '/home/ada/a.shrive',
    'C:\\Users\\ada\\a.shrive',
  ]);
});
