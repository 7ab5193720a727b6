/** For vi.waitFor and vi.waitUntil: their own second is short on a loaded machine, and a wait that holds ends at once anyway. */
export const patient = { timeout: 30_000 };
