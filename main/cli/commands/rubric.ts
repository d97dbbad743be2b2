import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import * as z from 'zod';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { RubricBody } from '../../../shared/domain/rubric.ts';
import { lineOfSyntaxError, placeInJson } from '../../../shared/json-place.ts';
import { count, type OutputOptions, printResult } from '../output.ts';
import { type Client, fromHere, type Running, runCommand } from '../run-command.ts';
import { type Register, withCommonOptions } from './command.ts';

type Rubric = Awaited<ReturnType<Client['rubrics']['get']>>;

/** The file of a rubric: what a person edits. Those that `show` wrote name their version too, and are taken. */
const RubricFile = z.looseObject({ id: z.unknown().optional(), version: z.unknown().optional() });

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (said, key) =>
      typeof key === 'number' ? `${said}[${key}]` : said === '' ? String(key) : `${said}.${String(key)}`,
    '',
  );
}

/** A rubric from the text of a file; fails with what is wrong, in which line. */
function parseRubric(text: string, file: string): RubricBody {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const line = lineOfSyntaxError(text, error);
    throw new ShriveError(
      'INPUT_INVALID',
      `This is not JSON: ${(error as Error).message}. Nothing was saved.`,
      {
        where: { file, ...(line !== undefined && { line }) },
        cause: error,
      },
    );
  }
  const { id: _id, version: _version, ...body } = RubricFile.catch({}).parse(value);
  const parsed = RubricBody.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    // A field that there is not is shown itself, not what holds it.
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
    return { path: pathOf(path), line: placeInJson(text, path).line, message: issue.message };
  });
  const [first] = problems;
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : '';
  throw new ShriveError(
    'INPUT_INVALID',
    `This is no rubric: ${first?.path || 'the file'}: ${first?.message}.${more} Nothing was saved.`,
    {
      where: { file, ...(first !== undefined && { line: first.line, path: first.path }) },
      details: { problems: problems.slice(0, 100) },
    },
  );
}

async function readRubric(file: string): Promise<RubricBody> {
  if (file === '-') return parseRubric(await textOf(process.stdin), '-');
  try {
    return parseRubric(await readFile(fromHere(file), 'utf8'), file);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT')
      throw new ShriveError('FILE_NOT_FOUND', `There is no file ${file}.`, { where: { file }, cause: error });
    if (code === 'EISDIR' || code === 'EACCES')
      throw new ShriveError('FILE_NOT_READABLE', `${file} cannot be read.`, {
        where: { file },
        cause: error,
      });
    throw error;
  }
}

function bodyOf({ id: _id, version: _version, ...body }: Rubric): RubricBody {
  return body;
}

function describeList(list: Awaited<ReturnType<Client['rubrics']['list']>>): string {
  return list
    .map(
      ({ id, title, is_current, labels }) =>
        `${is_current ? '*' : ' '} ${id}  ${title}, ${count(labels, 'label')}${is_current ? ', in force' : ''}`,
    )
    .join('\n');
}

interface RubricOptions extends OutputOptions {
  preset?: string;
}

async function findPreset(client: Client, name: string): Promise<RubricBody> {
  const presets = await client.rubrics.presets();
  const found = presets.find((preset) => preset.name === name);
  if (found !== undefined) return found;
  const names = presets.map((preset) => preset.name).join(', ');
  throw new ShriveError('RUBRIC_NOT_FOUND', `There is no preset ${JSON.stringify(name)}. Presets: ${names}.`);
}

async function setRubric({ client }: Running, rubric: RubricBody, options: RubricOptions): Promise<void> {
  const { id: before } = await client.rubrics.get({});
  const saved = await client.rubrics.save({ rubric, based_on: before });
  const words =
    saved.id === before
      ? `${saved.id} says the same already: nothing was changed`
      : `${saved.id} is in force; labels made under ${before} keep it`;
  printResult({ rubric: saved, before, changed: saved.id !== before }, words, options);
}

/** In words, what a rubric asks is its JSON: it can be written to a file, edited, and set again. */
async function act(running: Running, what: string, given: string | undefined, options: RubricOptions) {
  const { client } = running;
  switch (what) {
    case 'show': {
      const rubric = await client.rubrics.get(given === undefined ? {} : { id: given });
      printResult({ rubric }, JSON.stringify(bodyOf(rubric), null, 2), options);
      return;
    }
    case 'list': {
      const rubrics = await client.rubrics.list();
      printResult({ rubrics }, describeList(rubrics), options);
      return;
    }
    case 'presets': {
      const presets = await client.rubrics.presets();
      const words = presets.map(({ name, title }) => `${name}  ${title}`).join('\n');
      printResult({ presets }, words, options);
      return;
    }
    default: {
      const { preset } = options;
      if (preset !== undefined) await setRubric(running, await findPreset(client, preset), options);
      else await setRubric(running, await readRubric(given ?? '-'), options);
    }
  }
}

const ACTS = ['show', 'list', 'set', 'presets'];

export const registerRubric: Register = (program) => {
  const command = program
    .command('rubric')
    .description('show the rubric of a dataset, or put another one in force')
    .argument('<dataset>', 'a .shrive file')
    .argument('[act]', 'show [ID], list, set FILE, or presets', 'show')
    .argument('[what]', 'a version to show, or a file to set; - is standard input')
    .option('--preset <name>', 'with set: one of the presets instead of a file')
    .action((dataset: string, what: string, given: string | undefined, options: RubricOptions) => {
      const takesOne = what === 'show' || (what === 'set' && options.preset === undefined);
      if (!ACTS.includes(what)) command.error(`error: rubric can show, list, set or presets, not '${what}'`);
      if (what === 'set' && given === undefined && options.preset === undefined)
        command.error('error: say which file to set, or give --preset NAME');
      if (given !== undefined && !takesOne) command.error(`error: too much: '${given}'`);
      return runCommand(options, async (running) => {
        await running.client.datasets.open({ path: fromHere(dataset) });
        await act(running, what, given, options);
      });
    });
  withCommonOptions(command, 'rubric study.shrive set our-rubric.json');
};
