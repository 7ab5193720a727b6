// Flags of the console: `--user-data-dir=…`, `--api-url=…`, `--token-url=…` for tests and test servers, `--demo-terminals=…` for the simulation.

export interface CommandLine {
  readonly userDataDir: string | null;
  readonly apiUrl: string | null;
  readonly tokenUrl: string | null;
  /** Size of the simulation's fleet; null leaves it to the simulation. */
  readonly demoTerminals: number | null;
  /** What could not be understood; shown, and nothing is started on a half-understood order. */
  readonly complaints: readonly string[];
}

/** What the simulator can draw a believable fleet of. */
const DEMO_TERMINALS = { min: 10, max: 10_000 } as const;

export function parseCommandLine(args: readonly string[]): CommandLine {
  const complaints: string[] = [];
  const apiUrl = readUrl(args, 'api-url', complaints);
  const tokenUrl = readUrl(args, 'token-url', complaints);
  if ((apiUrl === null) !== (tokenUrl === null) && complaints.length === 0) {
    complaints.push('--api-url and --token-url belong together: give both, or neither.');
  }
  const demoTerminals = readDemoTerminals(args, complaints);
  if (demoTerminals !== null && apiUrl !== null) complaints.push('--demo-terminals is for the simulation, which does not run with --api-url.');
  return { userDataDir: readFlag(args, 'user-data-dir'), apiUrl, tokenUrl, demoTerminals, complaints };
}

function readFlag(args: readonly string[], name: string): string | null {
  const prefix = `--${name}=`;
  const found = args.findLast((arg) => arg.startsWith(prefix));
  const value = found?.slice(prefix.length).trim();
  return value ? value : null;
}

function readDemoTerminals(args: readonly string[], complaints: string[]): number | null {
  const text = readFlag(args, 'demo-terminals');
  if (text === null) return null;
  const count = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (count >= DEMO_TERMINALS.min && count <= DEMO_TERMINALS.max) return count;
  complaints.push(`--demo-terminals=${text.slice(0, 200)} is no whole number from ${DEMO_TERMINALS.min} to ${DEMO_TERMINALS.max}.`);
  return null;
}

function readUrl(args: readonly string[], name: string, complaints: string[]): string | null {
  const text = readFlag(args, name);
  if (text === null) return null;
  try {
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('scheme');
    if (url.username || url.password || url.hash || url.search) throw new Error('extras');
    return url.href.replace(/\/+$/, '');
  } catch {
    complaints.push(`--${name}=${text.slice(0, 200)} is no http(s) address without user, query and fragment.`);
    return null;
  }
}
