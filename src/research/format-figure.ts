// Figures as people read them. No locale enters, so that a report is the same everywhere.

/** `-1,234.50` with a true minus sign; `n/a` when not defined. @param places - Decimals. */
export function formatPlain(value: number | undefined, places: number): string {
  if (value === undefined || !Number.isFinite(value)) return 'n/a'
  const text = Math.abs(value).toFixed(places)
  // Beyond 1e21 `toFixed` turns to powers of ten, which no comma belongs in.
  const grouped = text.includes('e') ? text : text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')
  const isZero = /^[0.]*$/.test(text)
  return value < 0 && !isZero ? `−${grouped}` : grouped
}

/** The same with a plus before what is above 0. */
export function formatSigned(value: number | undefined, places: number): string {
  const text = formatPlain(value, places)
  return value !== undefined && value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** `12.3 %`, with a second decimal below 1. @param percent - 1 is one per cent. */
export function formatPercent(percent: number | undefined): string {
  const text = formatPlain(percent, placesOf(percent))
  return text === 'n/a' ? text : `${text} %`
}

export function formatSignedPercent(percent: number | undefined): string {
  const text = formatSigned(percent, placesOf(percent))
  return text === 'n/a' ? text : `${text} %`
}

/** A length of time in its two largest units: `3 d 4 h`, `12 min`. @param us - Microseconds. */
export function formatDuration(us: number | undefined): string {
  if (us === undefined || !Number.isFinite(us)) return 'n/a'
  const seconds = Math.round(us / 1_000_000)
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const first = units.findIndex(([count]) => count > 0)
  if (first < 0) return '0 s'
  const shown = units.slice(first, first + 2).filter(([count]) => count > 0)
  return shown.map(([count, unit]) => `${count} ${unit}`).join(' ')
}

/** `1 trade`, `12 trades`. */
export function plural(count: number, noun: string): string {
  return `${formatPlain(count, 0)} ${noun}${count === 1 ? '' : 's'}`
}

function placesOf(percent: number | undefined): number {
  return percent !== undefined && Math.abs(percent) < 1 ? 2 : 1
}
