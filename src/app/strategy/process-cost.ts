import { readFileSync } from 'node:fs'

/** What the first thread of a process has used, and what all of it holds. */
export type ProcessCost = { readonly cpuMs: number; readonly residentMb: number }

/** Ticks of the kernel's own clock, and bytes of a page, on every Linux that Node is built for. */
const tickMs = 10
const pageBytes = 4_096
const mebibyte = 1_048_576

/**
 * What the process that another became, or started, has used so far. A machine that is busy
 * elsewhere gives it no time, and then it has used none: it is not what hangs.
 *
 * @returns `undefined` where the system does not say so.
 */
export function costOf(starter: number): ProcessCost | undefined {
  try {
    const child = Number(readFileSync(`/proc/${starter}/task/${starter}/children`, 'utf8'))
    const pid = child > 0 ? child : starter
    const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // utime, stime and rss of proc(5), whose counting begins at the name that was cut off.
    const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number)
    const cpuMs = ((user ?? 0) + (system ?? 0)) * tickMs
    return { cpuMs, residentMb: ((pages ?? 0) * pageBytes) / mebibyte }
  } catch {
    return undefined
  }
}
