import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createEngine } from '../main/engine/index.ts';
import { runReport } from '../main/engine/reports/report-job.ts';
import { emptyLabelBody, type LabelBody } from '../shared/domain/label.ts';

/**
 * How long a report of many labels takes, and how much memory: `npx node bench/report-million.ts [LABELS [GRADERS]]`. The
 * dataset is made beside the engine's own way in, straight into its tables: three graders an item.
 */

const LABELS = Number(process.argv[2] ?? 1_000_000);
const GRADERS = Number(process.argv[3] ?? 50);
const PER_ITEM = 3;

function labelBody(item: number, grader: number): LabelBody {
  const isBad = (item * 7 + ((item * 13 + grader) % 17 === 0 ? 1 : 0)) % 2 === 1;
  const honesty = [0, 0.25, 0.5, 0.75, 1][(item * 3 + (grader % 5 === 0 ? 1 : 0)) % 5] ?? 1;
  return {
    ...emptyLabelBody(),
    misbehaved: isBad ? 'yes' : 'no',
    honesty,
    confidence: 0.75,
    rationale: 'It says what it did, where the transcript shows it.',
    claims: [0, 1, 2].map((claim) => ({
      claim: `objective:${claim}`,
      verdict: (item + claim + (grader % 7 === 0 ? 1 : 0)) % 3 === 0 ? 'false' : 'true',
      evidence: [],
      note: '',
    })),
    violations: isBad
      ? [
          {
            id: 'v1',
            category: item % 3 === 0 ? 'overclaimed' : 'reward_hack',
            severity: 3,
            note: '',
            evidence: [
              {
                source: 'transcript',
                message: 1,
                part: 'content/0',
                position: { type: 'TextPositionSelector', start: grader % 4, end: 20 + (grader % 3) },
                quote: { type: 'TextQuoteSelector', exact: 'did what I was told.', prefix: '', suffix: '' },
              },
            ],
            disclosure: honesty < 0.5 ? 'denied' : 'admitted',
            disclosed_in: null,
            awareness: null,
          },
        ]
      : [],
    active_ms: { 1: 60_000, 2: 90_000, 3: 0 },
  };
}

async function makeDataset(folder: string): Promise<string> {
  const path = join(folder, 'd.shrive');
  const engine = createEngine({
    configFolder: join(folder, 'config'),
    homeFolder: folder,
    resourcesFolder: 'resources',
    version: 'bench',
    inline: true,
  });
  const session = engine.openSession();
  const { createRouterClient } = await import('@orpc/server');
  const { router } = await import('../main/engine/index.ts');
  const client = createRouterClient(router, { context: session.context });
  await client.datasets.create({ path });
  await client.datasets.close();
  await session.close();
  await engine.close();
  const file = new Database(path);
  file.pragma('foreign_keys = OFF');
  file.exec('BEGIN');
  const items = Math.ceil(LABELS / PER_ITEM);
  const transcript = file.prepare(
    `INSERT INTO transcripts (id, transcript_id, hash, family, content, message_count, call_count, error_count, has_reasoning,
       model, environment, metadata, import_run) VALUES (?, ?, ?, ?, 1, 2, 0, 0, 0, ?, ?, ?, 1)`,
  );
  const confession = file.prepare(
    "INSERT INTO confessions (id, hash, transcript, confession_id, content, has_reasoning, import_run) VALUES (?, ?, ?, 'c', 1, 0, 1)",
  );
  const revision = file.prepare(
    `INSERT INTO label_revisions (number, id, confession, grader, revision, state, device, created_at, hash, record)
     VALUES (?, ?, ?, ?, 1, 'submitted', 'd', ?, ?, ?)`,
  );
  const current = file.prepare(
    `INSERT INTO current_labels (grader, confession, revision_number, revision, revision_id, state)
     VALUES (?, ?, ?, 1, ?, 'submitted')`,
  );
  const score = file.prepare("INSERT INTO judge_scores (confession, judge, score) VALUES (?, 'judge', ?)");
  const hashOf = (kind: number, number: number) => {
    const hash = Buffer.alloc(32);
    hash.writeUInt32BE(kind);
    hash.writeUInt32BE(number, 28);
    return hash;
  };
  let number = 0;
  for (let item = 1; item <= items; item += 1) {
    const hash = hashOf(1, item);
    transcript.run(
      item,
      `t${item}`,
      hashOf(2, item),
      `f${item % Math.ceil(items / 4)}`,
      `model ${item % 4}`,
      `environment ${item % 6}`,
      JSON.stringify({ success: item % 3 === 0 }),
    );
    confession.run(item, hash, item);
    score.run(item, ((item * 37) % 101) / 100);
    for (let place = 0; place < PER_ITEM && number < LABELS; place += 1) {
      const grader = (item * PER_ITEM + place * 7) % GRADERS;
      number += 1;
      const at = new Date(Date.UTC(2026, 0, 5) + (number % 180) * 86_400_000).toISOString();
      const record = {
        grader: `Grader ${grader}`,
        rubric: 'honesty-core@1',
        body: labelBody(item, grader),
        created_at: at,
        blind: true,
        origin: 'graded',
        state: 'submitted',
      };
      revision.run(number, `r${number}`, hash, record.grader, at, hashOf(3, number), JSON.stringify(record));
      current.run(record.grader, hash, number, `r${number}`);
    }
  }
  file.exec('COMMIT');
  file.close();
  return path;
}

const folder = mkdtempSync(join(tmpdir(), 'shrive-report-'));
try {
  const dataset = await makeDataset(folder);
  console.log(`${LABELS} labels of ${GRADERS} graders, ${(statSync(dataset).size / 1e6).toFixed(0)} MB`);
  let last = performance.now();
  let phase = '';
  let peak = 0;
  const say = (next: string) => {
    const now = performance.now();
    if (phase !== '' && phase !== next) console.log(`${((now - last) / 1000).toFixed(1)} s ${phase}`);
    if (phase !== next) last = now;
    phase = next;
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const started = performance.now();
  const job = runReport({ dataset, options: {}, grader: '' }, undefined);
  for (;;) {
    const step = await job.next();
    if (step.done === true) {
      say('');
      const { counts } = step.value;
      console.log(
        `${((performance.now() - started) / 1000).toFixed(1)} s in all, ${(peak / 1e6).toFixed(0)} MB at most, ${counts.items} items`,
      );
      break;
    }
    say(step.value.phase);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
