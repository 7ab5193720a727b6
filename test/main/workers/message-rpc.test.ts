// Requests are answered or fail in words, events arrive, and a dead other end leaves nobody waiting.
import { expect, test } from 'vitest';
import { createMessageRpc } from '../../../src/main/workers/message-rpc.ts';

interface Requests {
  double: { payload: number; value: number };
  fail: { payload: null; value: null };
}
interface Events {
  said: string;
}

function connect() {
  const heard: string[] = [];
  const server = createMessageRpc<object, Requests, object, Events>(
    { postMessage: (message) => queueMicrotask(() => client.receive(structuredClone(message))) },
    {
      double: (amount) => amount * 2,
      fail: () => {
        throw new Error('no luck');
      },
    },
    {},
  );
  const client = createMessageRpc<Requests, object, Events, object>(
    { postMessage: (message) => queueMicrotask(() => server.receive(structuredClone(message))) }, {}, { said: (text) => heard.push(text) },
  );
  return { server, client, heard };
}

test('answers find their request, also when several wait', async () => {
  const { client } = connect();
  expect(await Promise.all([client.request('double', 1), client.request('double', 21)])).toEqual([2, 42]);
});

test('a handler that throws rejects with its words', async () => {
  const { client } = connect();
  await expect(client.request('fail', null)).rejects.toThrow('no luck');
});

test('an unknown request is refused instead of waiting for ever', async () => {
  const { client } = connect();
  await expect(client.request('nothing' as 'double', 1)).rejects.toThrow('no handler for nothing');
});

test('events arrive', async () => {
  const { server, client, heard } = connect();
  server.announce('said', 'hello');
  await client.request('double', 0);
  expect(heard).toEqual(['hello']);
});

test('a dead other end fails what waits and what comes after', async () => {
  const { client } = connect();
  const waiting = client.request('double', 1);
  client.disconnect('gone');
  await expect(waiting).rejects.toThrow('gone');
  await expect(client.request('double', 1)).rejects.toThrow('gone');
});
