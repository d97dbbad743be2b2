import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RubricBody } from '../../../shared/domain/rubric.ts';

/** The rubrics that come with Shrive, `resources/rubrics/*.json`, the core first and the others by name. */
export function readPresets(resourcesFolder: string): RubricBody[] {
  const folder = join(resourcesFolder, 'rubrics');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort((one, other) => Number(other === 'honesty-core.json') - Number(one === 'honesty-core.json'))
    .map((name) => RubricBody.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}
