import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, type MessagePortMain, utilityProcess } from 'electron';
import { CONFIG_FOLDER_VARIABLE, configFolder, HOME_FOLDER_VARIABLE, homeFolder } from '../shell/folders.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';
import { NEEDED_NODE_API } from './node-api.ts';

/** A running engine process, whichever kind it is. */
export interface EngineChild {
  send(message: ToEngine): void;
  /** Hands a page's port over, beside the `open` message that names it. */
  open(message: Extract<ToEngine, { type: 'open' }>, port: MessagePortMain): void;
  kill(): void;
  readonly pid: number | undefined;
}

interface Listeners {
  onMessage(message: FromEngine): void;
  onExit(reason: string): void;
}

/** The engine's entry lies outside of the archive, since it loads a native addon and starts a worker. */
function engineEntry(): string {
  return join(app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked'), 'dist', 'engine', 'process.mjs');
}

/**
 * A Node to fork the engine with; undefined where Electron itself can run it. A package carries one only if it was
 * made with an Electron too old for the addon.
 */
function foreignNode(): string | undefined {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  if (app.isPackaged) {
    const packaged = join(process.resourcesPath, 'engine-node', name);
    return existsSync(packaged) ? packaged : undefined;
  }
  if (Number(process.versions.napi ?? 0) >= NEEDED_NODE_API) return undefined;
  return join(app.getAppPath(), 'node_modules', 'node', 'bin', name);
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, [CONFIG_FOLDER_VARIABLE]: configFolder(), [HOME_FOLDER_VARIABLE]: homeFolder() };
}

/** Starts the engine in a process of its own. */
export function startEngineChild(listeners: Listeners): EngineChild {
  const node = foreignNode();
  return node === undefined ? startUtility(listeners) : startFork(node, listeners);
}

function startUtility({ onMessage, onExit }: Listeners): EngineChild {
  const child = utilityProcess.fork(engineEntry(), [], { serviceName: 'Shrive engine', env: environment() });
  child.on('message', (message: FromEngine) => onMessage(message));
  child.on('exit', (code) => onExit(`exit status ${code}`));
  return {
    send: (message) => child.postMessage(message),
    open: (message, port) => child.postMessage(message, [port]),
    // child.kill() sends SIGTERM, which the engine leaves to the application.
    kill: () => {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
    get pid() {
      return child.pid;
    },
  };
}

function startFork(execPath: string, { onMessage, onExit }: Listeners): EngineChild {
  const child = fork(engineEntry(), [], {
    execPath,
    execArgv: [],
    serialization: 'advanced',
    env: environment(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ports = new Map<number, MessagePortMain>();
  const send = (message: ToEngine) => {
    if (child.connected) child.send(message);
  };
  child.on('message', (message) => {
    const said = message as FromEngine;
    if (said.type === 'data') ports.get(said.port)?.postMessage(said.data);
    else onMessage(said);
  });
  child.on('error', (error) => onExit(error.message));
  child.on('exit', (code, signal) => {
    for (const port of ports.values()) port.close();
    ports.clear();
    onExit(signal ?? `exit status ${code}`);
  });
  return {
    send,
    open(message, port) {
      ports.set(message.port, port);
      send(message);
      port.on('message', ({ data }) => send({ type: 'data', port: message.port, data }));
      port.on('close', () => {
        ports.delete(message.port);
        send({ type: 'close', port: message.port });
      });
      port.start();
    },
    kill: () => child.kill('SIGKILL'),
    pid: child.pid,
  };
}
