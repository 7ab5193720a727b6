// `npm run simulator -- …`: the Starlink simulator alone, under plain Node.
import { join } from 'node:path';
import { repoFolder } from './checkout-paths.mjs';
import { ensureDependencies, refuseOldNode } from './ensure-dependencies.mjs';
import { runForeground } from './run-foreground.mjs';
import { runScript } from './say.mjs';

await runScript(async () => {
  refuseOldNode();
  await ensureDependencies();
  const program = join(repoFolder, 'src', 'simulator', 'cli.ts');
  // The working directory stays the caller's: relative paths in its arguments mean what he expects.
  const loader = import.meta.resolve('tsx');
  return runForeground(process.execPath, ['--import', loader, program, ...process.argv.slice(2)]);
});
