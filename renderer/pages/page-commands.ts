import '../commands/app-commands.ts';
import { type CommandSpec, commandCatalogue, type Place } from '../commands/command.ts';

// Every page declares its commands in its commands.ts; this brings them all in, though no page but this was shown.
import.meta.glob('./*/commands.ts', { eager: true });

export const PLACE_WORDS: Record<Place, string> = {
  everywhere: 'Everywhere',
  datasets: 'Datasets',
  transcripts: 'Transcripts',
  grade: 'Grade',
  history: 'What I did',
  rubric: 'Rubric',
  compare: 'Compare',
  team: 'Team',
  adjudicate: 'Adjudicate',
  reports: 'Reports',
  import: 'Import',
  export: 'Export',
  settings: 'Settings',
  help: 'Help',
};

/** The commands of all places, in the order of the navigation. */
export function allCommands(): [Place, readonly CommandSpec[]][] {
  const catalogue = commandCatalogue();
  return (Object.keys(PLACE_WORDS) as Place[]).flatMap((place) => {
    const commands = catalogue.get(place);
    return commands === undefined ? [] : [[place, commands] as [Place, readonly CommandSpec[]]];
  });
}

/** The commands that can hold at the same time as those of a place: its own, and those of everywhere. */
export function commandsTogetherWith(place: Place): readonly CommandSpec[] {
  return allCommands()
    .filter(([other]) => place === 'everywhere' || other === 'everywhere' || other === place)
    .flatMap(([, commands]) => commands);
}
