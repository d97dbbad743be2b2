import { Dialog } from '../kit/Dialog.tsx';
import { useRegistryVersion } from './CommandsProvider.tsx';
import type { Command } from './command.ts';
import { KeyList } from './KeyList.tsx';

interface HelpSheetProps {
  open: boolean;
  onClose: () => void;
}

/** The keys of the place one is in. */
export function HelpSheet({ open, onClose }: HelpSheetProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Keys here"
      description="Every one can be changed in Settings. Esc leaves a field, so that single keys work again."
      size="wide"
    >
      {open && <KeysHere />}
    </Dialog>
  );
}

/** First those of the stage in hand: they answer its questions. */
function KeysHere() {
  const registry = useRegistryVersion();
  const commands = registry.commands().filter((command: Command) => registry.keysOf(command).length > 0);
  const ofStage = new Set(commands.map(({ group }) => group));
  for (const { group, stages } of commands) if (stages === undefined) ofStage.delete(group);
  return (
    <KeyList
      commands={commands.toSorted(
        (one, other) => Number(ofStage.has(other.group)) - Number(ofStage.has(one.group)),
      )}
      keysOf={(command) => registry.keysOf(command)}
    />
  );
}
