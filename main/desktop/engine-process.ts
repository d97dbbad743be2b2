import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRouterClient, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain, ParentPort } from 'electron';
import type { EngineContext } from '../engine/context.ts';
import { createEngine, type EngineSession, router } from '../engine/index.ts';
import { configFolder, homeFolder } from '../shell/folders.ts';
import { VERSION } from '../shell/version.ts';
import { type FromEngine, SAMPLE, type SessionState, type ToEngine } from './engine-messages.ts';
import { ForkedPort } from './forked-port.ts';

/*
 * The entry of the engine's own process: one session for each port that main hands over. Started by engine-host.ts as
 * a utilityProcess of Electron, or as a fork of Node where that Electron cannot load the database addon.
 */

const MAX_LOG_LENGTH = 2_000;

/**
 * A stack without its message, which may quote what was being read (`JSON.parse` does): the log file holds no
 * transcript. The engine's own warnings are one line in its own words.
 */
function forLog(message: string): string {
  const [first = '', ...others] = message.split('\n');
  const frames = others.filter((line) => /^\s+at /.test(line));
  const said = frames.length === 0 ? first : [first.split(':', 1)[0], ...frames].join('\n');
  return said.slice(0, MAX_LOG_LENGTH);
}

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
  log: (level, message) => tell({ type: 'log', level, message: forLog(message) }),
});

interface OpenPort {
  number: number;
  session: EngineSession;
  forked: ForkedPort | undefined;
  state: SessionState;
}
const ports = new Map<number, OpenPort>();

const handler = new RPCHandler<EngineContext>(router, {
  interceptors: [
    async ({ next, context }) => {
      try {
        return await next();
      } finally {
        tellState(context);
      }
    },
  ],
});

/** Main keeps one window for each dataset, so it wants to know which a page has in hand. */
function tellState(context: EngineContext): void {
  for (const port of ports.values()) {
    if (port.session.context !== context) continue;
    const { datasetPath: dataset, view } = context.session;
    if (dataset === port.state.dataset && view === port.state.view) continue;
    port.state = { dataset, view };
    tell({ type: 'state', port: port.number, state: port.state });
  }
}

function openSession(state: SessionState): EngineSession {
  const opened = engine.openSession();
  const { session } = opened.context;
  session.view = state.view;
  try {
    if (state.dataset !== undefined) session.openDataset(state.dataset, 'open');
  } catch {
    // Gone or damaged since: the page finds that none is open, and says why when it is opened again.
  }
  return opened;
}

function openPort(number: number, state: SessionState, given: MessagePortMain | undefined): void {
  const forked =
    given === undefined ? new ForkedPort((data) => tell({ type: 'data', port: number, data })) : undefined;
  const session = openSession(state);
  ports.set(number, { number, session, forked, state });
  const onClose = () => {
    ports.delete(number);
    void session.close();
  };
  given?.on('close', onClose);
  forked?.on('close', onClose);
  handler.upgrade((given ?? forked) as Parameters<typeof handler.upgrade>[0], { context: session.context });
  given?.start();
}

/** Opens a dataset for the trial, so that main can say what is wrong with it before it shows a window. */
async function prepare(path: string, how: 'open' | 'create'): Promise<void> {
  const session = engine.openSession();
  try {
    const { datasets } = createRouterClient(router, { context: session.context });
    const info = path === SAMPLE ? await datasets.openSample() : await datasets[how]({ path });
    tell({ type: 'prepared', path: info.path });
  } catch (error) {
    const code = error instanceof ORPCError ? error.code : 'INTERNAL';
    tell({ type: 'refused', code, message: error instanceof Error ? error.message : String(error) });
  } finally {
    await session.close();
  }
}

async function end(): Promise<void> {
  for (const { session } of ports.values()) await session.close();
  await engine.close();
  process.exit(0);
}

function take(message: ToEngine, given: MessagePortMain | undefined): void {
  if (message.type === 'open') openPort(message.port, message.state, given);
  else if (message.type === 'prepare') void prepare(message.dataset, message.how);
  else if (message.type === 'data') ports.get(message.port)?.forked?.receive(message.data);
  else if (message.type === 'close') ports.get(message.port)?.forked?.end();
  else void end();
}

// Ctrl+C and the end of a session reach every process at once. The windows then save through this one, which ends when
// it is told to, or when the application is gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

if (parentPort !== undefined) {
  parentPort.on('message', (event) => take(event.data as ToEngine, event.ports[0]));
} else {
  process.on('message', (message) => take(message as ToEngine, undefined));
  // The application is gone: so is the need for this process.
  process.on('disconnect', () => void end());
}
