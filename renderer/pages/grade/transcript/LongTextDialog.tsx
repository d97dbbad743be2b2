import { lazy, Suspense } from 'react';
import { Dialog } from '../../../kit/Dialog.tsx';

const CodeViewer = lazy(async () => ({ default: (await import('../../../text/CodeViewer.tsx')).CodeViewer }));

/** A text too long for the page, read-only, in an editor that can search and fold it. */
export function LongTextDialog({
  long,
  onClose,
}: {
  long: { title: string; text: string } | undefined;
  onClose(): void;
}) {
  return (
    <Dialog open={long !== undefined} onClose={onClose} title={long?.title ?? ''} size="wide">
      {long !== undefined && (
        <Suspense>
          <CodeViewer text={long.text} />
        </Suspense>
      )}
    </Dialog>
  );
}
