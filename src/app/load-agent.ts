import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  type Agent,
  type AgentKind,
  agentByName,
  isAgentKind,
  type Mind,
  opinionFault,
  roster,
} from '../agents/index.ts'
import { nearest, reasonOf, type Result, UserError } from '../base/index.ts'
import { championName, type RunHeader } from '../engine/index.ts'
import { outsideMissing } from '../features/index.ts'
import { codeHash, watchImports } from './agent-code.ts'
import { idleChampion } from './strategy/champion-idle.ts'

/** An agent as a person names it: one that ships, or a file of their own. */
export async function loadAgent(
  nameOrFile: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Agent> {
  const agent = await loadOutsideAgent(nameOrFile, parameters)
  refuseOutside([agent])
  return agent
}

/** The same where what it looks at besides bars will be there. */
export async function loadOutsideAgent(
  nameOrFile: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Agent> {
  return seatedAs(await loadAgentKind(nameOrFile), parameters)
}

/** The same on a desk, where nobody sits as champion before a version is it. */
async function loadSeat(
  nameOrFile: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Agent> {
  if (nameOrFile === championName) return seatedAs(idleChampion, parameters)
  return loadOutsideAgent(nameOrFile, parameters)
}

function seatedAs(kind: AgentKind, parameters: Readonly<Record<string, unknown>>): Agent {
  const seated = kind.seat(parameters)
  if (!seated.ok) throw new UserError('agent-parameters', `${sentence(seated.error)}`)
  return seated.value
}

/** For where nothing comes from outside. @throws UserError `outside-missing` of who looks there. */
export function refuseOutside(agents: readonly Agent[]): void {
  for (const agent of agents)
    for (const outside of outsideNamesOf([agent])) throw outsideMissing(agent.id, outside)
}

/** The columns that agents look at besides bars, each once. */
export function outsideNamesOf(agents: readonly Agent[]): readonly string[] {
  const specs = agents.flatMap((agent) => Object.values(agent.features))
  return [...new Set(specs.flatMap(({ outside }) => (outside === undefined ? [] : [outside])))]
}

/** The same before its parameters are settled. */
export async function loadAgentKind(nameOrFile: string): Promise<AgentKind> {
  const isFile = /\.[cm]?[jt]s$/.test(nameOrFile)
  return isFile ? loadAgentFile(nameOrFile) : shippedAgent(nameOrFile)
}

/**
 * The agents of a run, as its header names them.
 *
 * @param has - Whether the run is told a column from outside.
 * @throws UserError `outside-missing` for an agent that looks at another, and as `loadAgent` does.
 */
export function loadSeats(
  seats: RunHeader['agents'],
  has: (column: string) => boolean,
): Promise<readonly Agent[]> {
  return Promise.all(
    seats.map(async (seat) => {
      const agent = await loadSeat(seat.from, seat.parameters)
      const missing = outsideNamesOf([agent]).find((column) => !has(column))
      if (missing !== undefined) throw outsideMissing(agent.id, missing)
      return agent
    }),
  )
}

function shippedAgent(name: string): AgentKind {
  const kind = agentByName(name)
  if (kind !== undefined) return kind
  if (name === championName)
    throw new UserError(
      'agent-unknown',
      'A champion sits on a running desk alone, by coinswarm up; give the file of a version, in ' +
        'strategies/sources of the desk.',
    )
  const names = roster.map((each) => each.name)
  const guess = nearest(name, names)
  const file = ['.ts', '.js'].map((ending) => name + ending).find((each) => fs.existsSync(each))
  const known = guess === undefined ? `known are ${names.join(', ')}` : `perhaps ${guess} is meant`
  const hint = file === undefined ? `${known}, or give a .ts file` : `perhaps ${file} is meant`
  throw new UserError('agent-unknown', `There is no agent '${name}'; ${hint}.`)
}

async function loadAgentFile(file: string): Promise<AgentKind> {
  const full = path.resolve(file)
  if (!fs.existsSync(full))
    throw new UserError('agent-missing', `There is no file ${file}; check the path of --agent.`)
  watchImports()
  const module = await importFile(file, full)
  const kinds = Object.values(module).filter(isAgentKind)
  const [kind, second] = kinds
  if (kind === undefined)
    throw new UserError(
      'agent-invalid',
      `${file} exports no agent; write 'export const agent = defineAgent({ ... })'.`,
    )
  if (second !== undefined)
    throw new UserError('agent-invalid', `${file} exports ${kinds.length} agents; export one.`)
  return guarded(file, kind, codeHash(full))
}

async function importFile(file: string, full: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(full).href)) as Record<string, unknown>
  } catch (error) {
    throw new UserError(
      'agent-invalid',
      `${placeIn(file, error)} could not be loaded: ${why(error)}`,
    )
  }
}

/** The first line of what an error says, as a sentence. */
function why(error: unknown): string {
  const text = reasonOf(error).split('\n')[0] ?? ''
  return sentence(text)
}

/** `file:line` when the stack of `error` tells the line, else `file`. */
function placeIn(file: string, error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const at = stack.indexOf(path.basename(file))
  const line = at < 0 ? undefined : /^[^:\n]*:(\d+)/.exec(stack.slice(at))?.[1]
  return line === undefined ? file : `${file}:${line}`
}

/** A stranger's agent knows its code; that it throws is told to its author, with the time. */
function guarded(file: string, kind: AgentKind, code: string): AgentKind {
  return {
    ...kind,
    seat: (given) => {
      const seated = seatOf(file, kind, given)
      if (!seated.ok) return seated
      const agent = seated.value
      const { makeMind } = agent
      const minded = makeMind && ((seed: number): Mind => guardMind(file, makeMind(seed)))
      const opine: Agent['opine'] = (view) => guard(file, agent, view)
      return { ok: true, value: { ...agent, code, opine, makeMind: minded } }
    },
  }
}

/** What it throws when it is told of a fill is told to its author as well. */
function guardMind(file: string, mind: Mind): Mind {
  const hear = mind.onFill?.bind(mind)
  if (hear === undefined) return mind
  // The mind itself, for its agent knows it by what it is.
  mind.onFill = (fill) => {
    try {
      hear(fill)
    } catch (error) {
      const at = new Date(fill.ts / 1_000).toISOString()
      const place = placeIn(file, error)
      throw new UserError('agent-threw', `${place}: it threw at the fill of ${at}: ${why(error)}`)
    }
  }
  return mind
}

/** A definition that is not whole is told to its author, not taken for a bug of ours. */
function seatOf(
  file: string,
  kind: AgentKind,
  given: Readonly<Record<string, unknown>>,
): Result<Agent> {
  let seated: Result<Agent>
  try {
    seated = kind.seat(given)
  } catch (error) {
    const place = placeIn(file, error)
    throw new UserError('agent-invalid', `${place}: the definition fails: ${why(error)}`)
  }
  if (!seated.ok) return seated
  for (const [name, spec] of Object.entries(seated.value.features)) {
    if (typeof (spec as Partial<typeof spec> | undefined)?.create !== 'function')
      throw new UserError('agent-invalid', `${file}: feature '${name}' is none, such as ema(12).`)
    refuseOtherUnit(file, name, spec.everyUs)
  }
  return seated
}

/** An hour in milliseconds is 3.6 s: shorter than any bar, so that every bar would be read. */
function refuseOtherUnit(file: string, feature: string, us: number | undefined): void {
  if (us === undefined || (us > 0 && Number.isSafeInteger(us / 1_000_000))) return
  throw new UserError(
    'agent-invalid',
    `${file}: feature '${feature}' is over bars of ${us / 1_000_000} s; every(…) takes ` +
      'microseconds in whole seconds, and an hour is 3_600_000_000.',
  )
}

function guard(
  file: string,
  agent: Agent,
  view: Parameters<Agent['opine']>[0],
): ReturnType<Agent['opine']> {
  const at = (): string => new Date(view.asOf / 1_000).toISOString()
  let fault: string | undefined
  try {
    const opinion = agent.opine(view)
    fault = opinionFault(opinion, view.close)
    if (fault === undefined) return opinion
  } catch (error) {
    const place = placeIn(file, error)
    throw new UserError('agent-threw', `${place}: opine threw at ${at()}: ${why(error)}`)
  }
  throw new UserError('agent-threw', `${file}: at ${at()}: ${fault}.`)
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`
}
