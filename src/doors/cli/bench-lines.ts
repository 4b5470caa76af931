/** A row as a bench gives it; it knows more than is printed here, and all of it is in the JSON. */
export type MeasuredRow = {
  readonly name: string
  readonly value: number | null
  readonly unit: string
  readonly peer: string
  readonly ratio: number | null
  readonly status: 'measured' | 'inconclusive' | 'failed'
  readonly spread?: readonly [number, number]
  readonly goal?: string
  readonly note?: string
}

/** What is printed of a row: its figure, what it was measured beside, its goal and its note. */
export function benchLines({
  name,
  value,
  unit,
  peer,
  ratio,
  status,
  spread,
  goal,
  note,
}: MeasuredRow): readonly string[] {
  if (value === null) return [`${name.padEnd(24)} FAIL  ${note ?? ''}`]
  const range = spread === undefined ? '' : `  (${spread.map(figure).join(' to ')})`
  const verdict = status === 'inconclusive' ? '  INCONCLUSIVE: the machine was too busy' : ''
  const beside = ratio === null ? [] : [`  ${figure(ratio)} of: ${peer}`]
  return [
    `${name.padEnd(24)} ${figure(value)} ${unit}${range}${verdict}`,
    ...beside,
    ...(goal === undefined ? [] : [`  goal: ${goal}`]),
    ...(note === undefined ? [] : [`  ${note}`]),
  ]
}

/** Three digits that mean something; whole numbers with their thousands apart. */
function figure(value: number): string {
  const rounded = Number(value.toPrecision(3))
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 4 })
}
