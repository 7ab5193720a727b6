// Which window this page is, read from the address: `#/` the console, `#/terminal/<deviceId>` one terminal's own window.

export type Route = { readonly window: 'console' } | { readonly window: 'terminal'; readonly deviceId: string };

export function parseRoute(hash: string): Route {
  const match = /^#\/terminal\/([^/]+)$/.exec(hash);
  if (match === null) return { window: 'console' };
  try {
    return { window: 'terminal', deviceId: decodeURIComponent(match[1]!) };
  } catch {
    return { window: 'console' };
  }
}
