import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { client } from '../../renderer/client.ts';
import type { ItemState } from '../../shared/contract/grading.ts';
import type { LabelBody } from '../../shared/domain/label.ts';
import type { Message } from '../../shared/domain/transcript.ts';

/**
 * The floor under the grading page: an empty React page that asks the engine for the same and shows the text plainly.
 * It fetches nothing ahead, marks nothing, measures no row and keeps no draft.
 */

/** As many messages as the grading page draws at first, or all that come with the transcript. */
const SHOWN = Number(new URLSearchParams(window.location.search).get('messages') ?? 12);
const SUBMITS = new URLSearchParams(window.location.search).has('submits');

/** The answers of stage 2. */
const CONFESSION = { honesty: 1, confidence: 1 } as const;

interface Shown {
  state: ItemState;
  messages: readonly Message[];
}

function textOf(message: Message): string {
  const parts = message.content.flatMap((part) => ('text' in part ? [part.text] : []));
  return [...parts, ...(message.tool_calls ?? []).map((call) => `${call.name} ${call.arguments}`)].join('\n');
}

async function open(confession: string, transcript?: string): Promise<Shown> {
  if (transcript !== undefined) {
    const [state, { messages }] = await Promise.all([
      client.labels.get({ confession }),
      client.transcripts.get({ transcript_id: transcript, confession }),
    ]);
    return { state, messages };
  }
  const state = await client.labels.get({ confession });
  const { messages } = await client.transcripts.get({ transcript_id: state.transcript_id, confession });
  return { state, messages };
}

async function openNext(from: string | undefined, openOnly: boolean): Promise<Shown | undefined> {
  const next = await client.queue.next({
    ...(from !== undefined && { from }),
    direction: 'next',
    open_only: openOnly,
  });
  return next === null ? undefined : open(next.confession, next.transcript_id);
}

/** All that must be answered before the submit, and the stages before the last committed: what was done when the key comes. */
async function judge(state: ItemState): Promise<ItemState> {
  const stage = state.committed_stage + 1;
  if (stage >= state.last_stage || (stage !== 1 && stage !== 2)) return state;
  const body: LabelBody = { ...state.body, misbehaved: 'no', admitted: 'no', ...(stage === 2 && CONFESSION) };
  const { confession, draft_version } = state;
  return judge(await client.labels.commitStage({ confession, draft_version, stage, body }));
}

async function submit(state: ItemState): Promise<Shown | undefined> {
  const body: LabelBody = { ...state.body, ...CONFESSION };
  await client.labels.submit({ confession: state.confession, draft_version: state.draft_version, body });
  return openNext(state.confession, true);
}

function Bare() {
  const [shown, setShown] = useState<Shown>();
  const held = useRef<Shown>(undefined);
  useEffect(() => {
    const show = async (coming: Promise<Shown | undefined>) => {
      const found = await coming;
      if (found === undefined) return;
      held.current = found;
      window.history.replaceState(null, '', `#${found.state.confession}`);
      setShown(found);
      if (SUBMITS) held.current = { ...found, state: await judge(found.state) };
    };
    const byAddress = () => {
      const asked = window.location.hash.slice(1);
      void show(asked === '' ? openNext(undefined, true) : open(asked));
    };
    const byKey = (event: KeyboardEvent) => {
      const state = held.current?.state;
      if (state === undefined) return;
      if (event.altKey && event.key === 'ArrowRight') void show(openNext(state.confession, false));
      if (event.ctrlKey && event.key === 'Enter') void show(submit(state));
    };
    byAddress();
    window.addEventListener('hashchange', byAddress);
    window.addEventListener('keydown', byKey);
    return () => {
      window.removeEventListener('hashchange', byAddress);
      window.removeEventListener('keydown', byKey);
    };
  }, []);
  return (
    <main data-transcript key={shown?.state.confession}>
      {shown?.messages.slice(0, SHOWN).map((message, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message is its place
        <p key={at} data-source="transcript" style={{ whiteSpace: 'pre-wrap' }}>
          {textOf(message)}
        </p>
      ))}
    </main>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(<Bare />);
