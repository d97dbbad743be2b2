import { useContext, useEffect } from 'react';
import { KeyboardContext } from '../kit/platform.ts';
import { PLACE_WORDS } from '../pages/page-commands.ts';
import { shell } from '../shell.ts';
import { acceleratorOf } from './accelerator.ts';
import { useRegistryVersion } from './CommandsProvider.tsx';
import { isEnabled } from './command.ts';

/** While answers change one after the other, the menu follows at this pace. */
const FOLLOWS_AFTER_MS = 150;

/** Keeps the native menu of the page as the registry is: each act by its name, with its key. */
export function usePlaceMenu(): void {
  const registry = useRegistryVersion();
  const version = registry.version();
  const { layout } = useContext(KeyboardContext);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for all that the registry says
  useEffect(() => {
    const timer = setTimeout(() => {
      const place = registry.place();
      const specs = registry.commandsOf(place);
      shell.setPlaceMenu({
        title: place === undefined ? '' : PLACE_WORDS[place],
        commands: specs.map((command) => {
          const [key] = registry.keysOf(command);
          return {
            name: command.name,
            title: command.title,
            group: command.group,
            accelerator: key === undefined ? '' : acceleratorOf(key, layout),
            enabled: isEnabled(command),
          };
        }),
      });
    }, FOLLOWS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [registry, version, layout]);
}
