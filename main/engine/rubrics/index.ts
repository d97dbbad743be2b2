import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Rubric, RubricBody } from '../../../shared/domain/rubric.ts';
import { now } from '../clock.ts';
import { canonicalJson } from '../hash.ts';
import { os } from '../procedures.ts';
import { inTransaction, type ReadableStore, type WritableStore } from '../store/handles.ts';
import { countLabelsByRubric } from '../store/rubric-counts.ts';
import {
  addRubric,
  findRubric,
  getRubric,
  getRubricId,
  listRubricIds,
  putInForce,
} from '../store/rubrics.ts';
import { readPresets } from './presets.ts';

/** What a person wrote, without the version that it became. */
function sourceOf({ id: _id, version: _version, ...body }: Rubric): string {
  return canonicalJson(body);
}

function getVersion(store: ReadableStore, id: string | undefined): Rubric {
  if (id === undefined) return getRubric(store);
  const rubric = findRubric(store, id);
  if (rubric !== undefined) return rubric;
  throw new ShriveError(
    'RUBRIC_NOT_FOUND',
    `This dataset has no rubric ${JSON.stringify(id)}. It has ${listRubricIds(store)
      .map((each) => each.id)
      .join(', ')}.`,
  );
}

function save(store: WritableStore, body: RubricBody, basedOn: string): Rubric {
  const current = getRubricId(store);
  if (current !== basedOn) {
    throw new ShriveError(
      'RUBRIC_CHANGED',
      `${current} was put in force while ${basedOn} was edited. Nothing was saved, and what you wrote is kept here. Look at ${current}, then save yours on top of it.`,
      { details: { rubric: current } },
    );
  }
  const source = canonicalJson(body);
  // What was asked before in these very words is the same rubric: its labels stay in one series.
  const same = [current, ...listRubricIds(store).map(({ id }) => id)].find(
    (id) => sourceOf(getVersion(store, id)) === source,
  );
  if (same === undefined) return addRubric(store, body, now());
  if (same !== current) putInForce(store, same);
  return getVersion(store, same);
}

export const rubricsProcedures = {
  get: os.rubrics.get.handler(({ input, context: { session } }) => getVersion(session.store, input.id)),

  list: os.rubrics.list.handler(async ({ context: { session } }) => {
    const { store } = session;
    const labels = await countLabelsByRubric(store);
    const current = getRubricId(store);
    return listRubricIds(store).map(({ id, created_at }) => {
      const { name, version, title } = getVersion(store, id);
      return {
        id,
        name,
        version,
        title,
        created_at,
        is_current: id === current,
        labels: labels.get(id) ?? 0,
      };
    });
  }),

  presets: os.rubrics.presets.handler(({ context: { session } }) =>
    readPresets(session.options.resourcesFolder),
  ),

  /** Open to everybody who may write the file: a dataset is a document of one's own. */
  save: os.rubrics.save.handler(({ input, context: { session } }) => {
    const store = session.writableStore;
    return inTransaction(store, () => save(store, input.rubric, input.based_on));
  }),
};
