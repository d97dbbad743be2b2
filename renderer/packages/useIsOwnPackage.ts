import { useQuery } from '@tanstack/react-query';
import { api } from '../client.ts';
import { useSettings } from '../useSettings.ts';

/** Whether the dataset is a package for the person of these settings. */
export function useIsOwnPackage(): boolean {
  const person = useQuery(api.datasets.current.queryOptions()).data?.package_for;
  const grader = useSettings()?.grader;
  return person != null && person === grader;
}
