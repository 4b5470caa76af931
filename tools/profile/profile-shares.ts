/** What `node --cpu-prof` writes, as far as it is read here. */
export type CpuProfile = {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string }
  }[]
  /** Which node was on top at each sample. */
  readonly samples: readonly number[]
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[]
}

/** A function, and its share of all that was spent: 0 to 1, what it called not counted. */
export type Share = { readonly name: string; readonly file: string; readonly share: number }

/** Shares of a profile by function, the largest first; time in which nothing ran is left out. */
export function profileShares({ nodes, samples, timeDeltas }: CpuProfile): readonly Share[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const spent = new Map<string, { name: string; file: string; time: number }>()
  let total = 0
  samples.forEach((id, at) => {
    const { functionName: name = '', url = '' } = frames.get(id) ?? {}
    if (name === '(idle)' || name === '(program)') return
    const file = url.replace(/^.*?\/(?=(?:src|bench|node_modules)\/)/, '')
    const key = `${file} ${name}`
    const row = spent.get(key) ?? { name, file, time: 0 }
    row.time += timeDeltas[at] ?? 0
    total += timeDeltas[at] ?? 0
    spent.set(key, row)
  })
  return [...spent.values()]
    .sort((a, b) => b.time - a.time)
    .map(({ name, file, time }) => ({ name, file, share: time / total }))
}

/** Shares by file, or by the name of what has none, such as `(garbage collector)`. */
export function sharesByFile(shares: readonly Share[]): readonly (readonly [string, number])[] {
  const files = new Map<string, number>()
  for (const { name, file, share } of shares) {
    const key = file === '' ? name : file
    files.set(key, (files.get(key) ?? 0) + share)
  }
  return [...files].sort(([, a], [, b]) => b - a)
}
