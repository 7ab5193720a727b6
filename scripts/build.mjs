// `npm run build`: installs dependencies if needed, then builds src/ into out/.
import { build } from './ensure-build.mjs';
import { ensureDependencies, refuseOldNode } from './ensure-dependencies.mjs';
import { runScript } from './say.mjs';

await runScript(async () => {
  refuseOldNode();
  await ensureDependencies();
  await build();
  return 0;
});
