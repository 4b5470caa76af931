import fs from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Agent, type AgentKind, agentByName, isAgentKind, roster } from '../agents/index.ts'
import { nearest, UserError } from '../base/index.ts'

/** An agent as a person names it: one that ships, or a file of their own. */
export async function loadAgent(
  nameOrFile: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Agent> {
  const kind = /\.[cm]?[jt]s$/.test(nameOrFile)
    ? await loadAgentFile(nameOrFile)
    : shippedAgent(nameOrFile)
  const seated = kind.seat(parameters)
  if (!seated.ok) throw new UserError('agent-parameters', `${sentence(seated.error)}`)
  return seated.value
}

function shippedAgent(name: string): AgentKind {
  const kind = agentByName(name)
  if (kind !== undefined) return kind
  const names = roster.map((each) => each.name)
  const guess = nearest(name, names)
  const hint = guess === undefined ? `known: ${names.join(', ')}` : `did you mean ${guess}?`
  throw new UserError('agent-unknown', `There is no agent '${name}'; ${hint}, or give a .ts file.`)
}

async function loadAgentFile(file: string): Promise<AgentKind> {
  const full = path.resolve(file)
  if (!fs.existsSync(full))
    throw new UserError('agent-missing', `There is no file ${file}; check the path of --agent.`)
  resolveOwnName()
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
  return guarded(file, kind)
}

async function importFile(file: string, full: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(full).href)) as Record<string, unknown>
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new UserError('agent-invalid', `${file} could not be loaded: ${sentence(why)}`)
  }
}

/** A stranger's agent that throws is told to its author, with the time of the bar. */
function guarded(file: string, kind: AgentKind): AgentKind {
  return {
    ...kind,
    seat: (given) => {
      const seated = kind.seat(given)
      if (!seated.ok) return seated
      const agent = seated.value
      return { ok: true, value: { ...agent, opine: (view) => guard(file, agent, view) } }
    },
  }
}

function guard(
  file: string,
  agent: Agent,
  view: Parameters<Agent['opine']>[0],
): ReturnType<Agent['opine']> {
  try {
    return agent.opine(view)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const at = new Date(view.asOf / 1_000).toISOString()
    throw new UserError('agent-threw', `${file}: opine threw at ${at}: ${sentence(why)}`)
  }
}

let isResolving = false

/**
 * Lets a strategy file anywhere on the disk import `coinswarm/agents` and the other public rooms
 * and get the ones that are running.
 */
function resolveOwnName(): void {
  if (isResolving) return
  isResolving = true
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  registerHooks({
    resolve: (specifier, context, next) => {
      const room = /^coinswarm\/([a-z-]+)$/.exec(specifier)?.[1]
      if (room === undefined) return next(specifier, context)
      return next(new URL(`../${room}/index.${extension}`, import.meta.url).href, context)
    },
  })
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`
}
