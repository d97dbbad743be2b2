import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { KeptMapping } from '../../../shared/contract/imports.ts';
import { Mapping } from '../../../shared/mapping/mapping.ts';
import { sha256 } from '../hash.ts';

/** Mappings are kept beside the settings, a file each, so that `import --map FILE` and a colleague can use them. */

const MAX_NAME_BYTES = 120;

function fileName(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed());
  return `${encoded.length <= MAX_NAME_BYTES ? encoded : sha256(name).toString('hex')}.json`;
}

/** All that can be read; what is no mapping is passed over. */
export function listMappings(configFolder: string): KeptMapping[] {
  const folder = join(configFolder, 'mappings');
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
        return [{ mapping: Mapping.parse(JSON.parse(readFileSync(path, 'utf8'))), path }];
      } catch {
        return [];
      }
    })
    .sort((one, other) => one.mapping.name.localeCompare(other.mapping.name));
}

/** Keeps a mapping under its name: written whole under another one and renamed. */
export function keepMapping(configFolder: string, mapping: Mapping): KeptMapping {
  const folder = join(configFolder, 'mappings');
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
