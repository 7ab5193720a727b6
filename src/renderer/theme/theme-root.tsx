// Mantine's provider, following the theme setting; "system" follows the operating system.
import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useMediaQuery } from '@mantine/hooks';
import { useInsertionEffect } from 'react';
import { useConsoleStatePart } from '../console-client/use-console.ts';
import { cssVariablesResolver, theme } from './mantine-theme.ts';
import { styleNonce } from './style-nonce.ts';

export type ColorScheme = 'light' | 'dark';

export function useColorScheme(): ColorScheme {
  const setting = useConsoleStatePart((state) => state.settings.theme);
  const systemIsLight = useMediaQuery('(prefers-color-scheme: light)', undefined, { getInitialValueInEffect: false });
  if (setting !== 'system') return setting;
  return systemIsLight ? 'light' : 'dark';
}

/** The setting lives in main: nothing to remember here. */
const noMemory: MantineColorSchemeManager = { get: (scheme) => scheme, set: () => undefined, clear: () => undefined, subscribe: () => undefined, unsubscribe: () => undefined };

export function ThemeRoot({ children }: { readonly children: React.ReactNode }): React.ReactNode {
  const scheme = useColorScheme();
  // Before the effects of charts and maps, which read their colours from the page; Mantine's own turn comes after theirs.
  useInsertionEffect(() => document.documentElement.setAttribute('data-mantine-color-scheme', scheme), [scheme]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} colorSchemeManager={noMemory} defaultColorScheme={scheme} forceColorScheme={scheme} getStyleNonce={styleNonce}>
      <Notifications position="bottom-right" zIndex={1500} />
      {children}
    </MantineProvider>
  );
}
