// default_app of the fallback runtime: does what Electron's own does for `electron <folder>`, and no more.
// It must be an ES module that awaits the import: an ESM main needs its first lines run before the app is ready.
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folderArgument = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folderArgument === undefined) {
  console.error('usage: electron [options] <app folder> [arguments]');
  app.exit(1);
} else {
  const appFolder = resolve(folderArgument);
  try {
    const appPackage = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8'));
    Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
    app.setName(appPackage.productName ?? appPackage.name);
    app.setVersion(appPackage.version);
    app.setAppPath(appFolder);
    // Resolving the folder as Node does follows "main" with its defaults.
    await import(pathToFileURL(createRequire(join(appFolder, 'package.json')).resolve(appFolder)).href);
  } catch (error) {
    // Without this the failure is a dialog that nobody sees under Xvfb.
    console.error(error);
    app.exit(1);
  }
}
