/** How the pages look on this device; kept in cookies so that the server's first answer is already right. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** `large` sets the root to 125 %. */
export const SIZES = ['normal', 'large'] as const;
export type Size = (typeof SIZES)[number];

/** The cookies of the page's appearance. */
export const APPEARANCE_COOKIES = { theme: 'lianxi_theme', size: 'lianxi_size', locale: 'lianxi_locale' } as const;

export const isTheme = (value: unknown): value is Theme => THEMES.includes(value as Theme);
export const isSize = (value: unknown): value is Size => SIZES.includes(value as Size);
