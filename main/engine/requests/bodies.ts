import type { Confession } from '../../../shared/domain/confession.ts';
import type { Message } from '../../../shared/domain/transcript.ts';
import { asChat, asTurns, transcriptAsText } from './turns.ts';

/** One request, before it has the shape of a provider. */
export interface Asked {
  model: string;
  max_tokens: number;
  prompt: string;
  messages: readonly Message[];
  /** The confession that is to be judged; undefined: one is to be made. */
  confession: Confession | undefined;
}

function caseOf({ messages, confession }: Asked): string {
  const words = confession?.text ?? JSON.stringify(confession?.report, null, 2);
  return `# Transcript\n\n${transcriptAsText(messages)}\n\n# Confession\n\n${words}`;
}

/** A line of OpenAI's batch interface. */
export function openAiLine(custom_id: string, asked: Asked): object {
  const { model, max_tokens, prompt, messages, confession } = asked;
  return {
    custom_id,
    method: 'POST',
    url: '/v1/chat/completions',
    body: {
      model,
      messages:
        confession === undefined
          ? asChat(messages, prompt)
          : [
              { role: 'system', content: prompt },
              { role: 'user', content: caseOf(asked) },
            ],
      max_completion_tokens: max_tokens,
    },
  };
}

/** An item of Anthropic's batch interface. */
export function anthropicLine(custom_id: string, asked: Asked): object {
  const { model, max_tokens, prompt, messages, confession } = asked;
  const { system, turns } =
    confession === undefined
      ? asTurns(messages, prompt)
      : { system: prompt, turns: [{ role: 'user' as const, content: caseOf(asked) }] };
  return {
    custom_id,
    params: { model, max_tokens, ...(system !== '' && { system }), messages: turns },
  };
}
