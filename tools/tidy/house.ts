/** `src/rooms.json`: the law of the house. Files are named from `src/`; a final `/` is a folder. */
export type House = {
  /** Left to right, as the data flows. */
  readonly rooms: readonly string[]
  /**
   * Rooms, or folders of one, that a user's program may import: `venue/sim` as
   * `coinswarm/venue-sim`.
   */
  readonly public: readonly string[]
  /** npm packages allowed, by room or by file. */
  readonly packages: Readonly<Record<string, readonly string[]>>
  /** Packages slow to load: by `import()` only, in one file of a room. */
  readonly heavy: readonly string[]
  /** Files that may call the crossing from floats to integers, `domain/round.ts`. */
  readonly crossing: readonly string[]
  /** Files that may take input from the machine, by kind of input. */
  readonly ambient: Readonly<Record<Ambient, readonly string[]>>
}

/** Ways in which two runs of one seed could come to differ. */
export type Ambient =
  | 'time'
  | 'chance'
  | 'timers'
  | 'process'
  | 'console'
  | 'disk'
  | 'network'
  | 'workers'
  | 'loading'

/** One broken house rule, as `file:line: message`. */
export type Untidy = string

/** Whether `file` is the door of something public. */
export function isPublicDoor(file: string, house: House): boolean {
  return house.public.some((folder) => file === `src/${folder}/index.ts`)
}

/** The room a file under `src/` belongs to; `undefined` elsewhere. */
export function roomOf(file: string): string | undefined {
  return file.startsWith('src/') ? file.split('/')[1] : undefined
}

export function isTest(file: string): boolean {
  return /\.test(-d)?\.tsx?$/.test(file)
}

/** Program text that runs in a desk: under `src/` and no test. */
export function isProduct(file: string): boolean {
  return file.startsWith('src/') && !isTest(file)
}

/** Whether `file` is in a list of files and folders named from `src/`. */
export function isListed(file: string, list: readonly string[]): boolean {
  return list.some((entry) =>
    entry.endsWith('/') ? file.startsWith(`src/${entry}`) : file === `src/${entry}`,
  )
}
