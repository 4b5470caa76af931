import { dayUs } from '../domain/index.ts'
import { formatPlain } from '../research/index.ts'
import { type Finding, nameOf, type Observed } from './finding.ts'

/** Rows before it is told of anybody that it never spoke. */
const rowsMin = 200
/** Without a word for so long, and for so many times its longest silence before, one is stale. */
const staleUs = 7 * dayUs
const silences = 3

/**
 * Agents from which nothing was heard: silent when they never spoke in all that is kept, stale when
 * they did and have fallen silent for longer than is their way.
 */
export function findAbsence(seen: Observed): readonly Finding[] {
  const rows = seen.logs.reduce((sum, log) => sum + log.length, 0)
  return seen.agents.flatMap((_, agent): Finding[] => {
    const times = timesHeard(seen, agent)
    const last = times.at(-1)
    if (last === undefined) return rows < rowsMin ? [] : [silent(seen, agent, rows)]
    const gap = times.reduce((most, ts, k) => Math.max(most, ts - (times[k - 1] ?? ts)), 0)
    const quietUs = seen.now - last
    if (quietUs < staleUs || quietUs < silences * gap) return []
    return [stale(seen, agent, { quietUs, longestBeforeUs: gap })]
  })
}

/** Times of its opinions on whatever instrument, oldest first. */
function timesHeard({ logs }: Observed, agent: number): readonly number[] {
  const times: number[] = []
  for (const log of logs)
    for (let row = 0; row < log.length; row += 1)
      if (!Number.isNaN(log.exposureOf(row, agent))) times.push(log.tsOf(row))
  return times.sort((a, b) => a - b)
}

function silent(seen: Observed, agent: number, rows: number): Finding {
  const name = nameOf(seen, agent)
  const sentence = `${name} has not spoken on any of the ${rows} rows that are kept.`
  return { kind: 'silent', agent, numbers: { rows }, sentence }
}

function stale(
  seen: Observed,
  agent: number,
  numbers: { readonly quietUs: number; readonly longestBeforeUs: number },
): Finding {
  const days = (us: number): string => formatPlain(us / dayUs, 1)
  const sentence =
    `${nameOf(seen, agent)} has not spoken for ${days(numbers.quietUs)} days; before that its ` +
    `longest silence was ${days(numbers.longestBeforeUs)} days.`
  return { kind: 'stale', agent, numbers, sentence }
}
