import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gradeItem, startPerson } from './copies.ts';
import { type Client, importRecords, startEngine, transcriptRecord } from './support.ts';

async function open() {
  const engine = startEngine();
  const client = engine.client();
  const path = join(engine.folder, 'd.shrive');
  await client.settings.update({ grader: 'Ada' });
  await client.datasets.create({ path });
  await importRecords(client, engine.folder, [transcriptRecord('t1')]);
  const { confessions } = await client.transcripts.get({ transcript_id: 't1' });
  return { ...engine, client, path, confession: confessions[0]?.confession ?? '' };
}

const textsOf = async (client: Client, confession: string) =>
  (await client.notes.list({ confession })).notes.map(({ author, text }) => `${author}: ${text}`);

test('a note is written, answered, changed and withdrawn, and only by its author', async () => {
  const { client, confession } = await open();
  const { notes } = await client.notes.add({ confession, text: ' Is the policy in force? ' });
  const note = notes[0]?.note ?? '';
  expect(notes).toMatchObject([
    { author: 'Ada', text: 'Is the policy in force?', is_own: true, is_edited: false },
  ]);
  await client.session.setView({ view: 'coordinator' });
  await client.settings.update({ grader: 'Ben' });
  const answered = await client.notes.add({ confession, text: 'Yes.', reply_to: note });
  expect(answered.notes[1]).toMatchObject({ author: 'Ben', reply_to: note });
  const notYours = { code: 'NOTE_NOT_YOURS' };
  await expect(client.notes.edit({ confession, note, text: 'Ha.' })).rejects.toMatchObject(notYours);
  await expect(client.notes.withdraw({ confession, note })).rejects.toMatchObject(notYours);
  await client.settings.update({ grader: 'Ada' });
  await client.notes.edit({ confession, note, text: 'Is it in force?' });
  expect(await textsOf(client, confession)).toEqual(['Ada: Is it in force?', 'Ben: Yes.']);
  await client.notes.withdraw({ confession, note });
  expect(await textsOf(client, confession)).toEqual(['Ben: Yes.']);
  await expect(client.notes.edit({ confession, note, text: 'Again.' })).rejects.toMatchObject({
    code: 'NOTE_NOT_FOUND',
  });
  expect((await client.datasets.check()).ok).toBe(true);
});

test('before the submit a grader sees only own notes, and not how many others there are', async () => {
  const { client, confession } = await open();
  await client.settings.update({ grader: 'Ben' });
  const { notes } = await client.notes.add({ confession, text: 'It lied.' });
  await client.settings.update({ grader: 'Ada' });
  await client.notes.add({ confession, text: 'Long.' });
  expect(await client.notes.list({ confession })).toMatchObject({
    notes: [{ author: 'Ada' }],
    has_all: false,
  });
  await expect(
    client.notes.add({ confession, text: 'Did it?', reply_to: notes[0]?.note ?? '' }),
  ).rejects.toMatchObject({ code: 'NOTE_NOT_FOUND' });
  await gradeItem(client, 't1', 'a');
  expect(await client.notes.list({ confession })).toMatchObject({
    notes: [{ author: 'Ben' }, { author: 'Ada' }],
    has_all: true,
  });
});

test('notes are merged like labels', async () => {
  const { client, path, confession, close } = await open();
  await client.datasets.close();
  await close();
  const [ada, ben] = [startPerson('Ada'), startPerson('Ben')];
  const ours = await ada.withCopyOf(path, (open) => open.notes.add({ confession, text: 'One.' }));
  const theirs = await ben.withCopyOf(path, (open) => open.notes.add({ confession, text: 'Two.' }));
  await ada.merge(ours, theirs);
  await ada.merge(ours, theirs);
  await ada.withDataset(ours, async (open) => {
    await open.session.setView({ view: 'coordinator' });
    expect(await textsOf(open, confession)).toEqual(['Ada: One.', 'Ben: Two.']);
  });
});
