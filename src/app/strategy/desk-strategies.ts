import fs from 'node:fs'
import path from 'node:path'
import { UserError } from '../../base/index.ts'
import { StateShelf, StrategyRegistry } from '../../evolution/index.ts'
import { acquireLock, lockHolder } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { readingKeys, writingKeys } from './strategy-keys.ts'

/** Where a desk keeps its strategies. */
function strategiesFolder(desk: string): string {
  return path.join(desk, 'strategies')
}

/** Another text whenever a step was added to the record of a desk. */
function strategiesMark(desk: string): string {
  const record = path.join(strategiesFolder(desk), 'registry.record')
  const stat = fs.statSync(record, { throwIfNoEntry: false })
  return stat === undefined ? '' : `${stat.size} ${stat.mtimeMs}`
}

/** What the last versions of a desk remembered when they were taken off. */
export function statesOf(desk: string): StateShelf {
  return new StateShelf(nodeDisk, strategiesFolder(desk))
}

/**
 * The strategies of a desk, for reading, also while another process writes.
 *
 * @returns `undefined` where none was kept yet.
 * @throws UserError `strategies-damaged`, `strategies-foreign`, `strategies-key`
 */
export function readStrategies(desk: string): StrategyRegistry | undefined {
  const folder = strategiesFolder(desk)
  const keys = readingKeys(folder)
  return keys === undefined ? undefined : StrategyRegistry.open(nodeDisk, folder, keys)
}

/**
 * Changes the strategies of a desk: one process at a time.
 *
 * @throws UserError as above, `strategies-in-use`, and what `act` throws
 */
export function changeStrategies<T>(desk: string, act: (of: StrategyRegistry) => T): T {
  const { registry, close } = openForWriting(desk)
  try {
    return act(registry)
  } finally {
    close()
  }
}

/** The strategies of a desk as something that is looked at and changed now and then. */
export type KeptStrategies = {
  /** Another text whenever a step was added. */
  mark(): string
  /** @returns `undefined` where none was kept yet. */
  read(): StrategyRegistry | undefined
  change(act: (of: StrategyRegistry) => void): void
}

/** Those in the folder of a desk. */
export function strategiesIn(desk: string): KeptStrategies {
  return {
    mark: () => strategiesMark(desk),
    read: () => readStrategies(desk),
    change: (act) => changeStrategies(desk, act),
  }
}

/** The same for what takes its time. @throws UserError as above */
export async function withStrategies<T>(
  desk: string,
  act: (of: StrategyRegistry) => Promise<T>,
): Promise<T> {
  const { registry, close } = openForWriting(desk)
  try {
    return await act(registry)
  } finally {
    close()
  }
}

function openForWriting(desk: string): {
  readonly registry: StrategyRegistry
  readonly close: () => void
} {
  const folder = strategiesFolder(desk)
  const place = path.join(folder, 'lock')
  const holder = lockHolder(place)
  if (holder !== undefined)
    throw new UserError(
      'strategies-in-use',
      `${folder} is being changed by ${holder}; try again when it has ended.`,
      3,
    )
  const lock = acquireLock(place)
  try {
    const registry = StrategyRegistry.open(nodeDisk, folder, writingKeys(folder))
    return {
      registry,
      close: () => {
        registry.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
