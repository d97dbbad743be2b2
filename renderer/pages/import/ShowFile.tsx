import { Button } from '../../kit/Button.tsx';
import { shell } from '../../shell.ts';
import styles from './ShowFile.module.css';

/** A path, and where the shell can, the way to it. */
export function ShowFile({ path }: { path: string }) {
  return (
    <span>
      <code className={styles.path}>{path}</code>
      {shell.canShowInFolder && (
        <>
          {' '}
          <Button kind="link" onClick={() => shell.showInFolder(path)}>
            Show in folder
          </Button>
        </>
      )}
    </span>
  );
}
