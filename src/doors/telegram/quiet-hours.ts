/** Whether a time lies in hours such as `22-7`, UTC. @param t - Milliseconds since 1970. */
export function isQuiet(hours: string, t: number): boolean {
  const [from, to] = hours.split('-').map(Number)
  if (from === undefined || to === undefined) return false
  const hour = Math.floor(t / 3_600_000) % 24
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to
}
