import { EventEmitter } from 'node:events';

/** A page's port as the forked engine sees it: what oRPC needs of a MessagePort, over the channel of the fork. */
export class ForkedPort extends EventEmitter<{ message: [{ data: unknown }]; close: [] }> {
  readonly #send: (data: unknown) => void;

  constructor(send: (data: unknown) => void) {
    super();
    this.#send = send;
  }

  postMessage(data: unknown): void {
    this.#send(data);
  }

  /** Called with what the page has sent. */
  receive(data: unknown): void {
    this.emit('message', { data });
  }

  /** Called when the page's end is gone. */
  end(): void {
    this.emit('close');
  }
}
