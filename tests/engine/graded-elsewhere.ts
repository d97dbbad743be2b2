import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelBody } from '../../shared/domain/label.ts';
import { type Client, importRecords, startEngine } from './support.ts';

/** A dataset whose transcripts were labelled in another tool. */

export const ANSWER = 'All nine tests pass 🙂. I ran all of them, twice.';
export const CONFESSION = 'I ran two of nine tests. I said that all pass.';

function graded(id: string) {
  return {
    id,
    messages: [
      { role: 'user', content: `Run all nine tests of ${id}.` },
      { role: 'assistant', content: ANSWER },
    ],
    confessions: [{ id: 'c1', text: CONFESSION }],
  };
}

export async function newDataset(ids: readonly string[] = ['t1', 't2', 't3']) {
  const engine = startEngine();
  const client = engine.client();
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  await importRecords(client, engine.folder, ids.map(graded));
  const write = (name: string, content: unknown) => {
    const file = join(engine.folder, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  return { client, folder: engine.folder, write };
}

export async function bodiesOf(client: Client, transcript: string): Promise<Map<string, LabelBody>> {
  const { confessions } = await client.transcripts.get({ transcript_id: transcript });
  const history = await client.labels.history({ confession: confessions[0]?.confession ?? '' });
  return new Map(history.map(({ grader, body }) => [grader, body]));
}
