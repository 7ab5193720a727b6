// Flags of the console: `--user-data-dir=…`, `--api-url=…`, `--token-url=…`. They override for tests and test servers.

export interface CommandLine {
  readonly userDataDir: string | null;
  readonly apiUrl: string | null;
  readonly tokenUrl: string | null;
  /** What could not be understood; shown, and nothing is started on a half-understood order. */
  readonly complaints: readonly string[];
}

export function parseCommandLine(args: readonly string[]): CommandLine {
  const complaints: string[] = [];
  const apiUrl = readUrl(args, 'api-url', complaints);
  const tokenUrl = readUrl(args, 'token-url', complaints);
  if ((apiUrl === null) !== (tokenUrl === null) && complaints.length === 0) {
    complaints.push('--api-url and --token-url belong together: give both, or neither.');
  }
  return { userDataDir: readFlag(args, 'user-data-dir'), apiUrl, tokenUrl, complaints };
}

function readFlag(args: readonly string[], name: string): string | null {
  const prefix = `--${name}=`;
  const found = args.findLast((arg) => arg.startsWith(prefix));
  const value = found?.slice(prefix.length).trim();
  return value ? value : null;
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
