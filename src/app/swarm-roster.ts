import type { Agent } from '../agents/index.ts'
import type { Desk } from '../engine/index.ts'
import type { RosterRow } from './swarm-view.ts'

/** What those of a team are called, by the names of their agents; others by what they go by. */
const kinds: Readonly<Record<string, string>> = {
  analyst: 'analysts',
  instigator: 'instigators',
  'risk-voice': 'voices for caution',
  'execution-voice': 'voices for caution',
}
/** Kinds of a team, in the order they are told. */
const teamKinds = ['strategies', 'analysts', 'learners', 'instigators', 'voices for caution']

/** Who there is on a desk with a swarm: each kind now, and with as many teams as there may be. */
export function swarmRoster(desk: Desk): readonly RosterRow[] {
  const { swarm, seats, setup } = desk
  const instruments = seats.length
  const teams = swarm?.figures.active ?? instruments
  const most = Math.min(setup.swarm?.capacity ?? instruments, instruments)
  const rows = teamKinds.map((kind) => {
    const each = setup.agents.filter((agent) => kindOf(agent) === kind).length
    return { kind, now: teams * each, capacity: most * each }
  })
  return [...lookouts(desk), ...rows, ...watchers(desk, most), ...alone].filter(
    ({ now, capacity }) => now + capacity > 0,
  )
}

/** Of whom there is one, whatever the desk trades. */
const alone: readonly RosterRow[] = ['risk', 'trader'].map((kind) => always(kind, 1))

/** Those who look at every instrument, whether it has a team or not. */
function lookouts({ swarm, seats, setup }: Desk): readonly RosterRow[] {
  if (swarm === undefined) return []
  return [
    always('explorers', swarm.explorers),
    always('builder', 1),
    always('data miners', seats.length),
    always('columns of moats', setup.swarm?.columns.length ?? 0),
    always('researchers', swarm.lookouts.researchers),
  ]
}

/** Learners at the instruments that have no team. @param most - Instruments that may have one. */
function watchers({ swarm, seats, setup }: Desk, most: number): readonly RosterRow[] {
  if (swarm === undefined) return []
  const learners = setup.agents.filter(({ stream }) => stream === 'pattern').length
  const at = (i: number): number => Math.min(swarm.watchersOf(i), learners)
  const sum = (isIdle: (i: number) => boolean): number =>
    [...seats.keys()].filter(isIdle).reduce((all, i) => all + at(i), 0)
  const now = sum((i) => !swarm.isActive(i))
  return [{ kind: 'watchers', now, capacity: sum((i) => i >= most) }]
}

function always(kind: string, count: number): RosterRow {
  return { kind, now: count, capacity: count }
}

function kindOf({ name, stream }: Agent): string {
  return kinds[name] ?? (stream === 'pattern' ? 'learners' : 'strategies')
}
