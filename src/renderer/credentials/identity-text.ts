// Whose account a tested credential opens, in words.
import type { AccountIdentity } from '#shared/ipc-contract.ts';

/** "Account ACC-1234567-12345-6 (Nordic Fleet), region NO". */
export function identityText(identity: AccountIdentity): string {
  if (identity.accountNumber === null) return 'Signed in. The credential may not read the account, so the account is named by its client ID.';
  const name = identity.accountName === null ? '' : ` (${identity.accountName})`;
  const region = identity.regionCode === null ? '' : `, region ${identity.regionCode}`;
  return `Account ${identity.accountNumber}${name}${region}`;
}
