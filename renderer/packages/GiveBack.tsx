import { useMutation } from '@tanstack/react-query';
import { client } from '../client.ts';
import { Button } from '../kit/Button.tsx';
import { Notice } from '../kit/Notice.tsx';
import { ShowFile } from '../pages/import/ShowFile.tsx';

/** How a package goes back to whoever made it: a copy that is whole while this window goes on, or a sync. */
export function GiveBack() {
  const copy = useMutation({ mutationFn: () => client.datasets.backup({}) });
  return (
    <>
      <p>
        Write the file to send, and send it to whoever gave you the package; it is brought in there. Or sync
        with the folder that you share (Team, Shared folder).
      </p>
      <div>
        <Button disabled={copy.isPending} onClick={() => copy.mutate()}>
          Write the file to send
        </Button>
      </div>
      {copy.data !== undefined && (
        <Notice kind="info" announce title="Send this file:">
          <ShowFile path={copy.data.path} />
        </Notice>
      )}
      {copy.error !== null && (
        <Notice kind="bad" title="It was not written.">
          {copy.error.message}
        </Notice>
      )}
    </>
  );
}
