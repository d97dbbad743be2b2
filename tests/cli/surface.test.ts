import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../main/cli/program.ts';
import { ended, json, shrive, start, temporaryFolder, transcripts } from './support.ts';

const COMMANDS = [
  'create',
  'info',
  'import',
  'confessions import',
  'scores import',
  'requests',
  'labels import',
  'labels map',
  'assign',
  'projects preview',
  'projects create',
  'projects list',
  'projects reassign',
  'package',
  'unlock',
  'sync',
  'merge',
  'history',
  'rubric',
  'comparisons',
  'adjudications list',
  'gold import',
  'gold mark',
  'gold unmark',
  'gold plant',
  'gold list',
  'practice',
  'export',
  'report',
  'check',
  'backup',
  'restore',
  'serve',
];

describe('help', () => {
  it('lists these commands and no others', async () => {
    const names = createProgram().commands.flatMap((command) =>
      command.commands.length === 0
        ? [command.name()]
        : command.commands.map((sub) => `${command.name()} ${sub.name()}`),
    );
    expect(names).toEqual(COMMANDS);
    const { status, out } = await shrive(temporaryFolder(), ['--help']);
    expect(status).toBe(0);
    for (const command of COMMANDS) expect(out).toContain(command.split(' ')[0]);
  });

  it.each(COMMANDS)('%s --help has an example and --json', async (command) => {
    const { status, out } = await shrive(temporaryFolder(), [...command.split(' '), '--help']);
    expect(status).toBe(0);
    expect(out).toContain(`$ npx shrive ${command} `.trimEnd());
    expect(out).toContain('--json');
  });
});

describe('exit status 2: called wrongly', () => {
  it.each([
    [['nonsense']],
    [['nonsense', '--help']],
    [['info']],
    [['info', 'a.shrive', 'b.shrive']],
    [['info', 'a.shrive', '--nonsense']],
    [['import', 'a.shrive']],
    [['labels', 'import', 'a.shrive', 'x.jsonl']],
    [['export', 'a.shrive', '--form', 'labels']],
    [['export', 'a.shrive', '--form', 'labels', '--out', 'o', '--splits', '0.5,0.1,0.1']],
    [['export', 'a.shrive', '--form', 'labels', '--out', 'o', '--min-confidence', '1.5']],
    [['export', 'a.shrive', '--form', 'labels', '--out', 'o', '--seed', '-1']],
    [['rubric', 'a.shrive', 'frob']],
    [['rubric', 'a.shrive', 'set']],
    [['rubric', 'a.shrive', 'list', 'x']],
    [['assign', 'a.shrive', '--random', '5']],
    [['assign', 'a.shrive', '--grader', 'R']],
    [['assign', 'a.shrive', '--grader', 'R', '--random', 'many']],
    [['history']],
    [['serve', '--port', '70000']],
  ])('%j', async (args) => {
    const result = await json(temporaryFolder(), args);
    expect(result.status).toBe(2);
    expect(result.error).toMatchObject({ code: 'INPUT_INVALID', where: {} });
    expect(result.err).toContain(result.error.message);
  });
});

it('without --json a failure is in words on standard error, and nothing on standard output', async () => {
  const { status, out, err } = await shrive(temporaryFolder(), ['info', 'missing.shrive']);
  expect(status).toBe(1);
  expect(out).toBe('');
  expect(err).toMatch(/^shrive: There is no missing\.shrive/m);
});

it('what a file holds cannot drive the terminal', async () => {
  const folder = temporaryFolder();
  const evil = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202egpj.exe';
  writeFileSync(
    join(folder, 'in.jsonl'),
    `${transcripts(1)}\n${JSON.stringify({ id: evil, messages: evil })}\n`,
  );
  for (const args of [
    ['import', 'd.shrive', 'in.jsonl'],
    ['import', 'd.shrive', 'in.jsonl', '--skip-invalid'],
    ['import', 'e.shrive', 'in.jsonl', '--skip-invalid', '--json'],
    ['info', `${evil}.shrive`],
    ['labels', 'import', 'd.shrive', 'in.jsonl', '--grader', evil, '--skip-invalid'],
  ]) {
    const { out, err } = await shrive(folder, args);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
});

it('progress is for terminals: elsewhere standard error stays empty', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'in.jsonl'), transcripts(2000));
  const { err } = await shrive(folder, ['import', 'd.shrive', 'in.jsonl']);
  expect(err).toBe('');
});

it('Ctrl+C ends an import cleanly: it says that nothing was changed, and nothing is', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'first.jsonl'), transcripts(1));
  await shrive(folder, ['import', 'd.shrive', 'first.jsonl']);
  // Standard input that stays open: the command waits for more when the signal comes.
  const child = start(folder, ['import', 'd.shrive', '-', '--json']);
  const result = ended(child);
  child.stdin?.write(`${transcripts(50)}\n`);
  const spool = () => readdirSync(folder).some((name) => name.includes('standard-input'));
  while (!spool()) await new Promise((next) => setTimeout(next, 20));
  child.kill('SIGINT');
  const { status, out, err } = await result;
  expect(status).toBe(1);
  expect(JSON.parse(out).error.code).toBe('CANCELLED');
  expect(err).toMatch(/nothing was changed|as it was/i);
  expect(await json(folder, ['info', 'd.shrive'])).toMatchObject({ transcripts: 1 });
  expect(spool()).toBe(false);
});
