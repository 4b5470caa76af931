import { UserError } from '../../base/index.ts'
import type { StrategyRegistry } from '../../evolution/index.ts'
import { readJournal } from '../../journal/index.ts'
import { type Clock, nodeDisk } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'

/**
 * When something is done to the strategies of a desk, by the time of its market: nights go by that,
 * and judge a stage by the bars that come after it began. It is that of its newest bar, else of its
 * last night, else of the clock.
 *
 * @returns Unit: us.
 */
export function deskTime(desk: string, book: StrategyRegistry['book'], clock: Clock): number {
  return newestBar(desk) ?? lastNight(book) ?? clock.now()
}

/** A journal that cannot be read keeps nobody from taking a version off. */
function newestBar(desk: string): number | undefined {
  const { journal } = deskPaths(desk)
  if (!nodeDisk.exists(journal)) return undefined
  let newest: number | undefined
  try {
    for (const { event } of readJournal(journal, nodeDisk))
      if (event.kind === 'bar-closed') newest = event.ts
  } catch (error) {
    if (!(error instanceof UserError)) throw error
  }
  return newest
}

function lastNight({ versions }: StrategyRegistry['book']): number | undefined {
  const nights = versions.flatMap((of) => [of, ...of.moves].filter(({ cycle }) => cycle > 0))
  return nights.length === 0 ? undefined : Math.max(...nights.map(({ ts }) => ts))
}
