import type { Agent } from '../../agents/index.ts'
import { reasonOf } from '../../base/index.ts'
import { BarColumns } from '../../domain/index.ts'
import type { RunHeader } from '../../engine/index.ts'
import { type ColumnsBeside, FeatureSet } from '../../features/index.ts'

/** Why an agent cannot look at what a desk shows; `undefined` when it can. Nothing of it is run. */
export function misfitOf(
  { features }: Pick<Agent, 'features'>,
  { instruments, intervalsUs, outsideColumns = [] }: RunHeader['setup'],
): string | undefined {
  const outside: ColumnsBeside = Object.fromEntries(
    outsideColumns.map((name) => [name, new Float64Array(0)]),
  )
  try {
    for (const [i, { tickSize, lotSize }] of instruments.entries()) {
      const about = { tickSize, lotSize, intervalUs: intervalsUs[i] ?? 0, outside }
      const set = new FeatureSet(new BarColumns(1), about)
      for (const spec of Object.values(features)) set.reading(spec)
    }
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}
