import { createHash } from 'node:crypto'
import type { ScaleCase, ScalePoint } from './scale-case.ts'

/** What work is done before anything counts: code is compiled, and memory has its size. */
const warmSeconds = 1
/** A run that takes so long counts at once: what it compiles is a small part of it. */
const longSeconds = 2

/**
 * Measures one size in this process: CPU time and not the clock, for machines are shared.
 *
 * @param repeats - Runs that count, fewer of what takes long; 0 warms nothing and counts the first.
 */
export async function measurePoint(
  { prepare }: ScaleCase,
  size: number,
  repeats: number,
): Promise<ScalePoint> {
  const { run } = await prepare(size)
  let words: string | undefined
  const once = async (): Promise<number> => {
    const before = process.cpuUsage()
    const said = await run()
    words ??= said
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  const cold = await once()
  const isCounted = repeats === 0 || cold > longSeconds
  if (!isCounted) for (let spent = cold; spent < warmSeconds; ) spent += await once()
  const seconds = isCounted ? [cold] : []
  const most = isCounted ? Math.ceil((2 * longSeconds) / cold) : repeats
  while (seconds.length < Math.min(repeats, most)) seconds.push(await once())
  const hash = createHash('sha256')
    .update(words ?? '')
    .digest('hex')
    .slice(0, 16)
  return { size, seconds, megabytes: process.resourceUsage().maxRSS / 1_024, hash }
}
