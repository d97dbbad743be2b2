import { useNavigate } from '@tanstack/react-router';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';

/** Why there is no item here, and the way to the next one. */
export function NoItem({ problem }: { problem: string }) {
  const navigate = useNavigate();
  return (
    <Page crumbs={[{ words: 'Grade' }]}>
      <EmptyState acts={<Button onClick={() => void navigate({ to: '/grade' })}>Next open item</Button>}>
        {problem}
      </EmptyState>
    </Page>
  );
}
