import { crowdFormats } from './crowd-formats.ts'
import { derivativeFormats } from './derivative-formats.ts'
import { economyFormats } from './economy-formats.ts'
import type { SourceColumn, SourceFormat } from './source-format.ts'

/** Every kind of file that is read, and what comes out of it. */
export const sourceTable: readonly SourceFormat[] = [
  ...economyFormats,
  ...derivativeFormats,
  ...crowdFormats,
]

/** A column by name, and the kind of file it comes out of. */
export function columnNamed(
  name: string,
): { readonly format: SourceFormat; readonly column: SourceColumn } | undefined {
  for (const format of sourceTable) {
    const column = format.columns.find((each) => each.name === name)
    if (column !== undefined) return { format, column }
  }
  return undefined
}
