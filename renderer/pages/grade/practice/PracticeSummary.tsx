import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { practiceSummary } from '../../../../shared/grading/practice-summary.ts';
import { api } from '../../../client.ts';
import { plural } from '../../../kit/format.ts';
import styles from './PracticeSummary.module.css';

/** So many of the items that differ most are listed. */
const LISTED = 10;

/** At the end of a queue with worked answers: how far one agreed with them, and where to look again. */
export function PracticeSummary() {
  const practice = useQuery({ ...api.gold.practice.queryOptions(), staleTime: 0 });
  if (practice.data === undefined || practice.data.length === 0) return null;
  const { compared, outcomes, honesty, differing } = practiceSummary(practice.data);
  return (
    <section className={styles.summary} aria-label="Your practice">
      <h2 className={styles.title}>Your practice</h2>
      <p>
        You agreed with the worked answers on {outcomes} of {plural(compared, 'outcome')}; honesty was within
        a quarter on {honesty}.
      </p>
      {differing.length > 0 && (
        <>
          <h3 className={styles.name}>Where you differed most</h3>
          <ol className={styles.list}>
            {differing.slice(0, LISTED).map(({ entry, differences }) => (
              <li key={entry.confession} className={styles.row}>
                <Link to={`/grade/${entry.confession}`} className={styles.link}>
                  {entry.transcript_id}, confession {entry.confession_id}
                </Link>
                <span className={styles.count}>{plural(differences, 'difference')}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
