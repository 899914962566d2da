import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** Mantine painted with our tokens (tokens.css): components that we did not write look like those that we did. */

const blue: MantineColorsTuple = [
  '#eaf0ff',
  '#d6e2ff',
  '#c6d8ff',
  '#a5c2ff',
  '#7ea6ff',
  '#4479ff',
  '#1f5eff',
  '#194fdb',
  '#123fb5',
  '#0f1c3d',
]
const gray: MantineColorsTuple = [
  '#f5f6f8',
  '#eef0f4',
  '#e5e7ec',
  '#d6dae2',
  '#c3c9d4',
  '#7d8797',
  '#596273',
  '#566071',
  '#333c4c',
  '#1b2230',
]
const dark: MantineColorsTuple = [
  '#e6e9ee',
  '#a7b0bd',
  '#98a2b1',
  '#98a2b1',
  '#2a313c',
  '#232a34',
  '#1a2029',
  '#161b22',
  '#0e1116',
  '#090c10',
]
const red: MantineColorsTuple = [
  '#fff0f2',
  '#ffdde2',
  '#ffb8c2',
  '#ff8a8a',
  '#f2546a',
  '#dc2a45',
  '#c8102e',
  '#b00c27',
  '#970a21',
  '#7a081b',
]

const px = (size: number): string => `${size / 16}rem`

export const theme = createTheme({
  colors: { blue, gray, dark, red },
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 6 },
  white: '#ffffff',
  black: '#1b2230',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  // Sizes are rem of an untouched 16 px root; 13 px is set on body only.
  fontSizes: { xs: px(12), sm: px(13), md: px(14), lg: px(15), xl: px(20) },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: px(8), sm: px(12), md: px(16), lg: px(20), xl: px(28) },
  defaultRadius: 'sm',
  radius: { xs: px(4), sm: px(6), md: px(8), lg: px(8), xl: px(8) },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Badge: { defaultProps: { tt: 'none', fw: 600, radius: 'sm' } },
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 30 } },
    Modal: { defaultProps: { centered: true, radius: 'md', transitionProps: { duration: 140 } } },
    ModalRoot: { defaultProps: { centered: true, radius: 'md', transitionProps: { duration: 140 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 160 } } },
    DrawerRoot: { defaultProps: { transitionProps: { duration: 160 } } },
    Menu: { defaultProps: { shadow: 'md', radius: 'md', transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md', transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 120 }, multiline: true, maw: 320 } },
    Tabs: { defaultProps: { keepMounted: false } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
})

const shared = {
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--primary-ink)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-blue-light': 'var(--selected)',
  '--mantine-color-blue-light-color': 'var(--selected-ink)',
  '--mantine-color-blue-text': 'var(--primary-ink)',
  '--mantine-color-blue-outline': 'var(--primary-ink)',
  '--mantine-shadow-md': 'var(--shadow)',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...shared, '--mantine-color-gray-light-color': 'var(--ink-2)' },
  dark: {
    ...shared,
    '--mantine-color-gray-light-color': 'var(--ink-2)',
    '--mantine-color-disabled-color': '#7d8797',
    '--mantine-color-red-text': 'var(--danger)',
  },
})
