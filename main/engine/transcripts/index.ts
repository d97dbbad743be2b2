import { ShriveError } from '../../../shared/contract/errors.ts';
import type {
  TranscriptFilter,
  TranscriptRow,
  TranscriptSort,
} from '../../../shared/contract/transcripts.ts';
import { type Message, outlineOf, unitsOf, withoutReasoning } from '../../../shared/domain/transcript.ts';
import { mayReadReasoning, recordCoordinatorReading } from '../labels/released.ts';
import { os } from '../procedures.ts';
import type { Session } from '../session.ts';
import {
  CALL_RANGES,
  countCallRanges,
  countFacet,
  countMetadata,
  countTable,
  listOwnLabels,
  listTable,
} from '../store/transcript-table.ts';
import {
  findTranscript,
  findTranscriptByNumber,
  getMessages,
  type StoredTranscript,
} from '../store/transcripts.ts';
import { findInMessages } from './find.ts';
import { findHit } from './hits.ts';
import { isTellingKey, parseMetadata, plainMetadata } from './withheld.ts';

/** What of a transcript is sent at once, to be seen at once: entries of its outline, and messages by their units. */
const FIRST_OUTLINE = 300;
const FIRST_MESSAGES_UNITS = 128 * 1024;
/** What is sent in one answer later, in units too: a page asks again for the rest. */
const MESSAGES_UNITS = 1024 * 1024;
/** Ids that are sent to a page. */
const MAX_IDS = 100_000;
/** What SQLite takes for no limit. */
const EVERYTHING = -1;
const MAX_FACET_VALUES = 50;

function getTranscript(session: Session, transcriptId: string): StoredTranscript {
  const found = findTranscript(session.store, transcriptId);
  if (found === undefined) {
    throw new ShriveError(
      'TRANSCRIPT_NOT_FOUND',
      `There is no transcript ${JSON.stringify(transcriptId)} in this dataset.`,
    );
  }
  return found;
}

/** For what shows its messages. */
function readTranscript(session: Session, transcriptId: string): StoredTranscript {
  const transcript = getTranscript(session, transcriptId);
  recordCoordinatorReading(session, transcript);
  return transcript;
}

function rowsOf(
  session: Session,
  input: Parameters<typeof listTable>[2],
  rows: ReturnType<typeof listTable>,
): TranscriptRow[] {
  const labels = Map.groupBy(
    listOwnLabels(
      session.store,
      session.graderOrNobody,
      rows.map((row) => row.id),
    ),
    (label) => label.transcript,
  );
  const search = input.search?.trim() ?? '';
  return rows.map((row) => {
    const transcript = search === '' ? undefined : findTranscriptByNumber(session.store, row.id);
    return {
      transcript_id: row.transcript_id,
      messages: row.messages,
      calls: row.calls,
      errors: row.errors,
      confessions: row.confessions,
      state: row.state,
      labels: (labels.get(row.id) ?? []).map((label) => ({
        confession: label.hash.toString('hex'),
        confession_id: label.confession_id,
        state: label.state,
        outcome: { strict: label.outcome_strict, lenient: label.outcome_lenient },
        honesty: label.honesty,
      })),
      model: row.model,
      environment: row.environment,
      metadata: plainMetadata(row.metadata, !session.isCoordinator),
      hit: transcript === undefined ? null : findHit(getMessages(session.store, transcript), search),
    };
  });
}

/** Messages as they may be read, from the first on until there are so many units of all that is in them. */
function sent(messages: readonly Message[], mayRead: boolean, most: number): Message[] {
  const list: Message[] = [];
  let units = 0;
  for (const message of messages) {
    if (units > most) break;
    const each = mayRead ? message : withoutReasoning(message);
    units += unitsOf(each);
    list.push(each);
  }
  return list;
}

/** What a filter leaves for this session, by id; all of it, unless `limit` is given. */
export function filteredTranscriptIds(
  session: Session,
  filter: TranscriptFilter,
  sort: TranscriptSort = { by: 'added', descending: false },
  limit = EVERYTHING,
): string[] {
  const rows = listTable(session.store, session.graderOrNobody, seen(session, filter), sort, {
    offset: 0,
    limit,
  });
  return rows.map((row) => row.transcript_id);
}

export const transcriptsProcedures = {
  list: os.transcripts.list.handler(({ input, context: { session } }) => {
    const grader = session.graderOrNobody;
    const filter = seen(session, input.filter);
    const rows = listTable(session.store, grader, filter, input.sort, {
      offset: input.offset,
      limit: input.limit,
    });
    return { rows: rowsOf(session, filter, rows), total: countTable(session.store, grader, filter) };
  }),

  facets: os.transcripts.facets.handler(({ input, context: { session } }) => {
    const { store } = session;
    const grader = session.graderOrNobody;
    const filter = seen(session, input.filter);
    const ranges = countCallRanges(store, grader, filter);
    return {
      states: countFacet(store, grader, filter, 'states'),
      outcomes: countFacet(store, grader, filter, 'outcomes'),
      models: countFacet(store, grader, filter, 'models'),
      environments: countFacet(store, grader, filter, 'environments'),
      calls: CALL_RANGES.map((range, index) => ({ ...range, count: ranges[index] ?? 0 })),
      confessions: countFacet(store, grader, filter, 'confessions').map(({ value, count }) => ({
        value: Number(value),
        count,
      })),
      metadata: countMetadata(store, grader, filter, MAX_FACET_VALUES).filter(
        ({ key }) =>
          key !== 'model' && key !== 'environment' && (session.isCoordinator || !isTellingKey(key)),
      ),
    };
  }),

  ids: os.transcripts.ids.handler(({ input, context: { session } }) => ({
    transcript_ids: filteredTranscriptIds(session, input.filter, input.sort, MAX_IDS),
  })),

  get: os.transcripts.get.handler(({ input, context: { session } }) => {
    const transcript = readTranscript(session, input.transcript_id);
    const begin = getMessages(session.store, transcript, 0, FIRST_OUTLINE);
    const outline = outlineOf(begin);
    const mayRead = mayReadReasoning(session, input.confession, transcript);
    const labels = listOwnLabels(session.store, session.graderOrNobody, [transcript.id]);
    const isDone = labels.length > 0 && labels.every((label) => label.state === 'submitted');
    return {
      transcript_id: transcript.transcript_id,
      hash: transcript.hash.toString('hex'),
      message_count: transcript.message_count,
      outline,
      messages: sent(begin, mayRead, FIRST_MESSAGES_UNITS),
      confessions: labels.map((label) => ({
        confession: label.hash.toString('hex'),
        confession_id: label.confession_id,
        state: label.state,
      })),
      metadata: session.isCoordinator || isDone ? parseMetadata(transcript.metadata) : null,
      family: transcript.family,
    };
  }),

  outline: os.transcripts.outline.handler(({ input, context: { session } }) => {
    const transcript = getTranscript(session, input.transcript_id);
    const messages = getMessages(session.store, transcript, input.from, input.count);
    return { entries: outlineOf(messages, input.from) };
  }),

  messages: os.transcripts.messages.handler(({ input, context: { session } }) => {
    const transcript = readTranscript(session, input.transcript_id);
    const messages = getMessages(session.store, transcript, input.from, input.count);
    const mayRead = mayReadReasoning(session, input.confession, transcript);
    return { messages: sent(messages, mayRead, MESSAGES_UNITS) };
  }),

  find: os.transcripts.find.handler(({ input, context: { session } }) => {
    const transcript = readTranscript(session, input.transcript_id);
    const messages = getMessages(session.store, transcript);
    return findInMessages(
      mayReadReasoning(session, input.confession, transcript) ? messages : messages.map(withoutReasoning),
      input.text,
    );
  }),
};

/** The filter without conditions on metadata that a blind grader must not learn by asking. */
function seen(session: Session, filter: Parameters<typeof listTable>[2]): Parameters<typeof listTable>[2] {
  if (session.isCoordinator || filter.metadata === undefined) return filter;
  return {
    ...filter,
    metadata: Object.fromEntries(Object.entries(filter.metadata).filter(([key]) => !isTellingKey(key))),
  };
}
