// The fleet: accounts with their terminals, routers and service lines, built once from the seed.
import { accountThemes, managedWithoutCredential, type AccountTheme } from './account-themes.ts';
import { buildAccountNumber, buildUuid } from './names.ts';
import { hash32, hexDigits } from './seeded-numbers.ts';
import { buildServiceLines, type ServiceLine } from './service-lines.ts';
import { buildOtherKit, buildTerminal, type Terminal } from './terminals.ts';

export interface ServiceAccount {
  readonly accountNumber: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface ManagedAccount {
  readonly accountNumber: string;
  readonly regionCode: string;
  readonly accountName: string;
}

export interface Account extends ManagedAccount {
  readonly index: number;
  readonly theme: AccountTheme;
  /** Where two kits take turns, both: see isAboard. */
  readonly terminals: readonly Terminal[];
  readonly serviceLines: readonly ServiceLine[];
  readonly serviceAccounts: readonly ServiceAccount[];
  /** What GET /managed/accounts lists for this account; only the first one manages others. */
  readonly managed: readonly ManagedAccount[];
}

export interface FleetSize {
  readonly seed: number;
  /** In total, over all accounts. */
  readonly terminals: number;
  readonly accounts: number;
  readonly serviceAccountsPerAccount: number;
}

export function buildFleet(size: FleetSize): Account[] {
  const { seed } = size;
  const names = Array.from({ length: size.accounts }, (_, index) => buildAccountName(index, seed));
  const accounts: Account[] = [];
  let firstIndex = 0;
  let lineIndex = 0;
  // Kits that take turns are numbered behind everybody else.
  let kitIndex = size.terminals;
  for (const [index, { name, theme }] of names.entries()) {
    // Shared out evenly; the first accounts take what is left over.
    const count = Math.floor(size.terminals / size.accounts) + (index < size.terminals % size.accounts ? 1 : 0);
    const counts = { ship: 0, truck: 0, site: 0, platform: 0 };
    const bare = Array.from({ length: count }, (_, local) =>
      buildTerminal({ seed, accountIndex: index, theme, index: firstIndex + local, local, counts }));
    const { terminals, serviceLines } = buildServiceLines(bare, { seed, theme, accountIndex: index, firstLineIndex: lineIndex });
    firstIndex += count;
    lineIndex += serviceLines.length;
    const kits = terminals.flatMap((terminal) => (terminal.rotation === null ? [terminal] : [terminal, buildOtherKit(terminal, kitIndex++, seed)]));
    accounts.push({
      index, theme, terminals: kits, serviceLines, ...name,
      serviceAccounts: buildServiceAccounts(name.accountNumber, index, size),
      managed: index === 0 && size.terminals > 0 ? buildManaged(names.map((other) => other.name), seed) : [],
    });
  }
  return accounts;
}

function buildAccountName(index: number, seed: number): { name: ManagedAccount; theme: AccountTheme } {
  const theme = accountThemes[index % accountThemes.length] ?? accountThemes[0];
  const round = Math.floor(index / accountThemes.length);
  return {
    theme,
    name: {
      accountNumber: buildAccountNumber(index, seed),
      regionCode: theme.regionCode,
      accountName: round === 0 ? theme.name : `${theme.name} ${round + 1}`,
    },
  };
}

/** Deterministic, so that credentials saved by the console still work when the simulator starts again. */
function buildServiceAccounts(accountNumber: string, accountIndex: number, size: FleetSize): ServiceAccount[] {
  return Array.from({ length: size.serviceAccountsPerAccount }, (_, part) => {
    const key = hash32(size.seed, accountIndex, part, 0xc11e);
    const secret = Array.from({ length: 6 }, (__, word) => hexDigits(hash32(key, word, 0x5ec2e7), 8)).join('');
    return { accountNumber, clientId: buildUuid(key, 0xc11e), clientSecret: `sim_${secret}` };
  });
}

function buildManaged(names: readonly ManagedAccount[], seed: number): ManagedAccount[] {
  // One account that has a credential of its own (when there is a second one), and two that have none.
  const second = names[1];
  const others = managedWithoutCredential.map((managed, position) => ({
    accountNumber: buildAccountNumber(names.length + position, seed),
    regionCode: managed.regionCode,
    accountName: managed.name,
  }));
  return second === undefined ? others : [second, ...others];
}
