import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ComponentType, useEffect } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import { api } from '../../client.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { plural } from '../../kit/format.ts';
import { Tabs } from '../../kit/Tabs.tsx';
import { BringTogether } from './BringTogether.tsx';
import { GiveOut } from './GiveOut.tsx';
import { Graders } from './Graders.tsx';
import { mergeLine, packageLine, syncLine } from './lines.ts';
import { OwnWork } from './OwnWork.tsx';
import { Packages } from './Packages.tsx';
import { type Part, partCommands } from './part-commands.ts';
import { SharedFolder } from './SharedFolder.tsx';
import styles from './Team.module.css';
import { showPart, usePart } from './usePart.ts';

/** People who are never online together: work handed out, and what they said brought together. */
export function TeamPage() {
  const dataset = useQuery({ ...api.datasets.current.queryOptions(), staleTime: 0 }).data;
  const session = useQuery(api.session.get.queryOptions()).data;
  const navigate = useNavigate();
  if (dataset != null && session !== undefined)
    return <Team dataset={dataset} isCoordinator={session.view === 'coordinator'} />;
  return (
    <Page crumbs={[{ words: 'Team' }]}>
      {dataset === null && (
        <div className={styles.empty}>
          <EmptyState
            acts={
              <Button kind="main" onClick={() => void navigate({ to: '/' })}>
                Go to datasets
              </Button>
            }
          >
            No dataset is open. Open one, and work on it can be given out and brought together here.
          </EmptyState>
        </div>
      )}
    </Page>
  );
}

interface TeamPart {
  name: Part;
  title: string;
  Content: ComponentType<{ dataset: DatasetInfo }>;
}

const FOR_ALL: readonly TeamPart[] = [
  { name: 'bring', title: 'Bring together', Content: BringTogether },
  { name: 'folder', title: 'Shared folder', Content: SharedFolder },
];
const COORDINATOR_PARTS: readonly TeamPart[] = [
  { name: 'graders', title: 'Graders', Content: Graders },
  { name: 'give-out', title: 'Give out work', Content: GiveOut },
  { name: 'packages', title: 'Packages', Content: Packages },
  ...FOR_ALL,
];
const GRADER_PARTS: readonly TeamPart[] = [
  { name: 'graders', title: 'Your work', Content: OwnWork },
  ...FOR_ALL,
];

let lastDataset: string | undefined;

/** What was written or brought in is about the dataset that was open then. */
function useForgetting(path: string): void {
  useEffect(() => {
    if (lastDataset !== undefined && lastDataset !== path)
      for (const line of [packageLine, mergeLine, syncLine]) line.forget();
    lastDataset = path;
  }, [path]);
}

function Team({ dataset, isCoordinator }: { dataset: DatasetInfo; isCoordinator: boolean }) {
  const chosen = usePart();
  useForgetting(dataset.path);
  const part = isCoordinator || !(chosen === 'give-out' || chosen === 'packages') ? chosen : 'graders';
  const show = (next: Part, enabled = true) => ({ run: () => showPart(next), enabled });
  useCommands(
    'team',
    withActs(partCommands, {
      'team.graders': show('graders'),
      'team.give-out': show('give-out', isCoordinator),
      'team.packages': show('packages', isCoordinator),
      'team.bring': show('bring'),
      'team.folder': show('folder'),
    }),
  );
  const shownParts = isCoordinator ? COORDINATOR_PARTS : GRADER_PARTS;
  return (
    <Page
      crumbs={[{ words: dataset.name, to: '/' }, { words: 'Team' }]}
      facts={<span>{plural(dataset.labels.submitted, 'submitted label')}</span>}
    >
      <Tabs<Part>
        label="Team"
        className={styles.tabs}
        value={part}
        onChange={showPart}
        // Only the one that is shown: a pane that fades would still have its commands.
        tabs={shownParts.map(({ name, title, Content }) => ({
          name,
          title,
          content: name === part && <Content dataset={dataset} />,
        }))}
      />
    </Page>
  );
}
