/** `20230101T000000_20240101T000000`: what a file of the catalog is called after. */
export function partName(from: number, to: number): string {
  return `${stamp(from)}_${stamp(to)}`
}

/** `20230101T000000`, with milliseconds when there are any: sorts by time, fit for file names. */
function stamp(ts: number): string {
  return new Date(ts / 1_000)
    .toISOString()
    .replace(/\.000Z$|Z$/, '')
    .replace(/[-:.]/g, '')
}
