// The nonce that our CSP wants on every <style> made by script. Main writes it into the page (security/app-protocol.ts).
import { setNonce } from 'get-nonce';

export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** Mantine takes the nonce by its provider; the scroll lock of its dialogs only looks into get-nonce. Before the first render. */
export function applyStyleNonce(): void {
  setNonce(styleNonce());
}
