/** Work of one size, ready to be done. */
export type ScaleWork = {
  /** Does it all, from the same beginning each time. @returns What it came to, in a few words. */
  readonly run: () => string | Promise<string>
}

/** What is to be asked how it grows. */
export type ScaleCase = {
  readonly name: string
  /** What a size counts. */
  readonly of: string
  /** What is done, in words for the page. */
  readonly what: string
  /** Over two decades at least, rising. */
  readonly sizes: readonly number[]
  /** Makes what the work is done on; not measured. */
  readonly prepare: (size: number) => ScaleWork | Promise<ScaleWork>
}

/** What was measured of one size, in a process of its own. */
export type ScalePoint = {
  readonly size: number
  /** CPU time of the whole process over one run, threads of the engine among it. Unit: s. */
  readonly seconds: readonly number[]
  /** The most memory the process had. Unit: MB. */
  readonly megabytes: number
  /** Of what the first run came to: the same again, and after a change that means nothing else. */
  readonly hash: string
}
