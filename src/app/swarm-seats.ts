import { type Agent, agentByName, instigatorVariants, roster } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import type { RunHeader } from '../engine/index.ts'
import { outsideNamesOf } from './load-agent.ts'
import { swarmColumns } from './swarm-columns.ts'

type Seat = RunHeader['agents'][number]

/**
 * Yardsticks, what is written to be screened, what evolution begins with, and what says something
 * only of instruments that a person has chosen to go together: no voices of a swarm.
 */
const beside: ReadonlySet<string> = new Set(['hold', 'random', 'cross', 'first', 'basket'])
/** Seated more than once. */
const several: ReadonlySet<string> = new Set(['analyst', 'pattern-learner', 'moat-learner'])

/** Learners of a team, who differ by what they look at. @see SPEC P6, P8. */
const learners = 15
/** Those of them who look at a moat where there is one, by variant: one for each kind of news. */
const moatVariants: ReadonlyMap<number, string> = new Map([
  [2, 'funding.rate'],
  [4, 'code.commits24h'],
  [6, 'government.policyRisk'],
  [9, 'corporate.reports'],
  [12, 'news.sentiment'],
])
/** The styles of the three analysts of a team. @see SPEC P6, P7. */
const analystStyles = ['fast', 'usual', 'slow']

/**
 * Each strategy once, three analysts, three instigators and fifteen learners, five of whom look at
 * a moat where it says anything: by name and parameters, as a header has them.
 *
 * @param hasSources - Whether what some look at besides bars is there; they are left out otherwise.
 * @param speaks - Whether a column says anything at all; every one does when left out.
 */
export function swarmSeats(
  hasSources: boolean,
  speaks: (column: string) => boolean = () => true,
): readonly Seat[] {
  const kinds = roster.filter(({ name }) => !beside.has(name) && !several.has(name))
  const seats: readonly Seat[] = [
    ...kinds.map(({ name }) => ({ from: name, parameters: {} })),
    ...analystStyles.map((style) => ({ from: 'analyst', parameters: { style } })),
    ...instigatorVariants.map((variant) => ({ from: 'instigator', parameters: variant })),
    ...Array.from({ length: learners }, (_, variant): Seat => {
      const column = hasSources ? moatVariants.get(variant) : undefined
      return column === undefined || !speaks(column)
        ? { from: 'pattern-learner', parameters: { variant } }
        : { from: 'moat-learner', parameters: { variant, column } }
    }),
  ]
  return seats.filter((seat) => hasSources || outsideNamesOf([agentAt(seat)]).length === 0)
}

/** The same, seated. */
export function swarmAgents(...which: Parameters<typeof swarmSeats>): readonly Agent[] {
  return swarmSeats(...which).map(agentAt)
}

function agentAt({ from, parameters }: Seat): Agent {
  const seated = agentByName(from)?.seat(parameters)
  return defined(seated?.ok === true ? seated.value : undefined, 'a shipped agent')
}

/** Columns from outside that a swarm looks at: its researchers and explorers, and its agents. */
export function swarmLooksAt(): readonly string[] {
  return [...swarmColumns.map(({ column }) => column), ...outsideNamesOf(swarmAgents(true))]
}
