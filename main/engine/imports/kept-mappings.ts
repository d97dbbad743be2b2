import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { LabelMapping } from '../../../shared/mapping/label-mapping.ts';
import { Mapping } from '../../../shared/mapping/mapping.ts';
import { sha256 } from '../hash.ts';

/** Mappings are kept beside the settings, a file each, so that `--map FILE` and a colleague can use them. */

const MAX_NAME_BYTES = 120;

/** Mappings of transcripts and those of labels: each kind has a folder of its own, and names of its own. */
const KINDS = {
  transcripts: { folder: 'mappings', parse: (value: unknown) => Mapping.parse(value) },
  labels: { folder: 'label-mappings', parse: (value: unknown) => LabelMapping.parse(value) },
};
type Kind = keyof typeof KINDS;
type MappingOf<K extends Kind> = ReturnType<(typeof KINDS)[K]['parse']>;

interface Kept<K extends Kind> {
  mapping: MappingOf<K>;
  path: string;
}

function fileName(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed());
  return `${encoded.length <= MAX_NAME_BYTES ? encoded : sha256(name).toString('hex')}.json`;
}

/** All that can be read; what is no mapping is passed over. */
export function listMappings<K extends Kind>(configFolder: string, kind: K): Kept<K>[] {
  const folder = join(configFolder, KINDS[kind].folder);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const path = join(folder, name);
      try {
        const mapping = KINDS[kind].parse(JSON.parse(readFileSync(path, 'utf8'))) as MappingOf<K>;
        return [{ mapping, path }];
      } catch {
        return [];
      }
    })
    .sort((one, other) => one.mapping.name.localeCompare(other.mapping.name));
}

/** Keeps a mapping under its name: written whole under another one and renamed. */
export function keepMapping<K extends Kind>(configFolder: string, kind: K, mapping: MappingOf<K>): Kept<K> {
  const folder = join(configFolder, KINDS[kind].folder);
  const path = join(folder, fileName(mapping.name));
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(temporary, `${JSON.stringify(mapping, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    throw new ShriveError(
      'FOLDER_READ_ONLY',
      `The mapping was not kept: ${folder} cannot be written. It can be used for this import all the same.`,
      { where: { file: path }, cause: error },
    );
  }
  return { mapping, path };
}
