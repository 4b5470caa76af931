import path from 'node:path'
import { z } from 'zod'
import { jsonOf, UserError } from '../../base/index.ts'
import { isUnchanged, type Proposal } from '../../evolution/index.ts'
import { makeFolder, nodeDisk, readText, replaceFile } from '../../kernel/index.ts'

/** What a person did with a proposal. Time of the desk. Unit: us. */
export type Settled = {
  readonly isApproved: boolean
  readonly ts: number
  readonly actor: string
  readonly reason: string
}

/** A proposal as it is kept: open until it is settled. */
export type KeptProposal = { readonly proposal: Proposal; readonly settled?: Settled | undefined }

const proposal = z.strictObject({
  id: z.string(),
  ts: z.number(),
  subject: z.string(),
  change: z.strictObject({
    agents: z.array(z.string()),
    weights: z.array(z.number()),
    termUs: z.number().positive(),
  }),
  evidence: z.strictObject({
    sentence: z.string(),
    numbers: z.record(z.string(), z.number()),
    gains: z.array(z.number()).exactOptional(),
  }),
  hash: z.string(),
})
const settled = z.strictObject({
  isApproved: z.boolean(),
  ts: z.number(),
  actor: z.string(),
  reason: z.string(),
})
const kept = z.strictObject({ proposal, settled: settled.optional() })
const planned = z.strictObject({ day: z.number().int().nonnegative() })
const looks = z.strictObject({ looks: z.number().int().nonnegative() })

/** Whether a text can be the id of a proposal, and is no path. */
export function isProposalId(text: string): boolean {
  return /^[0-9a-f]{12}$/.test(text)
}

/** The proposals of a desk, a file each in its folder. */
export class ProposalFolder {
  readonly #folder: string

  /** @param desk - The folder of the desk. */
  constructor(desk: string) {
    this.#folder = path.join(desk, 'proposals')
  }

  /** All of them, oldest first. @throws UserError `proposal-damaged` */
  all(): readonly KeptProposal[] {
    return this.ids()
      .map((id) => this.find(id))
      .sort((a, b) => a.proposal.ts - b.proposal.ts || (a.proposal.id < b.proposal.id ? -1 : 1))
  }

  /** Of every proposal, in no order. */
  ids(): readonly string[] {
    if (!nodeDisk.exists(this.#folder)) return []
    const names = nodeDisk.list(this.#folder).filter((name) => name.endsWith('.json'))
    return names.map((name) => name.slice(0, -5)).filter(isProposalId)
  }

  /** One of them; `undefined` where it is not there, or not what it was. */
  known(id: string): KeptProposal | undefined {
    const read = kept.safeParse(jsonOf(this.#text(`${id}.json`) ?? ''))
    const isWhole = read.success && read.data.proposal.id === id && isUnchanged(read.data.proposal)
    return isWhole ? read.data : undefined
  }

  /** @throws UserError `proposal-unknown`, `proposal-damaged` */
  find(id: string): KeptProposal {
    const text = isProposalId(id) ? this.#text(`${id}.json`) : undefined
    if (text === undefined)
      throw new UserError(
        'proposal-unknown',
        `No proposal is called ${id}; see coinswarm swarm proposals.`,
      )
    const found = this.known(id)
    if (found === undefined)
      throw new UserError(
        'proposal-damaged',
        `Proposal ${id} is not what it was when it was made; remove its file from ${this.#folder}.`,
      )
    return found
  }

  /** Keeps a new one. One that is there already, open or settled, stays as it is. */
  add(made: Proposal): void {
    if (this.#text(`${made.id}.json`) === undefined)
      this.#write(`${made.id}.json`, { proposal: made })
  }

  /** Writes down what a person did with it. */
  settle(id: string, how: Settled): void {
    this.#write(`${id}.json`, { proposal: this.find(id).proposal, settled: how })
  }

  /** How many plans were tried on this desk. */
  get looks(): number {
    const text = this.#text('looks.json')
    const read = looks.safeParse(jsonOf(text ?? ''))
    // Of a count that cannot be read it is known that there was one for each that was proposed.
    return read.success ? read.data.looks : text === undefined ? 0 : this.all().length
  }

  set looks(count: number) {
    this.#write('looks.json', { looks: count })
  }

  /** The day of the desk, counted from 1970, that was planned for last; `undefined` for none. */
  get plannedDay(): number | undefined {
    const read = planned.safeParse(jsonOf(this.#text('planned.json') ?? ''))
    return read.success ? read.data.day : undefined
  }

  set plannedDay(day: number) {
    this.#write('planned.json', { day })
  }

  #text(name: string): string | undefined {
    return readText(nodeDisk, `${this.#folder}/${name}`)
  }

  #write(name: string, value: object): void {
    makeFolder(this.#folder)
    const bytes = new TextEncoder().encode(`${JSON.stringify(value)}\n`)
    replaceFile(nodeDisk, this.#folder, name, bytes)
  }
}

/** What was proposed for a desk, oldest first. @throws UserError `proposal-damaged` */
export function proposalsOf(desk: string): readonly KeptProposal[] {
  return new ProposalFolder(desk).all()
}
