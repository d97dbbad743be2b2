/**
 * `npm run package [-- --dir] [--linux] [--mac] [--win] [--x64] [--arm64]`: builds, and packages as electron-builder.yml
 * says; for this system where none is named, and with --dir as a folder that starts, without installers.
 *
 * For this system it packages the Electron that `npm start` uses, where that is there (ELECTRON_OVERRIDE_DIST_PATH may
 * name its folder); for every other, electron-builder downloads the pinned one.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type CliOptions, type Configuration } from 'electron-builder';
import { NEEDED_NODE_API } from '../main/desktop/node-api.ts';
import { buildParts, type PartName } from './build/parts.ts';
import { ROOT } from './build/sources.ts';
import { distFolder, findElectron } from './electron.ts';

const PARTS: readonly PartName[] = ['node', 'desktop', 'renderer'];
/** The first Electron with this fuse: an older one cannot be told. */
const FILE_PRIVILEGES_FUSE = 29;

const say = (message: string) => process.stderr.write(`${message}\n`);

/** The Node-API version of an Electron on this machine. */
function nodeApiOf(executable: string): number {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = spawnSync(executable, ['-p', 'process.versions.napi'], { env, encoding: 'utf8' });
  return Number(stdout);
}

/** What is other than electron-builder.yml when the Electron that is here is packaged. */
function withElectron(executable: string): Configuration {
  const folder = distFolder();
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  const hasFileFuse = Number.parseInt(version, 10) >= FILE_PRIVILEGES_FUSE;
  if (!hasFileFuse) say(`Electron ${version} has no fuse for the privileges of file: addresses.`);
  const needsNode = nodeApiOf(executable) < NEEDED_NODE_API;
  if (needsNode) say(`Electron ${version} cannot load the database's addon: the package carries Node.`);
  const node = process.platform === 'win32' ? 'node.exe' : 'node';
  return {
    electronDist: folder,
    electronVersion: version,
    ...(needsNode && {
      extraResources: [{ from: join(ROOT, 'node_modules', 'node', 'bin', node), to: `engine-node/${node}` }],
    }),
    afterExtract: async ({ appOutDir, packager: { config } }) => {
      // An app that lies in the folder is not ours.
      await rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
      if (!hasFileFuse) delete config.electronFuses?.grantFileProtocolExtraPrivileges;
    },
  };
}

const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    linux: { type: 'boolean' },
    mac: { type: 'boolean' },
    win: { type: 'boolean' },
    x64: { type: 'boolean' },
    arm64: { type: 'boolean' },
    output: { type: 'string' },
  },
});
const { dir, linux, mac, win, x64, arm64, output } = values;
const here = { linux, darwin: mac, win32: win }[process.platform as string];
const isForHere =
  (here === true || !(linux || mac || win)) &&
  [linux, mac, win].filter(Boolean).length < 2 &&
  (process.arch === 'x64' ? !arm64 : !x64);
const electron = isForHere ? findElectron() : undefined;

await buildParts(PARTS, say);
const options: CliOptions = {
  projectDir: ROOT,
  publish: 'never',
  dir,
  ...(linux && { linux: [] }),
  ...(mac && { mac: [] }),
  ...(win && { win: [] }),
  ...(x64 && { x64 }),
  ...(arm64 && { arm64 }),
  config: {
    ...(electron !== undefined && withElectron(electron)),
    ...(output && { directories: { output } }),
  },
};
try {
  await build(options);
} catch (error) {
  say(`The package could not be made: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
