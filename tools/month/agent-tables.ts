import { table } from '../markdown-table.ts'
import type { AgentOfMonth, MonthPart } from './month-record.ts'

/** Agents told of at either end. */
const most = 6

/** Who brought most and least of what was wished for, or whose positions came to most and least. */
export function agentTables({ votes, attribution, streams }: MonthPart): readonly string[] {
  const isEarned = votes === 'earned'
  const worth = (of: AgentOfMonth): number =>
    isEarned ? (of.brought ?? 0) : of.positions * (of.mean ?? 0)
  const heard = attribution.filter((of) => worth(of) !== 0)
  const sorted = heard.toSorted((a, b) => worth(b) - worth(a))
  const ends =
    sorted.length <= 2 * most ? sorted : [...sorted.slice(0, most), ...sorted.slice(-most)]
  const unheard = attribution.length - heard.length
  return [
    `${heard.length} agents had a part in anything, ${unheard} had none.` +
      (ends.length < heard.length ? ` The ${most} first and the ${most} last:\n` : '\n'),
    isEarned ? earnedTable(ends) : claimedTable(ends),
    ...(isEarned ? [streamTable(streams)] : []),
  ]
}

function earnedTable(agents: readonly AgentOfMonth[]): string {
  return table(
    ['agent', 'weight', 'brought of what was wished for', 'bp a bar, 95 %', 'positions'],
    agents.map(({ agent, weight, brought, interval, positions }) => [
      `\`${agent}\``,
      weight?.toFixed(2) ?? '',
      percent(brought ?? 0),
      bp(interval),
      `${positions}`,
    ]),
  )
}

function claimedTable(agents: readonly AgentOfMonth[]): string {
  return table(
    ['agent', 'positions it had asked for', 'mean of one, net of costs'],
    agents.map(({ agent, positions, mean }) => [
      `\`${agent}\``,
      `${positions}`,
      mean === null ? '' : percent(mean),
    ]),
  )
}

function streamTable({ wished }: MonthPart['streams']): string {
  return table(
    ['stream of wishes', 'brought in all', 'bp a bar, 95 %'],
    wished.map(({ stream, total, perBar }) => [stream, percent(total), bp(perBar)]),
  )
}

function percent(share: number): string {
  return `${fixed(100 * share, 3)} %`
}

function bp(interval: readonly [number, number] | null): string {
  if (interval === null) return ''
  const [low, high] = interval.map((share) => fixed(10_000 * share, 4))
  return `${low} to ${high}`
}

/** So many decimals, and nothing below nothing. */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? (0).toFixed(decimals) : text
}
