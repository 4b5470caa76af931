/** One number of a metric, as it stands now. `name`: a key of `metricFamilies`. */
export type Sample = {
  readonly name: string
  readonly value: number
  readonly labels?: Readonly<Record<string, string>>
}

/** Of numbers that are there; one that nobody knows is left out, and is not 0. */
export function sample(
  name: string,
  value: number | boolean | null | undefined,
  labels?: Readonly<Record<string, string>>,
): readonly Sample[] {
  if (value === null || value === undefined || Number.isNaN(value)) return []
  return [{ name, value: Number(value), ...(labels === undefined ? {} : { labels }) }]
}

/** How often each of `keys` stands there, as samples told apart by `label`. */
export function counted(name: string, label: string, keys: Iterable<string>): readonly Sample[] {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return tallied(name, label, counts)
}

export function tallied(
  name: string,
  label: string,
  counts: ReadonlyMap<string, number>,
): readonly Sample[] {
  return [...counts].flatMap(([key, count]) => sample(name, count, { [label]: key }))
}
