import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { filterOfParams, isFiltered } from '../../../shared/filter/filter-text.ts';
import { type ExportDraft, FIRST_DRAFT } from './export-form.ts';
import { exportRun } from './export-run.ts';

/** The form as it was left, while the window is open, and the dataset that it is about. */
let kept: { dataset: string; draft: ExportDraft; folder: string | null } = {
  dataset: '',
  draft: FIRST_DRAFT,
  folder: null,
};

/**
 * What stands in the form. A filter in the address, as the table hands it over, is taken into it; after that the form
 * alone has it. Who opens another dataset keeps how, but not whose and which.
 */
export function useExportDraft(dataset: string) {
  const params = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const [state, setState] = useState(() => {
    if (kept.dataset !== dataset)
      kept = { dataset, draft: { ...kept.draft, filter: {}, graders: null }, folder: null };
    return kept;
  });
  useEffect(() => {
    if (Object.keys(params).length === 0) return;
    const { filter } = filterOfParams(params);
    if (isFiltered(filter)) {
      exportRun.forget();
      kept = { ...kept, draft: { ...kept.draft, filter } };
      setState(kept);
    }
    void navigate({ to: '/export', search: {} as never, replace: true });
  }, [params, navigate]);
  const change = (next: Partial<typeof kept>) => {
    exportRun.forget();
    kept = { ...kept, ...next };
    setState(kept);
  };
  return {
    draft: state.draft,
    folder: state.folder,
    setDraft: (next: Partial<ExportDraft>) => change({ draft: { ...kept.draft, ...next } }),
    setFolder: (folder: string | null) => change({ folder }),
  };
}
