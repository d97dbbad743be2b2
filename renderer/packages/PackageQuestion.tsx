import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../client.ts';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { useChangeSettings, useSettings } from '../useSettings.ts';

/** Who answered for which package, in this window: nobody is asked twice. */
const answered = new Set<string>();

/** A package is for one person. Where the settings have another name, the app asks once who sits here. */
export function PackageQuestion() {
  const dataset = useQuery(api.datasets.current.queryOptions()).data;
  const settings = useSettings();
  const change = useChangeSettings();
  const [, setAnswers] = useState(0);
  const person = dataset?.package_for;
  const grader = settings?.grader;
  const key = `${grader} ${dataset?.path}`;
  const isAsked = person != null && grader !== undefined && person !== grader && !answered.has(key);
  const stay = () => {
    answered.add(key);
    setAnswers((count) => count + 1);
  };
  return (
    <Dialog
      open={isAsked}
      onClose={stay}
      size="small"
      title={`This package is for ${person}`}
      description={
        grader === ''
          ? 'No name is set on this machine.'
          : `On this machine labels are made as ${grader}, and nothing is assigned to ${grader} here.`
      }
      acts={
        <>
          <Button
            kind="main"
            onClick={() => {
              if (person != null) change.mutate({ grader: person });
            }}
          >
            I am {person}
          </Button>
          <Button onClick={stay}>{grader === '' ? 'Go on without a name' : `Go on as ${grader}`}</Button>
        </>
      }
    >
      <p>
        Are you {person}? Your labels then carry that name, as in your settings, where it can be changed
        again.
      </p>
    </Dialog>
  );
}
