// Mantine in our colours: its variables point at the tokens, so both themes live in tokens.css alone.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Ten steps of the accent, light to dark; Mantine asks for them, the tokens decide what is seen. */
const signal: MantineColorsTuple = ['#e6f4fd', '#cfe8fa', '#a3d3f5', '#74bdf0', '#57b8f2', '#3a9fdd', '#277db5', '#1f6c9e', '#17537a', '#0f3c59'];

/** Mantine's own greys of the dark theme: text at 0, fields at 6, the page at 7. */
const dark: MantineColorsTuple = ['#dbe3eb', '#b6c2cd', '#93a1af', '#5f7182', '#2d3a46', '#1f2a34', '#0c1218', '#11171d', '#0b0f14', '#080b10'];

export const theme = createTheme({
  colors: { signal, dark },
  primaryColor: 'signal',
  primaryShade: 7,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '18px' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 250, multiline: true, maw: 360, events: { hover: true, focus: true, touch: false } } },
    Modal: { defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' }, overlayProps: { backgroundOpacity: 0.55 } } },
    // Its focus placeholder is a child that a menu may not have; the first item takes the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Popover: { defaultProps: { shadow: 'md', withinPortal: true } },
  },
});

const tokens: Readonly<Record<string, string>> = {
  '--mantine-color-body': 'var(--gt-panel)',
  '--mantine-color-text': 'var(--gt-text)',
  '--mantine-color-bright': 'var(--gt-text-strong)',
  '--mantine-color-dimmed': 'var(--gt-text-muted)',
  '--mantine-color-placeholder': 'var(--gt-text-muted)',
  '--mantine-color-default': 'var(--gt-raised)',
  '--mantine-color-default-hover': 'var(--gt-hover)',
  '--mantine-color-default-color': 'var(--gt-text)',
  '--mantine-color-default-border': 'var(--gt-line)',
  '--mantine-color-disabled': 'transparent',
  '--mantine-color-disabled-color': 'var(--gt-text-muted)',
  '--mantine-color-disabled-border': 'var(--gt-line)',
  '--mantine-color-error': 'var(--gt-crit)',
  '--mantine-color-success': 'var(--gt-ok)',
  '--mantine-color-anchor': 'var(--gt-accent)',
  '--mantine-color-signal-filled': 'var(--gt-accent-solid)',
  '--mantine-color-signal-filled-hover': 'var(--gt-accent-solid-hover)',
  '--mantine-color-signal-light': 'var(--gt-accent-ground)',
  '--mantine-color-signal-light-hover': 'var(--gt-accent-ground)',
  '--mantine-color-signal-light-color': 'var(--gt-accent-text)',
  '--mantine-color-signal-outline': 'var(--gt-accent)',
  '--mantine-color-red-filled': 'var(--gt-crit-solid)',
  '--mantine-color-red-filled-hover': 'var(--gt-crit-solid)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: { ...tokens }, dark: { ...tokens } });
