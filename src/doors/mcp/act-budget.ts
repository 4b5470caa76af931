import { jsonOf } from '../../base/index.ts'
import { z } from 'zod'
import { dayUs, hourUs, type Micros } from '../../domain/index.ts'
import { type Disk, makeFolder, nodeDisk, readText, replaceFile } from '../../kernel/index.ts'

const fileName = 'mcp-acts.json'
const file = z.strictObject({
  acts: z.array(z.strictObject({ ts: z.number(), notional: z.number() })).max(100_000),
})

type Spent = { readonly ts: number; readonly notional: number }

/** How much may be done by models. */
export type ActLimits = {
  readonly perHour: number
  /** Value of what acts may have a desk sell or buy back. Unit: of the desk's currency. */
  readonly notionalPerDay: number
}

/**
 * What models did in the last day, kept in the folder of a desk, so that a restart gives nothing
 * back.
 */
export class ActBudget {
  readonly #folder: string
  readonly #limits: ActLimits
  readonly #disk: Disk

  constructor(folder: string, limits: ActLimits, disk: Disk = nodeDisk) {
    this.#folder = folder
    this.#limits = limits
    this.#disk = disk
  }

  /** @returns Why one more act may not be, as a sentence; `undefined` when it may. */
  objection(now: Micros, notional: number): string | undefined {
    const spent = this.#read(now)
    if (spent === undefined)
      return `${fileName} in the desk's folder cannot be read; a person has to look at it, and delete it.`
    const { perHour, notionalPerDay } = this.#limits
    if (spent.filter(({ ts }) => ts > now - hourUs).length >= perHour)
      return `${perHour} acts an hour are allowed, and done; wait, or have a person do it.`
    const day = spent.reduce((sum, each) => sum + each.notional, 0)
    if (notional === 0 || day + notional <= notionalPerDay) return undefined
    const [whole, part] = [(day + notional).toFixed(2), notionalPerDay.toFixed(2)]
    return `with this acts come to ${whole} a day, and ${part} are allowed; have a person do it.`
  }

  /** Writes an act down, durably, before it is done. @returns Why it may not be done. */
  spend(now: Micros, notional: number): string | undefined {
    const why = this.objection(now, notional)
    if (why !== undefined) return why
    const acts = [...(this.#read(now) ?? []), { ts: now, notional }]
    makeFolder(this.#folder)
    const bytes = new TextEncoder().encode(`${JSON.stringify({ acts })}\n`)
    replaceFile(this.#disk, this.#folder, fileName, bytes)
    return undefined
  }

  /** Of the last day; `undefined` when it cannot be known. */
  #read(now: Micros): readonly Spent[] | undefined {
    const text = readText(this.#disk, `${this.#folder}/${fileName}`)
    if (text === undefined) return []
    const parsed = file.safeParse(jsonOf(text))
    return parsed.success ? parsed.data.acts.filter(({ ts }) => ts > now - dayUs) : undefined
  }
}
