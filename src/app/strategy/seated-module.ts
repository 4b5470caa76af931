import type { Agent } from '../../agents/index.ts'
import { BoxFault, type BoxedModule } from '../../evolution/index.ts'

/** The agent of a module at its usual parameters. @throws BoxFault where it gives none. */
export function agentOf({ kind }: Pick<BoxedModule, 'kind'>): Agent {
  const seated = kind.seat({})
  if (seated.ok) return seated.value
  throw new BoxFault('module', seated.error)
}

/**
 * What comes of the agent of a module, in its box or on this side.
 *
 * @throws BoxFault of a module that is at fault, whatever its run came to.
 */
export async function withAgent<T>(
  module: BoxedModule,
  use: (agent: Agent) => T | Promise<T>,
): Promise<T> {
  const answer = await use(agentOf(module))
  const wrong = module.fault()
  if (wrong !== undefined) throw wrong
  return answer
}
