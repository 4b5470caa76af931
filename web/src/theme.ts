export type Theme = 'light' | 'dark'

const key = 'coinswarm-theme'
const system = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** The theme in force: what was chosen here before, else what the system prefers. */
function currentTheme(): Theme {
  const chosen = remembered()
  if (chosen === 'light' || chosen === 'dark') return chosen
  return system.matches ? 'dark' : 'light'
}

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(key, theme)
  } catch {
    // A browser that keeps nothing still switches, until the page is closed.
  }
  applyTheme(theme)
}

export function onTheme(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Puts the theme on the page and follows the system from here on. */
export function startTheme(): void {
  applyTheme(currentTheme())
  system.addEventListener('change', () => applyTheme(currentTheme()))
}

export function shownTheme(): Theme {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light'
}

function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  for (const listener of listeners) listener()
}

function remembered(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
