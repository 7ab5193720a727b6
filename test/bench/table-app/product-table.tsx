// The product's own table as an operator has it: a window's contexts, the page of User Terminals, its store and its grid.
import { createRoot } from 'react-dom/client';
import { createConsoleStores } from '../../../src/renderer/console-client/console-stores.ts';
import { consoleApi } from '../../../src/renderer/console-client/console-client.ts';
import { WindowRoot } from '../../../src/renderer/shell/window-root.tsx';
import { userTerminalsTable } from '../../../src/renderer/tables/columns/user-terminals.ts';
import { UserTerminalsPage } from '../../../src/renderer/tables/table-pages.tsx';
import { tableViewStore } from '../../../src/renderer/tables/table-view-store.ts';
import '../../../src/renderer/theme/styles.ts';
import { benchColumns, SORTED_COLUMN } from './bench-columns.ts';

export async function openProductTable(root: HTMLElement): Promise<void> {
  const view = tableViewStore(userTerminalsTable);
  const visibility = Object.fromEntries(userTerminalsTable.columns.map((column) => [column.id, benchColumns.includes(column)]));
  view.setLayout({ ...view.getState().layout, visibility, sorting: [{ id: SORTED_COLUMN, desc: true }] });
  const stores = await createConsoleStores(consoleApi());
  if (!stores.ok) throw new Error(stores.error.message);
  Object.assign(root.style, { height: '100vh', display: 'flex', flexDirection: 'column' });
  createRoot(root).render(<WindowRoot stores={stores.value}><UserTerminalsPage /></WindowRoot>);
}
