import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { TextField } from '../kit/Field.tsx';
import { pathPrompts } from './path-prompt.ts';

/** Asks for a path where the surface has no native dialog. */
export function PathPromptDialog() {
  const prompt = useSyncExternalStore(pathPrompts.subscribe, pathPrompts.get);
  const [path, setPath] = useState('');
  useEffect(() => setPath(prompt?.suggested ?? ''), [prompt]);
  if (prompt === undefined) return null;
  const cancel = () => prompt.answer(undefined);
  return (
    <Dialog open onClose={cancel} title={prompt.title} size="small">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== '') prompt.answer(path.trim());
        }}
      >
        <TextField
          mono
          label="Path on this machine"
          hint="A name alone goes to your documents folder."
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
        <p>
          <Button kind="main" type="submit">
            {prompt.accept}
          </Button>{' '}
          <Button onClick={cancel}>Go back</Button>
        </p>
      </form>
    </Dialog>
  );
}
