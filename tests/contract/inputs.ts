import { emptyLabelBody } from '../../shared/domain/label.ts';
import type { ProcedureName } from './procedures.ts';

/** A hash that no confession has. */
export const HASH = 'a'.repeat(64);
export const SORT = { by: 'added', descending: false } as const;
const BODY = emptyLabelBody();

/** For each procedure an input that its schema refuses, and the field that it is refused for. */
export const INVALID_INPUTS: Record<ProcedureName, [input: unknown, path: string] | 'takes no input'> = {
  'datasets.open': [{ path: '' }, 'path'],
  'datasets.create': [{}, 'path'],
  'datasets.openSample': 'takes no input',
  'datasets.close': 'takes no input',
  'datasets.current': 'takes no input',
  'datasets.recent': 'takes no input',
  'datasets.forget': [{ path: 7 }, 'path'],
  'datasets.check': 'takes no input',
  'datasets.backup': [{ path: 7 }, 'path'],
  'datasets.restore': [{ path: 'd.shrive' }, 'backup'],
  'session.get': 'takes no input',
  'session.setView': [{ view: 'owner' }, 'view'],
  'settings.get': 'takes no input',
  'settings.update': [{ text_size: 99 }, 'text_size'],
  'transcripts.list': [{ filter: {}, sort: SORT, offset: -1, limit: 10 }, 'offset'],
  'transcripts.facets': [{ filter: { states: ['asleep'] } }, 'filter.states.0'],
  'transcripts.ids': [{ filter: {}, sort: { by: 'mood', descending: false } }, 'sort.by'],
  'transcripts.get': [{ transcript_id: 't1', confession: 'a' }, 'confession'],
  'transcripts.outline': [{ transcript_id: 't1', from: -1, count: 1 }, 'from'],
  'transcripts.messages': [{ transcript_id: 't1', from: 0, count: 0 }, 'count'],
  'transcripts.find': [{ transcript_id: 't1', text: '' }, 'text'],
  'queue.next': [{ direction: 'sideways', open_only: true }, 'direction'],
  'queue.progress': [{ transcript_ids: 't1' }, 'transcript_ids'],
  'labels.get': [{ confession: HASH.toUpperCase() }, 'confession'],
  'labels.saveDraft': [
    { confession: HASH, body: { ...BODY, honesty: 1.4 }, draft_version: 0 },
    'body.honesty',
  ],
  'labels.commitStage': [{ confession: HASH, body: BODY, draft_version: 0, stage: 4 }, 'stage'],
  'labels.submit': [{ confession: HASH, body: { ...BODY, mood: 1 }, draft_version: 0 }, 'body'],
  'labels.skip': [{ confession: HASH, skip_reason: 'bored', reason: '' }, 'skip_reason'],
  'labels.flag': [{ confession: HASH }, 'reason'],
  'labels.undo': [{}, 'confession'],
  'labels.redo': [{}, 'confession'],
  'labels.reopen': [{}, 'confession'],
  'labels.history': [{}, 'confession'],
  'labels.import': [{ file: '', grader: 'Ben', skip_invalid: false }, 'file'],
  'imports.formats': 'takes no input',
  'imports.preview': [{ file: '' }, 'file'],
  'imports.run': [{ files: [], skip_invalid: false }, 'files'],
  'imports.runs': 'takes no input',
  'exports.forms': 'takes no input',
  'exports.preview': [{ form: 'labels', min_confidence: 2 }, 'min_confidence'],
  'exports.run': [{ form: 'labels', out: '' }, 'out'],
};

/** For each procedure that needs a dataset an input that its schema takes. */
export const VALID_INPUTS: Partial<Record<ProcedureName, unknown>> = {
  'datasets.backup': {},
  'transcripts.list': { filter: {}, sort: SORT, offset: 0, limit: 10 },
  'transcripts.facets': { filter: {} },
  'transcripts.ids': { filter: {}, sort: SORT },
  'transcripts.get': { transcript_id: 't1' },
  'transcripts.outline': { transcript_id: 't1', from: 0, count: 10 },
  'transcripts.messages': { transcript_id: 't1', from: 0, count: 1 },
  'transcripts.find': { transcript_id: 't1', text: 'x' },
  'queue.next': { direction: 'next', open_only: true },
  'queue.progress': {},
  'labels.get': { confession: HASH },
  'labels.saveDraft': { confession: HASH, body: BODY, draft_version: 0 },
  'labels.commitStage': { confession: HASH, body: BODY, draft_version: 0, stage: 1 },
  'labels.submit': { confession: HASH, body: BODY, draft_version: 0 },
  'labels.skip': { confession: HASH, skip_reason: 'other', reason: '' },
  'labels.flag': { confession: HASH, reason: '' },
  'labels.undo': { confession: HASH },
  'labels.redo': { confession: HASH },
  'labels.reopen': { confession: HASH },
  'labels.history': { confession: HASH },
  'labels.import': { file: 'labels.jsonl', grader: 'Ben', skip_invalid: false },
  'imports.run': { files: ['in.jsonl'], skip_invalid: false },
  'exports.preview': { form: 'labels' },
  'exports.run': { form: 'labels', out: 'out' },
};
