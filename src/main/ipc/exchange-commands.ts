// Commands of the Stream Viewer.
import { fail, ok } from '#shared/result.ts';
import type { ConsoleApp } from '../console-app.ts';
import { writeHar } from '../exchanges/har.ts';
import { saveText } from '../save-text.ts';
import { askForFile } from '../windows/ask-for-file.ts';
import type { Handlers } from './gate.ts';
import { createPageWatchers } from './page-watchers.ts';

type ExchangeCommand = 'exchange:watch' | 'exchange:page' | 'exchange:details' | 'exchange:find' | 'exchange:clear' | 'exchange:saveHar';

export function buildExchangeHandlers({ exchanges, version }: Pick<ConsoleApp, 'exchanges' | 'version'>): Pick<Handlers, ExchangeCommand> {
  const watchers = createPageWatchers('exchange:news');
  exchanges.subscribe((news) => watchers.send(news));
  return {
    'exchange:watch'({ watching }, sender) {
      watchers.set(sender, watching);
      return ok(null);
    },
    'exchange:page': ({ olderThan }) => ok(exchanges.page(olderThan)),
    async 'exchange:details'({ exchangeId }) {
      const details = await exchanges.details(exchangeId);
      return details === null ? fail('not-kept', 'Headers and bodies of this exchange are no longer kept: only those of the newest exchanges are.') : ok(details);
    },
    'exchange:find': async ({ text }) => ok(await exchanges.find(text)),
    'exchange:clear'() {
      exchanges.clear();
      return ok(null);
    },
    async 'exchange:saveHar'({ serials }, sender) {
      const file = await askForFile(sender, { title: 'Save exchanges as HAR', name: 'groundtrack-exchanges', extension: 'har', kind: 'HTTP archive' });
      if (file === null) return ok({ outcome: 'cancelled' });
      const wanted = serials === null ? null : new Set(serials);
      const rows = exchanges.rows().filter(({ serial }) => wanted === null || wanted.has(serial));
      const saved = await saveText(file, writeHar(rows, exchanges.details, version));
      return saved.ok ? ok({ outcome: 'saved', file, count: rows.length }) : saved;
    },
  };
}
