// Typed requests and events over any message port: used on both ends between main and a worker.
import { wordsOf } from '#shared/error-words.ts';

export interface MessagePortLike {
  postMessage(message: unknown): void;
}


type Message =
  | { readonly kind: 'request'; readonly id: number; readonly name: string; readonly payload: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown };

export type RequestHandlers<Requests> = {
  readonly [Name in keyof Requests]: Requests[Name] extends { payload: infer Payload; value: infer Value } ? (payload: Payload) => Promise<Value> | Value : never;
};

export type EventHandlers<Events> = { readonly [Name in keyof Events]?: (payload: Events[Name]) => void };

export interface MessageRpc<TheirRequests, OurEvents> {
  request<Name extends keyof TheirRequests & string>(
    name: Name, payload: TheirRequests[Name] extends { payload: infer Payload } ? Payload : never,
  ): Promise<TheirRequests[Name] extends { value: infer Value } ? Value : never>;
  announce<Name extends keyof OurEvents & string>(name: Name, payload: OurEvents[Name]): void;
  /** Feed every message that arrives at the port. */
  receive(message: unknown): void;
  /** Fails all requests that wait for an answer: the other end is gone. */
  disconnect(reason: string): void;
}

export function createMessageRpc<TheirRequests, OurRequests, TheirEvents, OurEvents>(
  port: MessagePortLike, handlers: RequestHandlers<OurRequests>, onEvent: EventHandlers<TheirEvents>,
): MessageRpc<TheirRequests, OurEvents> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 1;
  let goneBecause: string | null = null;
  const post = (message: Message): void => {
    if (goneBecause === null) port.postMessage(message);
  };

  async function answer(id: number, name: string, payload: unknown): Promise<void> {
    const handler = (handlers as Readonly<Record<string, (payload: unknown) => unknown>>)[name];
    try {
      if (!handler) throw new Error(`no handler for ${name}`);
      post({ kind: 'answer', id, value: await handler(payload) });
    } catch (error) {
      post({ kind: 'failure', id, message: wordsOf(error) });
    }
  }

  return {
    request(name, payload) {
      return new Promise((resolve, reject) => {
        if (goneBecause !== null) return reject(new Error(goneBecause));
        const id = nextId++;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        post({ kind: 'request', id, name, payload });
      });
    },
    announce: (name, payload) => post({ kind: 'event', name, payload }),
    receive(raw) {
      const message = raw as Message;
      if (message.kind === 'request') void answer(message.id, message.name, message.payload);
      else if (message.kind === 'event') (onEvent as Readonly<Record<string, ((payload: unknown) => void) | undefined>>)[message.name]?.(message.payload);
      else {
        const waiter = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.kind === 'answer') waiter?.resolve(message.value);
        else waiter?.reject(new Error(message.message));
      }
    },
    disconnect(reason) {
      goneBecause = reason;
      for (const waiter of waiting.values()) waiter.reject(new Error(reason));
      waiting.clear();
    },
  };
}

