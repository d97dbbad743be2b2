/** A passphrase that the person is asked for. `PassphraseDialog` shows and answers it. */
export interface PassphraseQuestion {
  /** The file that it opens. */
  name: string;
  /** What was wrong with the one that was given before. */
  problem: string | undefined;
  answer: (passphrase: string | undefined) => void;
}

let current: PassphraseQuestion | undefined;
const listeners = new Set<() => void>();

function change(question: PassphraseQuestion | undefined): void {
  current = question;
  for (const listener of listeners) listener();
}

/** Undefined where the person thought better of it. */
export function askPassphrase(name: string, problem?: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    change({
      name,
      problem,
      answer: (passphrase) => {
        change(undefined);
        resolve(passphrase);
      },
    });
  });
}

export const passphraseQuestions = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): PassphraseQuestion | undefined => current,
};
