import type { KeyObject } from 'node:crypto'
import { regimeNames } from '../../committee/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { makeManagerKeys } from '../node/make-manager-keys.ts'
import { groupFileIn, readManagerGroup, readManagerKey } from '../node/manager-files.ts'

/** Managers of one process: one of them may be wrong. */
const managerCount = 4

/**
 * The private keys of the managers within a desk, made at first use.
 *
 * @param agents - Names of those that they may weigh.
 * @throws UserError `managers-file`
 */
export function seatedKeys(folder: string, agents: readonly string[]): readonly KeyObject[] {
  if (!nodeDisk.exists(groupFileIn(folder)))
    makeManagerKeys({ folder, count: managerCount, agents, regimes: regimeNames.length })
  return keysIn(folder)
}

/** The same of managers that were seated before. @throws UserError `managers-file` */
export function keysIn(folder: string): readonly KeyObject[] {
  const group = readManagerGroup(folder)
  return group.keys.map((_, manager) => readManagerKey(folder, manager, group))
}
