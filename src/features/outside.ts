import { type Json, UserError } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { blockRows } from './block-rows.ts'
import type { ColumnsBeside, FeatureSpec, Indicator } from './indicator.ts'

/**
 * A column from outside the bars, such as the commits of a day, as a feature. It reads NaN where
 * its source had nothing to say: an agent then abstains. Only a run that is given the column can
 * seat the agent.
 *
 * @param name - Which column, as `commits24h`.
 */
export function outside(name: string): FeatureSpec {
  return {
    key: `outside(${name})`,
    warmup: 1,
    outside: name,
    create: (market) => {
      const column = market.outside?.[name]
      if (column === undefined) throw outsideMissing('An agent', name)
      return new OutsideColumn(column)
    },
  }
}

/** What is said to whoever seats an agent where nothing brings what it looks at. */
export function outsideMissing(agent: string, name: string): UserError {
  return new UserError(
    'outside-missing',
    `${agent} looks at '${name}', which does not come from bars and is not here; ` +
      'coinswarm backtest --sources FOLDER brings such columns, and coinswarm experiment; on a ' +
      'desk the setting sources.folder does.',
  )
}

class OutsideColumn implements Indicator {
  readonly lines: readonly Float64Array[] = [new Float64Array(blockRows)]
  readonly #column: ColumnsBeside[string]

  constructor(column: ColumnsBeside[string]) {
    this.#column = column
  }

  fold(_bars: BarColumns, from: number, to: number): void {
    this.lines[0]?.set(this.#column.subarray(from, to))
  }

  /** It remembers nothing: the column is there again whenever the bars are. */
  save(): Json {
    return null
  }

  load(): void {}
}
