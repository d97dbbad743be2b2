import { Link } from '@tanstack/react-router';
import { Notice } from './kit/Notice.tsx';
import styles from './PageFailure.module.css';

/** In the place of a page whose drawing failed: our mistake. */
export function PageFailure({ error }: { error: unknown }) {
  return (
    <div className={styles.failure}>
      <Notice kind="bad" title="This page could not be shown." acts={<Link to="/">Go to Datasets</Link>}>
        What said saved is saved. The mistake is Shrive's:{' '}
        {error instanceof Error ? error.message : String(error)}
      </Notice>
    </div>
  );
}

/** At an address that leads nowhere. */
export function NoSuchPage() {
  return (
    <div className={styles.failure}>
      <Notice kind="info" title="There is no page at this address.">
        <Link to="/">Go to Datasets</Link>
      </Notice>
    </div>
  );
}
