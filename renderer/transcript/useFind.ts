import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../client.ts';

export interface Hit {
  message: number;
  part: string;
  start: number;
  end: number;
}

export interface Find {
  isOpen: boolean;
  text: string;
  setText(text: string): void;
  found: readonly Hit[];
  /** How many there are; more than `found` where there are very many. */
  total: number;
  isAsking: boolean;
  current: number;
  step(by: 1 | -1): void;
  open(): void;
  close(): void;
}

const NONE: readonly Hit[] = [];
/** Typing goes on that long before the engine is asked, milliseconds. */
const PAUSE = 120;

/** Finding in the transcript in hand. The engine seeks: the page does not hold all messages of a long one. */
export function useFind(
  transcriptId: string,
  confession: string,
  stage: number,
  onHit: (hit: Hit) => void,
): Find {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [current, setCurrent] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const isSought = isOpen && asked.trim() !== '';
  const query = useQuery({
    ...api.transcripts.find.queryOptions({
      input: { transcript_id: transcriptId, confession, text: asked.slice(0, 1000) },
    }),
    queryKey: ['find', transcriptId, confession, stage, asked],
    enabled: isSought,
    gcTime: 10_000,
  });
  const data = isSought ? query.data : undefined;
  const found = data?.found ?? NONE;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first hit of each new answer is shown, and of nothing else
  useEffect(() => {
    setCurrent(0);
    if (found[0] !== undefined) onHit(found[0]);
  }, [found]);
  return {
    isOpen,
    text,
    setText,
    found,
    total: data?.total ?? 0,
    isAsking: isSought && data === undefined,
    current,
    step: (by) => {
      if (found.length === 0) return;
      const next = (current + by + found.length) % found.length;
      setCurrent(next);
      const hit = found[next];
      if (hit !== undefined) onHit(hit);
    },
    open: () => setOpen(true),
    close: () => setOpen(false),
  };
}
