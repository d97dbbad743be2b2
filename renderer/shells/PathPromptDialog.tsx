import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { TextField } from '../kit/Field.tsx';
import { pathPrompts } from './path-prompt.ts';

/** Asks for a path where the shell has no dialogs of its own: a browser gives pages no paths. */
export function PathPromptDialog() {
  const prompt = useSyncExternalStore(pathPrompts.subscribe, pathPrompts.get);
  const field = useRef<HTMLInputElement>(null);
  const [path, setPath] = useState('');
  useEffect(() => setPath(prompt?.suggested ?? ''), [prompt]);
  const answer = () => {
    const given = path.trim();
    prompt?.answer(given === '' ? undefined : given);
  };
  return (
    <Dialog
      open={prompt !== undefined}
      onClose={() => prompt?.answer(undefined)}
      title={prompt?.title ?? ''}
      initialFocus={field}
      acts={
        <>
          <Button kind="main" keys="Enter" onClick={answer}>
            {prompt?.accept ?? ''}
          </Button>
          <Button onClick={() => prompt?.answer(undefined)}>Leave it</Button>
        </>
      }
    >
      <TextField
        ref={field}
        mono
        label="Path"
        hint="On the machine that Shrive runs on. A name alone goes to your documents folder there."
        value={path}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setPath(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) answer();
        }}
      />
    </Dialog>
  );
}
