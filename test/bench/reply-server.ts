// A process of its own that answers each request with the next full reply, over and over: what it costs to serve is not what is measured.
// Its first line on standard output is its address.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFullReplies } from './full-replies.ts';

const count = Number(process.argv[2]);
const bodies = await createFullReplies(count);
let served = 0;
const server = createServer((request, response) => {
  request.resume();
  const body = bodies[served % count]!;
  served += 1;
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(body.length) });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/public/v2\n`));
