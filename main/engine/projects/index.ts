import { randomInt } from 'node:crypto';
import { type Plan, type PlannedItem, planWork } from '../../../shared/assigning/plan.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { type ProjectPlan, ProjectRule } from '../../../shared/contract/projects.ts';
import { newId, now } from '../clock.ts';
import { os } from '../procedures.ts';
import type { Session } from '../session.ts';
import { addAssignment } from '../store/assignments.ts';
import { inTransaction, type ReadableStore } from '../store/handles.ts';
import { plantedNumbers } from '../store/planted.ts';
import {
  addProject,
  listOpenAssignments,
  listPool,
  listProjectProgress,
  listProjects,
  meanActiveTime,
  type OpenAssignment,
  type PoolItem,
  withdrawAssignment,
} from '../store/projects.ts';
import { filteredTranscriptIds } from '../transcripts/index.ts';

/** Short enough to be said and typed. */
const SEEDS = 100_000;
const MS_PER_HOUR = 3_600_000;

function stratumOf({ model, environment }: PoolItem, balance: ProjectRule['balance']): string {
  return [
    balance === 'model' || balance === 'model_and_environment' ? model : null,
    balance === 'environment' || balance === 'model_and_environment' ? environment : null,
  ]
    .map((part) => part ?? '')
    .join('\u0000');
}

/** SQLite gives an empty text for the digits of nothing. */
const twinOf = ({ twin, is_planted }: PoolItem) => ({
  is_planted: is_planted === 1,
  ...(twin !== null && twin !== '' && { twin }),
});

const plannedOf = (item: PoolItem): PlannedItem => ({
  hash: item.hash,
  transcript: item.transcript,
  stratum: '',
  is_gold: item.is_gold === 1,
  given_to: JSON.parse(item.given_to) as string[],
  ...twinOf(item),
});

/** Everything that has a twin, whoever has it, also outside of what is dealt. */
function itemsWithTwins(store: ReadableStore): PlannedItem[] {
  if (plantedNumbers(store).size === 0) return [];
  return listPool(store, undefined)
    .map(plannedOf)
    .filter(({ twin }) => twin !== undefined);
}

function poolFor(session: Session, { filter, balance }: ProjectRule): PlannedItem[] {
  const isAll = Object.keys(filter).length === 0;
  const ids = isAll ? undefined : filteredTranscriptIds(session, filter);
  return listPool(session.store, ids).map((item) => ({
    ...plannedOf(item),
    stratum: stratumOf(item, balance),
  }));
}

function planFor(session: Session, rule: ProjectRule, seed: number): Plan {
  const plan = planWork(
    poolFor(session, rule),
    rule.graders,
    { ...rule, seed },
    itemsWithTwins(session.store),
  );
  if (plan.pool > 0) return plan;
  throw new ShriveError(
    'NOTHING_TO_EXPORT',
    'No confession is left by these conditions, so there is nothing to give out. Widen them, or import more.',
  );
}

function describe(
  store: ReadableStore,
  { loads, pairs, pool, drawn, overlapped }: Plan,
  seed: number,
): ProjectPlan {
  const pace = meanActiveTime(store);
  return {
    seed,
    pool,
    drawn,
    overlapped,
    pairs,
    loads: loads.map((load) => ({
      ...load,
      hours: pace === undefined ? null : (load.items * pace) / MS_PER_HOUR,
    })),
  };
}

interface Reassignment {
  from: string;
  to: string[];
  project?: string | undefined;
  seed?: number | undefined;
}

/** What a grader has not submitted, and who would get it; no plan where it goes to nobody. */
function planReassignment(
  { store }: Session,
  { from, to, project, seed = randomInt(1, SEEDS) }: Reassignment,
): { open: OpenAssignment[]; plan: Plan | undefined; seed: number } {
  const open = listOpenAssignments(store, from, project);
  const others = [...new Set(to)].filter((name) => name !== from);
  if (others.length === 0) return { open, plan: undefined, seed };
  const hashes = new Set(open.map(({ hash }) => hash));
  // Who has an item already does not count here: one grader takes the place of another.
  const pool = listPool(store, undefined)
    .filter(({ hash }) => hashes.has(hash))
    .map(
      (item): PlannedItem => ({
        ...plannedOf(item),
        stratum: stratumOf(item, 'model_and_environment'),
        is_gold: false,
        // A planted one goes on as it came; only that nobody has its twin still holds.
        is_planted: false,
        given_to: (JSON.parse(item.given_to) as string[]).filter((name) => others.includes(name)),
      }),
    );
  const rule = { overlap: 1, overlap_share: 0, gold_share: 0, seed, replaces: true };
  return { open, plan: planWork(pool, others, rule, itemsWithTwins(store)), seed };
}

function loadsOf(plan: Plan | undefined): { grader: string; items: number }[] {
  return (plan?.loads ?? []).map(({ grader, items }) => ({ grader, items }));
}

export const projectsProcedures = {
  preview: os.projects.preview.handler(({ input, context: { session } }) => {
    session.requireCoordinator('Work for others');
    const seed = input.seed ?? randomInt(1, SEEDS);
    return describe(session.store, planFor(session, input, seed), seed);
  }),

  create: os.projects.create.handler(({ input, context: { session } }) => {
    session.requireCoordinator('Work for others');
    const store = session.writableStore;
    const { name, ...rule } = input;
    const seed = input.seed ?? randomInt(1, SEEDS);
    return inTransaction(store, () => {
      const plan = planFor(session, rule, seed);
      const [id, at, by] = [newId(), now(), session.graderOrNobody];
      addProject(store, { id, name, seed, plan: JSON.stringify(rule), created_by: by, created_at: at });
      let added = 0;
      for (const { grader, hash, reason, probability, position } of plan.assignments) {
        const confession = Buffer.from(hash, 'hex');
        const from = { id: newId(), grader, confession, reason, probability, position };
        const result = addAssignment(store, { ...from, project: id, assigned_by: by, created_at: at });
        if (result === 'added') added += 1;
      }
      return { ...describe(store, plan, seed), id, added };
    });
  }),

  list: os.projects.list.handler(({ context: { session } }) => {
    session.requireCoordinator('Work for others');
    const progress = listProjectProgress(session.store);
    return listProjects(session.store).map(({ id, name, seed, plan, created_by, created_at }) => ({
      id,
      name,
      seed,
      rule: ProjectRule.parse(JSON.parse(plan)),
      created_by,
      created_at,
      graders: progress
        .filter(({ project }) => project === id)
        .map(({ grader, assigned, submitted, withdrawn }) => ({ grader, assigned, submitted, withdrawn })),
    }));
  }),

  reassign: os.projects.reassign.handler(({ input, context: { session } }) => {
    session.requireCoordinator('Work for others');
    const store = session.writableStore;
    return inTransaction(store, () => {
      const { open, plan, seed } = planReassignment(session, input);
      const reasons = new Map(open.map((each) => [each.hash, each]));
      const at = now();
      for (const { hash } of open) withdrawAssignment(store, input.from, Buffer.from(hash, 'hex'), at);
      let given = 0;
      for (const { grader, hash, position } of plan?.assignments ?? []) {
        const before = reasons.get(hash);
        const result = addAssignment(store, {
          id: newId(),
          grader,
          confession: Buffer.from(hash, 'hex'),
          reason: (before?.reason ?? 'picked') as Parameters<typeof addAssignment>[1]['reason'],
          probability: before?.probability ?? null,
          assigned_by: session.graderOrNobody,
          created_at: at,
          project: before?.project ?? null,
          position,
        });
        if (result === 'added') given += 1;
      }
      return { withdrawn: open.length, given, seed, loads: loadsOf(plan) };
    });
  }),

  previewReassign: os.projects.previewReassign.handler(({ input, context: { session } }) => {
    session.requireCoordinator('Work for others');
    const { open, plan, seed } = planReassignment(session, input);
    return {
      withdrawn: open.length,
      given: plan?.assignments.length ?? 0,
      seed,
      loads: loadsOf(plan),
    };
  }),
};
