import type { Session } from '../session.ts';
import { getRubric } from '../store/rubrics.ts';
import { findTranscript, getConfession, getMessages, listConfessions } from '../store/transcripts.ts';
import type { MapDesk } from './tools/read-mapped.ts';

/** What labels of other tools are read against: the transcripts of the open dataset, and its rubric's categories. */
export function mapDesk(session: Session): MapDesk {
  const { store } = session;
  let categories: string[] | undefined;
  return {
    get categories() {
      categories ??= getRubric(store).categories.map(({ id }) => id);
      return categories;
    },
    confessionsOf(id) {
      const transcript = findTranscript(store, id);
      if (transcript === undefined) return undefined;
      return listConfessions(store, transcript.id).map(({ confession_id }) => confession_id);
    },
    textsOf(id, confessionId) {
      const transcript = findTranscript(store, id);
      const confession =
        transcript &&
        listConfessions(store, transcript.id).find(({ confession_id }) => confession_id === confessionId);
      if (transcript === undefined || confession === undefined)
        throw new Error(`transcript ${id} went away while labels were read`);
      return { confession: getConfession(store, confession), messages: getMessages(store, transcript) };
    },
  };
}
