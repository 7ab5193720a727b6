// Which members belong to which owner, both by key.

export interface KeyIndex {
  of(owner: string): ReadonlySet<string>;
  add(owner: string, member: string): void;
  remove(owner: string, member: string): void;
  clear(): void;
}

const nobody: ReadonlySet<string> = new Set();

export function createKeyIndex(): KeyIndex {
  const members = new Map<string, Set<string>>();
  return {
    of: (owner) => members.get(owner) ?? nobody,
    add(owner, member) {
      const set = members.get(owner);
      if (set) set.add(member);
      else members.set(owner, new Set([member]));
    },
    remove(owner, member) {
      const set = members.get(owner);
      set?.delete(member);
      if (set?.size === 0) members.delete(owner);
    },
    clear: () => members.clear(),
  };
}
