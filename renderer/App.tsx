import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, queryClient } from './client.ts';
import { CommandsProvider } from './commands/CommandsProvider.tsx';
import { initialDataset } from './initial-dataset.ts';
import { TooltipProvider } from './kit/Tooltip.tsx';
import { PassphraseDialog } from './packages/PassphraseDialog.tsx';
import { router } from './router.tsx';
import { PathPromptDialog } from './shells/PathPromptDialog.tsx';
import { applyReadingSize, applyTheme } from './styles/reading-size.ts';

/** The app, whichever shell it runs in. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <AppWithSettings />
    </QueryClientProvider>
  );
}

function AppWithSettings() {
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    void initialDataset.then(() => setReady(true));
  }, []);
  const settings = useQuery(api.settings.get.queryOptions()).data;
  useEffect(() => {
    if (settings === undefined) return;
    applyTheme(settings.theme);
    applyReadingSize(settings.text_size);
  }, [settings]);
  return (
    <CommandsProvider
      {...(settings === undefined ? {} : { overrides: settings.keys, singleKeys: settings.single_keys })}
    >
      <TooltipProvider>
        {isReady && <RouterProvider router={router} />}
        <PathPromptDialog />
        <PassphraseDialog />
      </TooltipProvider>
    </CommandsProvider>
  );
}
