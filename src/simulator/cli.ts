// `npm run simulator`: the simulator as a program of its own.
import { readFileSync } from 'node:fs';
import { firstLineOf } from '#shared/error-words.ts';
import { parseCliArguments, usage, type CliArguments } from './cli-arguments.ts';
import { createSimulator } from './simulator.ts';

// The usual status for a command line that makes no sense.
const badUsage = 2;

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function run(options: CliArguments): Promise<void> {
  const bodies = options.streamBodyFiles.map((file) => readFileSync(file));
  const { startAt, ...rest } = options;
  const simulator = await createSimulator({ ...rest, ...(startAt === null ? {} : { startAt }), log: print });
  if (bodies.length > 0) simulator.serveStreamBodies(bodies);
  const { url, tokenUrl, credentials } = simulator;
  print({ url, tokenUrl, credentials });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
  }
}

function fail(error: unknown): never {
  process.stderr.write(`simulator: ${firstLineOf(error)}. See --help.\n`);
  process.exit(badUsage);
}

// A reader that goes away (`| head`) must not end in a stack trace.
process.stdout.on('error', () => process.exit(0));

try {
  const options = parseCliArguments(process.argv.slice(2));
  if (options === null) process.stdout.write(usage);
  else await run(options);
} catch (error) {
  fail(error);
}
