import { type ClientContext, type ClientLink, createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils, TANSTACK_QUERY_OPERATION_CONTEXT_SYMBOL } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import type { Contract } from '../shared/contract/index.ts';
import { ENGINE_PORT } from '../shared/desktop-bridge.ts';
import { engineState } from './engine-state.ts';
import { TAB_HEADER, tabId } from './shells/tab.ts';

/** The road to the engine: HTTP in a browser, a message port on the desktop. The contract is the same on both. */

const NO_ANSWER = 'The engine does not answer. Nothing that said saved is lost.';
const OUR_MISTAKE = 'Shrive made a mistake here. What said saved is saved; its log says more.';

function httpLink(): ClientLink<ClientContext> {
  return new FetchLink({
    url: `${window.location.origin}/rpc`,
    headers: () => ({ [TAB_HEADER]: tabId() }),
    plugins: [new SimpleCsrfProtectionLinkPlugin()],
    fetch: async (request, init) => {
      try {
        const answer = await globalThis.fetch(request, init);
        engineState.set('running');
        return answer;
      } catch (error) {
        if (request instanceof Request && request.signal.aborted) throw error;
        engineState.set('stopped');
        throw new Error(NO_ANSWER, { cause: error });
      }
    },
  });
}

/** A promise that only ever fails. (Promise.withResolvers is newer than Chromium 114.) */
function rejectable(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<never>((_resolve, fail) => {
    reject = fail;
  });
  promise.catch(() => {});
  return { promise, reject };
}

/**
 * A new port for each engine process. A call on a port whose engine has died never settles (oRPC 1.16), so calls under
 * way are rejected when the shell says that it ended, and the next one goes over a new port.
 */
class ReconnectingPortLink implements ClientLink<ClientContext> {
  #link: PortLink<ClientContext> = this.#connect();
  #ended = rejectable();

  constructor() {
    window.shriveDesktop?.onEngineExit((reason) => {
      engineState.set('stopped');
      const { reject } = this.#ended;
      this.#ended = rejectable();
      this.#link = this.#connect();
      reject(new Error(NO_ANSWER, { cause: reason }));
      void queryClient.invalidateQueries().then(() => engineState.set('running'));
    });
  }

  #connect(): PortLink<ClientContext> {
    const { port1, port2 } = new MessageChannel();
    window.postMessage(
      { type: ENGINE_PORT },
      window.location.origin === 'null' ? '*' : window.location.origin,
      [port2],
    );
    const link = new PortLink<ClientContext>({ port: port1 });
    port1.start();
    return link;
  }

  call: ClientLink<ClientContext>['call'] = (path, input, options) =>
    Promise.race([this.#link.call(path, input, options), this.#ended.promise]);
}

let leaving: Promise<void> | undefined;

/** The task after this one. (scheduler.yield is newer than Chromium 114.) */
function nextTask(): Promise<void> {
  leaving ??= new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      leaving = undefined;
      resolve();
      port1.close();
    };
    port2.postMessage(null);
  });
  return leaving;
}

/**
 * What a page shows is asked for in the task after the one that wants it: what a key changed is drawn first. All else,
 * what saves above all, leaves at once.
 */
function readingAfterDrawing(link: ClientLink<ClientContext>): ClientLink<ClientContext> {
  return {
    call: async (path, input, options) => {
      const isQuery = TANSTACK_QUERY_OPERATION_CONTEXT_SYMBOL in (options.context ?? {});
      if (isQuery) await nextTask();
      return link.call(path, input, options);
    },
  };
}

/** Gives failures that nobody expected words for people; the expected ones bring their own. */
function withWords(link: ClientLink<ClientContext>): ClientLink<ClientContext> {
  return {
    call: async (path, input, options) => {
      try {
        return await link.call(path, input, options);
      } catch (error) {
        if (error instanceof ORPCError && error.code === 'INTERNAL_SERVER_ERROR') {
          throw new Error(OUR_MISTAKE, { cause: error });
        }
        throw error;
      }
    },
  };
}

/** Calls to the engine. Expected failures are ORPCErrors whose `code` is one of shared/contract/errors.ts. */
export const client: ContractRouterClient<Contract> = createORPCClient(
  withWords(
    readingAfterDrawing(window.shriveDesktop === undefined ? httpLink() : new ReconnectingPortLink()),
  ),
);

/** The same for TanStack Query: `useQuery(api.datasets.current.queryOptions())`. */
export const api = createTanstackQueryUtils(client);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: false, staleTime: 2_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});
