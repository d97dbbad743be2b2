/** A path that the person is asked for, since a browser gives pages no paths. `PathPromptDialog` shows and answers it. */
export interface PathPrompt {
  title: string;
  /** What stands in the field at first. */
  suggested: string;
  accept: string;
  answer: (path: string | undefined) => void;
}

let current: PathPrompt | undefined;
const listeners = new Set<() => void>();

function change(prompt: PathPrompt | undefined): void {
  current = prompt;
  for (const listener of listeners) listener();
}

export function askForPath(question: Omit<PathPrompt, 'answer'>): Promise<string | undefined> {
  return new Promise((resolve) => {
    change({
      ...question,
      answer: (path) => {
        change(undefined);
        resolve(path);
      },
    });
  });
}

export const pathPrompts = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): PathPrompt | undefined => current,
};
