// The key that goes with K and Enter, as this system's keyboards call it.

export const commandKey = /Mac/.test(globalThis.navigator?.userAgent ?? '') ? '⌘' : 'Ctrl';
