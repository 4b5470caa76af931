import type { LoadedBars } from '../../src/market/index.ts'

/** Bars in cents and hundred-millionths as the file of a person. */
export function barsAsCsv({ bars, intervalUs }: LoadedBars): string {
  const lines = Array.from({ length: bars.length }, (_, i) => {
    const [open, high, low, close] = (['open', 'high', 'low', 'close'] as const).map((name) =>
      ((bars[name][i] ?? 0) / 100).toFixed(2),
    )
    const at = ((bars.ts[i] ?? 0) - intervalUs) / 1_000
    return `${at},${open},${high},${low},${close},10000\n`
  })
  return `ts,open,high,low,close,volume\n${lines.join('')}`
}
