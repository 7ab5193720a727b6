// Looks for secrets wherever one could have leaked to: every file of the data folder, the page, and every answer that a page can ask for.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect } from './console-driver.ts';

/** How every access token of the simulator begins: the base64url of {"alg":"RS256","typ":"at+jwt"}. */
export const TOKEN_BEGINNING = 'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9';

export async function expectNowhere(page: Page, dataFolder: string, secrets: readonly string[]): Promise<void> {
  const places = [...(await findInFiles(dataFolder, secrets)), ...(await findInPage(page, secrets))];
  expect(places).toEqual([]);
}

/** As it is, as UTF-16 (Chromium's own storage) and as base64. */
function spellings(secret: string): Buffer[] {
  return [Buffer.from(secret), Buffer.from(secret, 'utf16le'), Buffer.from(Buffer.from(secret).toString('base64').replace(/=+$/, ''))];
}

async function findInFiles(folder: string, secrets: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  if (!files.some((file) => file.endsWith('groundtrack.log'))) throw new Error(`${folder} is no data folder of a console that ran`);
  const found: string[] = [];
  for (const file of files) {
    // Temporary files come and go while the console runs.
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    for (const [index, secret] of secrets.entries()) if (spellings(secret).some((bytes) => content.includes(bytes))) found.push(`secret ${index} in ${path.relative(folder, file)}`);
  }
  return found;
}

async function findInPage(page: Page, secrets: readonly string[]): Promise<string[]> {
  const texts = await page.evaluate(async () => {
    const api = window.groundtrack!;
    const answers = await Promise.all([
      api.invoke('credential:list', undefined), api.invoke('console:state', undefined), api.invoke('status:get', undefined), api.invoke('log:recent', undefined),
      api.invoke('exchange:page', { olderThan: null }),
    ]);
    const fields = [...document.querySelectorAll('input')].map((input) => input.value);
    return { document: document.documentElement.outerHTML, fields: fields.join('\n'), storage: JSON.stringify({ ...localStorage, ...sessionStorage }), answers: JSON.stringify(answers) };
  });
  return Object.entries(texts).flatMap(([place, text]) => secrets.flatMap((secret, index) => (text.includes(secret) ? [`secret ${index} in the page's ${place}`] : [])));
}
