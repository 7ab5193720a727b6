// Keeps what the scripts say out of the test output, and lets a test read it.
import { afterEach, beforeEach, vi } from 'vitest';

/** Call at the top of a test file; `text()` is what was said in the running test. */
export function captureStderr(): { text: () => string } {
  let said = '';
  beforeEach(() => {
    said = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return { text: () => said };
}
