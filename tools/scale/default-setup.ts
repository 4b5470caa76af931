import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Agent, agentByName } from '../../src/agents/index.ts'
import { loadConfiguration, setupOf } from '../../src/app/index.ts'
import { defined } from '../../src/base/index.ts'
import type { BacktestSetup } from '../../src/engine/index.ts'

/** A desk by the settings that everybody has who has changed none. */
export function defaultSetup(agents: readonly Agent[]): BacktestSetup {
  const folder = path.join(tmpdir(), 'coinswarm-no-settings')
  return setupOf(loadConfiguration({ folder, variables: {}, flags: [] }).values, agents)
}

/** A shipped agent as it comes. */
export function seated(name: string): Agent {
  const made = defined(agentByName(name), name).seat({})
  if (!made.ok) throw new Error(made.error)
  return made.value
}
