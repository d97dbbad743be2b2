import { readFileSync } from 'node:fs';
import { ShriveError } from '../../shared/contract/errors.ts';
import { fromHere } from './run-command.ts';

export interface PassphraseOptions {
  passphraseFile?: string;
}

/** What the option says of itself in every help. A passphrase on the command line would stay in the shell's history. */
export const PASSPHRASE_HELP =
  'its first line is the passphrase; - is standard input. Or set SHRIVE_PASSPHRASE';

/** The passphrase that was given by file, standard input or environment; undefined where none was. */
export function givenPassphrase({ passphraseFile }: PassphraseOptions): string | undefined {
  if (passphraseFile === undefined) return process.env.SHRIVE_PASSPHRASE || undefined;
  let text: string;
  try {
    text = readFileSync(passphraseFile === '-' ? 0 : fromHere(passphraseFile), 'utf8');
  } catch (error) {
    throw new ShriveError('FILE_NOT_READABLE', `The passphrase cannot be read from ${passphraseFile}.`, {
      where: { file: passphraseFile },
      cause: error,
    });
  }
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line !== '') return line;
  throw new ShriveError(
    'INPUT_INVALID',
    `The first line of ${passphraseFile} is empty: that is no passphrase.`,
  );
}
