import type { MergedCopy } from '../../../shared/contract/merging.ts';
import { plural } from '../../kit/format.ts';
import { cameInWords, keyWords, saidByWords } from './merge-words.ts';
import styles from './Team.module.css';

/** How many labels that went apart are listed. */
const SHOWN = 5;

/** Who said what in a copy, how it is signed, and where two histories met. */
export function CopyReport({ copy }: { copy: MergedCopy }) {
  const said = saidByWords(copy);
  const { diverged, labels, unsigned, about_unknown, package_for } = copy;
  return (
    <ul className={styles.facts}>
      {package_for !== null && <li>The package of {package_for}.</li>}
      <li>
        {cameInWords(copy)} {said !== undefined && `${said}.`}
      </li>
      {copy.signed.map((signed) => (
        <li key={signed.fingerprint} className={signed.key === 'another' ? styles.warned : undefined}>
          {keyWords(signed)}
        </li>
      ))}
      {unsigned > 0 && <li className={styles.warned}>{plural(unsigned, 'revision')} that nobody signed.</li>}
      {labels.conflicts > 0 && (
        <li>
          {plural(labels.conflicts, 'label')} went on in both copies. Both histories are kept, the newer is
          current:{' '}
          {diverged
            .slice(0, SHOWN)
            .map(
              ({ grader, transcript_id, confession_id }) =>
                `${grader} on ${transcript_id ?? 'a transcript that is not here'}${confession_id === null ? '' : ` ${confession_id}`}`,
            )
            .join('; ')}
          {labels.conflicts > SHOWN && ` and ${labels.conflicts - SHOWN} more`}.
        </li>
      )}
      {about_unknown > 0 && (
        <li>
          {plural(about_unknown, 'label')} about confessions that are not here. They are kept until those
          come.
        </li>
      )}
    </ul>
  );
}
