import type { Command } from 'commander'
import { type ConfigurationFlag, type ConfigurationValues, loadAgent } from '../../app/index.ts'
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

/** The agents asked for, or those of the settings. @throws UserError for what is not known. */
export function agentsOf(
  options: AgentOptions,
  { agents }: ConfigurationValues,
): Promise<readonly Agent[]> {
  const names = options.agent ?? agents.map((agent) => agent.name)
  const parameters = (name: string): Record<string, unknown> =>
    parametersFor(name, names.length, options, agents)
  return Promise.all(names.map((name) => loadAgent(name, parameters(name))))
}

/** The `--param` options meant for `name` of so many `agents`, over those of the settings. */
export function parametersFor(
  name: string,
  agents: number,
  options: AgentOptions,
  settings: readonly { readonly name: string; readonly parameters: object }[],
): Record<string, unknown> {
  const isDefault = options.agent === undefined
  const own = isDefault ? settings.find((agent) => agent.name === name)?.parameters : undefined
  const parameters: Record<string, unknown> = { ...own }
  for (const text of options.param ?? []) {
    const match = /^(?:([^.=]+)\.)?([A-Za-z][A-Za-z0-9]*)=(.*)$/.exec(text)
    if (match === null) throw new UserError('usage', `--param must be like fast=12, was '${text}'.`)
    const [, owner, key = '', value = ''] = match
    if (owner === undefined && agents > 1)
      throw new UserError('usage', `With several agents say whose: --param NAME.${text}.`)
    if (owner === undefined || owner === name) parameters[key] = value
  }
  return parameters
}
