import type { Command } from 'commander'
import {
  type ConfigurationFlag,
  type ConfigurationValues,
  loadAgent,
  loadAgentKind,
  loadOutsideAgent,
} from '../../app/index.ts'
import type { Agent } from '../../agents/index.ts'
import { UserError } from '../../base/index.ts'
import { asNumber } from './option-number.ts'

/** What a command is told of the agents it runs, and of what they pay; every option is text. */
export type AgentOptions = {
  readonly agent?: readonly string[]
  readonly param?: readonly string[]
  readonly cash?: string
  readonly seed?: string
  readonly feeBps?: string
  readonly slippageBps?: string
  readonly allowShort?: boolean
}

/** Gives a command the options by which a person names agents, money and costs. */
export function addAgentOptions(command: Command): Command {
  return addRunOptions(
    command.option('--agent <name...>', 'an agent by name or a file of your own (default: trend)'),
  )
}

/** The same for a command that is told of its agent in another way. */
export function addRunOptions(command: Command): Command {
  return command
    .option('--param <k=v...>', 'a parameter of the agent, or agent.k=v with several')
    .option('--cash <amount>', 'money at the start (default: 100000)')
    .option('--seed <n>', 'seed of everything drawn by chance (default: 1)')
    .option('--fee-bps <n>', 'fee of an order that takes, basis points')
    .option('--slippage-bps <n>', 'slippage of an order that takes, basis points')
    .option('--allow-short', 'let the desk sell short; borrowing costs are not counted yet')
}

/** The settings that these options stand for. */
export function agentFlags(options: AgentOptions): readonly ConfigurationFlag[] {
  return [
    { flag: '--seed', key: 'desk.seed', value: asNumber(options.seed) },
    { flag: '--fee-bps', key: 'costs.feeTakerBps', value: asNumber(options.feeBps) },
    { flag: '--slippage-bps', key: 'costs.slippageBps', value: asNumber(options.slippageBps) },
    {
      flag: '--allow-short',
      key: 'risk.isLongOnly',
      value: options.allowShort === true ? false : undefined,
    },
  ]
}

/**
 * The agents asked for, or those of the settings.
 *
 * @param isOutside - Whether what they look at besides bars will be there.
 * @throws UserError for what is not known.
 */
export async function agentsOf(
  options: AgentOptions,
  { agents }: ConfigurationValues,
  isOutside = false,
): Promise<readonly Agent[]> {
  const names = options.agent ?? agents.map((agent) => agent.name)
  const asked = await Promise.all(
    names.map(async (from) => ({ from, name: (await loadAgentKind(from)).name })),
  )
  const parameters = parametersOf(asked, options, agents)
  const load = isOutside ? loadOutsideAgent : loadAgent
  return Promise.all(names.map((from, i) => load(from, parameters[i] ?? {})))
}

/** An agent as it was asked for, which may be by a file, and the name that it gives itself. */
export type AskedAgent = { readonly from: string; readonly name: string }

/** What an agent is given, before it is held to its schema. */
export type GivenParameters = Readonly<Record<string, unknown>>

/** The `--param` options of a command that runs one agent, over those of the settings. */
export function parametersFor(
  agent: AskedAgent,
  options: AgentOptions,
  settings: ConfigurationValues['agents'],
): GivenParameters {
  return parametersOf([agent], options, settings)[0] ?? {}
}

/**
 * The `--param` options for each of `agents`, over those of the settings. One that says whose it is
 * goes to the agents of that name, or to the one that was asked for by it.
 *
 * @throws UserError `usage` for one that says of none whose it is, or of no agent that runs.
 */
export function parametersOf(
  agents: readonly AskedAgent[],
  options: AgentOptions,
  settings: ConfigurationValues['agents'],
): readonly GivenParameters[] {
  const given = (options.param ?? []).map((text) => givenIn(text, agents))
  return agents.map((agent, i) => ({
    ...(options.agent === undefined ? settingOf(agent.from, i, settings)?.parameters : undefined),
    ...Object.fromEntries(given.flatMap(({ key, value, of }) => (of(agent) ? [[key, value]] : []))),
  }))
}

/** What the settings say of an agent: at its own place, for they may name one several times. */
export function settingOf(
  from: string,
  place: number,
  settings: ConfigurationValues['agents'],
): ConfigurationValues['agents'][number] | undefined {
  const same = settings[place]
  return same?.name === from ? same : settings.find(({ name }) => name === from)
}

type Given = {
  readonly key: string
  readonly value: string
  readonly of: (agent: AskedAgent) => boolean
}

function givenIn(text: string, agents: readonly AskedAgent[]): Given {
  const match = /^(?:([^=]+)\.)?([A-Za-z][A-Za-z0-9]*)=(.*)$/.exec(text)
  if (match === null) throw new UserError('usage', `--param must be like fast=12, was '${text}'.`)
  const [, owner, key = '', value = ''] = match
  const of = ({ from, name }: AskedAgent): boolean =>
    owner === undefined || owner === name || owner === from
  const names = agents.map(({ name }) => name)
  if (owner === undefined && agents.length > 1)
    throw new UserError('usage', `With several agents say whose: --param ${names[0]}.${text}.`)
  if (!agents.some(of))
    throw new UserError(
      'usage',
      `--param ${text} is for ${owner}, which does not run here; what runs is ${names.join(', ')}.`,
    )
  return { key, value, of }
}
