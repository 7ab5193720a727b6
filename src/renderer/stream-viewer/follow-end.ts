// Whether a list that grows at its end goes on showing its end.

/** The part of an element that tells where it is scrolled to. */
export interface ScrollBox {
  readonly scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

/**
 * At the end it follows. It stops only when the reader moved up: a box that became lower, or content that became longer,
 * leaves the end out of view as well, but nobody asked for that.
 */
export function followsEndAfterScroll(box: ScrollBox, topBefore: number, followed: boolean, slackPx: number): boolean {
  if (box.scrollHeight - box.scrollTop - box.clientHeight < slackPx) return true;
  return followed && box.scrollTop >= topBefore;
}
