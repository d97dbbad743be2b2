import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createProgram } from '../../main/cli/program.ts';
import { EXPORT_FORMS, shapeOf } from '../../main/engine/exports/forms.ts';
import { EXPORTS_PAGE, exportsPage } from '../../scripts/exports-doc.ts';
import { ERROR_CODES } from '../../shared/contract/errors.ts';
import { ExportOptions } from '../../shared/contract/exports.ts';
import { QUESTION_KINDS, RubricBody } from '../../shared/domain/rubric.ts';
import {
  AWARENESS,
  DISCLOSURES,
  FAILURES,
  HONESTY_ANCHORS,
  SEVERITIES,
  VERDICTS,
  VIOLATION_CATEGORIES,
} from '../../shared/domain/vocabulary.ts';
import { LABEL_FIELDS, LABEL_TOOLS, LabelMapping } from '../../shared/mapping/label-mapping.ts';
import { importRecords, startEngine, writeJsonl } from '../engine/support.ts';

const DOCS = resolve(import.meta.dirname, '../../docs');

test('every error code has a heading in docs/errors.md, and no other has', () => {
  const headings = [...readFileSync(join(DOCS, 'errors.md'), 'utf8').matchAll(/^## (\w+)$/gm)].map(
    ([, code]) => code,
  );
  expect(headings).toEqual(Object.keys(ERROR_CODES));
});

function sampleIn(page: string): Record<string, unknown> {
  const found = /```json\n([\s\S]*?)\n```/.exec(readFileSync(join(DOCS, page), 'utf8'));
  return JSON.parse(found?.[1] ?? '') as Record<string, unknown>;
}

test('every command has its line in docs/command-line.md, and no other has', () => {
  const lines = [
    ...readFileSync(join(DOCS, 'command-line.md'), 'utf8').matchAll(/^\| `([a-z]+(?: [a-z]+)?)/gm),
  ];
  const commands = createProgram().commands.flatMap((command) =>
    command.commands.length === 0
      ? [command.name()]
      : command.commands.map((sub) => `${command.name()} ${sub.name()}`),
  );
  expect(lines.map(([, name]) => name)).toEqual(commands);
});

test('docs/formats/exports.md has the columns of every variant of every form, as the registry has them', () => {
  const page = readFileSync(EXPORTS_PAGE, 'utf8');
  expect(exportsPage(page, EXPORT_FORMS)).toBe(page);
});

test('every row of every variant has the columns that are declared for it, in their order', async () => {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.session.setView({ view: 'coordinator' });
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  const report = { compliance_analysis: [{ objective: 'Ask.', compliance: 'fully_complied', analysis: '' }] };
  const two = [
    { id: 'a', report },
    { id: 'b', text: 'Nothing.' },
  ];
  await importRecords(client, folder, [{ ...sampleIn('formats/chat-jsonl.md'), confessions: two }]);
  const exact = { source: 'confession', quote: 'Ask.', part: 'objective:0' };
  const labels = [
    { honesty: 1, claims: [{ claim: 'objective:0', verdict: 'true', evidence: [exact] }] },
    { honesty: 0 },
  ];
  const lines = labels.map((label, index) => ({
    transcript: 't1',
    confession: two[index]?.id,
    misbehaved: 'yes',
    ...label,
  }));
  const file = writeJsonl(folder, 'labels.jsonl', lines);
  await client.labels.import({ file, grader: 'Ada', skip_invalid: false });
  const next = await client.comparisons.next({ direction: 'next' });
  const pair = { first: next?.first ?? '', second: next?.second ?? '' };
  const { body, draft_version } = await client.comparisons.get({ pair });
  await client.comparisons.submit({ pair, body: { ...body, margin: 0 }, draft_version });
  for (const { name, variants } of await client.exports.forms()) {
    for (const variant of variants) {
      const options = { form: name, variant: variant.name };
      const { example } = await client.exports.preview(options);
      const { columns } = shapeOf(ExportOptions.parse(options));
      expect(Object.keys(JSON.parse(example ?? '{}')), `${name} ${variant.name}`).toEqual(
        Object.keys(columns),
      );
    }
  }
});

test('the samples of the format pages are taken as they stand', async () => {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  const run = await importRecords(client, folder, [sampleIn('formats/shrive-jsonl.md')]);
  expect(run.confessions).toEqual({ added: 1, existing: 0 });
  const chat = { ...sampleIn('formats/chat-jsonl.md'), id: 't2' };
  const chatRun = await importRecords(client, folder, [chat], 'chat.jsonl');
  expect([chatRun.files[0]?.format, chatRun.transcripts.added]).toEqual(['chat-jsonl', 1]);
  await client.session.setView({ view: 'coordinator' });
  const file = writeJsonl(folder, 'labels.jsonl', [sampleIn('formats/labels-jsonl.md')]);
  const { labels } = await client.labels.import({ file, grader: 'Ada', skip_invalid: false });
  expect(labels).toEqual({ added: 1, existing: 0 });
});

test('the mapping of docs/formats/labels-elsewhere.md is one, and the page names every field that a question can give', () => {
  const page = readFileSync(join(DOCS, 'formats/labels-elsewhere.md'), 'utf8');
  const mapping: unknown = sampleIn('formats/labels-elsewhere.md');
  expect(LabelMapping.parse(mapping)).toEqual(mapping);
  for (const word of [...LABEL_FIELDS, ...LABEL_TOOLS]) expect(page).toContain(`\`${word}\``);
});

test('the rubric of docs/rubrics.md, with every question there, is taken, and so are its answers', async () => {
  const page = readFileSync(join(DOCS, 'rubrics.md'), 'utf8');
  const [body, ...rest] = [...page.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, json = '']) =>
    JSON.parse(json),
  );
  const answers = rest.pop();
  // In the order of the page a question stands before the one that it is a condition of.
  const rubric = RubricBody.parse({ ...body, questions: rest });
  expect(new Set(rubric.questions.map(({ kind }) => kind))).toEqual(new Set(QUESTION_KINDS));
  expect(Object.keys(answers).sort()).toEqual(rubric.questions.map(({ id }) => id).sort());
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  await client.rubrics.save({ rubric, based_on: 'honesty-core@1' });
  await importRecords(client, folder, [sampleIn('formats/shrive-jsonl.md')]);
  await client.session.setView({ view: 'coordinator' });
  const file = writeJsonl(folder, 'labels.jsonl', [{ ...sampleIn('formats/labels-jsonl.md'), answers }]);
  await client.labels.import({ file, grader: 'Ada', skip_invalid: false });
  const { example } = await client.exports.preview({ form: 'labels' });
  expect(JSON.parse(example ?? '').answers).toEqual(answers);
});

test('docs/rubrics.md names every preset', async () => {
  const names = (await startEngine().client().rubrics.presets()).map(({ name }) => name);
  const page = readFileSync(join(DOCS, 'rubrics.md'), 'utf8');
  expect([...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name).sort()).toEqual(names.sort());
});

test('every proof that docs/security.md names stands in the file it leads to', () => {
  const page = readFileSync(join(DOCS, 'security.md'), 'utf8');
  const proofs = [...page.matchAll(/\[((?:\\.|[^\]\\])+)\]\((\.\.\/[^)]+)\)/g)];
  expect(proofs.length).toBeGreaterThan(20);
  for (const [, words = '', path = ''] of proofs) {
    const name = words.replaceAll('\\', '').replace(/\s+/g, ' ');
    expect(readFileSync(join(DOCS, path), 'utf8'), path).toContain(name);
  }
});

test('every link of the pages, and every path of the tour, leads to something', () => {
  const root = join(DOCS, '..');
  const lost: string[] = [];
  for (const page of globSync('{README,CONTRIBUTING,docs/**/*}.md', { cwd: root })) {
    const text = readFileSync(join(root, page), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)/g)) {
      if (!/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(page), target)))
        lost.push(`${page}: ${target}`);
    }
  }
  for (const [, path = ''] of readFileSync(join(DOCS, 'tour.md'), 'utf8').matchAll(/`([\w-]+\/[\w/.-]+)`/g)) {
    if (!existsSync(join(root, path))) lost.push(`docs/tour.md: ${path}`);
  }
  expect(lost).toEqual([]);
});

test('the grading guide names every case, and every word that graders choose from, as the form has it', () => {
  const guide = readFileSync(join(DOCS, 'grading-guide.md'), 'utf8');
  const cases = [...guide.matchAll(/^### Case (\d+)$/gm)].map(([, number]) => Number(number));
  expect(cases).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  for (const number of cases) expect(guide).toContain(`practice/README.md#case-${number})`);
  const rows = [
    ...VIOLATION_CATEGORIES.map(({ title, hint }) => `| ${title} | ${hint} |`),
    ...FAILURES.map(({ id, title }) => `| ${id.replaceAll('_', ' ')} | ${title} |`),
    ...SEVERITIES.map(({ value, word, anchor }) => `| ${value} | ${word} | ${anchor} |`),
    ...HONESTY_ANCHORS.map(({ value, word, anchor }) => `| ${value.toFixed(2)} | ${word} | ${anchor} |`),
  ];
  for (const row of rows) expect(guide).toContain(row);
  for (const word of [...DISCLOSURES, ...VERDICTS])
    expect(guide).toContain(`| ${word.replaceAll('_', ' ')} | `);
  for (const word of AWARENESS) expect(guide).toContain(`\`${word.replaceAll('_', ' ')}\``);
});

test('every practice case has its section in the guide, and every section its case', () => {
  const guide = readFileSync(join(DOCS, 'grading-guide.md'), 'utf8');
  const sections = [...guide.matchAll(/^### (Case \d+)$/gm)].map(([, words = '']) =>
    words.toLowerCase().replace(' ', '-'),
  );
  const file = readFileSync(join(DOCS, '../resources/practice/worked-cases.jsonl'), 'utf8');
  const cases = [...file.matchAll(/^\{"id": "(case-\d+)/gm)].map(([, id]) => id);
  expect([...new Set(cases)]).toEqual(sections);
});

test('the right answer of docs/practice.md is taken as it stands', async () => {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  await importRecords(client, folder, [sampleIn('formats/shrive-jsonl.md')]);
  await client.session.setView({ view: 'coordinator' });
  const file = writeJsonl(folder, 'gold.jsonl', [sampleIn('practice.md')]);
  const { gold } = await client.gold.import({ file, feedback: true, skip_invalid: false });
  expect(gold).toEqual({ added: 1, changed: 0, existing: 0 });
});
