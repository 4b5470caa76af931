import { reasonOf, UserError } from '../../base/index.ts'
import type {
  ModuleKind,
  Rollback,
  StrategyRegistry as Registry,
  Version,
} from '../../evolution/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { openActLog } from '../control/open-control.ts'
import { osUser } from '../control/os-user.ts'
import { personHere } from '../control/person-here.ts'
import { changeStrategies } from './desk-strategies.ts'
import { deskTime } from './desk-time.ts'

/** Who wants something of the strategies of a desk, and why. */
export type StrategyWish = {
  /** The folder of the desk. */
  readonly desk: string
  readonly clock: Clock
  readonly reason: string
  readonly onNote: (message: string) => void
}

/**
 * Makes a version champion by hand, which only what passed the gate can be.
 *
 * @param text - Its id, or the beginning of it.
 * @throws UserError `strategy-refused`, `strategy-unknown`, `reason-missing`, `audit-failed`
 */
export function promoteStrategy(text: string, wish: StrategyWish): Version {
  requireReason(wish, 'promote it')
  return changeStrategies(wish.desk, (registry) => {
    const { id, state } = registry.find(text)
    if (state === 'retired')
      throw new UserError(
        'strategy-refused',
        `Version ${id.slice(0, 12)} is retired; coinswarm strategy rollback brings back the last champion.`,
      )
    const step = { ...stepBy(wish, registry), id, to: 'champion' } as const
    registry.require(step)
    audited(wish, `promote version ${id.slice(0, 12)}`, () => registry.move(step))
    return registry.find(id)
  })
}

/** Demotes the champion and restores the one before. @throws as above */
export function rollbackStrategy(module: ModuleKind, wish: StrategyWish): Rollback {
  requireReason(wish, 'roll back')
  return changeStrategies(wish.desk, (registry) => {
    const back = (): Rollback => registry.rollback(module, stepBy(wish, registry))
    const champion = registry.book.champion(module)
    // Declined below, with the way out: nothing is done that an audit could tell of.
    if (champion === undefined) return back()
    return audited(wish, `roll back version ${champion.id.slice(0, 12)}`, back)
  })
}

/** Makes a version the frozen control of its kind, once and for good. @throws as above */
export function freezeStrategy(text: string, wish: StrategyWish): Version {
  requireReason(wish, 'freeze it')
  return changeStrategies(wish.desk, (registry) => {
    const { id } = registry.find(text)
    audited(wish, `freeze version ${id.slice(0, 12)}`, () =>
      registry.freeze(id, stepBy(wish, registry)),
    )
    return registry.find(id)
  })
}

function stepBy(
  { desk, clock, reason }: StrategyWish,
  { book }: Registry,
): Omit<Parameters<Registry['move']>[0], 'id' | 'to'> {
  return { ts: deskTime(desk, book, clock), cycle: 0, actor: osUser(), reason }
}

/** What is wanted is in the audit before it is done, and then what came of it. */
function audited<T>({ desk, clock, onNote, reason }: StrategyWish, what: string, act: () => T): T {
  const { log } = openActLog({ folder: desk, clock, onNote })
  const wanted = { ...personHere(), door: 'cli', act: 'strategy', what, reason } as const
  log.asked(wanted)
  try {
    const done = act()
    log.outcome(wanted, 'done', '')
    return done
  } catch (error) {
    log.outcome(wanted, 'failed', reasonOf(error))
    throw error
  }
}

function requireReason({ reason }: StrategyWish, what: string): void {
  if (reason.trim() === '')
    throw new UserError('reason-missing', `--reason TEXT is missing: say why you ${what}.`)
}
