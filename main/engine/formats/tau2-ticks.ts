import { isObject, type JsonObject } from './json.ts';

/** Ticks of a spoken run of tau2-bench (data_model/message.py): who said, called and got what within a moment. */

interface Piece {
  role: 'assistant' | 'user';
  chunk: unknown;
  calls: unknown;
  results: unknown;
}

function piecesOf(tick: JsonObject): Piece[] {
  return [
    {
      role: 'assistant',
      chunk: tick.agent_chunk,
      calls: tick.agent_tool_calls,
      results: tick.agent_tool_results,
    },
    { role: 'user', chunk: tick.user_chunk, calls: tick.user_tool_calls, results: tick.user_tool_results },
  ];
}

/** The ticks as pieces of messages; those in which nobody says or does anything give none. */
export function messagesOfTicks(ticks: readonly unknown[]): unknown[] {
  return ticks.filter(isObject).flatMap((tick, index) =>
    piecesOf(tick).flatMap(({ role, chunk, calls, results }) => {
      const said = isObject(chunk) ? chunk : {};
      const made = Array.isArray(calls) ? (calls as unknown[]) : [];
      const got = Array.isArray(results) ? (results as unknown[]) : [];
      // What is heard is kept as text; the sound itself is in files of its own.
      const isSilent = typeof said.content !== 'string' || said.content === '';
      if (isSilent && made.length === 0) return got;
      const message = {
        ...said,
        role,
        tool_calls: made.length === 0 ? null : made,
        chunk_id: index,
        // Both may speak at once: an utterance ends where the other begins, or a tool is used.
        is_final_chunk: made.length > 0,
      };
      return [message, ...got];
    }),
  );
}
