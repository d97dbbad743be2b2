import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isOnScreen, onScreens, WindowStates } from './window-state.ts';

const SCREENS = [
  { x: 0, y: 25, width: 1440, height: 875 },
  { x: 1440, y: 0, width: 1920, height: 1080 },
];

function file(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-windows-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'windows.json');
}

it.each([
  ['in the first screen', { x: 10, y: 30, width: 800, height: 600 }, true],
  ['across both', { x: 1000, y: 100, width: 900, height: 600 }, true],
  ['in the second', { x: 2000, y: 0, width: 800, height: 600 }, true],
  ['on a screen that is gone', { x: 4000, y: 0, width: 800, height: 600 }, false],
  ['its title bar above the screen', { x: 10, y: -400, width: 800, height: 600 }, false],
  ['a sliver at the edge', { x: -780, y: 100, width: 800, height: 600 }, false],
])('a window %s', (_, bounds, isThere) => expect(isOnScreen(bounds, SCREENS)).toBe(isThere));

it.each([
  [
    'that fits stays',
    { x: 2000, y: 40, width: 800, height: 600 },
    { x: 2000, y: 40, width: 800, height: 600 },
  ],
  [
    'of a screen that is gone keeps its size',
    { x: 4000, y: 0, width: 800, height: 600 },
    { width: 800, height: 600 },
  ],
  [
    'larger than its screen shrinks',
    { x: 1440, y: 0, width: 3840, height: 2160 },
    { x: 1440, y: 0, width: 1920, height: 1080 },
  ],
  ['without a place fits the first screen', { width: 1600, height: 900 }, { width: 1440, height: 875 }],
])('a window %s', (_, bounds, mended) => expect(onScreens(bounds, SCREENS)).toEqual(mended));

it('a window comes back where it was, a new one where the last was', () => {
  const path = file();
  const place = { x: 10, y: 30, width: 800, height: 600, isMaximized: true };
  new WindowStates(path).keepPlace('/a.shrive', place);
  const states = new WindowStates(path);
  expect(states.placeOf('/a.shrive')).toEqual(place);
  expect(states.placeOf('/b.shrive')).toEqual(place);
  expect(new WindowStates(file()).placeOf('/a.shrive')).toBeUndefined();
});

it('a file that cannot be read is as none, and writing leaves no other file behind', () => {
  const path = file();
  for (const content of ['', '{', '[]', '{"places":{"/a":{"x":"1"}},"open":[7]}']) {
    writeFileSync(path, content);
    const states = new WindowStates(path);
    expect(states.open).toEqual([]);
    expect(states.placeOf('/a')).toBeUndefined();
    states.keepOpen(['/a.shrive']);
    expect(new WindowStates(path).open).toEqual(['/a.shrive']);
  }
  expect(readdirSync(join(path, '..'))).toEqual(['windows.json']);
});
