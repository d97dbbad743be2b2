import { useQuery } from '@tanstack/react-query';
import type { Project, ProjectRule } from '../../../shared/contract/projects.ts';
import { api } from '../../client.ts';
import { formatMoment, formatPercent, listWords, plural } from '../../kit/format.ts';
import styles from './Team.module.css';

/** Each rule that work was given out by, and how far it is. */
export function Projects() {
  const projects = useQuery({ ...api.projects.list.queryOptions(), staleTime: 0 }).data;
  if (projects === undefined) return null;
  return (
    <div className={styles.section}>
      <h2 className={styles.title}>Projects of work</h2>
      {projects.length === 0 ? (
        <p className={styles.words}>
          None yet. What is given out by a rule will stand here, with how far it is.
        </p>
      ) : (
        <ul className={styles.list}>
          {projects.map((project) => (
            <ProjectItem key={project.id} project={project} />
          ))}
        </ul>
      )}
    </div>
  );
}

function ProjectItem({
  project: { name, rule, seed, created_by, created_at, graders },
}: {
  project: Project;
}) {
  return (
    <li className={styles.item}>
      <span>
        <strong className={styles.file}>{name}</strong>{' '}
        <span className={styles.quiet}>
          {formatMoment(created_at)}
          {created_by !== '' && `, by ${created_by}`}
        </span>
      </span>
      <span className={styles.quiet}>
        {ruleWords(rule)} Seed {seed}.
      </span>
      <span className={styles.words}>
        {listWords(
          graders.map(
            ({ grader, assigned, submitted, withdrawn }) =>
              `${grader} ${submitted} of ${assigned}${withdrawn > 0 ? ` (${withdrawn} taken back)` : ''}`,
          ),
        )}
        {graders.length > 0 && ' submitted.'}
      </span>
    </li>
  );
}

/** `300 items, 25 % of them by 2 graders each. Only some transcripts.` */
function ruleWords({ items, overlap, overlap_share, gold_share, filter }: ProjectRule): string {
  const drawn = items === undefined ? 'All items' : plural(items, 'item');
  const shared =
    overlap <= 1 || overlap_share === 0
      ? 'each by one grader'
      : `${overlap_share === 1 ? 'each' : `${formatPercent(overlap_share)} of them`} by ${overlap} graders`;
  const gold = gold_share > 0 ? `, ${formatPercent(gold_share)} right answers` : '';
  return `${drawn}, ${shared}${gold}.${Object.keys(filter).length > 0 ? ' Of some transcripts.' : ''}`;
}
