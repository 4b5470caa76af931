import type { Figure } from './figure.ts'

const clause = /(ratio )?(<=|>=|<|>) ([\d,]*\d(?:\.\d+)?)([^,<>=]*?)(?=,| and |$)/g

/**
 * Whether a figure is what was asked: `undefined` where nothing is asked that a machine can read,
 * or the figure is not conclusive.
 */
export function meetsGoal({ asked, value, unit, ratio, status }: Figure): boolean | undefined {
  if (status === 'failed') return false
  const clauses = [...asked.matchAll(clause)].filter(([, isRatio, , , of = ''], i) => {
    return i === 0 || isRatio !== undefined || isOfUnit(of.trim(), unit)
  })
  if (status !== 'measured' || clauses.length === 0) return undefined
  return clauses.every(([, isRatio, sign, bound]) => {
    const found = isRatio === undefined ? value : ratio
    return typeof found === 'number' && holds(found, sign ?? '', Number(bound?.replaceAll(',', '')))
  })
}

/** What is asked besides, in another unit, is told in the note of a figure and not by its value. */
function isOfUnit(of: string, unit: string): boolean {
  return of === '' || unit === '' || of.startsWith(unit) || unit.startsWith(of)
}

function holds(found: number, sign: string, bound: number): boolean {
  if (sign === '<=') return found <= bound
  if (sign === '>=') return found >= bound
  return sign === '<' ? found < bound : found > bound
}
