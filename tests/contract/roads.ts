import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { onTestFinished } from 'vitest';
import { startBrowserShell } from '../../main/browser/server.ts';
import { type Engine, router } from '../../main/engine/index.ts';
import type { Contract } from '../../shared/contract/index.ts';

/** The three roads on which the contract is served, each as its shell serves it. */

export type Client = ContractRouterClient<Contract>;

function inProcess(engine: Engine): Client {
  const session = engine.openSession();
  onTestFinished(() => session.close());
  return createRouterClient(router, { context: session.context });
}

async function overHttp(engine: Engine, pages: string): Promise<Client> {
  const shell = await startBrowserShell({ engine, pages });
  onTestFinished(() => shell.close());
  const { origin } = new URL(shell.url);
  const entered = await fetch(shell.url, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  return createORPCClient(
    new FetchLink({
      url: `${origin}/rpc`,
      headers: { cookie, origin, 'x-shrive-session': 'a-tab-of-the-contract' },
      plugins: [new SimpleCsrfProtectionLinkPlugin()],
    }),
  );
}

function overMessagePort(engine: Engine): Client {
  const session = engine.openSession();
  const { port1, port2 } = new MessageChannel();
  onTestFinished(async () => {
    port1.close();
    port2.close();
    await session.close();
  });
  new RPCHandler(router).upgrade(port2 as unknown as MessagePort, { context: session.context });
  port2.start();
  const client: Client = createORPCClient(new PortLink({ port: port1 as unknown as MessagePort }));
  port1.start();
  return client;
}

export const ROADS = ['in process', 'over HTTP', 'over a message port'] as const;
export type Road = (typeof ROADS)[number];

/** A client of the engine on one road, with a session of its own; closed when the test is over. */
export async function openRoad(road: Road, engine: Engine, folder: string): Promise<Client> {
  if (road === 'over HTTP') return overHttp(engine, folder);
  return road === 'in process' ? inProcess(engine) : overMessagePort(engine);
}
