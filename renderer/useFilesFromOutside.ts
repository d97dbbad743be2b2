import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { isPackageName, unlockPackage } from './packages/unlock.ts';
import { desk } from './pages/import/desk.ts';
import { shell } from './shell.ts';

/** Whether a file is a dataset by its name; every other is taken for transcripts. */
function isDatasetName(name: string): boolean {
  return /\.shrive$/i.test(name);
}

/** Opens what an encrypted package holds in a window of its own. Gives what went wrong. */
async function openPackage(path: string): Promise<string | undefined> {
  const opened = await unlockPackage(path);
  if (opened === undefined) return undefined;
  if ('problem' in opened) return opened.problem;
  shell.openDatasetWindow(opened.path);
  return undefined;
}

/** Whether a file is opened, and not imported. */
export function opensAsDataset(name: string): boolean {
  return isDatasetName(name) || isPackageName(name);
}

/**
 * Files dropped anywhere on the window, where no page took them. A dataset opens in a window of its own, transcripts go
 * to the import page. Also gives that way for files that the system hands over. Says what went wrong.
 */
export function useFilesFromOutside(): { problem: string | undefined; take: (paths: string[]) => void } {
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();

  const take = useCallback(
    (paths: string[]) => {
      setProblem(undefined);
      const [first] = paths;
      if (first !== undefined && isPackageName(first)) {
        void openPackage(first).then(setProblem);
        return;
      }
      desk.add(paths);
      void navigate({ to: '/import' });
    },
    [navigate],
  );

  useEffect(() => {
    // Without this, a file dropped beside a place that takes files would replace the app.
    const keep = (event: DragEvent) => event.preventDefault();
    const drop = async (event: DragEvent) => {
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      for (const file of files.filter(({ name }) => opensAsDataset(name))) {
        const path = shell.pathOfDroppedDataset(file);
        if (path !== undefined && isPackageName(path)) setProblem(await openPackage(path));
        else if (path !== undefined) shell.openDatasetWindow(path);
        else setProblem(`A browser does not tell where ${file.name} lies. Choose Open and give its path.`);
      }
      if (isTaken || event.dataTransfer === null) return;
      try {
        const dropped = await shell.droppedFiles(event.dataTransfer);
        const transcripts = dropped.filter(({ name }) => !opensAsDataset(name));
        if (transcripts.length === 0) return;
        take(await Promise.all(transcripts.map((file) => shell.pathOfDroppedFile(file))));
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
      }
    };
    const onDrop = (event: DragEvent) => void drop(event);
    window.addEventListener('dragover', keep);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', keep);
      window.removeEventListener('drop', onDrop);
    };
  }, [take]);

  return { problem, take };
}
