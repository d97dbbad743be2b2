import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SettingsFile } from './settings-file.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function open(folder: string) {
  const said: string[] = [];
  return { file: new SettingsFile(folder, (message) => said.push(message)), said };
}

test('what one window sets, another one sees, and the device stays the same', () => {
  const folder = join(temporaryFolder(), 'new', 'folder');
  const [one, other] = [open(folder).file, open(folder).file];
  const { device } = one;
  one.update({ grader: '  Ada\u0301 ', theme: 'dark' });
  expect(other.settings).toMatchObject({ grader: 'Ad\u00e1', theme: 'dark' });
  expect(other.device).toBe(device);
});

test('what is changed in the file by hand is seen with the next question', () => {
  const folder = temporaryFolder();
  const { file } = open(folder);
  file.update({ grader: 'Ada' });
  expect([file.settings.grader, file.settings.grader]).toEqual(['Ada', 'Ada']);
  const path = join(folder, 'settings.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('Ada', 'Benno'));
  expect(file.settings.grader).toBe('Benno');
  rmSync(path);
  expect(file.settings.grader).not.toBe('Benno');
});

test('a file that cannot be read is set aside, and what an older version lacks has its default', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'settings.json'), '{ torn');
  const { file, said } = open(folder);
  expect(file.settings.theme).toBe('system');
  expect(readFileSync(join(folder, 'settings.json.unreadable'), 'utf8')).toBe('{ torn');
  expect(said).toHaveLength(1);
  writeFileSync(join(folder, 'settings.json'), '{"settings":{"grader":"Ben"},"device":"d","recent":[]}');
  expect([file.settings, file.device]).toMatchObject([{ grader: 'Ben', text_size: 16 }, 'd']);
});

test('where settings cannot be kept they last as long as the process, and that is said once', () => {
  const place = join(temporaryFolder(), 'a-file');
  writeFileSync(place, '');
  const { file, said } = open(place);
  const { device } = file;
  file.update({ grader: 'Ada' });
  file.update({ theme: 'light' });
  expect(file.settings).toMatchObject({ grader: 'Ada', theme: 'light' });
  expect(file.device).toBe(device);
  expect(said).toEqual([expect.stringContaining('settings are not kept')]);
  expect(existsSync(join(place, 'settings.json'))).toBe(false);
});
