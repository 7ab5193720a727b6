// What a power cut leaves of a file that had its name and its length, but not yet all of its bytes: zeros, which no reply holds.

/** The body without its zeros at the end; in plain text those within, where a row was, become a single one: half a row must not meet half of another. */
export function leaveOutUnwritten(wire: Uint8Array, contentEncoding: string | null): Uint8Array {
  let end = wire.length;
  // The last bytes of a gzip body may be zeros of its own: what is in it opens without them.
  while (end > 0 && wire[end - 1] === 0) end--;
  const written = wire.subarray(0, end);
  return contentEncoding === null && written.includes(0) ? written.filter((byte, at) => byte !== 0 || written[at - 1] !== 0) : written;
}
