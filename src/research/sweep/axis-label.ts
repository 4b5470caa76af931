import type { ParameterValue } from '../../agents/index.ts'
import type { SweepAxis } from './sweep-axis.ts'

/** The name of an axis, and its scale where that is not the usual one. */
export function axisLabel(axis: SweepAxis): string {
  return axis.kind === 'span' && axis.isLog ? `${axis.name} (log)` : axis.name
}

/** A value as people write it: no more than six digits of a number. */
export function valueLabel(value: ParameterValue): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value)
}

/** Both ends of an axis. */
export function axisEnds(axis: SweepAxis): readonly [first: string, last: string] {
  if (axis.kind === 'span') return [valueLabel(axis.low), valueLabel(axis.high)]
  return [valueLabel(axis.values[0] ?? ''), valueLabel(axis.values.at(-1) ?? '')]
}

/** Parameters as they are given on a command line: `fast=12 slow=40`. */
export function parameterText(parameters: Readonly<Record<string, ParameterValue>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${valueLabel(value)}`)
    .join(' ')
}
