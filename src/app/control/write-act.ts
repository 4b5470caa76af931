import type { AuditMark } from '../../journal/index.ts'
import type { KeyUse } from '../../venue/index.ts'
import type { WantedAct } from './act-log.ts'
import { type ControlNeeds, openActLog } from './open-control.ts'
import { personHere } from './person-here.ts'

/**
 * Writes down what whoever runs this process is about to do, durably. For acts that need no running
 * desk: not to be done when this throws.
 *
 * @throws UserError `audit-failed`, `audit-rewritten`
 */
export function writeAct(
  needs: ControlNeeds,
  act: Pick<WantedAct, 'act' | 'what' | 'reason'>,
): AuditMark {
  const { log } = openActLog(needs)
  return log.asked({ ...personHere(), door: 'cli', ...act })
}

/** Writes each use of a key of the vault down, before the key is given. @throws as above */
export function keyUseWriter(needs: ControlNeeds): (use: KeyUse) => void {
  return (use) => {
    writeAct(needs, { act: 'key-use', what: keyUseText(use), reason: `vault: ${use.why}` })
  }
}

/**
 * A desk is to be started with a key of its vault, which another process takes out: that is written
 * now, and that it was done when it is told.
 *
 * @param key - The name of it.
 * @throws as above
 */
export function keyUseListener(needs: ControlNeeds, key: string): (use: KeyUse) => void {
  const { log } = openActLog(needs)
  const what = `use the key ${key} of the vault`
  const act = { ...personHere(), door: 'cli', act: 'key-use', what, reason: 'to trade' } as const
  log.asked(act)
  return (use) => log.outcome(act, 'done', keyUseText(use))
}

function keyUseText({ name, venue, account, why }: KeyUse): string {
  return `key ${name} of ${venue}${account === '' ? '' : `, account ${account}`}: ${why}`
}
