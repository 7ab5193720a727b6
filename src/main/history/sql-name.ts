// Names of our columns in SQL and in the archive's files.

/** 'pingDropRate' → 'ping_drop_rate'. */
export function sqlName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
