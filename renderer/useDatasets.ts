import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { DatasetInfo } from '../shared/contract/datasets.ts';
import { client } from './client.ts';
import { isPackageName, unlockPackage } from './packages/unlock.ts';
import { shell } from './shell.ts';

/** Opening and making datasets, with what went wrong in words. Each gives undefined where it failed. */
export function useDatasets() {
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const change = useCallback(
    async (act: () => Promise<DatasetInfo>): Promise<DatasetInfo | undefined> => {
      setProblem(undefined);
      setBusy(true);
      try {
        const dataset = await act();
        // Another dataset may hold the same confessions with other labels: nothing of the old one may be shown.
        await queries.resetQueries();
        return dataset;
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
        await queries.invalidateQueries();
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [queries],
  );

  return {
    problem,
    /** Opening takes time where a dataset is migrated or the sample is made. */
    isBusy,
    /**
     * Asks for the passphrase of an encrypted package, and opens what it holds. Gives undefined too where another
     * window has it: that one comes to the front.
     */
    open: useCallback(
      async (given: string) => {
        const path = isPackageName(given) ? await unlockPackage(given) : { path: given };
        if (path === undefined) return undefined;
        if ('problem' in path) {
          setProblem(path.problem);
          return undefined;
        }
        if (await shell.focusWindowOf(path.path)) return undefined;
        return change(() => client.datasets.open(path));
      },
      [change],
    ),
    create: useCallback((path: string) => change(() => client.datasets.create({ path })), [change]),
    openPractice: useCallback(() => change(() => client.datasets.openPractice({})), [change]),
    openSample: useCallback(() => change(() => client.datasets.openSample()), [change]),
  };
}
