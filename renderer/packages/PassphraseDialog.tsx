import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { TextField } from '../kit/Field.tsx';
import { passphraseQuestions } from './ask-passphrase.ts';

/** Asks for the passphrase of a package. It is used once, and kept nowhere. */
export function PassphraseDialog() {
  const question = useSyncExternalStore(passphraseQuestions.subscribe, passphraseQuestions.get);
  const field = useRef<HTMLInputElement>(null);
  const [passphrase, setPassphrase] = useState('');
  useEffect(() => {
    if (question !== undefined) setPassphrase('');
  }, [question]);
  const answer = () => {
    if (passphrase !== '') question?.answer(passphrase);
  };
  return (
    <Dialog
      open={question !== undefined}
      onClose={() => question?.answer(undefined)}
      title="This package is encrypted"
      description={question?.name}
      size="small"
      initialFocus={field}
      acts={
        <>
          <Button kind="main" keys="Enter" onClick={answer}>
            Decrypt it
          </Button>
          <Button onClick={() => question?.answer(undefined)}>Leave it</Button>
        </>
      }
    >
      <TextField
        ref={field}
        type="password"
        label="Passphrase"
        hint="From whoever made the package. It is not kept."
        error={passphrase === '' ? question?.problem : undefined}
        value={passphrase}
        autoComplete="off"
        onChange={(event) => setPassphrase(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) answer();
        }}
      />
    </Dialog>
  );
}
