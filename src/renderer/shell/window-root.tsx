// The contexts that every window needs, then the window itself.
import { useEffect, useState } from 'react';
import type { ConsoleStores } from '../console-client/console-stores.ts';
import { ConsoleStoresContext } from '../console-client/use-console.ts';
import { createTableStores, TableStoresContext } from '../console-client/use-table.ts';
import { ThemeRoot } from '../theme/theme-root.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { QuittingNotice } from './quitting-notice.tsx';

interface WindowRootProps {
  readonly stores: ConsoleStores;
  readonly children: React.ReactNode;
}

export function WindowRoot({ stores, children }: WindowRootProps): React.ReactNode {
  const [tableStores] = useState(() => createTableStores());
  useEffect(() => {
    const closeAll = (): void => {
      tableStores.close();
      stores.close();
    };
    window.addEventListener('pagehide', closeAll);
    return () => window.removeEventListener('pagehide', closeAll);
  }, [stores, tableStores]);
  return (
    <ConsoleStoresContext value={stores}>
      <TableStoresContext value={tableStores}>
        <ThemeRoot>
          <PageBoundary>{children}</PageBoundary>
          <QuittingNotice />
        </ThemeRoot>
      </TableStoresContext>
    </ConsoleStoresContext>
  );
}
