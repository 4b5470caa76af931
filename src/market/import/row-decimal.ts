import { declineRow } from './decline-row.ts'
import type { StepScale } from './step-scale.ts'
import type { TableRow } from './table.ts'

/** Most decimals a price may have. */
const priceScaleMax = 15
/** Quantities are never counted finer than a satoshi: money has eight decimals. */
const lotScaleMax = 8

/** A field as a whole number of steps above zero. @throws UserError `bad-row`. */
export function rowSteps(
  row: TableRow,
  column: number,
  name: string,
  scale: StepScale,
  path: string,
): number {
  readExact(row, column, name, path)
  if (row.digits <= 0)
    declineRow(
      path,
      row.line,
      `${name} ${row.text(column)} is not above zero; correct or remove the row.`,
    )
  return admit(scale.steps(row.digits, row.scale), row, column, name, scale, path)
}

/** The same for a field that may be zero or below. @throws UserError `bad-row`. */
export function rowSignedSteps(
  row: TableRow,
  column: number,
  name: string,
  scale: StepScale,
  path: string,
): number {
  readExact(row, column, name, path)
  return admit(scale.steps(row.digits, row.scale), row, column, name, scale, path)
}

function readExact(row: TableRow, column: number, name: string, path: string): void {
  const isDecimal = row.readDecimal(column, priceScaleMax)
  if (!isDecimal || row.isCut) declineText(row, column, name, path)
}

/**
 * A volume as whole lots. Without a given lot, digits finer than 1e-8 (or than 2^53 lots allow)
 * are cut off: sources print float noise there. @throws UserError `bad-row`.
 */
export function rowVolume(row: TableRow, column: number, scale: StepScale, path: string): number {
  const isDecimal =
    row.readDecimal(column, lotScaleMax) || row.readDecimal(column, 4) || row.readDecimal(column, 0)
  if (!isDecimal || row.digits < 0) declineText(row, column, 'volume', path)
  return admit(scale.stepsCut(row.digits, row.scale), row, column, 'volume', scale, path)
}

function admit(
  steps: ReturnType<StepScale['steps']>,
  row: TableRow,
  column: number,
  name: string,
  scale: StepScale,
  path: string,
): number {
  if (typeof steps === 'number') return steps
  const value = `${name} ${row.text(column).slice(0, 40)}`
  if (steps === 'off-grid')
    declineRow(
      path,
      row.line,
      `${value} is not a multiple of ${scale.step}; correct the row or give a finer step ` +
        'with --instrument-spec.',
    )
  declineRow(path, row.line, `${value} has more digits than can be kept exactly; round the column.`)
}

function declineText(row: TableRow, column: number, name: string, path: string): never {
  const text = row.text(column).slice(0, 40)
  declineRow(
    path,
    row.line,
    column >= row.fieldCount
      ? `the row ends before column '${name}'; correct or remove it.`
      : `${name} '${text}' is not a plain number of at most 15 digits; correct or remove the row.`,
  )
}
