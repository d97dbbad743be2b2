import type { PathKind, Proposal } from './mapping.ts';

/** By what names and kinds the fields of unknown records are known. */

export interface Wanted {
  field: Proposal['field'];
  kinds: readonly PathKind[];
  /** The best names first; each is worth a little less than the one before. */
  names: readonly RegExp[];
  because: string;
}

export const PROMPT: Wanted = {
  field: 'prompt',
  kinds: ['text', 'messages', 'number'],
  names: [
    /^prompt$/i,
    /^(question|query|instruction)s?$/i,
    /^(input|task|request|user)$/i,
    /prompt|question|instruction|query/i,
  ],
  because: 'its name is that of a prompt',
};
export const ANSWER: Wanted = {
  field: 'answer',
  kinds: ['text', 'messages', 'number'],
  names: [
    /^(completion|response|answer)$/i,
    /^(output|reply|generation|assistant)$/i,
    /^(model|assistant|final)[_ -]?(answer|output|response|reply)$/i,
    /response|answer|output|completion|reply/i,
  ],
  because: 'its name is that of an answer',
};
export const CONFESSION: Wanted = {
  field: 'confession',
  kinds: ['text', 'report', 'list', 'object'],
  names: [/^confessions?$/i, /confess/i, /self[_ -]?report/i, /compliance[_ -]?report|disclosure/i],
  because: 'its name is that of a confession',
};
export const ID: Wanted = {
  field: 'id',
  kinds: ['text', 'number'],
  names: [
    /^(id|uuid|uid)$/i,
    /^(transcript|sample|conversation|record|run|example)[_ -]?id$/i,
    /[_ -]id$|Id$/,
    /^(key|index|name)$/i,
  ],
  because: 'its name is that of an id',
};
export const SYSTEM: Wanted = {
  field: 'system',
  kinds: ['text'],
  names: [/^system([_ -]?prompt)?$/i],
  because: 'its name is that of a system prompt',
};

/** Where a transcript comes from: what pages filter and group by. */
export const ORIGIN: readonly Wanted[] = [
  {
    field: 'model',
    kinds: ['text'],
    names: [/^model$/i, /^(model|engine)[_ -]?(name|id|slug)$/i],
    because: 'its name is that of a model',
  },
  {
    field: 'task',
    kinds: ['text', 'number'],
    names: [/^task[_ -]?id$/i, /^(task|problem|scenario|instance)[_ -]?(id|name)$/i],
    because: 'its name is that of a task',
  },
  {
    field: 'environment',
    kinds: ['text'],
    names: [/^env(ironment)?$/i, /^(benchmark|suite|env(ironment)?[_ -]?(id|name))$/i],
    because: 'its name is that of an environment',
  },
  {
    field: 'family',
    kinds: ['text', 'number'],
    names: [/^family$/i, /^(family|group)[_ -]?(id|name)$/i],
    because: 'its name is that of what belongs together',
  },
];
