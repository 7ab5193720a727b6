// The operating system's theme, for a page that could not learn the setting.

export function applySystemScheme(): void {
  const isLight = window.matchMedia('(prefers-color-scheme: light)').matches;
  document.documentElement.setAttribute('data-mantine-color-scheme', isLight ? 'light' : 'dark');
}
