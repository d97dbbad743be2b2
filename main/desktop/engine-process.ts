import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain, ParentPort } from 'electron';
import type { EngineContext } from '../engine/context.ts';
import { createEngine, type EngineSession, router } from '../engine/index.ts';
import { configFolder, homeFolder } from '../shell/folders.ts';
import { VERSION } from '../shell/version.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';
import { ForkedPort } from './forked-port.ts';

/*
 * The entry of the engine's own process: one session for each port that main hands over. Started by engine-host.ts as
 * a utilityProcess of Electron, or as a fork of Node where that Electron cannot load the database addon.
 */

/** Long enough for a stack; no message of the engine holds a transcript, and a cut makes sure of it. */
const MAX_LOG_LENGTH = 2_000;

const parentPort = (process as { parentPort?: ParentPort }).parentPort;

function tell(message: FromEngine): void {
  if (parentPort !== undefined) parentPort.postMessage(message);
  else process.send?.(message);
}

const engine = createEngine({
  configFolder: configFolder(),
  homeFolder: homeFolder(),
  // dist/engine/process.mjs: two folders above is the application's.
  resourcesFolder: join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'resources'),
  version: VERSION,
  log: (level, message) => tell({ type: 'log', level, message: message.slice(0, MAX_LOG_LENGTH) }),
});

interface OpenPort {
  number: number;
  session: EngineSession;
  forked: ForkedPort | undefined;
  dataset: string | undefined;
}
const ports = new Map<number, OpenPort>();

const handler = new RPCHandler<EngineContext>(router, {
  interceptors: [
    async ({ next, context }) => {
      try {
        return await next();
      } finally {
        tellDataset(context);
      }
    },
  ],
});

/** Main keeps one window for each dataset, so it wants to know which a page has in hand. */
function tellDataset(context: EngineContext): void {
  for (const port of ports.values()) {
    if (port.session.context !== context) continue;
    const path = context.session.datasetPath;
    if (path !== port.dataset) tell({ type: 'dataset', port: port.number, path });
    port.dataset = path;
  }
}

function openPort(number: number, given: MessagePortMain | undefined): void {
  const forked =
    given === undefined ? new ForkedPort((data) => tell({ type: 'data', port: number, data })) : undefined;
  const session = engine.openSession();
  ports.set(number, { number, session, forked, dataset: undefined });
  const onClose = () => {
    ports.delete(number);
    void session.close();
  };
  given?.on('close', onClose);
  forked?.on('close', onClose);
  handler.upgrade((given ?? forked) as Parameters<typeof handler.upgrade>[0], { context: session.context });
  given?.start();
}

async function end(): Promise<void> {
  for (const { session } of ports.values()) await session.close();
  await engine.close();
  process.exit(0);
}

function take(message: ToEngine, given: MessagePortMain | undefined): void {
  if (message.type === 'open') openPort(message.port, given);
  else if (message.type === 'data') ports.get(message.port)?.forked?.receive(message.data);
  else if (message.type === 'close') ports.get(message.port)?.forked?.end();
  else void end();
}

if (parentPort !== undefined) {
  parentPort.on('message', (event) => take(event.data as ToEngine, event.ports[0]));
} else {
  process.on('message', (message) => take(message as ToEngine, undefined));
  // The application is gone: so is the need for this process.
  process.on('disconnect', () => void end());
}
